"""A category: in a city its services in families, over all cities the catalogue's services and the cities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitegen import urls
from sitegen.model import Category, City, Service, Text
from sitegen.views.cards import Card, Family, Parts, cards, families, in_parts, parts
from sitegen.views.frame import Build, Frame, Link, Page, Place, Planned, category_address
from sitegen.views.hub import CategoryEntry, categories, count_services


@dataclass(frozen=True, slots=True)
class CategoryView:
    """A category in a city."""

    frame: Frame
    category: Category
    city: Text
    below: tuple[CategoryEntry, ...]
    families: tuple[Family, ...]
    count: int
    parts: Parts
    everywhere: Link | None


@dataclass(frozen=True, slots=True)
class CategoryOverCitiesView:
    """A category over all cities."""

    frame: Frame
    category: Category
    below: tuple[CategoryEntry, ...]
    services: tuple[Card, ...]
    cities: tuple[CategoryEntry, ...]


def trail_to(build: Build, city: City | None, category: str) -> tuple[tuple[str, Text], ...]:
    """City and branch of the tree of categories, as the trail shows them; a category without services has no page."""
    start = ((urls.folder(city.id), city.short_name or city.name),) if city else ()
    place = city.id if city else None
    branch = [c for c in build.edition.category_trail(category) if count_services(build.edition, c.id, place)]
    return (*start, *((category_address(city.id if city else "", c.id), c.name) for c in branch))


def city_pages(build: Build, city: City) -> Iterator[Planned]:
    """The pages of every category that holds services in the city."""
    published = [s for s in build.edition.services[city.id].values() if s.published]
    for category in build.edition.categories.values():
        if count_services(build.edition, category.id, city.id):
            own = [s for s in published if category.id in (s.category, *s.also_in)]
            yield from _city_category(build, city, category, own)


def _city_category(build: Build, city: City, category: Category, services: list[Service]) -> Iterator[Planned]:
    at = category_address(city.id, category.id)
    chunks = in_parts(in_family_order(services))
    for number, chunk in enumerate(chunks, 1):
        found = parts(build, at, number, len(chunks))
        yield build.planned(urls.part(at, number), _category_page, city, category, chunk, found, len(services))


def _category_page(
    build: Build, city: City, category: Category, chunk: Sequence[Service], found: Parts, count: int
) -> Page:
    here = urls.part(category_address(city.id, category.id), found.number)
    trail = trail_to(build, city, category.id)
    place = Place(
        "category",
        here,
        category.name,
        trail if found.number == 1 else (*trail, (here, Text(str(found.number), build.lang))),
        description=str(category.summary or ""),
        city=city.id,
        shown=(f"category/{category.id}",),
        scopes=(f"city/{city.id}", f"category/{category.id}"),
        entry=build.entry_path("category", category.id),
    )
    view = CategoryView(
        frame=build.frame(place),
        category=category,
        city=city.short_name or city.name,
        below=categories(build, here, city.id, category.id) if found.number == 1 else (),
        families=families(build, here, list(chunk)),
        count=count,
        parts=found,
        everywhere=None if build.directory.only else build.link(here, category_address("", category.id), category.name),
    )
    return build.page(place, "category.html", view)


def in_family_order(services: list[Service]) -> list[Service]:
    """Services with their families together, so that parts of a long page cut few of them."""
    ids = {s.id for s in services}

    def key(service: Service) -> tuple[str, bool, str]:
        head = service.parent if service.parent in ids else service.id
        return (head or "", service.id != head, service.id)

    return sorted(services, key=key)


def hub_pages(build: Build) -> Iterator[Planned]:
    """The pages of every category over all cities, where there are several."""
    for category in build.edition.categories.values():
        if not build.directory.only and count_services(build.edition, category.id, None):
            yield build.planned(category_address("", category.id), _over_cities, category)


def _over_cities(build: Build, category: Category) -> Page:
    edition, at = build.edition, category_address("", category.id)
    offered = [t for key, t in edition.templates.items() if t.category == category.id and key in edition.offers]
    places = []
    for city in edition.cities.values():
        count = count_services(build.edition, category.id, city.id)
        if count:
            link = build.link(at, category_address(city.id, category.id), city.short_name or city.name)
            places.append(CategoryEntry(link, "", None, count))
    place = Place(
        "category-over-cities",
        at,
        category.name,
        trail_to(build, None, category.id),
        description=str(category.summary or ""),
        shown=(f"category/{category.id}",),
        scopes=("hub", f"category/{category.id}"),
        entry=build.entry_path("category", category.id),
        languages=tuple(e.lang for e in build.directory.editions if count_services(e, category.id, None)),
    )
    view = CategoryOverCitiesView(
        frame=build.frame(place),
        category=category,
        below=categories(build, at, None, category.id),
        services=cards(build, at, offered),
        cities=tuple(places),
    )
    return build.page(place, "category_over_cities.html", view)
