"""Walking the stated values of an entry along its schema."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import schema
from sitegen.diagnostics import Span
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
