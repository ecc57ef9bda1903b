"""Every reference leads somewhere: parents, providers, locations, categories, cities, notices, expectations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from sitegen import codes, schema
from sitegen.checks.walk import place_of, walk
from sitegen.diagnostics import Code, Diagnostic, fault, suggest
from sitegen.directory import Directory
from sitegen.entry import Entry

CODES: dict[str, Code] = {
    "service": codes.UNKNOWN_SERVICE,
    "catalogue": codes.UNKNOWN_CATALOGUE,
    "category": codes.UNKNOWN_CATEGORY,
    "provider": codes.UNKNOWN_PROVIDER,
    "city": codes.UNKNOWN_CITY,
    "location": codes.UNKNOWN_LOCATION,
    "notice": codes.UNKNOWN_NOTICE,
}


def check(directory: Directory) -> Iterator[Diagnostic]:
    """A report for each reference that leads nowhere."""
    known = _known(directory)
    for entry in directory.shelf.all():
        yield from _own_place(entry, known)
        for keys, kind, value in walk(entry):
            if isinstance(kind, schema.Ref) and value != "unknown":
                ids = known[kind.to](entry)
                if value not in ids:
                    yield fault(CODES[kind.to], place_of(entry, keys), word=value, suggestion=suggest(value, ids))
        if entry.place.kind.name == "city":
            yield from _adopted(entry, known["catalogue"](entry))


def _known(directory: Directory) -> dict[str, Callable[[Entry], Iterable[str]]]:
    """For each kind of reference the ids it may state, seen from an entry."""
    shelf = directory.shelf
    ids = {kind: set(shelf.kind(kind)) for kind in ("catalogue", "category", "provider", "city", "location", "notice")}
    full = {s.id for services in directory.default.services.values() for s in services.values()}
    drafts = set(shelf.kind("service"))
    by_city: dict[str, set[str]] = {}
    for id in full | drafts:
        city, _, path = id.partition("/")
        by_city.setdefault(city, set()).add(path)
    locations: dict[str, set[str]] = {}
    for id in ids["location"]:
        city, _, name = id.partition("/")
        locations.setdefault(city, set()).add(name)
    everywhere = {city: paths | full | drafts | ids["catalogue"] for city, paths in by_city.items()}

    def of(kind: str) -> Callable[[Entry], Iterable[str]]:
        return lambda entry: ids[kind]

    return {
        **{kind: of(kind) for kind in ids},
        "location": lambda entry: locations.get(entry.place.city, set()) | ids["location"],
        "service": lambda entry: everywhere.get(entry.place.city or entry.place.id, full | ids["catalogue"]),
    }


def _own_place(entry: Entry, known: dict[str, Callable[[Entry], Iterable[str]]]) -> Iterator[Diagnostic]:
    """The city and the category in an entry's path exist."""
    place = entry.place
    for kind, word in (("city", place.city), ("category", place.category)):
        ids = known[kind](entry)
        if word and word not in ids:
            yield fault(CODES[kind], place_of(entry, ()), word=word, suggestion=suggest(word, ids))


def _adopted(entry: Entry, catalogue: Iterable[str]) -> Iterator[Diagnostic]:
    """What a city adopts or refuses is in the catalogue."""
    for number, pattern in enumerate(entry.values.get("adopts", ())):
        word = pattern.removeprefix("-")
        if word != "*" and word not in catalogue:
            span = place_of(entry, ("adopts", number))
            yield fault(codes.UNKNOWN_CATALOGUE, span, word=word, suggestion=suggest(word, catalogue))
