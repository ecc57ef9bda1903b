"""Titles are names: a question stands under `questions`.

Reason: lists are scanned for names, and a list of "how do I …" reads the same in every line.
Source: 实施清单, 事项名称, the official name; the field `questions` holds what people type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen import codes
from sitegen.checks.walk import place_of
from sitegen.diagnostics import Diagnostic, fault
from sitegen.directory import Directory

KINDS = ("catalogue", "service")
FIELDS = ("title", "short_title")
_QUESTION = re.compile(
    "[?？]|怎么|怎样|如何|哪里|哪儿|去哪|什么|多少|多久|几天|能不能|可不可以|吗$"
    r"|^(?:how|where|what|when|why|which|who|can I|can we|do I|must I)\b",
    re.IGNORECASE,
)


def check(directory: Directory) -> Iterator[Diagnostic]:
    """A report for each title, in any language, that asks."""
    for entry in directory.shelf.all():
        for field in FIELDS if entry.place.kind.name in KINDS else ():
            text = entry.values.get(field)
            if text is not None and _QUESTION.search(text.value):
                yield fault(codes.QUESTION_TITLE, place_of(entry, (field,)), field=field, word=text.value)
