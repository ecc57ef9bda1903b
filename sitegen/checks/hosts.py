"""Outside addresses are encrypted and name their host.

Reason: on the way, a page without encryption can be changed by anybody; a number or the code of a foreign name tells
neither readers nor reviewers whose page it is. Many sources have no encryption: one line says so for each host.
Source: RFC 8446 for https, RFC 5891 for names in other letters (punycode). Addresses made to deceive are refused where
they are read (`urls.deceives`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen import codes
from sitegen.diagnostics import Diagnostic, Span, fault
from sitegen.directory import Directory
from sitegen.entry import Entry

_ADDRESS = re.compile(r"(https?)://([^\s/?#\"'<>()\[\]{}，。；、）》@]+)", re.IGNORECASE)
_UNNAMED = re.compile(r"[0-9]+(?:\.[0-9]+){3}|0x[0-9a-f]+|[0-9]+|(?:.*\.)?xn--.*", re.IGNORECASE)


def check(directory: Directory) -> Iterator[Diagnostic]:
    """A report for each host that is asked without encryption, and for each address whose host has no name."""
    plain: dict[str, list[tuple[Entry, int]]] = {}
    for entry in directory.shelf.all():
        for match in _ADDRESS.finditer(entry.source.text):
            host = match.group(2).partition(":")[0].lower()
            if _UNNAMED.fullmatch(host):
                yield fault(codes.UNNAMED_HOST, _span(entry, match.start(2), len(host)), word=host)
            elif match.group(1).lower() == "http":
                plain.setdefault(host, []).append((entry, match.start()))
    for host, places in plain.items():
        entry, start = min(places, key=lambda place: (place[0].path, place[1]))
        span = _span(entry, start, len(f"http://{host}"))
        yield fault(codes.PLAIN_HTTP, span, host=host, count=str(len(places)))


def _span(entry: Entry, start: int, width: int) -> Span:
    text = entry.source.text
    return entry.source.span(text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start), width)
