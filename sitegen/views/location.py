"""A place one can go to: address, hours of an ordinary week, dates that differ, what is served there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitegen import urls
from sitegen.model import City, Location, Text
from sitegen.views.cards import Card, cards
from sitegen.views.frame import Build, Frame, Link, Page, Place, Planned


@dataclass(frozen=True, slots=True)
class LocationView:
    """The page of a location. `map` opens it in the reader's own map program."""

    frame: Frame
    location: Location
    map: str
    services: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class LocationEntry:
    """A location in a list."""

    link: Link
    location: Location


@dataclass(frozen=True, slots=True)
class LocationsView:
    """All locations of a city."""

    frame: Frame
    locations: tuple[LocationEntry, ...]


def city_pages(build: Build, city: City) -> Iterator[Planned]:
    """A page for each location of the city, and their list."""
    own = [place for place in build.edition.locations.values() if place.city == city.id]
    if own:
        yield build.planned(_list_address(city), _list_page, city, own)
    for location in own:
        yield build.planned(_address(location), _location_page, city, location)


def _list_page(build: Build, city: City, own: Sequence[Location]) -> Page:
    top, trail = _list_address(city), _trail(build, city)
    place = Place("locations", top, build.words.locations, trail, city=city.id, scopes=(f"city/{city.id}",))
    entries = tuple(LocationEntry(build.link(top, _address(at), at.name), at) for at in own)
    return build.page(place, "locations.html", LocationsView(build.frame(place), entries))


def _location_page(build: Build, city: City, location: Location) -> Page:
    at = _address(location)
    place = Place(
        "location",
        at,
        location.name,
        (*_trail(build, city), (at, location.name)),
        city=city.id,
        scopes=(f"city/{city.id}",),
        entry=build.entry_path("location", location.id),
    )
    services = build.edition.served_at.get(location.id, ())
    geo = f"geo:{location.geo.lat},{location.geo.lon}" if location.geo else ""
    view = LocationView(build.frame(place), location, geo, cards(build, at, services))
    return build.page(place, "location.html", view)


def _list_address(city: City) -> str:
    return urls.folder(city.id, "locations")


def _trail(build: Build, city: City) -> tuple[tuple[str, Text], ...]:
    return ((urls.folder(city.id), city.short_name or city.name), (_list_address(city), build.words.locations))


def _address(location: Location) -> str:
    return urls.folder(location.city, "locations", location.id.split("/")[1])
