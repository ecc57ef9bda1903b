"""Tables as rows: JSON, CSV, XLSX and YAML files become texts by column, each row with its place.

A cell is a text, a list of cells, or (JSON and YAML only) a mapping of cells. Numbers are texts as they are written.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

from sitegen import codes, source
from sitegen.diagnostics import Diagnostic, Span, fault
from sitegen.front_matter import plain

Cell = str | list["Cell"] | dict[str, "Cell"]

DELIMITERS = (",", ";", "\t")
_BETWEEN = " \t\r\n,"  # what stands between the objects of a JSON list
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u2028\u2029\ufeff]")


@dataclass(frozen=True, slots=True)
class Table:
    """Where rows are: files below the mapping's folder, and which list or sheet of them.

    `by` names the columns that find a row; where a file maps keys to rows, the key stands in the first of them.
    """

    files: tuple[str, ...]
    span: Span
    list: str = ""
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells by column, and its place in the file."""

    cells: dict[str, Cell]
    span: Span


class Unreadable(Exception):
    """A table cannot be read; `problem` says why, `cure` what to do."""

    def __init__(self, span: Span, problem: str, cure: str) -> None:
        super().__init__(problem)
        self.span, self.problem, self.cure = span, problem, cure


def read(table: Table, folder: Path) -> tuple[list[Row], list[Diagnostic]]:
    """The rows of all files of a table, empty ones left out, and what is wrong with the files."""
    rows: list[Row] = []
    faults: list[Diagnostic] = []
    for name in table.files:
        path = folder / name
        if not path.is_file():
            faults.append(fault(codes.NO_TABLE, table.span, file=name))
            continue
        try:
            rows += [row for row in _read_file(path, table) if any(row.cells.values())]
        except Unreadable as error:
            faults.append(fault(codes.BAD_TABLE, error.span, problem=error.problem, cure=error.cure))
    return rows, faults


def _read_file(path: Path, table: Table) -> Iterator[Row]:
    readers = {".csv": _csv, ".tsv": _csv, ".json": _json, ".yaml": _yaml, ".yml": _yaml, ".xlsx": _xlsx}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise Unreadable(
            Span(path.as_posix()), f"{path.suffix} is no kind of table", f"save it as {', '.join(readers)}"
        )
    return reader(path, table)


def _text(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        span = Span(path.as_posix(), data.count(b"\n", 0, error.start) + 1)
        raise Unreadable(span, codes.NOT_UTF8.message, "save it as UTF-8 (in a spreadsheet: CSV UTF-8)") from error


def _csv(path: Path, table: Table) -> Iterator[Row]:
    text = _text(path)
    first = text.partition("\n")[0]
    lines = csv.reader(StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count), strict=True)
    try:
        yield from _under_header(((lines.line_num, cells) for cells in lines), path)
    except csv.Error as error:
        cure = "check the quotes near this line"
        raise Unreadable(Span(path.as_posix(), lines.line_num), str(error), cure) from error


def _under_header(lines: Iterator[tuple[int, list[str]]], path: Path) -> Iterator[Row]:
    """Rows from lines of cells, the first of which names the columns."""
    header: list[str] = []
    for number, cells in lines:
        span = Span(path.as_posix(), number)
        values = [clean(cell) for cell in cells]
        if not any(values):
            continue
        if not header:
            header = values
            twice = next((name for name in header if name and header.count(name) > 1), None)
            if twice:
                raise Unreadable(span, f'two columns are called "{twice}"', "rename one of them")
        elif any(values[len(header) :]):
            more = f"this row has {len(values)} cells, the header has {len(header)}"
            raise Unreadable(span, more, "put cells that hold a comma between double quotes")
        else:
            yield Row({name: value for name, value in zip(header, values, strict=False) if name}, span)


def _json(path: Path, table: Table) -> Iterator[Row]:
    text = _text(path)
    decoder = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
    try:
        if text.lstrip().startswith("["):
            yield from _objects(decoder, text, path)
            return
        root = cell_of(decoder.decode(text))
    except json.JSONDecodeError as error:
        span = Span(path.as_posix(), error.lineno, error.colno)
        raise Unreadable(
            span, f"this is not JSON: {error.msg}", "check the commas and quotes near this place"
        ) from error
    span = Span(path.as_posix())
    yield from (Row(cells, span) for cells in _listed(root, table, span))


