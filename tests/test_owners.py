"""CODEOWNERS: who is asked before an entry changes."""

from __future__ import annotations

import pytest

from tests.conftest import SiteFolder

OWNERS = '"*": "@town/editors"\ncatalogue: ["@town/catalogue", "cat@example.org"]\nhall: "@hall"\n'


def lines(tiny: SiteFolder) -> list[str]:
    text = (tiny.folder / "CODEOWNERS").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def test_owners_are_asked(tiny: SiteFolder) -> None:
    """A folder of one owner is one line, mixed ones a line an entry; a body answers for what states no owner."""
    (tiny.folder / "owners.yaml").write_text(OWNERS, encoding="utf-8")
    tiny.write("providers/hall.yaml", "name: 大厅\nowner: hall\n")
    assert tiny.run("new", "service", "guangzhou/tax/a", "--title", "甲", "--provider", "hall") == 0
    tiny.edit("cities/guangzhou/tax/a.md", "owner: hall\n", "")
    assert tiny.run("owners", "--write") == 0
    assert lines(tiny) == [
        "* @town/editors",
        "/content/catalogue/ @town/catalogue cat@example.org",
        "/content/cities/guangzhou/tax/a.* @hall",
        "/content/cities/guangzhou/tax/deed-tax.* @town/catalogue cat@example.org",
        "/content/providers/hall.* @hall",
    ]


def test_without_write_it_is_printed(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """`owners` prints, names owners without a handle, and leaves the folder as it is."""
    assert tiny.run("owners") == 0
    said = capsys.readouterr()
    assert said.out.startswith("# Made of")
    assert "owners.yaml has no handle of catalogue, who answers for" in said.err
    assert not (tiny.folder / "CODEOWNERS").exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("hall: the hall", '"the hall" is no handle'),
        ("hall: '@hall'\nhall: '@other'\n", "owners.yaml:2:1"),
        ("- hall\n", "owners.yaml"),
    ],
)
def test_a_broken_list_of_handles(tiny: SiteFolder, text: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no handle, or no list of them, is told, and nothing is written."""
    (tiny.folder / "owners.yaml").write_text(text, encoding="utf-8")
    assert tiny.run("owners", "--write") == 2
    said = capsys.readouterr().err
    assert told in said and "Traceback" not in said
    assert not (tiny.folder / "CODEOWNERS").exists()
