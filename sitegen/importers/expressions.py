"""Where a value comes from: what a mapping file says about one field, and its value for one row.

A value is a text, a list or a mapping of values; what is empty is the empty text and is left out around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from sitegen.canonical import Plain
from sitegen.diagnostics import Span
from sitegen.importers.tables import Cell

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
EMPTY: tuple[Plain, ...] = ("", None, [], {})


@dataclass(frozen=True, slots=True)
class Template:
    """A text with `{column}` in it; empty where one of its columns is."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Many:
    """A list of values."""

    items: tuple[Expression, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Group:
    """A mapping of values, such as a channel; left out where all that depends on the row is empty."""

    pairs: tuple[tuple[str, Expression], ...]
    span: Span
    when: Expression | None = None
    unless: Expression | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """A value taken from the row and worked on, step by step in this order."""

    span: Span
    when: Expression | None = None
    unless: Expression | None = None
    each: str = ""
    value: Expression | None = None
    match: re.Pattern[str] | None = None
    split: str = ""
    table: str = ""
    take: str = ""
    otherwise: Expression | None = None


Expression = Template | Many | Group | Pick


@dataclass(frozen=True, slots=True)
class Lookup:
    """A table to look values up in: its key columns, and its rows by the values of these.

    An empty cell in a key column stands for any value; the row with the fewest of them wins.
    """

    by: tuple[str, ...]
    rows: dict[tuple[str, ...], dict[str, Cell]] = field(default_factory=dict)

    def find(self, key: tuple[str, ...]) -> dict[str, Cell]:
        """The row of this key, or an empty one."""
        masks = sorted(product((True, False), repeat=len(key)), key=lambda mask: mask.count(False))
        for mask in masks if all(key) else ():
            row = self.rows.get(tuple(k if kept else "" for k, kept in zip(key, mask, strict=True)))
            if row is not None:
                return row
        return {}


Lookups = dict[str, Lookup]


def evaluate(expression: Expression, row: dict[str, Cell], lookups: Lookups) -> Plain:
    """The value for a row."""
    match expression:
        case Template():
            return _filled(expression.text, row)
        case Many():
            values = [evaluate(item, row, lookups) for item in expression.items]
            return [inner for value in values if value not in EMPTY for inner in _flat(value)]
        case Group():
            return _group(expression, row, lookups)
        case Pick():
            value = _picked(expression, row, lookups) if applies(expression, row, lookups) else ""
            if value in EMPTY and expression.otherwise:
                return evaluate(expression.otherwise, row, lookups)
            return value


def text_of(value: Plain) -> str:
    """A value as one text; the texts of a list stand behind each other."""
    if isinstance(value, list):
        return ", ".join(text_of(inner) for inner in value)
    return value if isinstance(value, str) else ""


def applies(expression: Group | Pick, row: dict[str, Cell], lookups: Lookups) -> bool:
    """Whether its conditions hold: `when` has a value, `unless` has none."""
    when, unless = expression.when, expression.unless
    return (when is None or evaluate(when, row, lookups) not in EMPTY) and (
        unless is None or evaluate(unless, row, lookups) in EMPTY
    )


def _filled(template: str, row: dict[str, Cell]) -> Plain:
    names = PLACEHOLDER.findall(template)
    if template == f"{{{names[0]}}}" if names else False:
        return _plain(row.get(names[0], ""))
    if any(row.get(name, "") in EMPTY for name in names):
        return ""
    return PLACEHOLDER.sub(lambda found: text_of(_plain(row[found.group(1)])), template)


def _plain(cell: Cell) -> Plain:
    if isinstance(cell, dict):
        return {name: _plain(inner) for name, inner in cell.items()}
    return [_plain(inner) for inner in cell] if isinstance(cell, list) else cell


def _flat(value: Plain) -> list[Plain]:
    return value if isinstance(value, list) else [value]


def _group(group: Group, row: dict[str, Cell], lookups: Lookups) -> Plain:
    if not applies(group, row, lookups):
        return ""
    values = {name: evaluate(inner, row, lookups) for name, inner in group.pairs}
    stated = {name: value for name, value in values.items() if value not in EMPTY}
    varying = [name for name, inner in group.pairs if not _is_constant(inner)]
    return "" if varying and not any(name in stated for name in varying) else stated


def _is_constant(expression: Expression) -> bool:
    match expression:
        case Template():
            return not PLACEHOLDER.search(expression.text)
        case Many():
            return all(_is_constant(item) for item in expression.items)
        case Group():
            return all(_is_constant(inner) for _, inner in expression.pairs)
        case Pick():
            return False


def _picked(pick: Pick, row: dict[str, Cell], lookups: Lookups) -> Plain:
    if pick.each:
        inner = [cells for cells in _cells(row.get(pick.each, "")) if isinstance(cells, dict)]
        return [v for cells in inner for v in _flat(_worked(pick, row | cells, lookups)) if v not in EMPTY]
    return _worked(pick, row, lookups)


def _cells(cell: Cell) -> list[Cell]:
    return cell if isinstance(cell, list) else [cell]


def _worked(pick: Pick, row: dict[str, Cell], lookups: Lookups) -> Plain:
    """The value after its steps: match, split, table."""
    if pick.value is None:
        lookup = lookups[pick.table]
        return _plain(lookup.find(tuple(text_of(_plain(row.get(name, ""))) for name in lookup.by)).get(pick.take, ""))
    value = evaluate(pick.value, row, lookups)
    if pick.match is None and not pick.split and not pick.table:
        return value
    texts = [text_of(inner) for inner in _flat(value)]
    if pick.match is not None:
        found = [pick.match.search(text) for text in texts]
        texts = [match.group(1 if match.groups() else 0) or "" for match in found if match]
    if pick.split:
        texts = [part.strip() for text in texts for part in text.split(pick.split)]
    results: list[Plain] = [text for text in texts if text]
    if pick.table:
        rows = [lookups[pick.table].find((text,)) for text in texts]
        results = [inner for cells in rows for inner in _flat(_plain(cells.get(pick.take, ""))) if inner not in EMPTY]
    if pick.split or isinstance(value, list):
        return results
    return results[0] if results else ""


def parts(expression: Expression) -> Iterator[Expression]:
    """An expression and all those inside it."""
    yield expression
    inner: tuple[Expression | None, ...] = ()
    match expression:
        case Many():
            inner = expression.items
        case Group():
            inner = (expression.when, expression.unless, *(value for _, value in expression.pairs))
        case Pick():
            inner = (expression.when, expression.unless, expression.value, expression.otherwise)
    for one in inner:
        yield from parts(one) if one else ()


def columns(expression: Expression) -> Iterator[str]:
    """The columns an expression itself reads, those inside it apart."""
    if isinstance(expression, Template):
        yield from PLACEHOLDER.findall(expression.text)
    elif isinstance(expression, Pick) and expression.each:
        yield expression.each
