"""A calendar of what falls due (iCalendar, RFC 5545): one event for each owner and day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from sitegen.digest import of_bytes
from sitegen.freshness.occasions import Occasion, lines, name, title
from sitegen.views.frame import Build

MOST_OCTETS = 75


def write(build: Build, owner: str, found: Iterable[Occasion]) -> bytes:
    """The calendar of these occasions; `owner` is empty where it is that of everybody."""
    called = escape(name(build, owner))
    rows = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//sitegen//freshness//EN",
        f"NAME:{called}",
        f"X-WR-CALNAME:{called}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        *(row for one in found for row in _event(one, build)),
        "END:VCALENDAR",
    ]
    return b"".join(fold(row) for row in rows)


def _event(one: Occasion, build: Build) -> Iterator[str]:
    """An all-day event. Its stamp is the day of the last check it rests on: the same content gives the same bytes."""
    host = urlsplit(build.base_url).hostname or "sitegen.invalid"
    whose = of_bytes(f"{build.base_url} {one.owner}".encode())[:12]
    yield "BEGIN:VEVENT"
    yield f"UID:{one.day:%Y%m%d}-{whose}@{host}"
    yield f"DTSTAMP:{one.latest:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}"
    yield f"SUMMARY:{escape(title(one, build.words))}"
    yield "DESCRIPTION:" + "\\n".join(map(escape, lines(one, build)))
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escape(text: str) -> str:
    """A text as a property holds it: no control characters, and a backslash before what would end it."""
    plain = "".join(c if c >= " " and c != "\x7f" else " " for c in text)
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def fold(row: str) -> bytes:
    """A line of a calendar in pieces of at most 75 octets, no character torn apart."""
    pieces, size, start = [], 0, 0
    for at, character in enumerate(row):
        octets = len(character.encode())
        if size + octets > MOST_OCTETS:
            pieces.append(row[start:at])
            start, size = at, 1
        size += octets
    return "\r\n ".join([*pieces, row[start:]]).encode() + b"\r\n"
