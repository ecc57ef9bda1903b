"""What falls due: when each published entry is to be checked again, whose it is, and how an owner stands on a day.

An entry's `verified` and `review_every` are its own, else its template's. Its owner is its own, else its template's,
else its provider's. Nothing is due that was never checked, that states no `review_every`, or that is closed. A group is
asked for no check; where it states one, it falls due like the rest.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sitegen.directory import Directory, Edition
from sitegen.model import Journey, Location, Period, Service

SOON = 30
MONTHS = {"months": 1, "years": 12}
DAYS = {"days": 1, "weeks": 7}


@dataclass(frozen=True, slots=True)
class Review:
    """A published entry, and the day until which it is to be checked again; `owner` is empty where nobody answers."""

    kind: str
    id: str
    path: str
    title: str
    owner: str
    provider: str
    verified: date | None
    due: date | None

    def overdue(self, day: date) -> int:
        """How many days ago it fell due; 0 where it is not overdue."""
        return max(0, (day - self.due).days) if self.due else 0

    def soon(self, day: date) -> bool:
        """Whether it falls due within the next 30 days."""
        return self.due is not None and day <= self.due <= day + timedelta(SOON)


@dataclass(frozen=True, slots=True)
class Tally:
    """How the entries of one owner stand on a day: `verified` of `entries` have ever been checked."""

    owner: str
    entries: int
    verified: int
    soon: int
    overdue: int

    @property
    def never(self) -> int:
        """How many were never checked."""
        return self.entries - self.verified

    @property
    def share(self) -> int:
        """How many in a hundred were checked and are not overdue, rounded down."""
        return (self.verified - self.overdue) * 100 // self.entries if self.entries else 0


def due_day(verified: date | None, every: Period | None) -> date | None:
    """The last day on which a check holds; months and years are those of the calendar."""
    if verified is None or every is None:
        return None
    try:
        if every.unit in DAYS:
            return verified + timedelta(every.count * DAYS[every.unit])
        month = verified.month - 1 + every.count * MONTHS[every.unit]
        year, month = verified.year + month // 12, month % 12 + 1
        return date(year, month, min(verified.day, monthrange(year, month)[1]))
    except (OverflowError, ValueError):  # beyond the year 9999
        return None


def is_overdue(verified: date | None, every: Period | None, day: date) -> bool:
    """Whether an entry was to be checked again before this day."""
    due = due_day(verified, every)
    return due is not None and due < day


def reviews(directory: Directory) -> tuple[Review, ...]:
    """Every published entry that readers rely on, in the order of kinds and ids."""
    edition, shelf = directory.default, directory.shelf
    found: list[Review] = []
    for kind, known in _published(edition):
        for id, entry in shelf.kind(kind).items():
            one = known.get(id)
            if one is not None:
                found.append(_review(edition, kind, entry.path, one))
    return tuple(found)


def _published(edition: Edition) -> Iterator[tuple[str, dict[str, Service] | dict[str, Location] | dict[str, Journey]]]:
    """Entries by kind and id that readers meet; a template counts where a city offers it."""
    offered = (t for id, t in edition.templates.items() if t.published and id in edition.offers)
    yield "catalogue", {t.id: t for t in offered if _is_checked(t)}
    yield "service", {s.id: s for s in edition.published if _is_checked(s)}
    yield "location", edition.locations
    yield "journey", edition.journeys


def _is_checked(service: Service) -> bool:
    return service.kind != "group" or service.verified is not None


def _review(edition: Edition, kind: str, path: str, one: Service | Location | Journey) -> Review:
    provider = edition.providers.get(one.provider or "") if isinstance(one, Service) else None
    return Review(
        kind=kind,
        id=one.id,
        path=path,
        title=(one.title if isinstance(one, Journey) else one.name).value,
        owner=one.owner or (provider.owner if provider else None) or "",
        provider=provider.id if provider else "",
        verified=one.verified,
        due=due_day(one.verified, one.review_every),
    )


def by_owner(found: Iterable[Review]) -> dict[str, list[Review]]:
    """Entries by owner, in the order of names; those of nobody come last."""
    owners: dict[str, list[Review]] = {}
    for review in found:
        owners.setdefault(review.owner, []).append(review)
    return dict(sorted(owners.items(), key=lambda pair: (not pair[0], pair[0])))


def tally(owner: str, found: Iterable[Review], day: date) -> Tally:
    """How these entries stand on a day."""
    rows = list(found)
    return Tally(
        owner,
        entries=len(rows),
        verified=sum(1 for r in rows if r.verified),
        soon=sum(1 for r in rows if r.soon(day)),
        overdue=sum(1 for r in rows if r.overdue(day)),
    )


def most_overdue(found: Iterable[Review], day: date) -> list[Review]:
    """The overdue entries, the longest overdue first."""
    return sorted((r for r in found if r.overdue(day)), key=lambda r: (-r.overdue(day), r.kind, r.id))
