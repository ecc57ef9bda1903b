"""`confirm` stamps a day into the entries that somebody vouches for, and touches nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import SiteFolder

CARD = "catalogue/social-security/card.md"
DEED = "cities/guangzhou/tax/deed-tax.md"
TODAY = "2026-12-31"


def contents(site: SiteFolder) -> dict[str, bytes]:
    """Every file of the content by path."""
    return {p.relative_to(site.content).as_posix(): p.read_bytes() for p in site.content.rglob("*") if p.is_file()}


def changed(site: SiteFolder, before: dict[str, bytes]) -> set[str]:
    """The files that differ from what they were."""
    return {path for path, data in contents(site).items() if before[path] != data}


def test_a_day_is_replaced(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """Of the whole content one date changes; entries of the catalogue are named without a city."""
    before = contents(tiny)
    assert b"verified: 2026-10-01\n" in before[CARD]
    assert tiny.run("confirm", "social-security/card") == 0
    assert changed(tiny, before) == {CARD}
    assert (tiny.content / CARD).read_bytes() == before[CARD].replace(b"2026-10-01", TODAY.encode())
    assert capsys.readouterr().out == f"social-security/card: verified {TODAY}\nentries confirmed: 1\n"


def test_a_day_is_added_at_its_place(tiny: SiteFolder) -> None:
    """A new field stands where the schema has it, before the comments of what follows."""
    text = (tiny.content / CARD).read_text(encoding="utf-8").replace("verified: 2026-10-01\n", "\n# a year\n")
    tiny.write(CARD, text)
    assert tiny.run("confirm", CARD) == 0
    expected = text.replace("owner: catalogue\n", f"owner: catalogue\nverified: {TODAY}\n")
    assert (tiny.content / CARD).read_text(encoding="utf-8") == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"verified: '2026-01-01'   # by phone\r\n", b"verified: 2026-12-31   # by phone\r\n"),
        (b"verified:\r\n", b"verified: 2026-12-31\r\n"),
        (b'verified:  "2026-01-01"\r\n', b"verified: 2026-12-31\r\n"),
        (b"owner: me\r\n\r\n\r\n", b"owner: me\r\nverified: 2026-12-31\r\n\r\n\r\n"),
        (b"owner: me", b"owner: me\r\nverified: 2026-12-31"),
        (b"access: |\r\n  one\r\n  # two\r\n", b"access: |\r\n  one\r\n  # two\r\nverified: 2026-12-31\r\n"),
        (b"review_every: 1 year  \r\n", b"verified: 2026-12-31\r\nreview_every: 1 year  \r\n"),
    ],
)
def test_byte_for_byte_otherwise(tiny: SiteFolder, before: bytes, after: bytes) -> None:
    """Marks, line ends, blanks, quotes elsewhere and comments stay as they are."""
    path = tiny.content / "cities/guangzhou/locations/hall.yaml"
    head = b'\xef\xbb\xbfname:   "Hall"\r\naddress: {}\r\n'.replace(b"{}", b"'1 Street'  ")
    path.write_bytes(head + before)
    assert tiny.run("confirm", "guangzhou/locations/hall") == 0
    assert path.read_bytes() == head + after
    assert tiny.run("confirm", "guangzhou/locations/hall") == 0
    assert path.read_bytes() == head + after


def test_all_of_a_body(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """--provider stamps what a body is responsible for, and says what of it is unknown still."""
    tiny.edit(CARD, "fees: free", "fees: unknown")
    before = contents(tiny)
    assert tiny.run("confirm", "--provider", "hrss", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    card = {"id": "social-security/card", "file": CARD, "verified": TODAY, "unknown": ["fees"]}
    assert card in said
    assert changed(tiny, before) == {one["file"] for one in said}
    assert all(
        f"provider: {body}" in (tiny.content / one["file"]).read_text(encoding="utf-8")
        for one in said
        for body in ["hrss"]
    )
    assert tiny.run("confirm", "--provider", "hrss", "--lang", "zh") == 0
    assert "social-security/card：已确认（2026-12-31）；还有 1 个字段未知：fees\n" in capsys.readouterr().out
    assert tiny.run("confirm", "--provider", "hrss", "--quiet") == 0
    assert capsys.readouterr().out == ""


def test_a_city_s_own_body(tiny: SiteFolder) -> None:
    """A version in a city, where its own body acts for the national one, is that body's; a closed one is nobody's."""
    tiny.edit("cities/guangzhou/city.yaml", "name:", "providers: {tax-office: guangzhou-hrss}\nname:")
    assert tiny.run("confirm", "--provider", "guangzhou-hrss", "--quiet") == 0
    assert f"verified: {TODAY}" in (tiny.content / DEED).read_text(encoding="utf-8")
    before = contents(tiny)
    tiny.write(DEED, "---\nextends: tax/deed-tax\nstatus: closed\n---\nClosed.\n")
    assert tiny.run("confirm", "--provider", "guangzhou-hrss") == 2
    assert changed(tiny, before) == {DEED}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["social-security/cart"], 'there is no "social-security/cart"; did you mean "social-security/card"?'),
        (["guangzhou/social-security/card"], 'it is "social-security/card" of the catalogue; confirm that one'),
        (["--provider", "hrs"], 'there is no "hrs"; did you mean "hrss"?'),
        (["social-security/card", "nowhere/at/all"], 'there is no "nowhere/at/all"'),
        ([], "name the entries to confirm, or a body with --provider"),
    ],
)
def test_wrong_use(tiny: SiteFolder, capsys: pytest.CaptureFixture[str], words: list[str], said: str) -> None:
    """What is not there is refused with a suggestion, before anything is written."""
    before = contents(tiny)
    assert tiny.run("confirm", *words) == 2
    assert said in capsys.readouterr().err
    assert changed(tiny, before) == set()


def test_what_one_line_cannot_mend_is_refused(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """Fields that share a line are brought into form first."""
    tiny.write("cities/guangzhou/locations/hall.yaml", "{name: Hall, address: 1 Street}\n")
    assert tiny.run("confirm", "guangzhou/locations/hall") == 2
    assert "run: python build.py fmt" in capsys.readouterr().err
    assert tiny.run("fmt", "--quiet", "cities/guangzhou/locations/hall.yaml") == 0
    assert tiny.run("confirm", "guangzhou/locations/hall") == 0
    text = f"name: Hall\naddress: 1 Street\nverified: {TODAY}\n"
    assert Path(tiny.content / "cities/guangzhou/locations/hall.yaml").read_text(encoding="utf-8") == text
