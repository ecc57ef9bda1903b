"""Pages that every site has once: search, A–Z, about, not found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sitegen import terms, urls
from sitegen.model import Law, Service, Text
from sitegen.views.cards import Card, Parts, card, in_parts, parts
from sitegen.views.frame import Build, Frame, Link, Page, Place, Planned
from sitegen.views.hub import CategoryEntry, CityEntry, categories, city_tree

ENTRIES = 200
LISTED = 12


@dataclass(frozen=True, slots=True)
class SearchPlace:
    """A place to search in, all of them with an empty id: its names, the names of its chunks, how deep it lies.

    Where there are more than `LISTED` places, only the chunks of all are named: the page must not grow with the cities.
    In copies none are: these lie beside the page, and an update must not bring it anew with each of them.
    """

    id: str
    name: Text | None
    names: str
    chunks: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search page, and what it offers where nothing answers or no script runs.

    `words` is what understands queries, as JSON: with it and the names of chunks the page asks at once, on the web.
    """

    frame: Frame
    places: tuple[SearchPlace, ...]
    words: str
    categories: tuple[CategoryEntry, ...]
    a_to_z: Link


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the A–Z list."""

    letter: str
    count: int
    link: Link


@dataclass(frozen=True, slots=True)
class AZEntry:
    """A service in the A–Z list; `city` is set where only one place has it."""

    card: Card
    city: Text | None


@dataclass(frozen=True, slots=True)
class AZView:
    """The A–Z list: its letters, and the entries of the one that the page shows."""

    frame: Frame
    letters: tuple[Letter, ...]
    letter: str
    entries: tuple[AZEntry, ...]
    parts: Parts


@dataclass(frozen=True, slots=True)
class AboutView:
    """What this site is, whose data it shows, how to take part."""

    frame: Frame
    about: Text | None
    attribution: tuple[Law, ...]
    providers: Link
    repository: str
    cities: int
    services: int


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """The page for addresses that lead nowhere."""

    frame: Frame
    cities: tuple[CityEntry, ...]
    a_to_z: Link


def search_pages(build: Build) -> Iterator[Planned]:
    """The search page."""
    yield build.planned(urls.SEARCH, _search_page)


def _search_page(build: Build) -> Page:
    at, title = urls.SEARCH, build.words.search
    place = Place("search", at, title, ((at, title),), scopes=("hub",))
    everywhere = () if build.directory.only else (SearchPlace("", None, "", _chunks(build, "hub")),)
    view = SearchView(
        build.frame(place),
        (*everywhere, *_search_places(build, city_tree(build, at, None), 0)),
        build.query_words if build.style == "web" else "",
        categories(build, at, None),
        build.link(at, urls.A_TO_Z, build.words.a_to_z),
    )
    return build.page(place, "search.html", view)


def _search_places(build: Build, entries: tuple[CityEntry, ...], depth: int) -> Iterator[SearchPlace]:
    """The places that have services in this language, those that lie in another after it."""
    for entry in entries:
        shown = entry.count > 0 and not entry.link.lang
        if shown:
            names = "|".join(name for name, id in build.edition.city_names if id == entry.id)
            yield SearchPlace(entry.id, entry.link.text, names, _chunks(build, entry.id), depth)
        yield from _search_places(build, entry.below, depth + shown)


def _chunks(build: Build, scope: str) -> str:
    """The names of a scope's chunks where the search page holds them."""
    few = scope == "hub" or len(build.chunk_lists) <= LISTED
    return build.chunk_lists.get(scope, "") if few and build.style == "web" else ""


def a_to_z_pages(build: Build) -> Iterator[Planned]:
    """All services by the first letter of their names' pronunciation: the catalogue's once, others with their city."""
    edition = build.edition
    shared = [edition.templates[key] for key in edition.offers if key in edition.templates]
    own = [s for s in edition.published if not s.catalogue]
    lettered = by_letter((*shared, *own))
    yield build.planned(urls.A_TO_Z, _letter_page, urls.A_TO_Z, "", lettered, (), Parts(1, 1, ()))
    for letter, entries in lettered.items():
        top = urls.folder("a-z", letter.lower() if letter != "#" else "0-9")
        chunks = in_parts(entries, ENTRIES)
        for number, chunk in enumerate(chunks, 1):
            here = urls.part(top, number)
            found = parts(build, top, number, len(chunks))
            yield build.planned(here, _letter_page, here, letter, lettered, tuple(chunk), found)


def by_letter(services: Iterable[Service]) -> dict[str, list[Service]]:
    """Services in the order of their names' pronunciation, under its first letter; `#` for what begins with none."""
    found: dict[str, list[Service]] = {}
    for key, service in sorted(((terms.sort_key(s.name.value), s) for s in services), key=lambda p: (p[0], p[1].id)):
        letter = key[:1].upper() if key[:1].isascii() and key[:1].isalpha() else "#"
        found.setdefault(letter, []).append(service)
    return dict(sorted(found.items()))


def _letter_page(
    build: Build,
    at: str,
    letter: str,
    lettered: dict[str, list[Service]],
    services: tuple[Service, ...],
    found: Parts,
) -> Page:
    edition, title = build.edition, build.words.a_to_z
    trail: tuple[tuple[str, Text], ...] = ((urls.A_TO_Z, title),)
    if letter:
        trail = (*trail, (at, Text(letter, build.lang)))
    place = Place("a-z", at, title, trail, scopes=("hub",), twin=urls.A_TO_Z if letter else None)
    addresses = {n: urls.folder("a-z", n.lower() if n != "#" else "0-9") for n in lettered}
    links = tuple(
        Letter(n, len(those), build.link(at, addresses[n], Text(n, build.lang))) for n, those in lettered.items()
    )
    cities = edition.cities
    entries = tuple(
        AZEntry(card(build, at, s), (cities[s.city].short_name or cities[s.city].name) if s.city else None)
        for s in services
    )
    return build.page(place, "a_z.html", AZView(build.frame(place), links, letter, entries, found))


def about_pages(build: Build) -> Iterator[Planned]:
    """The page about the site."""
    yield build.planned(urls.ABOUT, _about_page)


def _about_page(build: Build) -> Page:
    at, title, site = urls.ABOUT, build.words.about, build.edition.site
    place = Place("about", at, title, ((at, title),), scopes=("hub",), entry="site.yaml")
    view = AboutView(
        build.frame(place),
        site.about,
        (*site.attribution, *(a for c in build.edition.cities.values() for a in c.attribution)),
        build.link(at, urls.folder("providers"), build.words.providers),
        site.repository or "",
        len(build.edition.cities),
        len(build.edition.published),
    )
    return build.page(place, "about.html", view)


def not_found_pages(build: Build) -> Iterator[Planned]:
    """The 404 page, in the default language only: a host serves one."""
    if build.lang == build.default_lang:
        yield build.planned(urls.NOT_FOUND, _not_found_page)


def _not_found_page(build: Build) -> Page:
    at, title = urls.NOT_FOUND, build.words.not_found
    place = Place("not-found", at, title, ((at, title),), indexed=False, languages=(build.lang,))
    view = NotFoundView(build.frame(place), city_tree(build, at, None), build.link(at, urls.A_TO_Z, build.words.a_to_z))
    return build.page(place, "not_found.html", view)
