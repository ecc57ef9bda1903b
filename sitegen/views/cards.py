"""Services as lists show them: one line each, in families, in parts where there are too many to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sitegen import urls
from sitegen.model import Service, Text, Visits
from sitegen.views.frame import Build, Link, service_address

T = TypeVar("T")
PART_SIZE = 120


@dataclass(frozen=True, slots=True)
class Card:
    """A service in a list. `free` is None where nothing is known of fees; `official` only where it says more."""

    id: str
    href: str
    name: Text
    official: Text | None
    summary: Text | None
    visits: Visits | None
    free: bool | None
    group: bool
    suspended: bool
    lang: str


@dataclass(frozen=True, slots=True)
class Family:
    """A main service with those that belong to it."""

    head: Card
    children: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """Which part of a long list a page shows, and links to all of them; no links where one page holds it."""

    number: int
    count: int
    links: tuple[Link, ...]


def card(build: Build, at: str, service: Service) -> Card:
    """The card of a service, linked from the page at this address."""
    address = service_address(service)
    lang = build.language_of(address)
    return Card(
        id=service.id if service.city else f"services/{service.id}",
        href=build.href(at, address),
        name=service.name,
        official=service.title if service.short_title and service.short_title.value != service.title.value else None,
        summary=service.summary if isinstance(service.summary, Text) else None,
        visits=service.visits if isinstance(service.visits, Visits) else None,
        free=None if service.fees in (None, "unknown") else service.fees == "free",
        group=service.kind == "group",
        suspended=service.status == "suspended",
        lang="" if lang == build.lang else lang,
    )


def cards(build: Build, at: str, services: Iterable[Service]) -> tuple[Card, ...]:
    """Cards of published services, in the order given."""
    return tuple(card(build, at, s) for s in services if s.published)


def families(build: Build, at: str, services: Sequence[Service]) -> tuple[Family, ...]:
    """Services in families: a head with the children that stand in the same list, larger families first."""
    ids = {s.id for s in services}
    heads = [s for s in services if s.parent not in ids]
    below: dict[str, list[Service]] = {s.id: [] for s in heads}
    by_id = {s.id: s for s in services}
    for service in services:
        head = _head(service, by_id)
        if head.id != service.id:
            below[head.id].append(service)
    ordered = sorted(heads, key=lambda s: (not below[s.id], s.kind != "group"))
    return tuple(Family(card(build, at, s), cards(build, at, below[s.id])) for s in ordered)


def _head(service: Service, by_id: dict[str, Service]) -> Service:
    """The top of a service's family within a list."""
    seen = {service.id}
    while service.parent in by_id and service.parent not in seen:
        service = by_id[service.parent]
        seen.add(service.id)
    return service


def in_parts(items: Sequence[T], size: int = PART_SIZE) -> list[Sequence[T]]:
    """A long list in parts of about equal length; one empty part for an empty list."""
    count = max(1, -(-len(items) // size))
    length = -(-len(items) // count) or 1
    return [items[i : i + length] for i in range(0, max(1, len(items)), length)]


def parts(build: Build, address: str, number: int, count: int) -> Parts:
    """Links to all parts of a page, from its n-th."""
    if count < 2:
        return Parts(1, 1, ())
    here = urls.part(address, number)
    links = (build.link(here, urls.part(address, n), Text(str(n), build.lang)) for n in range(1, count + 1))
    return Parts(number, count, tuple(links))
