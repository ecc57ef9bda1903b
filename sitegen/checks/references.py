"""Every reference leads somewhere: parents, providers, locations, categories, cities, notices, expectations."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator

from sitegen import codes, likely, schema
from sitegen.checks.walk import place_of, walk
from sitegen.diagnostics import Code, Diagnostic, fault
from sitegen.directory import Directory, Shelf
from sitegen.entry import Entry
from sitegen.resolve import addresses, former, present

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
    known = _known(directory.shelf)
    names = {kind: _names(directory.shelf, kind) for kind in CODES}
    moved = former(directory.shelf)
    names["service"] = names["catalogue"] | names["service"]
    nowhere: set[tuple[str, str]] = set()
    for entry in directory.shelf.all():
        if not entry.place.lang:
            yield from _own_place(entry, known, nowhere)
        for keys, kind, value in walk(entry):
            if isinstance(kind, schema.Ref) and value != "unknown":
                ids = known[kind.to](entry)
                if value not in ids:
                    new = present(value, entry.place.city or entry.place.id, moved) if kind.to == "service" else ""
                    meant = new or likely.reference(value, ids, names[kind.to])
                    yield fault(CODES[kind.to], place_of(entry, keys), word=value, suggestion=meant)
        if entry.place.kind.name == "city":
            yield from _adopted(entry, known["catalogue"](entry))


def _names(shelf: Shelf, kind: str) -> dict[str, str]:
    """What people call the entries of a kind, with their ids."""
    names: dict[str, str] = {}
    for id, entry in shelf.kind(kind).items():
        for field in ("name", "title", "short_name", "short_title"):
            text = entry.values.get(field)
            if text is not None:
                names.setdefault(text.value, id)
    return names


def _known(shelf: Shelf) -> dict[str, Callable[[Entry], Iterable[str]]]:
    """For each kind of reference the ids it may state, seen from an entry."""
    ids = {kind: set(shelf.kind(kind)) for kind in ("catalogue", "category", "provider", "city", "location", "notice")}
    by_city = addresses(shelf)
    catalogue = dict.fromkeys(ids["catalogue"])
    full = dict.fromkeys(f"{city}/{path}" for city, paths in by_city.items() for path in paths)
    locations: dict[str, set[str]] = {}
    for id in ids["location"]:
        city, _, name = id.partition("/")
        locations.setdefault(city, set()).add(name)
    anywhere = ChainMap(full, catalogue)
    seen_from = {city: anywhere.new_child(dict.fromkeys(paths)) for city, paths in by_city.items()}

    def of(kind: str) -> Callable[[Entry], Iterable[str]]:
        return lambda entry: ids[kind]

    return {
        **{kind: of(kind) for kind in ids},
        "location": lambda entry: locations.get(entry.place.city, set()) | ids["location"],
        "service": lambda entry: seen_from.get(entry.place.city or entry.place.id, anywhere),
    }


def _own_place(
    entry: Entry, known: dict[str, Callable[[Entry], Iterable[str]]], nowhere: set[tuple[str, str]]
) -> Iterator[Diagnostic]:
    """The city and the category in an entry's path exist; what does not is reported once for all files there."""
    place = entry.place
    for kind, word in (("city", place.city), ("category", place.category)):
        ids = known[kind](entry)
        if word and word not in ids and (kind, word) not in nowhere:
            nowhere.add((kind, word))
            yield fault(CODES[kind], place_of(entry, ()), word=word, suggestion=likely.reference(word, ids, {}))


def _adopted(entry: Entry, catalogue: Iterable[str]) -> Iterator[Diagnostic]:
    """What a city adopts or refuses is in the catalogue."""
    for number, pattern in enumerate(entry.values.get("adopts") or ()):
        word = pattern.removeprefix("-")
        if word != "*" and word not in catalogue:
            span = place_of(entry, ("adopts", number))
            meant = likely.reference(word, catalogue, {})
            yield fault(codes.UNKNOWN_CATALOGUE, span, word=word, suggestion=meant)
