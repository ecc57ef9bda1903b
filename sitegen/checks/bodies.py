"""The text below the fields says something, and says it of this entry.

Reason: an empty section costs a reader a scroll; a copied text is right for one of two services at most, and when it
changes it is corrected once. What holds for all cities stands in the catalogue's entry, and cities leave it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen import codes
from sitegen.checks.walk import place_of, prose
from sitegen.diagnostics import Diagnostic, fault
from sitegen.directory import Directory, key_of
from sitegen.entry import Entry

SHORTEST_COPY = 40
_HEADING = re.compile(r"^#.*$|^.*\n[=-]+ *$", re.MULTILINE)


def check(directory: Directory) -> Iterator[Diagnostic]:
    """A report for each text without a word in it, and for each that stands in an entry before it."""
    first: dict[str, Entry] = {}
    for entry in directory.shelf.all():
        for keys, text in prose(entry):
            if not any(map(str.isalnum, _HEADING.sub("", text))):
                yield fault(codes.EMPTY_BODY, place_of(entry, keys))
            elif len(text) >= SHORTEST_COPY:
                other = first.setdefault(" ".join(text.split()), entry)
                if other is not entry and not (_origin(other) == _origin(entry) and _same_language(other, entry)):
                    yield fault(codes.COPIED_BODY, place_of(entry, keys), other=other.path)


def _origin(entry: Entry) -> str:
    """The template that an entry is a version of; itself where there is none."""
    return entry.values.get("extends") or key_of(entry)


def _same_language(one: Entry, other: Entry) -> bool:
    return one.place.lang == other.place.lang
