"""Content read again after an edit: the same directory and the same faults as read for the first time."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen import digest, disk
from sitegen.reading import Reader, packed, unpacked
from tests.conftest import SiteFolder

CARD, CITY, DEED = "catalogue/social-security/card.md", "cities/guangzhou/city.yaml", "catalogue/tax/deed-tax.md"
EDITS = {
    "a title": (CARD, "title: 社会保障卡申领", "title: 社会保障卡办理"),
    "a fault": (CARD, "fees: free", "fees: gratis"),
    "what a city adopts": (CITY, "adopts:", "adopts_not:"),
    "a reference": (CARD, "title:", "related: [tax/deed-tax]\ntitle:"),
    "the languages": ("site.yaml", "default_language: zh-Hans", "default_language: en"),
}


def same(reader: Reader, folder: Path, paths: list[str]) -> None:
    """Reading again what changed gives what a reader gives that knows nothing."""
    found, faults = reader.read_again(paths)
    expected, all_faults = Reader(folder).read()
    assert faults == all_faults
    assert (found and found.editions) == (expected and expected.editions)


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_and_its_undoing(tiny: SiteFolder, edit: str) -> None:
    """An edited file, and the same file as it was."""
    path, old, new = EDITS[edit]
    reader = Reader(tiny.content)
    reader.read()
    tiny.edit(path, old, new)
    same(reader, tiny.content, [path])
    tiny.edit(path, new, old)
    same(reader, tiny.content, [path])


def test_files_that_come_and_go(tiny: SiteFolder) -> None:
    """A new file, one renamed, one deleted; one that was gone before it could be read."""
    reader = Reader(tiny.content)
    reader.read()
    text = (tiny.content / CARD).read_text(encoding="utf-8")
    tiny.write("catalogue/social-security/second.md", text)
    same(reader, tiny.content, ["catalogue/social-security/second.md"])
    (tiny.content / CARD).rename(tiny.content / "catalogue/social-security/third.md")
    same(reader, tiny.content, [CARD, "catalogue/social-security/third.md"])
    (tiny.content / DEED).unlink()
    same(reader, tiny.content, [DEED, "catalogue/tax/never-there.md"])


def test_what_did_not_change_is_not_made_again(tiny: SiteFolder) -> None:
    """Services that an edit does not concern are the very same values."""
    reader = Reader(tiny.content)
    before, _ = reader.read()
    tiny.edit(DEED, "契税", "契约税")
    after, _ = reader.read_again([DEED])
    assert before is not None and after is not None
    old, new = before.default.services["guangzhou"], after.default.services["guangzhou"]
    assert {path for path in new if new[path] is not old[path]} == {"tax/deed-tax"}


def test_what_was_read_is_kept_for_the_next_run(tiny: SiteFolder) -> None:
    """Unpacked, a reader reads what changed and no more, and finds what one finds that knows nothing."""
    first = Reader(tiny.content)
    before, _ = first.read()
    elsewhere = tiny.folder / "link"
    elsewhere.symlink_to(tiny.content)
    second = unpacked(packed(first), elsewhere, None)
    assert second.folder == elsewhere
    again, _ = second.read()
    assert not second.changed and before is not None and again is not None and again.editions == before.editions
    tiny.edit(DEED, "契税", "契约税")
    third = unpacked(packed(first), tiny.content, None)
    found, faults = third.read()
    assert third.changed and (found and found.editions, faults) == (
        (expected := Reader(tiny.content).read())[0] and expected[0].editions,
        expected[1],
    )


def test_nothing_is_taken_from_damaged_or_foreign_data(tiny: SiteFolder, tmp_path: Path) -> None:
    """Cut off, of another folder, or made to run something: it is as if there were none."""
    reader = Reader(tiny.content)
    reader.read()
    data = packed(reader)
    marker = tmp_path / "ran"
    calls = [pickle.dumps(Hostile(os.mkdir, marker)), pickle.dumps(Hostile(disk.write, marker, b""))]
    hostile = [digest.of_bytes(call).encode() + call for call in calls]
    for other in (b"", data[:-9], data[:1000] + b"x" + data[1001:], *hostile):
        assert unpacked(other, tiny.content, None).changed is False
        found, _ = unpacked(other, tiny.content, None).read()
        assert found is not None
    assert not marker.exists()
    assert unpacked(data, tmp_path, None).folder == tmp_path


class Hostile:
    """Pickled, it is a call."""

    def __init__(self, call: Callable[..., object], *parts: object) -> None:
        self.call, self.parts = call, parts

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self.call, self.parts
