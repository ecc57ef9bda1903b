"""What a mapping names and the tables do not have: columns and tables, with the word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen import codes
from sitegen.diagnostics import Diagnostic, Span, fault, suggest
from sitegen.importers.expressions import Expression, Lookups, Pick, columns, parts
from sitegen.importers.mapping import Mapping, Section
from sitegen.importers.tables import Cell, Row


def check(plan: Mapping, rows: list[Row], lookups: Lookups) -> Iterator[Diagnostic]:
    """A report for each column and each table that the mapping names and that does not exist."""
    known = {name for row in rows for name in _names(row.cells)} | {name for name, _ in plan.let}
    known |= {section.reference for section in plan.sections if section.reference}
    for section in plan.sections:
        if section.per and section.per not in known:
            yield _column(section.per, section.span, known)
    for expression in _expressions(plan):
        for name in columns(expression):
            if name not in known:
                yield _column(name, expression.span, known)
        if isinstance(expression, Pick) and expression.table:
            yield from _table(expression, lookups, known)


def _table(pick: Pick, lookups: Lookups, known: set[str]) -> Iterator[Diagnostic]:
    lookup = lookups.get(pick.table)
    if lookup is None:
        listed = ", ".join(lookups)
        yield fault(
            codes.UNKNOWN_TABLE, pick.span, word=pick.table, known=listed, suggestion=suggest(pick.table, lookups)
        )
        return
    theirs = {name for row in lookup.rows.values() for name in row}
    for name in (pick.take, *lookup.by):
        if theirs and name not in theirs:
            yield _column(name, pick.span, theirs)
    for name in lookup.by if pick.value is None else ():
        if name not in known:
            yield _column(name, pick.span, known)


def _column(word: str, span: Span, known: Iterable[str]) -> Diagnostic:
    listed = ", ".join(sorted(known))
    return fault(codes.UNKNOWN_COLUMN, span, word=word, known=listed, suggestion=suggest(word, known))


def _names(cell: Cell) -> Iterator[str]:
    """The columns of a row, those of rows inside it too."""
    if isinstance(cell, dict):
        yield from cell
    for inner in cell.values() if isinstance(cell, dict) else cell if isinstance(cell, list) else ():
        yield from _names(inner)


def _expressions(plan: Mapping) -> Iterator[Expression]:
    """Every expression of a mapping, those inside others too."""
    for _, expression in plan.let:
        yield from parts(expression)
    for section in plan.sections:
        for expression in _stated(section):
            yield from parts(expression)


def _stated(section: Section) -> Iterator[Expression]:
    family = section.family
    given = (section.id, section.key, section.city, section.category, section.when, section.distinct)
    yield from (expression for expression in given if expression)
    yield from (section.fields, *(group for _, group in section.translations))
    yield from (family.main_item, family.within, family.fields) if family else ()
