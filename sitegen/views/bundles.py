"""The pages that lead to offline copies, where the site says at which address these are published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen import urls
from sitegen.model import City, Text
from sitegen.views.frame import Build, Frame, Link, Page, Place, Planned

WHOLE = "hub"


@dataclass(frozen=True, slots=True)
class Copy:
    """The copies of a place or of all: what they hold, the address of each form; `more` is the page of the place."""

    title: Text
    forms: tuple[tuple[str, str], ...]
    more: Link | None = None


@dataclass(frozen=True, slots=True)
class BundlesView:
    """Which copies there are, and where they lie with size, date and checksum."""

    frame: Frame
    listing: str
    copies: tuple[Copy, ...]


def pages(build: Build) -> Iterator[Planned]:
    """The page on all copies."""
    if build.offers_bundles:
        yield build.planned(urls.BUNDLES, _page_of_all)


def city_pages(build: Build, city: City) -> Iterator[Planned]:
    """The page on the copies of a place."""
    if build.offers_bundles and city in build.edition.offering:
        yield build.planned(urls.folder(city.id, "bundles"), _page_of_city, city)


def _page_of_all(build: Build) -> Page:
    at, title = urls.BUNDLES, build.words.bundles
    place = Place("bundles", at, title, ((at, title),), scopes=("hub",))
    whole = _copy(build, WHOLE, build.edition.site.name, None)
    cities = (_of_city(build, at, city) for city in build.edition.offering)
    view = BundlesView(build.frame(place), _base(build), (whole, *cities))
    return build.page(place, "copies.html", view)


def _page_of_city(build: Build, city: City) -> Page:
    at, title = urls.folder(city.id, "bundles"), build.words.bundles
    name = city.short_name or city.name
    trail = ((urls.folder(city.id), name), (at, title))
    place = Place("bundles", at, title, trail, city=city.id, scopes=("hub", f"city/{city.id}"))
    view = BundlesView(build.frame(place), _base(build), (_copy(build, city.id, name, None),))
    return build.page(place, "copies.html", view)


def _of_city(build: Build, at: str, city: City) -> Copy:
    name = city.short_name or city.name
    more = build.link(at, urls.folder(city.id, "bundles"), name) if build.edition.speaks(city.id) else None
    return _copy(build, city.id, name, more)


def _copy(build: Build, name: str, title: Text, more: Link | None) -> Copy:
    bundles = build.edition.site.bundles
    forms = bundles.formats if bundles else ()
    return Copy(title, tuple((form, f"{_base(build)}{name}.{form}") for form in forms), more)


def _base(build: Build) -> str:
    bundles = build.edition.site.bundles
    return bundles.url.rstrip("/") + "/" if bundles else ""
