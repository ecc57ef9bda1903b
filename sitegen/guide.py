"""The schema for editors and for programs: the guide to all fields as Markdown, JSON Schema for each kind of file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sitegen import schema, urls

NEEDS = {"R": "needed", "W": "wanted", "": ""}


def json_schema(kind: schema.Kind) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a kind of file. Values are text in YAML; numbers are accepted for them."""
    record = _object(kind.record)
    body: dict[str, Any] = {"type": "array", "items": record} if kind.listing else record
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.name,
        "description": f"{kind.pattern}.md or .yaml",
        **body,
    }


def schema_file(kind: schema.Kind) -> str:
    """The JSON Schema of a kind of file as the text of a file."""
    return json.dumps(json_schema(kind), ensure_ascii=False, indent=1) + "\n"


def _object(record: schema.Record) -> dict[str, Any]:
    properties = {field.name: _property(field) for field in record.fields}
    shape: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    partial = any(field.name == "extends" for field in record.fields)
    needed = [field.name for field in record.fields if field.need == "R"]
    if needed and not partial:
        shape["required"] = needed
    return shape


def _property(field: schema.Field) -> dict[str, Any]:
    shape = _type(field.type)
    if field.keywords:
        shape = {"anyOf": [{"enum": list(field.keywords)}, shape]}
    equivalents = {
        "实施清单": field.guide,
        "schema.org": field.schema_org,
        "HSDS 3": field.hsds,
        "CPSV-AP": field.cpsv,
    }
    known = {name: value for name, value in equivalents.items() if value}
    return {**shape, "description": field.doc, **({"x-equivalents": known} if known else {})}


def _type(kind: schema.Type) -> dict[str, Any]:
    match kind:
        case schema.Words(limit):
            return {"type": ["string", "number", "boolean"], **({"maxLength": limit} if limit else {})}
        case schema.Plain(pattern):
            return {"type": ["string", "number"], **({"pattern": f"^(?:{pattern})$"} if pattern else {})}
        case schema.Choice(options, spellings):
            words = [*options, *(word for word, _ in spellings)]
            booleans = [True, False] if "true" in words else []
            return {"enum": [*words, *booleans]}
        case schema.Flag():
            return {"enum": ["yes", "no", "true", "false", True, False]}
        case schema.Whole(low, high):
            return {"type": "integer", "minimum": low, "maximum": high}
        case schema.Degrees(bound):
            return {"type": "number", "minimum": -bound, "maximum": bound}
        case schema.Amount():
            return {"type": ["string", "number"], "pattern": r"^[0-9]{1,12}(\.[0-9]{1,2})?$"}
        case schema.Day():
            return {"type": "string", "format": "date"}
        case schema.Instant():
            return {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}"}
        case schema.Clock():
            return {"type": "string", "pattern": "^(?:([01]?[0-9]|2[0-3]):[0-5][0-9]|24:00)$"}
        case schema.Span():
            return {"type": "string", "pattern": "^[1-9][0-9]* ?(?:day|week|month|year)s?$"}
        case schema.Url():
            return {"type": "string", "pattern": f"^(?:{'|'.join(urls.SCHEMES)}):"}
        case schema.Language():
            return {"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"}
        case schema.Ref():
            return {"type": "string"}
        case schema.Table():
            return {"type": "object", "additionalProperties": {"type": "string"}}
        case schema.Either(structured, text):
            return {"anyOf": [_object(structured), _type(text)]}
        case schema.Listing(of, single):
            items = {"type": "array", "items": _type(of)}
            return {"anyOf": [items, _type(of)]} if single else items
        case schema.Record():
            return _object(kind)
    raise TypeError(f"no JSON Schema of {kind}")


def fields_page() -> str:
    """The reference of all fields as Markdown: one table for each kind of file and each nested record."""
    parts = [
        "# Fields\n",
        "Made by `python build.py schema --format markdown` from `sitegen/schema.py`; do not edit.",
        "**needed** fields must be stated, **wanted** ones are warned about when absent.\n",
    ]
    for kind in schema.KINDS:
        if kind.record.fields:
            parts.append(f"## {kind.name}: `{kind.pattern}.md` or `.yaml`\n")
            parts += _tables(kind.record, "")
    return "\n".join(parts) + "\n"


def _tables(record: schema.Record, prefix: str) -> Iterator[str]:
    yield "| field | | value | meaning | 实施清单 | schema.org | HSDS 3 | CPSV-AP |"
    yield "|---|---|---|---|---|---|---|---|"
    nested: list[tuple[str, schema.Record]] = []
    for field in record.fields:
        cells = [f"`{prefix}{field.name}`", NEEDS[field.need], _said(field), field.doc]
        cells += [field.guide, field.schema_org, field.hsds, field.cpsv]
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
        inner = field.type.of if isinstance(field.type, schema.Listing) else field.type
        if isinstance(inner, schema.Record):
            nested.append((field.name, inner))
    yield ""
    for name, inner in nested:
        yield f"### `{prefix}{name}`\n"
        yield from _tables(inner, f"{prefix}{name}.")


def _said(field: schema.Field) -> str:
    """The type of a field in words."""
    words = [f"`{word}`" for word in field.keywords]
    return ", ".join([*words, _type_said(field.type)])


def _type_said(kind: schema.Type) -> str:
    match kind:
        case schema.Words(limit, prose):
            return "Markdown" if prose else f"text, at most {limit} characters" if limit else "text"
        case schema.Plain(_, example):
            return f"text such as `{example}`" if example else "text"
        case schema.Choice(options):
            return " / ".join(f"`{option}`" for option in options)
        case schema.Flag():
            return "`yes` / `no`"
        case schema.Whole():
            return "whole number"
        case schema.Degrees():
            return "decimal degrees"
        case schema.Amount():
            return "decimal text"
        case schema.Day():
            return "date"
        case schema.Instant():
            return "date or moment"
        case schema.Clock():
            return "time of day"
        case schema.Span():
            return "length of time"
        case schema.Url():
            return "address"
        case schema.Language():
            return "language tag"
        case schema.Ref(to):
            return f"id of a {to}"
        case schema.Table():
            return "ids: ids"
        case schema.Either():
            return "fields or text"
        case schema.Listing(of):
            return f"list of {_type_said(of)}"
        case schema.Record():
            return "fields"
    raise TypeError(f"no words for {kind}")
