"""Walking entries: their stated values along the schema, their texts, the services that they make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen import model, schema
from sitegen.diagnostics import Span
from sitegen.directory import Directory
from sitegen.entry import Entry
from sitegen.source import Name, locate
from sitegen.values import Value

Keys = tuple[str | int, ...]


def walk(entry: Entry) -> Iterator[tuple[Keys, schema.Type, Value]]:
    """Every single value an entry states, with its keys and type."""
    record = entry.place.kind.record
    rows = entry.values.get("rows")
    if rows is None:
        yield from _record(entry.values, record, ())
    else:
        for number, row in enumerate(rows):
            yield from _record(row, record, (number,))


def _record(values: dict[str, Value], record: schema.Record, keys: Keys) -> Iterator[tuple[Keys, schema.Type, Value]]:
    for field in record.fields:
        value = values.get(field.name)
        if value is not None and value not in field.keywords:
            yield from _value(value, field.type, (*keys, field.name))


def _value(value: Value, kind: schema.Type, keys: Keys) -> Iterator[tuple[Keys, schema.Type, Value]]:
    if isinstance(kind, schema.Listing):
        for number, one in enumerate(value):
            if one is not None:
                yield from _value(one, kind.of, (*keys, number))
    elif isinstance(kind, schema.Record):
        yield from _record(value, kind, keys)
    elif isinstance(kind, schema.Table):
        for key, other in value:
            yield (*keys, Name(key)), kind.key, key
            yield (*keys, key), kind.value, other
    elif isinstance(kind, schema.Either) and isinstance(value, dict):
        yield from _record(value, kind.structured, keys)
    else:
        yield keys, kind, value


def place_of(entry: Entry, keys: Keys) -> Span:
    """The place of a value in its file."""
    return locate(entry.source, keys)


def place_inside(entry: Entry, keys: Keys, text: str, start: int, width: int) -> Span:
    """The place of a part of a stated text, which stands in the file line by line."""
    lines = text.split("\n")
    number = text.count("\n", 0, start)
    line, column = lines[number], start - (text.rfind("\n", 0, start) + 1)
    place = place_of(entry, keys)
    before = sum(line in other for other in lines[:number])  # the same words may stand in lines above
    for found, whole in enumerate(entry.source.text.split("\n")[place.line - 1 :], place.line):
        if line in whole:
            if before == 0:
                return entry.source.span(found, whole.index(line) + column + 1, width)
            before -= 1
    return place


def prose(entry: Entry) -> Iterator[tuple[Keys, str]]:
    """The Markdown texts of an entry."""
    for field in entry.place.kind.record.fields:
        if isinstance(field.type, schema.Words) and field.type.prose and entry.values.get(field.name):
            yield (field.name,), entry.values[field.name].value


def services(directory: Directory) -> Iterator[tuple[Entry, model.Service]]:
    """Each entry of the catalogue and of a city with the published service that it makes.

    Entries with a fault in themselves or in their template are left out: what they make is not what was meant.
    """
    shelf, edition = directory.shelf, directory.default
    for key, template in edition.templates.items():
        entry = shelf.get("catalogue", key)
        if entry is not None and not entry.bad and template.published:
            yield entry, template
    for service in edition.published:
        entry = shelf.get("service", service.id)
        base = shelf.get("catalogue", service.catalogue or "")
        if entry is not None and not entry.bad and not (base and base.bad):
            yield entry, service


def head(service: model.Service, place: Mapping[str, model.Service]) -> str:
    """The id of the service that heads the family of this one; `place` holds the services around it by id."""
    seen = [service.id]
    while (parent := place.get(service.parent or "")) and parent.id not in seen:
        service = parent
        seen.append(service.id)
    return service.id
