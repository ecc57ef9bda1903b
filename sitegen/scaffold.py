"""New entries from the schema: a complete, commented file in the right place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sitegen import front_matter, likely, schema, urls
from sitegen.diagnostics import suggest
from sitegen.directory import Directory

KINDS = {kind.name: kind for kind in schema.KINDS if "{" in kind.pattern}


class ScaffoldError(Exception):
    """What was asked for cannot be made; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class New:
    """A file to be written: its path below the content folder, and its text."""

    path: str
    text: str


def scaffold(directory: Directory, kind: str, id: str, title: str, extends: str) -> New:
    """The file of a new entry. Raises ScaffoldError where its id, city, category or template is none."""
    shape = KINDS[kind]
    parts = id.split("/")
    names = [part for part in shape.pattern.split("/") if part.startswith("{")]
    if len(parts) != len(names) or not all(urls.is_slug(p) for p in parts):
        example = "/".join(name.strip("{}") for name in names)
        raise ScaffoldError(f'"{id}" is no id of a {kind}; write {example}, in a-z, digits and hyphens')
    ids = dict(zip((name.strip("{}") for name in names), parts, strict=True))
    _known(directory, "city", ids.get("city") if kind != "city" else None)
    _known(directory, "category", ids.get("category"))
    if extends:
        _known(directory, "catalogue", extends)
    path = shape.pattern
    for name, value in ids.items():
        path = path.replace("{" + name + "}", value)
    ending = "md" if schema.field_of(shape.record, "body") else "yaml"
    existing = directory.shelf.get(kind, id)
    if existing:
        raise ScaffoldError(f"{existing.path} exists already; edit it")
    stated = {"title": title, "name": title} if title else {}
    return New(f"{path}.{ending}", _text(shape, stated, extends, ending))


def _known(directory: Directory, kind: str, id: str | None) -> None:
    ids = directory.shelf.kind(kind)
    if id is not None and id not in ids:
        close = suggest(id, ids)
        remedy = f'did you mean "{close}"?' if close else "the known ones are: " + ", ".join(sorted(ids)[:20])
        raise ScaffoldError(f'there is no {kind} "{id}"; {remedy}')


def _text(kind: schema.Kind, stated: dict[str, str], extends: str, ending: str) -> str:
    lines = [f"extends: {extends}"] if extends else []
    for field in kind.record.fields:
        if field.name in ("extends", "body", "imported"):
            continue
        lines.append(f"# {field.doc}")
        value = stated.get(field.name) or ("" if extends else _placeholder(field))
        lines += (
            [f"{field.name}: {front_matter.scalar(value)}"] if value else [f"# {field.name}: {_example(field.type)}"]
        )
    fields = "\n".join(lines)
    return f"---\n{fields}\n---\n\n" if ending == "md" else f"{fields}\n"


def _placeholder(field: schema.Field) -> str:
    """What stands in a needed field until its editor knows: `unknown` where that is legal."""
    if field.need != "R":
        return ""
    if "unknown" in field.keywords:
        return "unknown"
    return {"status": "draft", "level": "city", "severity": "info", "kind": "life_event", "ends": "2099-01-01"}.get(
        field.name, ""
    )


def _example(kind: schema.Type) -> str:
    """A value of this type as an editor would write it; of a few words all of them."""
    return " | ".join(kind.options) if isinstance(kind, schema.Choice) else likely.example(kind)


def write(content: Path, new: New) -> None:
    """Write the file. Raises FileExistsError where one stands there."""
    path = content / new.path
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(new.text)
