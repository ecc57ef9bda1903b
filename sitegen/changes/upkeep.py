"""How fresh the content is, and what is wrong with it, before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sitegen import notices
from sitegen.diagnostics import Diagnostic
from sitegen.directory import Directory
from sitegen.due import is_overdue
from sitegen.model import Journey, Location, Service
from sitegen.views.frame import today


@dataclass(frozen=True, slots=True)
class Freshness:
    """Files whose `verified` is newer or older than before, and how many pages are overdue on the day of the report."""

    newer: tuple[str, ...]
    older: tuple[str, ...]
    overdue_before: int
    overdue_after: int


def freshness(before: Directory, after: Directory, now: datetime) -> Freshness:
    """How fresh both directories are at a moment."""
    old, new = _verified(before), _verified(after)
    both = sorted(old.keys() & new.keys())
    return Freshness(
        tuple(path for path in both if (new[path] or date.min) > (old[path] or date.min)),
        tuple(path for path in both if (new[path] or date.min) < (old[path] or date.min)),
        _overdue(before, now),
        _overdue(after, now),
    )


def _verified(directory: Directory) -> dict[str, date | None]:
    return {entry.path: entry.values.get("verified") for entry in directory.shelf.all() if not entry.place.lang}


def _overdue(directory: Directory, now: datetime) -> int:
    edition = directory.default
    zone = edition.site.timezone
    day = today(notices.moment(now, zone), zone)
    kept: list[Service | Location | Journey] = [*edition.published]
    kept += [*edition.locations.values(), *edition.journeys.values()]
    return sum(is_overdue(one.verified, one.review_every, day) for one in kept)


def faults(before: Sequence[Diagnostic], after: Sequence[Diagnostic]) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """The faults that only the later content has, and those that only the earlier had; lines do not matter."""
    return _beyond(after, before), _beyond(before, after)


def _beyond(these: Sequence[Diagnostic], others: Sequence[Diagnostic]) -> list[Diagnostic]:
    known = Counter(_sign(d) for d in others)
    found = []
    for diagnostic in these:
        sign = _sign(diagnostic)
        if known[sign]:
            known[sign] -= 1
        else:
            found.append(diagnostic)
    return found


def _sign(diagnostic: Diagnostic) -> tuple[object, ...]:
    return diagnostic.code.name, diagnostic.span.path, diagnostic.values
