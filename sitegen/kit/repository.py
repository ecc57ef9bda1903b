"""The files around content: what services that keep repositories run, what editors and proposals are helped with.

They lie in files/, for all hubs and by language. In a name `dot-` stands for the leading dot and `.in` behind it for
nothing, so that none of them has a meaning where it lies; in a text `@@{word}` is filled in.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from string import Template

from sitegen import guide, schema
from sitegen.kit.hub import Hub

FILES = Path(__file__).parent / "files"
SCHEMAS = ".vscode/schema"
PROPOSAL = ".github/PULL_REQUEST_TEMPLATE.md"
PROPOSAL_GITLAB = ".gitlab/merge_request_templates/Default.md"


class Blank(Template):
    """A text with `@@{word}` to be filled in: what workflows and shells fill in themselves stays."""

    delimiter = "@@"


def files(hub: Hub, example: str) -> dict[str, str]:
    """The files around the content of a hub, whose first entry is the file `example`."""
    folders = (FILES / "all", FILES / ("zh-hans" if hub.chinese else "en"))
    words = {
        "name": hub.name,
        "example": f"`{example}`",
        "locale": "zh_CN.UTF-8" if hub.chinese else "en_GB.UTF-8",
        "due": "到期核对与失效链接" if hub.chinese else "What falls due, and links that do not answer",
    }
    made = {
        _name(path.relative_to(folder)): Blank(path.read_text(encoding="utf-8")).substitute(words)
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    made[PROPOSAL_GITLAB] = made[PROPOSAL]
    made["requirements.txt"] = _requirements(hub.generator)
    return made | {f".vscode/{name}": text for name, text in _schemas().items()}


def _name(path: Path) -> str:
    return re.sub(r"(^|/)dot-", r"\1.", path.as_posix()).removesuffix(".in")


def _requirements(generator: str) -> str:
    if generator:
        return f"{generator}\n"
    return (
        "# Write here where pip finds the generator, at a commit that you have tried:\n"
        "# sitegen @ git+https://example.org/sitegen.git@COMMIT\n"
    )


def _schemas() -> dict[str, str]:
    """JSON Schema of each kind of file, and the setting that tells editors which files are of which kind."""
    kinds = [kind for kind in schema.KINDS if kind.record.fields]
    settings = {"yaml.schemas": {f"./{SCHEMAS}/{kind.name}.json": _globs(kind) for kind in kinds}}
    texts = {f"schema/{kind.name}.json": guide.schema_file(kind) for kind in kinds}
    return {"settings.json": json.dumps(settings, indent=2) + "\n"} | texts


def _globs(kind: schema.Kind) -> list[str]:
    """The files of a kind: translations and kinds that lie within its folders are none of them."""
    wide = _glob(kind)
    others = [_glob(other) for other in schema.KINDS if other != kind and _holds(wide, _glob(other))]
    translations = [wide.replace("*.yaml", "*.*.yaml")] if wide.endswith("*.yaml") else []
    return [wide, *(f"!{glob}" for glob in (*translations, *others))]


def _glob(kind: schema.Kind) -> str:
    return "content/" + re.sub(r"\{\w+\}", "*", kind.pattern) + ".yaml"


def _holds(wide: str, narrow: str) -> bool:
    """Whether every file of the second pattern fits the first."""
    return re.fullmatch(re.escape(wide).replace(r"\*", "[^/]+"), narrow) is not None
