"""A place one can go to: address, hours of an ordinary week, dates that differ, what is served there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen import urls
from sitegen.model import City, Location
from sitegen.views.cards import Card, cards
from sitegen.views.frame import Build, Frame, Link, Page, Place


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


def city_pages(build: Build, city: City) -> Iterator[Page]:
    """A page for each location of the city, and their list."""
    edition = build.edition
    own = [place for place in edition.locations.values() if place.city == city.id]
    if not own:
        return
    top = urls.folder(city.id, "locations")
    trail = ((urls.folder(city.id), city.short_name or city.name), (top, build.words.locations))
    place = Place("locations", top, build.words.locations, trail, city=city.id, scopes=(f"city/{city.id}",))
    entries = tuple(LocationEntry(build.link(top, _address(at), at.name), at) for at in own)
    yield build.page(place, "locations.html", LocationsView(build.frame(place), entries))
    served: dict[str, list[str]] = {}
    for service in edition.published:
        for channel in service.channels:
            if channel.location:
                served.setdefault(channel.location, []).append(service.id)
    for location in own:
        at = _address(location)
        place = Place(
            "location",
            at,
            location.name,
            (*trail, (at, location.name)),
            city=city.id,
            scopes=(f"city/{city.id}",),
            entry=build.entry_path("location", location.id),
        )
        services = [s for id in dict.fromkeys(served.get(location.id, ())) if (s := edition.service(id))]
        geo = f"geo:{location.geo.lat},{location.geo.lon}" if location.geo else ""
        view = LocationView(build.frame(place), location, geo, cards(build, at, services))
        yield build.page(place, "location.html", view)


def _address(location: Location) -> str:
    return urls.folder(location.city, "locations", location.id.split("/")[1])
