"""Remnants of machine translation: placeholders that a program put in and never took out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen import codes
from sitegen.diagnostics import Diagnostic, fault
from sitegen.directory import Directory

_DEBRIS = re.compile(r"\[{1,2}/?(?:DNT|NT|TM|MT|XX)[0-9]*\]{0,2}|(?:__|@@)[A-Z]{2,}[0-9]+(?:__|@@)|\{\{[0-9]+\}\}")


def check(directory: Directory) -> Iterator[Diagnostic]:
    """A report for each placeholder left in a text."""
    for entry in directory.shelf.all():
        if not _DEBRIS.search(entry.source.text):
            continue
        for number, line in enumerate(entry.source.text.split("\n"), 1):
            for match in _DEBRIS.finditer(line):
                span = entry.source.span(number, match.start() + 1, len(match.group()))
                yield fault(codes.DEBRIS, span, word=match.group())
