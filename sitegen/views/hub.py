"""The hub: what one can do here, cities, most needed services, life events, notices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen import urls
from sitegen.directory import Edition
from sitegen.model import Law, Text
from sitegen.views.cards import Card, cards
from sitegen.views.frame import Build, Frame, Link, Page, Place, Planned, category_address


@dataclass(frozen=True, slots=True)
class CityEntry:
    """A place in the list of places: its id, link, how many services it has, and the places that lie in it."""

    id: str
    link: Link
    count: int
    level: str
    below: tuple[CityEntry, ...]


@dataclass(frozen=True, slots=True)
class CategoryEntry:
    """A category in a list, with its icon, its sentence and how many services it holds."""

    link: Link
    icon: str
    summary: Text | None
    count: int


@dataclass(frozen=True, slots=True)
class HubView:
    """The first page."""

    frame: Frame
    tagline: Text | None
    cities: tuple[CityEntry, ...]
    featured: tuple[Card, ...]
    categories: tuple[CategoryEntry, ...]
    life_events: tuple[Link, ...]
    topics: tuple[Link, ...]
    notices: tuple[Link, ...]
    attribution: tuple[Law, ...]


def pages(build: Build) -> Iterator[Planned]:
    """The hub."""
    yield build.planned(urls.HUB, _hub_page)


def _hub_page(build: Build) -> Page:
    edition, site = build.edition, build.edition.site
    at = urls.HUB
    place = Place(
        "hub", at, site.name, description=str(site.tagline or ""), shown=("hub",), scopes=("hub",), entry="site.yaml"
    )
    featured = [edition.templates[id] for id in site.featured or _most_featured(build) if id in edition.templates]
    events = [(j.kind, build.link(at, urls.folder("journeys", j.id), j.title)) for j in edition.journeys.values()]
    view = HubView(
        frame=build.frame(place),
        tagline=site.tagline,
        cities=city_tree(build, at, None),
        featured=cards(build, at, featured),
        categories=categories(build, at, None),
        life_events=tuple(link for kind, link in events if kind == "life_event"),
        topics=tuple(link for kind, link in events if kind == "topic"),
        notices=tuple(build.link(at, urls.folder("notices", n.id), n.title) for n in build.in_force),
        attribution=(*site.attribution, *(a for c in edition.cities.values() for a in c.attribution)),
    )
    return build.page(place, "hub.html", view)


def _most_featured(build: Build) -> list[str]:
    """Catalogue entries that most cities feature, eight at the most."""
    votes: dict[str, int] = {}
    for city in build.edition.cities.values():
        for path in city.featured:
            votes[path] = votes.get(path, 0) + 1
    return sorted(votes, key=lambda path: (-votes[path], path))[:8]


def city_tree(build: Build, at: str, parent: str | None) -> tuple[CityEntry, ...]:
    """The places in a place (or those at the top), each with the places in it."""
    cities = build.edition.cities
    found = []
    for city in cities.values():
        above = city.parent if city.parent in cities else None
        if above == parent:
            services = build.directory.edition(build.language_of(urls.folder(city.id))).services.get(city.id, {})
            count = sum(1 for s in services.values() if s.published)
            link = build.link(at, urls.folder(city.id), city.short_name or city.name)
            found.append(CityEntry(city.id, link, count, city.level, city_tree(build, at, city.id)))
    return tuple(found)


def categories(build: Build, at: str, city: str | None, parent: str | None = None) -> tuple[CategoryEntry, ...]:
    """The categories below a parent that hold services, in a city or over all cities, each before those below it.

    Lower branches stand in the same list, so that every service is two links from its city.
    """
    edition = build.edition
    found: list[CategoryEntry] = []
    for category in edition.categories.values():
        above = category.parent if category.parent in edition.categories else None
        count = count_services(edition, category.id, city)
        if above == parent and count:
            link = build.link(at, category_address(city or "", category.id), category.name)
            found.append(CategoryEntry(link, category.icon or category.id, category.summary, count))
            found += categories(build, at, city, category.id)
    return tuple(found)


def count_services(edition: Edition, category: str, city: str | None) -> int:
    """How many published services a category and the categories below it hold, in a city or over all cities."""
    return edition.counts(city).get(category, 0)
