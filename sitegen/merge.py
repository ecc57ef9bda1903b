"""Inheritance and translation of plain values, and building the model from the result.

Lists replace, mappings merge, None deletes. A translation is laid over the very values that it translates, before
a city's version replaces some of them: so a replaced text falls back to the city's own language by itself.
"""

from __future__ import annotations

from typing import Any

from sitegen import schema
from sitegen.model import Text
from sitegen.values import Value


def merge(base: dict[str, Value], over: dict[str, Value]) -> dict[str, Value]:
    """`base` with what `over` states."""
    merged = dict(base)
    for name, value in over.items():
        if isinstance(value, dict):
            inherited = merged.get(name)
            merged[name] = merge(inherited if isinstance(inherited, dict) else {}, value)
        else:
            merged[name] = value
    return {name: value for name, value in merged.items() if value is not None}


def overlay(base: dict[str, Value], translation: dict[str, Value], record: schema.Record) -> dict[str, Value]:
    """`base` with its texts replaced by their translations; what `base` does not state stays unstated."""
    result = dict(base)
    for name, value in translation.items():
        field = schema.field_of(record, name)
        if field is not None and name in base and value is not None:
            result[name] = _translated(base[name], value, field.type)
    return result


def _translated(base: Value, translation: Value, kind: schema.Type) -> Value:
    if translation is None or type(base) is not type(translation):
        return base
    if isinstance(kind, schema.Listing) and not kind.aligned:
        return tuple(t for t in translation if t is not None)
    if isinstance(kind, schema.Listing) and isinstance(base, tuple):
        given = (*translation, *(None for _ in base))[: len(base)]
        return tuple(_translated(b, t, kind.of) for b, t in zip(base, given, strict=True))
    if isinstance(kind, schema.Either) and isinstance(base, dict):
        return overlay(base, translation, kind.structured)
    if isinstance(kind, schema.Record) and isinstance(base, dict):
        return overlay(base, translation, kind)
    return translation if isinstance(base, Text) else base


def misaligned(
    base: dict[str, Value], translation: dict[str, Value], record: schema.Record
) -> list[tuple[tuple[str | int, ...], int, int]]:
    """Aligned lists whose translation has more values than the entry: (keys, found, expected)."""
    wrong = []
    for field in record.fields:
        for keys, found, expected in _longer(base.get(field.name), translation.get(field.name), field.type):
            wrong.append(((field.name, *keys), found, expected))
    return wrong


def _longer(base: Value, translation: Value, kind: schema.Type) -> list[tuple[tuple[str | int, ...], int, int]]:
    if isinstance(kind, schema.Either):
        kind = kind.structured
    if isinstance(kind, schema.Record) and isinstance(translation, dict):
        return misaligned(base if isinstance(base, dict) else {}, translation, kind)
    if not isinstance(kind, schema.Listing) or not kind.aligned or not isinstance(translation, tuple):
        return []
    own = base if isinstance(base, tuple) else ()
    if len(translation) > len(own):
        return [((), len(translation), len(own))]
    inner = enumerate(zip(own, translation, strict=False))
    return [((n, *keys), found, expected) for n, (b, t) in inner for keys, found, expected in _longer(b, t, kind.of)]


def missing(values: dict[str, Value], record: schema.Record, prefix: str = "") -> list[tuple[str, schema.Field]]:
    """Needed fields that are not there, with their dotted names; a group entry needs no way to be served."""
    lacking = []
    for field in record.fields:
        value = values.get(field.name)
        if value is None and field.need == "R":
            lacking.append((prefix + field.name, field))
        elif isinstance(value, dict) and isinstance(field.type, schema.Record):
            lacking += missing(value, field.type, f"{prefix}{field.name}.")
    return lacking


def build(record: schema.Record, values: dict[str, Value], **more: Any) -> Any:
    """The record's shape filled with the values; `more` are attributes from elsewhere.

    A nested record that lacks a needed field is left out whole: `missing` has reported it.
    """
    attributes = {
        field.attr: _built(field.type, values[field.name])
        for field in record.fields
        if values.get(field.name) is not None and field.name != "extends"
    }
    return record.shape(**{name: value for name, value in attributes.items() if value is not None}, **more)


def _built(kind: schema.Type, value: Value) -> Any:
    if isinstance(kind, schema.Either):
        kind = kind.structured
    if isinstance(kind, schema.Record) and isinstance(value, dict):
        return None if missing(value, kind) else build(kind, value)
    if isinstance(kind, schema.Listing) and isinstance(value, tuple):
        return tuple(_built(kind.of, item) for item in value)
    return value
