"""The documents say what is true: links lead somewhere, commands exist, the README's five minutes work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sitegen.commands import COMMANDS
from tests.conftest import ROOT, SiteFolder

DOCS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*/README.md")])


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    """Every relative link of a document names a file that is there."""
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.S)
    links = re.findall(r"\]\(([^)\s#]+)", text)
    missing = [link for link in links if not re.match(r"[a-z]+:", link) and not (path.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("path", [ROOT / "README.md", ROOT / "README.zh.md"], ids=["en", "zh"])
def test_named_commands_exist(path: Path) -> None:
    """Each command that the README names can be called, and each that can be called is named in the English one."""
    named = set(re.findall(r"build\.py ([a-z]+)", path.read_text(encoding="utf-8")))
    assert named <= COMMANDS.keys()
    if path.name == "README.md":
        assert all(f"`{command}" in path.read_text(encoding="utf-8") for command in COMMANDS)


@pytest.mark.parametrize("path", [ROOT / "README.md", ROOT / "README.zh.md"], ids=["en", "zh"])
def test_named_make_targets_exist(path: Path) -> None:
    """Each `make` target that the README names stands in the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M))
    assert set(re.findall(r"(?:^ *|`)make ([a-z-]+)", path.read_text(encoding="utf-8"), flags=re.M)) <= targets


def test_every_module_has_its_floor_in_the_architecture() -> None:
    """docs/architecture.md names every module of the house."""
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    rooms = {p.relative_to(ROOT / "sitegen").parts[0].removesuffix(".py") for p in ROOT.glob("sitegen/**/*.py")}
    assert {r for r in rooms if r != "__init__" and f"`{r}`" not in text and f"`{r}/`" not in text} == set()


def test_five_minutes_to_a_first_entry(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """`new`, fill in, publish; a mistake shows the line, what was expected and the fix, and the last page stays."""
    assert tiny.run("new", "service", "guangzhou/tax/my-service", "--title", "我的事项") == 0
    path = "cities/guangzhou/tax/my-service.md"
    text = (tiny.content / path).read_text(encoding="utf-8")
    for field, value in (("visits", "unknown"), ("proxy", "unknown"), ("fees", "unknown"), ("status", "draft")):
        assert f"\n{field}: {value}" in text
    filled = text.replace("status: draft", "status: active").replace("fees: unknown", "fees: free")
    filled = re.sub(r"# channels: .*", 'channels: [{kind: phone, number: "12345"}]', filled)
    tiny.write(path, filled)
    assert tiny.build()["exit"] == 0
    assert "我的事项" in tiny.page("guangzhou/tax/my-service/index.html")
    before = tiny.files()
    tiny.edit(path, "fees: free", "fees: gratis")
    capsys.readouterr()
    assert tiny.run("build") == 1
    said = capsys.readouterr().err
    assert "my-service.md" in said and "^^^^^^" in said and "free" in said
    assert tiny.files() == before
