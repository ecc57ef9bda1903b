"""What may be mended without asking. A new fix is one new file and one line in `FIXES`.

A fix takes the directory and gives what names the texts of an entry that should be others. It never changes what a
page means. Texts are written together with the form of the file (`formatting`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sitegen import formatting, source
from sitegen.canonical import Keys
from sitegen.diagnostics import Span
from sitegen.directory import Directory
from sitegen.entry import Entry, Place, classify
from sitegen.fixes import moved, spacing
from sitegen.source import Source

Edit = tuple[Keys, str, str]  # where a text stands, the text, and what it should be
Finder = Callable[[Entry], Iterator[Edit]]

FIXES: tuple[Callable[[Directory], Finder], ...] = (
    spacing.finder,
    moved.finder,
)


@dataclass(frozen=True, slots=True)
class Mended:
    """A file as it should be: its new text, whether its form changes, and which texts, each with its place before."""

    path: str
    text: str
    formed: bool
    edits: tuple[tuple[Span, str, str], ...] = ()


def mend(folder: Path, directory: Directory | None, wanted: Callable[[str], bool]) -> Iterator[Mended]:
    """The files below a content folder that can be mended; without a directory their form alone is.

    A file that cannot be read right is passed over: `check` tells of it.
    """
    entries = {one.path: one for one in directory.shelf.all()} if directory else {}
    finders = [fix(directory) for fix in FIXES] if directory else []
    for path in source.scan(folder)[0]:
        place, _ = classify(path)
        file = source.load(folder, path)[0] if place and wanted(path) else None
        if place is None or file is None:
            continue
        one = entries.get(path)
        edits = [edit for find in finders for edit in find(one)] if one else []
        mended = _file(file, place, edits, (folder / path).read_bytes())
        if mended:
            yield mended


def _file(file: Source, place: Place, edits: list[Edit], before: bytes) -> Mended | None:
    """What becomes of one file; None where nothing does."""
    try:
        form, faults = formatting.formatted(file, place)
        if faults:
            return None
        text = formatting.formatted(file, place, {keys: after for keys, _, after in edits})[0] if edits else form
    except formatting.FormattingError:  # `fmt` tells of it
        return None
    if text.encode() == before:
        return None
    placed = tuple((source.locate(file, keys), old, new) for keys, old, new in edits)
    return Mended(file.path, text, form.encode() != before, placed)
