"""Blanks and marks in Chinese texts: western letters and digits stand off from Chinese characters (W3C, Requirements
for Chinese Text Layout, mixed text), marks are full-width. autocorrect says where, and `fixes/spacing` mends it.

Only texts are judged that we write ourselves: not names, official titles, what people type into the search box, or
what was imported.
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import codes, schema, typography
from sitegen.checks.walk import Keys, place_of, walk
from sitegen.diagnostics import Diagnostic, Span, fault
from sitegen.directory import Directory, key_of
from sitegen.entry import Entry

_OTHERS_WORDS = frozenset(
    ("name", "short_name", "title", "short_title", "label", "address", "aliases", "questions", "act", "basis")
) | {"ask", "complain"}
_AROUND = 4


def check(directory: Directory) -> Iterator[Diagnostic]:
    """A report for each Chinese text that should have other blanks or marks, at the first place."""
    for entry in directory.shelf.all():
        for keys, text, better in mended(entry, directory):
            at = first_difference(text, better)
            found, right = _around(text, at), _around(better, at)
            alone = typography.mended(found)
            right = alone if alone != found else right
            yield fault(codes.SPACING, _inside(entry, keys, text, at), word=found, better=right)


def mended(entry: Entry, directory: Directory) -> Iterator[tuple[Keys, str, str]]:
    """The Chinese texts of an entry that should have other blanks or marks: their keys, the text, the better one."""
    original = directory.shelf.get(entry.place.kind.name, key_of(entry)) or entry
    if original.values.get("imported"):
        return
    for keys, kind, value in walk(entry):
        if isinstance(kind, schema.Words) and value.lang.startswith("zh") and _OTHERS_WORDS.isdisjoint(keys):
            better = typography.mended(value.value, markdown=kind.prose)
            if better != value.value:
                yield keys, value.value, better


def first_difference(one: str, other: str) -> int:
    """The place from which two texts differ."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _around(text: str, at: int) -> str:
    """The few characters around a place, of its line alone."""
    before, behind = text[:at].rpartition("\n")[2], text[at:].partition("\n")[0]
    return before[-_AROUND:] + behind[:_AROUND]


def _inside(entry: Entry, keys: Keys, text: str, at: int) -> Span:
    """The place in the file of a place in a text, which begins at the place of its field."""
    start = place_of(entry, keys)
    before, behind = text[:at].rpartition("\n")[2], text[at:].partition("\n")[0]
    for number, line in enumerate(entry.source.text.split("\n")[start.line - 1 :], start.line):
        column = line.find(before + behind, start.column - 1 if number == start.line else 0)
        if column >= 0:
            return entry.source.span(number, column + len(before) + 1)
    return start
