"""Every page of the site, in a fixed order: pages of the hub, then of each city. A page kind is one line here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain

from sitegen import notices, urls
from sitegen.directory import Directory
from sitegen.model import City
from sitegen.theme import Theme, words_of
from sitegen.views import bundles, category, city, fixed, hub, journey, location, notice, provider, service
from sitegen.views.frame import Build, Planned

HUB_PAGES = (
    hub.pages,
    category.hub_pages,
    service.shared_pages,
    service.moved_pages,
    provider.pages,
    provider.index_pages,
    journey.pages,
    notice.pages,
    fixed.search_pages,
    fixed.a_to_z_pages,
    fixed.about_pages,
    bundles.pages,
    fixed.not_found_pages,
)
CITY_PAGES = (city.pages, category.city_pages, service.city_pages, location.city_pages, bundles.city_pages)


def builds(
    directory: Directory, theme: Theme, now: datetime, links: urls.LinkStyle, base_url: str, commit: str
) -> tuple[Build, ...]:
    """What the pages of each language are made from; a time without offset is the site's own."""
    return tuple(
        Build(
            directory=directory,
            edition=edition,
            words=words_of(theme, edition.lang),
            style=links,
            base_url=base_url or edition.site.base_url or "",
            commit=commit,
            now=notices.moment(now, directory.default.site.timezone),
            styles=(theme.asset("site", "css"),),
            print_style=theme.asset("print", "css"),
            scripts=(theme.asset("site", "js"),),
            search_script=theme.asset("search", "js"),
            app_script=theme.app_script() if links == "web" else "",
        )
        for edition in directory.editions
    )


def pages(build: Build) -> Iterator[Planned]:
    """The pages of one language."""
    for make in HUB_PAGES:
        yield from make(build)
    for place in build.edition.cities.values():
        yield from _city_pages(build, place)


def _city_pages(build: Build, place: City) -> Iterator[Planned]:
    if build.edition.speaks(place.id):
        for make in CITY_PAGES:
            yield from make(build, place)


def find(builds: Sequence[Build], address: str) -> Planned | None:
    """The page at an address, in whatever language; None where there is none. Other places are not gone through."""
    build = next((b for b in builds[1:] if address.startswith(f"{b.lang.lower()}/")), builds[0])
    place = build.edition.cities.get(address.removeprefix(build.here(urls.HUB)).partition("/")[0])
    hub = (planned for make in HUB_PAGES for planned in make(build))
    planned = chain(_city_pages(build, place), hub) if place else hub
    return next((one for one in planned if one.address == address), None)