def _objects(decoder: json.JSONDecoder, text: str, path: Path) -> Iterator[Row]:
    """The objects of a list, each with the line it begins in."""
    at, line = text.index("[") + 1, 1
    seen = 0
    while True:
        at = next((i for i in range(at, len(text)) if text[i] not in _BETWEEN), len(text))
        if text.startswith("]", at):
            return
        line, seen = line + text.count("\n", seen, at), at
        value, at = decoder.raw_decode(text, at)
        span = Span(path.as_posix(), line)
        yield Row(_mapping(cell_of(value), span), span)


def _yaml(path: Path, table: Table) -> Iterator[Row]:
    text, faults = source.load(path.parent, path.name)
    parsed, wrong = source.parse(text) if text else (None, [])
    first = next(iter([*faults, *wrong]), None)
    if parsed is None or first is not None:
        span = Span(path.as_posix(), first.span.line, first.span.column) if first else Span(path.as_posix())
        values = dict(first.values) if first else {}
        problem = first.code.message.format(**values) if first else "it is empty"
        raise Unreadable(span, problem, first.code.hint.format(**values) if first else "add rows")
    if isinstance(parsed.root, source.Sequence):
        for node in parsed.root.items:
            span = Span(path.as_posix(), node.span.line)
            yield Row(_mapping(cell_of(plain(node)), span), span)
        return
    span = Span(path.as_posix())
    yield from (Row(cells, span) for cells in _listed(cell_of(plain(parsed.root)), table, span))


def _listed(root: Cell, table: Table, span: Span) -> Iterator[dict[str, Cell]]:
    """The rows below a root that is a mapping: one of its lists, or its values with their keys."""
    if not isinstance(root, dict):
        raise Unreadable(span, "it holds no list of rows", "make it a list of objects")
    inner = root.get(table.list, []) if table.list else root
    if isinstance(inner, dict):
        key = table.by[0] if table.by else "key"
        yield from ({key: name} | _mapping(cells, span) for name, cells in inner.items())
        return
    if table.list not in root:
        raise Unreadable(span, f'it has no list called "{table.list}"', f"its lists are {', '.join(root)}")
    yield from (_mapping(cells, span) for cells in inner)


def _mapping(cell: Cell, span: Span) -> dict[str, Cell]:
    if not isinstance(cell, dict):
        raise Unreadable(span, "a row must be names with values", "write each row as an object: {name: value}")
    return cell


def _xlsx(path: Path, table: Table) -> Iterator[Row]:
    span = Span(path.as_posix())
    try:
        import openpyxl
    except ImportError as error:
        cure = "install it: pip install 'sitegen[xlsx]'; or save the table as CSV UTF-8"
        raise Unreadable(span, "reading .xlsx needs openpyxl, which is not installed", cure) from error
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise Unreadable(span, f"this is no .xlsx file: {error}", "save it again as .xlsx or CSV UTF-8") from error
    if table.list and table.list not in book.sheetnames:
        problem = f'it has no sheet called "{table.list}"'
        raise Unreadable(span, problem, f"its sheets are {', '.join(book.sheetnames)}")
    sheet = book[table.list] if table.list else book.worksheets[0]
    lines = ((n, [_spelled(v) for v in values]) for n, values in enumerate(sheet.iter_rows(values_only=True), 1))
    yield from _under_header(lines, path)
    book.close()


def _spelled(value: Any) -> str:
    """A spreadsheet's value as an editor would type it."""
    if isinstance(value, datetime) and value.time() == value.min.time():
        value = value.date()
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def cell_of(value: Any) -> Cell:
    """A value from JSON or YAML as a cell; nothing is the empty text."""
    if isinstance(value, dict):
        return {str(name): cell_of(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [cell_of(inner) for inner in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else clean(str(value))


def clean(text: str) -> str:
    """A text without outer blanks and without characters nobody sees; the rest as it is."""
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
