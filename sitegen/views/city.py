"""A city: its categories, its most needed services, and lists that cut across categories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitegen import urls
from sitegen.model import City, Law, Service, Text, Visits
from sitegen.views.cards import Card, Parts, cards, in_parts, parts
from sitegen.views.frame import WORKER, Build, Frame, Link, Page, Place, Planned, copy_file
from sitegen.views.hub import CategoryEntry, CityEntry, categories, city_tree

FEATURED = 8


@dataclass(frozen=True, slots=True)
class Copy:
    """What a browser needs to keep the city: the list of the files, and the worker that serves them from there."""

    list: str
    worker: str


@dataclass(frozen=True, slots=True)
class CityView:
    """The page of a city."""

    frame: Frame
    city: City
    parent: Link | None
    below: tuple[CityEntry, ...]
    featured: tuple[Card, ...]
    categories: tuple[CategoryEntry, ...]
    zero_visit: Link | None
    zero_visit_count: int
    count: int
    locations: Link | None
    attribution: tuple[Law, ...]
    about: Text | None
    copy: Copy | None


@dataclass(frozen=True, slots=True)
class ListView:
    """A list of services of a city."""

    frame: Frame
    heading: Text
    cards: tuple[Card, ...]
    parts: Parts


def pages(build: Build, city: City) -> Iterator[Planned]:
    """The city's page and its lists."""
    services = [s for s in build.edition.services[city.id].values() if s.published]
    zero = zero_visit(services)
    yield build.planned(urls.folder(city.id), _city_page, city, services, zero)
    if zero:
        yield from _zero_visit_pages(build, city, zero)


def _city_page(build: Build, city: City, services: list[Service], zero: list[Service]) -> Page:
    at = urls.folder(city.id)
    place = Place(
        "city",
        at,
        city.name,
        ((at, city.short_name or city.name),),
        city=city.id,
        shown=(f"city/{city.id}",),
        scopes=("hub", f"city/{city.id}"),
        entry=build.entry_path("city", city.id),
    )
    has_places = any(p.city == city.id for p in build.edition.locations.values())
    above = build.edition.cities.get(city.parent or "")
    view = CityView(
        frame=build.frame(place),
        city=city,
        parent=build.link(at, urls.folder(above.id), above.short_name or above.name) if above else None,
        below=city_tree(build, at, city.id),
        featured=cards(build, at, most_needed(build, city, services)),
        categories=categories(build, at, city.id),
        zero_visit=build.link(at, urls.folder(city.id, "zero-visit"), build.words.zero_visit) if zero else None,
        zero_visit_count=len(zero),
        count=len(services),
        locations=build.link(at, urls.folder(city.id, "locations"), build.words.locations) if has_places else None,
        attribution=city.attribution,
        about=city.about,
        copy=Copy(build.file(at, copy_file(build.lang, city.id)), build.file(at, WORKER)) if build.app_script else None,
    )
    return build.page(place, "city.html", view)


def zero_visit(services: list[Service]) -> list[Service]:
    """Services for which nobody has to go anywhere."""
    return [s for s in services if isinstance(s.visits, Visits) and s.visits.min == 0]


def most_needed(build: Build, city: City, services: list[Service]) -> list[Service]:
    """What the city features, else heads of families with most children."""
    paths = build.edition.services[city.id]
    by_catalogue = {s.catalogue: s for s in services if s.catalogue}
    chosen = [paths.get(path) or by_catalogue.get(path) for path in city.featured]
    if chosen:
        return [s for s in chosen if s]
    children = build.edition.children
    heads = [s for s in services if s.id in children]
    return sorted(heads, key=lambda s: (-len(children[s.id]), s.id))[:FEATURED]


def _zero_visit_pages(build: Build, city: City, services: list[Service]) -> Iterator[Planned]:
    at = urls.folder(city.id, "zero-visit")
    chunks = in_parts(sorted(services, key=lambda s: (s.category, s.id)))
    for number, chunk in enumerate(chunks, 1):
        found = parts(build, at, number, len(chunks))
        yield build.planned(urls.part(at, number), _zero_visit_page, city, chunk, found)


def _zero_visit_page(build: Build, city: City, chunk: Sequence[Service], found: Parts) -> Page:
    here = urls.part(urls.folder(city.id, "zero-visit"), found.number)
    trail = ((urls.folder(city.id), city.short_name or city.name), (here, build.words.zero_visit))
    place = Place("list", here, build.words.zero_visit, trail, city=city.id, scopes=(f"city/{city.id}",))
    view = ListView(build.frame(place), build.words.zero_visit, cards(build, here, chunk), found)
    return build.page(place, "list.html", view)
