"""Entries as people and programs break them (`broken.yaml`): each gets one clear diagnostic at its place."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from sitegen import codes
from tests.conftest import ROOT, SiteFolder

TABLE = yaml.safe_load((ROOT / "tests/broken.yaml").read_text(encoding="utf-8"))
CASES = {case["what"]: case for case in TABLE}
NOW = "2026-11-22T12:00"
FEWEST_KINDS = 60


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    """The tiny site, broken and mended again by each case."""
    folder = tmp_path_factory.mktemp("broken")
    shutil.copytree(ROOT / "tests/sites/tiny/content", folder / "content")
    return SiteFolder(folder)


def said(site: SiteFolder, lang: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    """What `check` says of all files of a site. That the site itself can be made is tested elsewhere."""
    everything = sorted(str(path) for path in site.content.iterdir())
    site.run("check", *everything, "--json", "--lang", lang, "--now", NOW)
    found: list[dict[str, str]] = json.loads(capsys.readouterr().out)
    return found


def shown(fault: dict[str, str], file: str) -> str:
    """A fault as the table writes it; the file is named where it is another one than was broken."""
    place = f"{fault['line']}:{fault['column']}"
    elsewhere = "" if fault["file"] == file else f"{fault['file']}:"
    return f"{elsewhere}{place} {fault['severity']}[{fault['code']}]: {fault['message']}; {fault['hint']}"


@pytest.mark.parametrize("what", CASES)
def test_one_clear_diagnostic(what: str, whole: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """A broken entry gets the one diagnostic of the table, in English and Chinese; a right one gets none."""
    case = CASES[what]
    path = whole.content / case["file"]
    before = path.read_bytes() if path.exists() else None
    _break(path, case)
    english, chinese = said(whole, "en", capsys), said(whole, "zh", capsys)
    _mend(path, before, whole.content)
    assert [shown(fault, case["file"]) for fault in english] == ([case["says"]] if case["says"] else [])
    assert [(f["file"], f["line"], f["column"], f["code"]) for f in chinese] == [
        (f["file"], f["line"], f["column"], f["code"]) for f in english
    ]
    assert all(re.search("[\u4e00-\u9fff]", fault[name]) for fault in chinese for name in ("message", "hint"))


def _break(path: Path, case: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if "text" in case:
        path.write_bytes(case["text"].encode(case.get("as", "utf-8")))
    else:
        text = path.read_text(encoding="utf-8")
        assert case["old"] in text
        path.write_text(text.replace(case["old"], case["new"], 1), encoding="utf-8")


def _mend(path: Path, before: bytes | None, content: Path) -> None:
    if before is not None:
        path.write_bytes(before)
        return
    path.unlink()
    folder = path.parent
    while folder != content and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def test_there_are_enough_kinds() -> None:
    """The table holds at least 100 broken entries of at least 60 kinds: codes, and what stopped the YAML parser."""
    broken = [case["says"] for case in TABLE if case["says"]]
    kinds = {match.group() for says in broken if (match := re.search(r"\[(?:yaml-syntax\]:[^;]*|[a-z0-9-]+\])", says))}
    assert len(broken) >= 100
    assert len(kinds) >= FEWEST_KINDS
    assert {re.search(r"\[([a-z0-9-]+)\]", says).group(1) for says in broken} <= set(codes.BY_NAME)  # type: ignore[union-attr]  # each has one
