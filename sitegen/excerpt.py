"""A part of the directory that is whole in itself: some cities, or some cities' services of one category."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sitegen import model
from sitegen.directory import Directory, Edition


def excerpt(directory: Directory, cities: Collection[str], category: str = "") -> Directory:
    """The directory with these cities, the places above them, and what they need; of one branch of categories only.

    What leads nowhere any more is left out: journeys and notices without a service or place here, languages that none
    of these places speaks. References to what is not here stay and are not shown, as everywhere.
    """
    known = directory.default.cities
    kept: set[str] = set()
    for city in cities:
        step: str | None = city
        while step in known and step not in kept:
            kept.add(step)
            step = known[step].parent
    editions = [_excerpt(edition, kept, category) for edition in directory.editions]
    spoken = [e for e in editions[1:] if any(e.speaks(city) for city in cities if city in e.cities)]
    offering = editions[0].offering
    only = offering[0].id if len(offering) == 1 else ""
    return replace(directory, editions=(editions[0], *spoken), expectations=(), only=only)


def _excerpt(edition: Edition, cities: set[str], category: str) -> Edition:
    services = {
        city: {path: s for path, s in found.items() if not category or in_branch(edition, s, category)}
        for city, found in edition.services.items()
        if city in cities
    }
    part = replace(
        edition,
        cities={id: city for id, city in edition.cities.items() if id in cities},
        services=services,
        locations={id: place for id, place in edition.locations.items() if place.city in cities},
    )
    if category:
        places = {c.location for s in part.published for c in s.channels}
        part = replace(part, locations={id: place for id, place in part.locations.items() if id in places})
    named = {p for s in part.published for p in (s.provider, *s.operators)}
    return replace(
        part,
        providers={id: p for id, p in edition.providers.items() if id in named | _above(edition, named)},
        journeys={id: j for id, j in edition.journeys.items() if any(_offered(part, s) for s in j.steps)},
        notices={id: n for id, n in edition.notices.items() if any(_concerns(part, scope) for scope in n.scope)},
    )


def in_branch(edition: Edition, service: model.Service, category: str) -> bool:
    """Whether a service stands in a category or below it."""
    return any(c.id == category for own in (service.category, *service.also_in) for c in edition.category_trail(own))


def _above(edition: Edition, providers: set[str | None]) -> set[str]:
    """The bodies that stand above these, step by step."""
    found: set[str] = set()
    for id in providers:
        step = edition.providers[id].parent if id in edition.providers else None
        while step in edition.providers and step not in found:
            found.add(step)
            step = edition.providers[step].parent
    return found


def _offered(edition: Edition, step: model.JourneyStep) -> bool:
    return any(service in edition.offers for service in step.services)


def _concerns(edition: Edition, scope: str) -> bool:
    """Whether a notice of this scope concerns anything here."""
    kind, _, id = scope.partition("/")
    if kind == "city":
        return id in edition.cities
    if kind == "provider":
        return id in edition.providers
    if kind == "services":
        return id in edition.offers
    return kind in ("hub", "category") or edition.service(id) is not None
