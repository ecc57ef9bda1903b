"""Values that must fit each other: opening and closing, fewest and most visits, start and end, time zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import available_timezones

from sitegen import codes, likely
from sitegen.checks.walk import Keys, place_of
from sitegen.diagnostics import Diagnostic, fault
from sitegen.directory import Directory
from sitegen.entry import Entry
from sitegen.values import Value


def check(directory: Directory) -> Iterator[Diagnostic]:
    """A report for each pair that does not fit."""
    shelf = directory.shelf
    site = shelf.get("site", "site")
    if site is not None and site.values["timezone"] not in available_timezones():
        word = site.values["timezone"]
        span = place_of(site, ("timezone",))
        yield fault(codes.BAD_TIMEZONE, span, word=word, suggestion=likely.word(word, available_timezones()))
    for entry in shelf.all():
        if entry.place.kind.name in ("service", "catalogue"):
            yield from _visits(entry)
            for number, channel in enumerate(entry.values.get("channels") or ()):
                yield from _hours(entry, channel.get("hours"), ("channels", number, "hours"))
        elif entry.place.kind.name == "location":
            yield from _hours(entry, entry.values.get("hours"), ("hours",))
        elif entry.place.kind.name == "notice":
            yield from _period(entry)


def _visits(entry: Entry) -> Iterator[Diagnostic]:
    visits = entry.values.get("visits")
    if isinstance(visits, dict) and visits.get("min", 0) > visits.get("max", 99):
        span = place_of(entry, ("visits", "min"))
        yield fault(codes.BAD_VISITS, span, low=str(visits["min"]), high=str(visits["max"]))


def _hours(entry: Entry, hours: Value, keys: Keys) -> Iterator[Diagnostic]:
    if not isinstance(hours, dict):
        return
    for name in ("weekly", "exceptions"):
        for number, span in enumerate(hours.get(name) or ()):
            opens, closes = span.get("from"), span.get("to")
            if isinstance(opens, time) and isinstance(closes, time) and opens >= closes:
                place = place_of(entry, (*keys, name, number, "to"))
                yield fault(codes.BAD_SPAN, place, opens=opens.strftime("%H:%M"), to=closes.strftime("%H:%M"))


def _period(entry: Entry) -> Iterator[Diagnostic]:
    starts, ends = entry.values.get("starts"), entry.values.get("ends")
    if starts is not None and ends is not None and _comparable(starts) >= _comparable(ends):
        yield fault(codes.BAD_PERIOD_ORDER, place_of(entry, ("ends",)), starts=str(starts), ends=str(ends))


def _comparable(moment: date | datetime) -> datetime:
    """Good enough to compare two moments of one notice: without offset."""
    whole = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
    return whole.replace(tzinfo=None)
