"""What a Markdown text may not hold is taken out of the page; its editor is told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen import codes, schema, urls
from sitegen.checks.walk import place_of, walk
from sitegen.diagnostics import Diagnostic, Span, fault
from sitegen.directory import Directory
from sitegen.entry import Entry

_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)")
_TAG = re.compile(r"<[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>")


def check(directory: Directory) -> Iterator[Diagnostic]:
    """A report for each half address and each HTML tag in the texts of entries."""
    for entry in directory.shelf.all():
        for keys, kind, value in walk(entry):
            if isinstance(kind, schema.Words) and kind.prose:
                for match in _LINK.finditer(value.value):
                    if not urls.is_outside(match.group(1)):
                        yield fault(codes.RELATIVE_LINK, _inside(entry, keys, match), word=match.group(1))
                for match in _TAG.finditer(value.value):
                    yield fault(codes.RAW_HTML, _inside(entry, keys, match), word=match.group())


def _inside(entry: Entry, keys: tuple[str | int, ...], match: re.Match[str]) -> Span:
    """The place of a match inside a text that begins at the place of its field."""
    for number, line in enumerate(entry.source.text.split("\n"), 1):
        column = line.find(match.group())
        if column >= 0:
            return entry.source.span(number, column + 1, len(match.group()))
    return place_of(entry, keys)
