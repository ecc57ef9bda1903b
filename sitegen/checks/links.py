"""What a Markdown text may not hold is taken out of the page; its editor is told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen import codes, urls
from sitegen.checks.walk import place_inside, prose
from sitegen.diagnostics import Diagnostic, fault
from sitegen.directory import Directory

_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)")
_TAG = re.compile(r"<[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>")


def check(directory: Directory) -> Iterator[Diagnostic]:
    """A report for each half or deceiving address and each HTML tag in the texts of entries."""
    for entry in directory.shelf.all():
        for keys, text in prose(entry):
            for match in _LINK.finditer(text):
                word = match.group(1)
                if not urls.is_outside(word):
                    code = codes.FALSE_HOST if urls.deceives(word) else codes.RELATIVE_LINK
                    yield fault(code, place_inside(entry, keys, text, match.start(1), len(word)), word=word)
            for match in _TAG.finditer(text):
                span = place_inside(entry, keys, text, match.start(), len(match.group()))
                yield fault(codes.RAW_HTML, span, word=match.group())
