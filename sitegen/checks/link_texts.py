"""The words of a link say where it leads.

Reason: screen readers list the links of a page without what stands around them, and paper shows the words alone.
Source: WCAG 2.2, 2.4.4 and 2.4.9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen import codes
from sitegen.checks.walk import place_inside, prose
from sitegen.diagnostics import Diagnostic, fault
from sitegen.directory import Directory

_LINK = re.compile(r"(?<!!)\[([^\]]*)\](?=\()|<([a-z]+://[^>\s]+)>")
_SILENT = re.compile(
    r"\s*(?:(?:请)?(?:点击|点)?(?:这里|此处|链接|网址|网页|查看|进入|详情|更多|查看详情|了解更多)|点击\S{0,2}"
    r"|(?:click |tap |see )?(?:here|link|this|this link|this page|more|read more|learn more)|[a-z]+://\S+|www\.\S+)?\s*",
    re.IGNORECASE,
)


def check(directory: Directory) -> Iterator[Diagnostic]:
    """A report for each link whose words would do for any link, and for each bare address."""
    for entry in directory.shelf.all():
        for keys, text in prose(entry):
            for match in _LINK.finditer(text):
                words = match.group(1) if match.group(2) is None else match.group(2)
                if _SILENT.fullmatch(words):
                    span = place_inside(entry, keys, text, match.start(), len(match.group()))
                    yield fault(codes.LINK_TEXT, span, word=words)
