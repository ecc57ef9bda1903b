"""The whole directory as values: `Shelf` holds the entries as they were written, `Edition` is what readers of one
language meet, `Directory` is all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from sitegen import codes, model, terms
from sitegen.diagnostics import Diagnostic, Span, fault
from sitegen.entry import Entry


@dataclass(frozen=True)
class Shelf:
    """All entries by kind, id and language; the language of an entry itself is ""."""

    entries: dict[str, dict[str, dict[str, Entry]]]

    @cached_property
    def _kinds(self) -> dict[str, dict[str, Entry]]:
        return {
            kind: {key: versions[""] for key, versions in sorted(found.items()) if "" in versions}
            for kind, found in self.entries.items()
        }

    @cached_property
    def _services(self) -> dict[str, dict[str, Entry]]:
        found: dict[str, dict[str, Entry]] = {}
        for key, entry in self.kind("service").items():
            found.setdefault(entry.place.city, {})[key.partition("/")[2]] = entry
        return found

    def kind(self, kind: str) -> Mapping[str, Entry]:
        """The entries of a kind by id, without their translations."""
        return self._kinds.get(kind, {})

    def services_of(self, city: str) -> Mapping[str, Entry]:
        """The entries of a city's own services by path (`<category>/<service>`)."""
        return self._services.get(city, {})

    def get(self, kind: str, key: str, lang: str = "") -> Entry | None:
        """One entry, or its translation."""
        return self.entries.get(kind, {}).get(key, {}).get(lang)

    def all(self) -> Iterator[Entry]:
        """Every entry and translation, in a fixed order."""
        for _, keys in sorted(self.entries.items()):
            for _, versions in sorted(keys.items()):
                yield from (entry for _, entry in sorted(versions.items()))


@dataclass(frozen=True)
class Edition:
    """The directory in one language. Services are by city and path (`<category>/<service>`)."""

    lang: str
    site: model.Site
    categories: dict[str, model.Category]
    cities: dict[str, model.City]
    templates: dict[str, model.Service]
    services: dict[str, dict[str, model.Service]]
    locations: dict[str, model.Location]
    providers: dict[str, model.Provider]
    notices: dict[str, model.Notice]
    journeys: dict[str, model.Journey]

    @cached_property
    def children(self) -> dict[str, tuple[model.Service, ...]]:
        """Published services by the id of their parent."""
        found: dict[str, list[model.Service]] = {}
        for service in self.published:
            if service.parent:
                found.setdefault(service.parent, []).append(service)
        return {parent: tuple(services) for parent, services in found.items()}

    @cached_property
    def published(self) -> tuple[model.Service, ...]:
        """Every service that readers find, city by city."""
        return tuple(s for services in self.services.values() for s in services.values() if s.published)

    @cached_property
    def offering(self) -> tuple[model.City, ...]:
        """The cities with services that readers find."""
        places = {service.city for service in self.published}
        return tuple(city for city in self.cities.values() if city.id in places)

    @cached_property
    def offers(self) -> dict[str, tuple[model.Service, ...]]:
        """Published services by the catalogue entry they resolve to."""
        found: dict[str, list[model.Service]] = {}
        for service in self.published:
            if service.catalogue:
                found.setdefault(service.catalogue, []).append(service)
        return {catalogue: tuple(services) for catalogue, services in found.items()}

    @cached_property
    def served_at(self) -> dict[str, tuple[model.Service, ...]]:
        """Published services by the id of a location that serves them."""
        found: dict[str, dict[str, model.Service]] = {}
        for service in self.published:
            for channel in service.channels:
                if channel.location:
                    found.setdefault(channel.location, {})[service.id] = service
        return {location: tuple(services.values()) for location, services in found.items()}

    @cached_property
    def _counts(self) -> dict[str | None, dict[str, int]]:
        """How many published services each category and those below it hold, by city and (None) over all cities."""
        held: dict[str | None, dict[str, set[str]]] = {}
        for service in self.published:
            branch = {c.id for own in (service.category, *service.also_in) for c in self.category_trail(own)}
            for category in branch:
                held.setdefault(service.city, {}).setdefault(category, set()).add(service.id)
                held.setdefault(None, {}).setdefault(category, set()).add(service.catalogue or service.id)
        return {city: {c: len(ids) for c, ids in found.items()} for city, found in held.items()}

    @cached_property
    def city_names(self) -> tuple[tuple[str, str], ...]:
        """The names a query may call a city with services by, the longest first, each with the city's id."""
        found = set()
        for city in self.offering:
            names = [city.name, *([city.short_name] if city.short_name else []), *city.aliases]
            found |= {(terms.spaced(name), city.id) for name in (city.id, *(n.value for n in names))}
        return tuple(sorted((pair for pair in found if len(pair[0]) > 1), key=lambda pair: (-len(pair[0]), pair)))

    def counts(self, city: str | None) -> dict[str, int]:
        """How many services each category holds in a city, or over all cities, where the same one counts once."""
        return self._counts.get(city, {})

    def service(self, id: str) -> model.Service | None:
        """A service by its full id, or a catalogue template by its own."""
        city, _, path = id.partition("/")
        return self.services.get(city, {}).get(path) or self.templates.get(id)

    def speaks(self, city: str) -> bool:
        """Whether a city has pages in this language."""
        return self.lang in self.cities[city].languages

    def category_trail(self, category: str) -> tuple[model.Category, ...]:
        """The branch that leads to a category, the root first."""
        trail: list[model.Category] = []
        step: str | None = category
        while step in self.categories and self.categories[step] not in trail:
            trail.insert(0, self.categories[step])
            step = self.categories[step].parent
        return tuple(trail)


@dataclass(frozen=True)
class Directory:
    """Everything content says: one edition a language, the words of search, and the entries they came from.

    `only` is the one city of a part of the directory that has no other: its pages and its search are
    those of the whole part.
    """

    editions: tuple[Edition, ...]
    shelf: Shelf
    synonyms: tuple[model.Synonyms, ...] = ()
    stop_phrases: tuple[tuple[str, tuple[str, ...]], ...] = ()
    expectations: tuple[model.Expectation, ...] = ()
    only: str = ""

    @property
    def default(self) -> Edition:
        """The edition at the root of the site, in the language of the entries."""
        return self.editions[0]

    def edition(self, lang: str) -> Edition:
        """The edition of a language, the default one where there is none."""
        return next((e for e in self.editions if e.lang.lower() == lang.lower()), self.default)


def shelve(entries: Iterable[Entry]) -> tuple[Shelf, list[Diagnostic]]:
    """Entries in their places; two files with one id are reported."""
    shelf: dict[str, dict[str, dict[str, Entry]]] = {}
    faults = []
    for entry in entries:
        versions = shelf.setdefault(entry.place.kind.name, {}).setdefault(key_of(entry), {})
        if entry.place.lang in versions:
            faults.append(fault(codes.DUPLICATE_ENTRY, Span(entry.path), other=versions[entry.place.lang].path))
        else:
            versions[entry.place.lang] = entry
    return Shelf(shelf), faults


def key_of(entry: Entry) -> str:
    """An entry's id within its kind: `<city>/<category>/<service>`, `<city>/<location>`, `<category>`."""
    place = entry.place
    parts = [place.city if place.kind.name in ("service", "location") else "", place.category, place.id]
    return "/".join(part for part in parts if part)
