"""A provider: whom to call, what it is responsible for in which place, and how fresh its entries are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitegen import urls
from sitegen.model import Provider, Service
from sitegen.views.cards import Card, Parts, cards, in_parts, parts
from sitegen.views.frame import Build, Frame, Link, Page, Place, Planned


@dataclass(frozen=True, slots=True)
class ProviderView:
    """The page of a provider. `verified` of `count` entries have a date of their last check."""

    frame: Frame
    provider: Provider
    parent: Link | None
    below: tuple[Link, ...]
    places: tuple[PlaceServices, ...]
    count: int
    verified: int
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
        count=len(services),
        verified=sum(1 for s in services if s.verified),
        parts=found,
    )
    return build.page(place, "provider.html", view)


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
