"""The outside links of published entries, the most important first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html.parser import HTMLParser
from urllib.parse import urldefrag, urlsplit

from sitegen import markup, notices, schema, urls
from sitegen.checks.walk import Keys, place_of, walk
from sitegen.diagnostics import Span
from sitegen.directory import Directory, Edition, key_of
from sitegen.entry import Entry

EVERYWHERE = ("site", "category", "city", "provider", "location")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link stands: the field of an entry, and the address as it is written there."""

    entry: Entry
    keys: Keys
    written: str

    def span(self) -> Span:
        """The place in the file; inside a text that of the address itself."""
        start = place_of(self.entry, self.keys)
        lines = self.entry.source.text.split("\n")
        whole = re.compile(re.escape(self.written) + r"(?![^\s<>()\[\]\"'，。；、）])")
        for number in range(start.line, len(lines) + 1):
            match = whole.search(lines[number - 1], start.column - 1 if number == start.line else 0)
            if match:
                return self.entry.source.span(number, match.start() + 1, len(self.written))
        return start


@dataclass(frozen=True, slots=True)
class Link:
    """An outside address without fragment, all its places, how many pages lead there, and whether one is featured."""

    url: str
    places: tuple[Place, ...]
    pages: int
    featured: bool

    @property
    def host(self) -> str:
        """The host that answers for it."""
        return urlsplit(self.url).hostname or ""


def links(directory: Directory, now: datetime) -> list[Link]:
    """Every outside web address that pages lead to: those of featured services first, then those of most pages."""
    edition, base = directory.default, directory.default.site.base_url
    featured = _featured(edition)
    published = _published(directory, now)
    places: dict[str, list[Place]] = {}
    pages: dict[str, int] = {}
    leading: set[str] = set()
    for entry in directory.shelf.all():
        kind, key = entry.place.kind.name, key_of(entry)
        if kind not in EVERYWHERE and (kind, key) not in published:
            continue
        for keys, written in _written(entry):
            url = urldefrag(written).url
            if base and url.startswith(base):
                continue
            places.setdefault(url, []).append(Place(entry, keys, written))
            pages[url] = pages.get(url, 0) + published.get((kind, key), 1)
            if key in featured:
                leading.add(url)
    found = (Link(url, tuple(at), pages[url], url in leading) for url, at in places.items())
    return sorted(found, key=lambda link: (not link.featured, -link.pages, link.url))


def _published(directory: Directory, now: datetime) -> dict[tuple[str, str], int]:
    """How many pages show each entry that may be unpublished, by kind and id; a template shows in every city."""
    edition = directory.default
    found = {("catalogue", id): len(offered) + 1 for id, offered in edition.offers.items()}
    found |= {("service", service.id): 1 for service in edition.published}
    found |= {("journey", id): 1 for id in edition.journeys}
    current = notices.current(edition.notices.values(), now, edition.site.timezone)
    return found | {("notice", notice.id): 1 for notice in current}


def _featured(edition: Edition) -> set[str]:
    """The ids of featured services and of the templates they are made from."""
    found = set(edition.site.featured)
    for city in edition.cities.values():
        found |= {id for path in city.featured for id in (path, f"{city.id}/{path}")}
    return found | {s.id for s in edition.published if s.catalogue in edition.site.featured}


def _written(entry: Entry) -> Iterator[tuple[Keys, str]]:
    """The web addresses of an entry as they are written, with the keys of their field."""
    for keys, kind, value in walk(entry):
        if isinstance(kind, schema.Url) and is_web(value):
            yield keys, value
        elif isinstance(kind, schema.Words) and kind.prose:
            yield from ((keys, address) for address in _in_prose(value.value))
        elif isinstance(kind, schema.Words) and is_web(value.value):
            yield keys, value.value


def is_web(address: str) -> bool:
    """Whether an address is one of the web that pages may link to."""
    return urls.scheme(address) in ("http", "https") and urls.is_outside(address)


class _Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("href") if tag == "a" else None
        if address and is_web(address):
            self.found.append(address)


def _in_prose(text: str) -> list[str]:
    """The web addresses that a Markdown text links to, once each: those its page shows."""
    if "://" not in text:
        return []
    parser = _Addresses()
    parser.feed(markup.html(text))
    return list(dict.fromkeys(parser.found))
