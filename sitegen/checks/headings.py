"""Headings in a text go down level by level from ##.

Reason: the title of the page is level 1, and screen readers lead from heading to heading; a level left out seems to be
a part that is missing.
Source: WCAG 2.2, 1.3.1 and 2.4.6, and its technique G141.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen import codes
from sitegen.checks.walk import place_inside, prose
from sitegen.diagnostics import Diagnostic, fault
from sitegen.directory import Directory

DEEPEST = 4
_HEADING = re.compile(r"^(#+).*$|^.+\n(=+|-+) *$", re.MULTILINE)


def check(directory: Directory) -> Iterator[Diagnostic]:
    """A report for each text at its first heading that is none of the levels that may follow."""
    for entry in directory.shelf.all():
        for keys, text in prose(entry):
            above = 1
            for match in _HEADING.finditer(text):
                signs = match.group(1) or ("#" if "=" in match.group(2) else "##")
                if not 1 < len(signs) <= min(above + 1, DEEPEST):
                    expected = min(above + 1, DEEPEST)
                    width = match.group().find("\n")
                    span = place_inside(entry, keys, text, match.start(), width if width > 0 else len(match.group()))
                    values = {"found": str(len(signs)), "expected": str(expected), "like_this": "#" * expected}
                    yield fault(codes.HEADING_ORDER, span, **values)
                    break
                above = len(signs)
