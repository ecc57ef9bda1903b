"""What was meant for a program or an editor, and reached the reader.

Reason: a page with `{{ name }}`, TODO or 锟斤拷 on it is not believed in the rest either. 锟斤拷 is what UTF-8 text
becomes that was read as GBK and saved after signs had been lost; æ–‡ is UTF-8 read as Windows-1252.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen import codes, schema
from sitegen.checks.walk import place_of, walk
from sitegen.diagnostics import Diagnostic, fault
from sitegen.directory import Directory
from sitegen.entry import Entry

NOTE = ("a note to the editor was left in the text", "write what is missing, or leave the field out")
TEMPLATE = ("a placeholder of a template was left in the text", "write the value in its place")
GARBLED = ("this text was read in the wrong encoding once", "type it again from its source, and save it as UTF-8")
ENTITY = ("a sign is written as HTML code", "type the sign itself")
QUOTES = ("curly quotation marks stand around the whole value and are shown", "write plain quotation marks, or none")
NOTHING = ("a program's word for nothing stands here", "leave the field out, or write ~ to delete an inherited value")
ALL = (NOTE, TEMPLATE, GARBLED, ENTITY, QUOTES, NOTHING)
NOTHINGS = ("null", "none", "nil", "nan", "n/a", "undefined", "#n/a", "#ref!", "#value!", "#name?", "#div/0!")

_LOW = "\u00a1-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122"
_FOUND = re.compile(
    r"(?P<note>\b(?:TODO|FIXME|TBD)\b|待补充|待填写|待完善|此处填写|[Ll]orem ipsum)"
    r"|(?P<template>\{\{[^{}\n]*[A-Za-z_][^{}\n]*\}\}|\{%[^\n]*?%\}|\$\{[^{}\n]*\}|<%[^\n]*?%>)"
    rf"|(?P<garbled>锟斤拷|烫烫烫|屯屯屯|\ufffd+|(?:[\u00e3-\u00e9][{_LOW}]{{2}}){{2,}}|\u00e2\u20ac[{_LOW}])"
    r"|(?P<entity>&(?:[a-z]{2,8}|#[0-9]{2,6}|#x[0-9a-fA-F]{2,5});)"
)
_ENTITY = re.compile("&[a-zA-Z0-9#]{2,8};")
_SIGNS = (  # one of them is in each of the others: a text without is passed over fast
    *("TODO", "FIXME", "TBD", "待补充", "待填写", "待完善", "此处填写", "orem ipsum", "{{", "{%", "${", "<%"),
    *("锟斤拷", "烫烫烫", "屯屯屯", *"\ufffd\u00e2\u00e3\u00e4\u00e5\u00e6\u00e7\u00e8\u00e9"),
)
_QUOTED = re.compile("“[^“”]*”|‘[^‘’]*’")
_WHOLE = re.compile(
    rf"[:\[,-] *[\"']?(?:{'|'.join(map(re.escape, NOTHINGS))}|[“‘][^”’\n]*[”’])[\"']? *(?:[,\]}}]|$)",
    re.IGNORECASE | re.MULTILINE,
)
_SAID = {"note": NOTE, "template": TEMPLATE, "garbled": GARBLED, "entity": ENTITY}


def check(directory: Directory) -> Iterator[Diagnostic]:
    """A report for the first leftover of each kind in an entry; comments are the editor's own."""
    for entry in directory.shelf.all():
        text = entry.source.text
        if not entry.place.kind.listing and _WHOLE.search(text):  # a list of words may hold any
            yield from _whole_values(entry)
        if not any(sign in text for sign in _SIGNS) and not _ENTITY.search(text):
            continue
        seen: set[str] = set()
        for number, line in enumerate(text.split("\n"), 1):
            for match in () if line.lstrip().startswith("# ") else _FOUND.finditer(line):
                kind = match.lastgroup or ""
                if kind not in seen:
                    seen.add(kind)
                    problem, cure = _SAID[kind]
                    span = entry.source.span(number, match.start() + 1, len(match.group()))
                    yield fault(codes.LEFTOVER, span, word=match.group(), problem=problem, cure=cure)


def _whole_values(entry: Entry) -> Iterator[Diagnostic]:
    """A report for each value that a program or a spreadsheet writes where there is none, or in curly quotes."""
    for keys, kind, value in walk(entry):
        word = value.value if isinstance(kind, schema.Words) else value if isinstance(kind, schema.Plain) else ""
        if word.lower() in NOTHINGS or _QUOTED.fullmatch(word):
            problem, cure = NOTHING if word.lower() in NOTHINGS else QUOTES
            yield fault(codes.LEFTOVER, place_of(entry, keys), word=word, problem=problem, cure=cure)
