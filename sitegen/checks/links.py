"""What a Markdown text may not hold is taken out of the page; its editor is told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen import codes, schema, urls
from sitegen.checks.walk import place_inside, prose, walk
from sitegen.diagnostics import Diagnostic, fault
from sitegen.directory import Directory
from sitegen.entry import Entry

_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!--.*?-->", re.DOTALL)


def check(directory: Directory) -> Iterator[Diagnostic]:
    """A report for each half or deceiving address and the HTML tags in the texts of entries."""
    for entry in directory.shelf.all():
        for keys, text in prose(entry):
            for match in _LINK.finditer(text):
                word = match.group(1)
                if not urls.is_outside(word):
                    code = codes.FALSE_HOST if urls.deceives(word) else codes.RELATIVE_LINK
                    yield fault(code, place_inside(entry, keys, text, match.start(1), len(word)), word=word)
        if _TAG.search(entry.source.text):
            yield from _tags(entry)


def _tags(entry: Entry) -> Iterator[Diagnostic]:
    """A report for each text of an entry at its first tag."""
    for keys, kind, value in walk(entry):
        match = _TAG.search(value.value) if isinstance(kind, schema.Words) else None
        if match:
            word = match.group().partition("\n")[0]
            yield fault(codes.RAW_HTML, place_inside(entry, keys, value.value, match.start(), len(word)), word=word)
