"""A provider: whom to call, what it is responsible for in which place, and how fresh its entries are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sitegen import urls
from sitegen.due import due_day
from sitegen.model import Provider, Service, Text, Visits
from sitegen.views.cards import Card, Parts, cards, in_parts, parts
from sitegen.views.city import zero_visit
from sitegen.views.frame import Build, Frame, Link, Page, Place, Planned, service_address, today

WORST = 10


@dataclass(frozen=True, slots=True)
class Overdue:
    """A service that was to be checked again by a day."""

    link: Link
    city: Text
    day: date


@dataclass(frozen=True, slots=True)
class Standing:
    """How the services of a provider stand; groups are left out, since nobody goes to them.

    `zero` need no visit, of `unsure` nobody knows; `never` were never checked, `late` are overdue, `worst` the longest
    overdue of them. Nothing here counts days: the page changes on the day a service falls due, and not every day.
    """

    count: int
    zero: int
    unsure: int
    never: int
    late: int
    worst: tuple[Overdue, ...]


@dataclass(frozen=True, slots=True)
class ProviderView:
    """The page of a provider; what its services sum up to stands on the first part only."""

    frame: Frame
    provider: Provider
    parent: Link | None
    below: tuple[Link, ...]
    places: tuple[PlaceServices, ...]
    standing: Standing | None
    parts: Parts


@dataclass(frozen=True, slots=True)
class PlaceServices:
    """The services of a provider in one place."""

    city: Link
    cards: tuple[Card, ...]


def pages(build: Build) -> Iterator[Planned]:
    """A page for each provider that is named by a service, or stands above one that is."""
    edition = build.edition
    own: dict[str, list[Service]] = {id: [] for id in edition.providers}
    for service in edition.published:
        for id in dict.fromkeys((service.provider or "", *service.operators)):
            if id in own:
                own[id].append(service)
    for provider in edition.providers.values():
        yield from _provider_pages(build, provider, own[provider.id])


def _provider_pages(build: Build, provider: Provider, services: list[Service]) -> Iterator[Planned]:
    at = urls.folder("providers", provider.id)
    chunks = in_parts(services)
    for number, chunk in enumerate(chunks, 1):
        found = parts(build, at, number, len(chunks))
        yield build.planned(urls.part(at, number), _provider_page, provider, services, chunk, found)


def _provider_page(
    build: Build, provider: Provider, services: Sequence[Service], chunk: Sequence[Service], found: Parts
) -> Page:
    edition, at = build.edition, urls.folder("providers", provider.id)
    here = urls.part(at, found.number)
    above = edition.providers.get(provider.parent or "")
    place = Place(
        "provider",
        here,
        provider.name,
        ((urls.folder("providers"), build.words.providers), (here, provider.short_name or provider.name)),
        shown=(f"provider/{provider.id}",),
        scopes=("hub", f"provider/{provider.id}"),
        entry=build.entry_path("provider", provider.id),
        twin=at if found.number > 1 else None,
    )
    view = ProviderView(
        frame=build.frame(place),
        provider=provider,
        parent=build.link(here, urls.folder("providers", above.id), above.name) if above else None,
        below=tuple(
            build.link(here, urls.folder("providers", p.id), p.name)
            for p in edition.providers.values()
            if p.parent == provider.id
        ),
        places=_places(build, here, list(chunk)),
        standing=standing(build, here, services) if found.number == 1 else None,
        parts=found,
    )
    return build.page(place, "provider.html", view)


def standing(build: Build, at: str, services: Sequence[Service]) -> Standing | None:
    """What the services of a provider sum up to; None where there are none."""
    real = [s for s in services if s.kind != "group"]
    if not real:
        return None
    day = today(build.now, build.edition.site.timezone)
    late = sorted((due, s.id, s) for s in real if (due := due_day(s.verified, s.review_every)) and due < day)
    cities = build.edition.cities
    places = {s.city: cities[s.city or ""].short_name or cities[s.city or ""].name for s in real}
    worst = (Overdue(build.link(at, service_address(s), s.name), places[s.city], due) for due, _, s in late[:WORST])
    return Standing(
        count=len(real),
        zero=len(zero_visit(real)),
        unsure=sum(1 for s in real if not isinstance(s.visits, Visits)),
        never=sum(1 for s in real if not s.verified),
        late=len(late),
        worst=tuple(worst),
    )


def _places(build: Build, at: str, services: list[Service]) -> tuple[PlaceServices, ...]:
    by_city: dict[str, list[Service]] = {}
    for service in services:
        by_city.setdefault(service.city or "", []).append(service)
    cities = build.edition.cities
    return tuple(
        PlaceServices(
            build.link(at, urls.folder(id), cities[id].short_name or cities[id].name), cards(build, at, found)
        )
        for id, found in by_city.items()
    )


@dataclass(frozen=True, slots=True)
class ProvidersView:
    """All providers."""

    frame: Frame
    links: tuple[Link, ...]


def index_pages(build: Build) -> Iterator[Planned]:
    """The list of providers."""
    yield build.planned(urls.folder("providers"), _index_page)


def _index_page(build: Build) -> Page:
    at = urls.folder("providers")
    place = Place("providers", at, build.words.providers, ((at, build.words.providers),), scopes=("hub",))
    links = tuple(build.link(at, urls.folder("providers", p.id), p.name) for p in build.edition.providers.values())
    return build.page(place, "providers.html", ProvidersView(build.frame(place), links))
