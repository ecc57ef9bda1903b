"""The files of a bundle as ZIM files want them: pages with titles and words to be found by, and other names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from sitegen import cache, search, urls
from sitegen.bundles import sums
from sitegen.bundles.contents import FACTS, README, Contents
from sitegen.directory import Directory, Edition
from sitegen.search import Keywords
from sitegen.views.frame import service_address

PAPERS = (FACTS, README)
SHARED, NONE = "services/", Keywords((), ())
HTML, OTHER = "text/html", "application/octet-stream"
TYPES = {
    "html": HTML,
    "css": "text/css",
    "js": "text/javascript",
    "svg": "image/svg+xml",
    "png": "image/png",
}


@dataclass(frozen=True, slots=True)
class Article:
    """A file. Suggestions and full text find it by `title`, `text` and `keywords`, and never without a title."""

    path: str
    mime: str
    blob: str
    title: str = ""
    text: str = ""
    keywords: Keywords = NONE


@dataclass(frozen=True, slots=True)
class Redirect:
    """Another name, or a former address, of the page at `target`."""

    path: str
    title: str
    target: str


@dataclass(frozen=True, slots=True)
class Names:
    """What the pages of services are called: redirects from all their names, the keywords of each page by its path.

    `doubles` are pages on a service over all cities that only one city offers: they say less than that city's page.
    """

    redirects: tuple[Redirect, ...]
    keywords: dict[str, Keywords]
    doubles: frozenset[str]


def names(made: Contents) -> Names:
    """The names of all services of a bundle; those of one that several cities offer lead to its page over all cities.

    A name that is the same in several languages leads to the page in the first.
    """
    part, groups = made.part, search.groups(made.part)
    keywords: dict[str, Keywords] = {}
    called: dict[tuple[str, str], str] = {}
    doubles = set()
    for edition in part.editions:
        shared = search.hub_records(edition)
        several = {record.id for record in shared if len(record.shown.get("cities", ())) > 1}
        for records in (shared, *(search.city_records(edition, city) for city in edition.services)):
            for record, words in zip(records, search.keywords(records, groups), strict=True):
                path = _file(part, edition, urls.folder(*record.id.split("/")))
                keywords[path] = words
                service = edition.service(record.id)
                if service is None and record.id not in several:
                    doubles.add(path)
                elif service is None or f"{SHARED}{service.catalogue}" not in several:
                    for name in record.names:
                        called.setdefault((name, record.id), path)
    pairs = sorted({(name, path) for (name, _), path in called.items() if path in made.files})
    other = [Redirect(f"alias/{number}", *pair) for number, pair in enumerate(pairs, 1)]
    return Names((*_moved(made), *other), keywords, frozenset(doubles))


def _moved(made: Contents) -> Iterator[Redirect]:
    """The former addresses of services, as far as there is a page at each that says where the service is."""
    part = made.part
    for edition in part.editions:
        for service in (service for services in edition.services.values() for service in services.values()):
            for former in (text.strip("/") for text in service.redirects):
                path = _file(part, edition, urls.folder(*former.split("/")))
                spoken = edition if edition.speaks(service.city or "") else part.default
                target = _file(part, spoken, service_address(service))
                if path in made.files and target in made.files:
                    yield Redirect(path, former, target)


def _file(part: Directory, edition: Edition, address: str) -> str:
    """The file of a page in the language of an edition."""
    return urls.file_of(urls.in_language(address, edition.lang, part.default.lang))


def articles(made: Contents, known: Names, store: Path) -> Iterator[Article]:
    """The files that readers need, in order. Papers of archives, and pages at former addresses, are not among them.

    Raises FileNotFoundError or ValueError where the store has lost or damaged one.
    """
    former = {redirect.path for redirect in known.redirects}
    sites = [edition.site.name.value for edition in made.part.editions]
    for path, blob in made.files.items():
        mime = TYPES.get(path.rpartition(".")[2], OTHER)
        if path in former or path in PAPERS or sums.is_list(path):
            continue
        if mime != HTML or path in known.doubles:
            yield Article(path, mime, blob)
            continue
        page = _Reader()
        page.feed(cache.get(store, blob).decode())
        title = "".join(page.title).strip()
        for site in sites:
            title = title.removesuffix(f" – {site}")
        found = (title, " ".join(" ".join(page.text).split()), known.keywords.get(path, NONE))
        yield Article(path, mime, blob, *(() if page.hidden else found))


class _Reader(HTMLParser):
    """Reads the title and the main text of a page, and whether search engines should pass it over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self.text: list[str] = []
        self.hidden = False
        self._within = {"title": 0, "main": 0, "script": 0}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._within:
            self._within[tag] += 1
        self.hidden = self.hidden or (tag == "meta" and ("content", "noindex") in attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._within:
            self._within[tag] -= 1

    def handle_data(self, data: str) -> None:
        within = self._within
        if within["title"] and not within["main"]:
            self.title.append(data)
        elif within["main"] and not within["script"]:
            self.text.append(data)
