"""Tables into entries: rows of JSON, CSV, XLSX or YAML through a mapping file into files of content.

`run` is the whole flow: mapping, rows, drafts, places, files. Importing the same table again changes nothing; what was
edited by hand stays; what the table no longer holds is reported, not deleted. docs/import.md tells what a mapping says.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sitegen import codes
from sitegen.diagnostics import Diagnostic, Span, fault, has_errors
from sitegen.importers import checking, drafts, existing, families, ledger, mapping, placing, tables, writing
from sitegen.importers.expressions import EMPTY, Lookup, Lookups, evaluate
from sitegen.importers.mapping import Mapping, Section
from sitegen.importers.tables import Cell, Row


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do, to files below the content folder.

    `removed` are entries whose rows are gone from the table; their files stay. `dropped` are rows that became no
    entry, `diagnostics` what else there is to say about rows and mapping.
    """

    made: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    dropped: tuple[Diagnostic, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def run(path: Path, content: Path, dry_run: bool = False) -> Report:
    """Import what a mapping file says into a content folder; with faults in mapping or tables nothing is written."""
    plan, faults = mapping.read(path)
    if plan is None:
        return Report(diagnostics=tuple(faults))
    rows, lookups, faults = _load(plan, path.parent)
    if rows and not has_errors(faults):
        faults += checking.check(plan, rows, lookups)
    if has_errors(faults):
        return Report(diagnostics=tuple(faults))
    rows = [Row(_with_let(plan, row.cells, lookups), row.span) for row in rows]
    last = ledger.read(ledger.path_of(path))
    there = existing.scan(content)
    outcomes: list[writing.Outcome] = []
    for section in plan.sections:
        pages, wrong, rows = _section(section, plan.name, rows, lookups, there, last)
        outcomes += [writing.outcome(page, content, last) for page in pages]
        faults += wrong
    now = writing.recorded(outcomes)
    gone = {key: record for key, record in last.items() if key not in now and (content / record.path).is_file()}
    vanished = {record.path for record in gone.values()} - {record.path for record in now.values()}
    faults += [fault(codes.ROW_VANISHED, Span(p), mapping=path.name) for p in sorted(vanished)]
    faults += [wrong for one in outcomes for wrong in one.faults]
    if not dry_run:
        writing.write(outcomes, content)
        _keep(ledger.path_of(path), ledger.render(now | gone))
    by_deed = {deed: tuple(sorted(one.page.path for one in outcomes if one.deed == deed)) for deed in writing.DEEDS}
    dropped = tuple(d for d in faults if d.code is codes.ROW_DROPPED)
    others = tuple(d for d in faults if d.code is not codes.ROW_DROPPED)
    return Report(**by_deed, removed=tuple(sorted(vanished)), dropped=dropped, diagnostics=others)


def _load(plan: Mapping, folder: Path) -> tuple[list[Row], Lookups, list[Diagnostic]]:
    """The rows and the tables to look up in."""
    rows, faults = tables.read(plan.rows, folder)
    lookups: Lookups = {}
    for name, table in plan.tables:
        found, wrong = tables.read(table, folder)
        faults += wrong
        lookups[name] = Lookup(table.by)
        for row in found:
            lookups[name].rows.setdefault(tuple(str(row.cells.get(column, "")) for column in table.by), row.cells)
    return rows, lookups, faults


def _with_let(plan: Mapping, cells: dict[str, Cell], lookups: Lookups) -> dict[str, Cell]:
    """The cells of a row with the columns that `let` computes."""
    whole = dict(cells)
    for name, expression in plan.let:
        value = evaluate(expression, whole, lookups)
        whole[name] = tables.cell_of(value) if value not in EMPTY else ""
    return whole


def _section(
    section: Section,
    imported: str,
    rows: list[Row],
    lookups: Lookups,
    there: existing.Existing,
    last: ledger.Ledger,
) -> tuple[list[writing.Page], list[Diagnostic], list[Row]]:
    """The files of one kind of entry; the rows come back with a column that names their entries."""
    made, faults = drafts.make(section, rows, lookups, imported)
    made = families.complete(section, made, rows, lookups, imported)
    places = placing.place(section.kind, made, there, last)
    made = families.adopted(made, {key: place.id for key, place in places.items()})
    pages = [page for draft in made for page in writing.pages(section.kind, draft, places[draft.key])]
    if section.reference:
        names: dict[int, str] = {}
        for draft in made:
            name = placing.reference(section.kind, draft, places[draft.key])
            names |= {row: name for row in draft.rows if row not in names}
        rows = [Row(row.cells | {section.reference: names.get(n, "")}, row.span) for n, row in enumerate(rows)]
    return pages, faults, rows


def _keep(path: Path, text: str) -> None:
    """Write the ledger where it changed."""
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8", newline="\n")
