"""Which bundles are asked for, and what each is called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitegen.directory import Directory, Edition
from sitegen.excerpt import in_branch
from sitegen.views.bundles import WHOLE


@dataclass(frozen=True, slots=True)
class Wanted:
    """A bundle: its name, which its files bear, the places in it (none: all), and its category (empty: all)."""

    name: str
    title: str
    cities: tuple[str, ...] = ()
    category: str = ""


def wanted(directory: Directory, cities: Sequence[str], category: str) -> list[Wanted]:
    """The bundles of these places, each with the places in it; of one category only where one is named.

    Without places: of a category, one for each place that has services of it; else one for each that has services,
    and one with all (`hub`). The ids are known ones.
    """
    edition = directory.default
    title = edition.categories[category].name.value if category else ""
    whole = [] if cities or category else [Wanted(WHOLE, edition.site.name.value)]
    found = [s for s in edition.published if not category or in_branch(edition, s, category)]
    offering = {service.city for service in found}
    places = cities or [id for id in edition.cities if id in offering]
    return [*(_of_place(edition, place, category, title) for place in dict.fromkeys(places)), *whole]


def _of_place(edition: Edition, place: str, category: str, title: str) -> Wanted:
    name = edition.cities[place].name.value
    below = tuple(_below(edition, place))
    if category:
        return Wanted(f"{place}--{category}", f"{name} · {title}", below, category)
    return Wanted(place, name, below)


def _below(edition: Edition, place: str) -> Iterator[str]:
    """A place, and all places in it."""
    yield place
    for city in edition.cities.values():
        if city.parent == place:
            yield from _below(edition, city.id)
