"""Rows as drafts of entries: their fields, still without a file name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sitegen import codes, diagnostics, entry, schema
from sitegen.canonical import Plain
from sitegen.diagnostics import Diagnostic, Span, fault
from sitegen.front_matter import BODY, render
from sitegen.importers.expressions import EMPTY, Expression, Group, Lookups, Template, applies, evaluate, text_of
from sitegen.importers.mapping import Section
from sitegen.importers.names import slug
from sitegen.importers.tables import Cell, Row
from sitegen.source import Source

UNKNOWN = "unknown"
SUMMARY = "summary"
SERVED = ("service", "catalogue")  # kinds that must say what is unknown


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry to be: its key in the table, where it belongs, the id it wishes, its fields and translations.

    `family` is (within, main item) where it has one; `rows` are the numbers of the rows it is made from.
    """

    key: str
    city: str
    category: str
    wish: str
    distinct: str
    fields: dict[str, Plain]
    span: Span
    rows: tuple[int, ...]
    family: tuple[str, str] = ("", "")
    translations: dict[str, dict[str, Plain]] = field(default_factory=dict)


def make(section: Section, rows: list[Row], lookups: Lookups, imported: str) -> tuple[list[Draft], list[Diagnostic]]:
    """The drafts of a section in the order of the rows, and a report for each row that became none."""
    drafts: dict[str, Draft] = {}
    faults: list[Diagnostic] = []
    for number, row in enumerate(rows):
        for cells in _spread(section, row.cells):
            if section.when and evaluate(section.when, cells, lookups) in EMPTY:
                continue
            draft = _draft(section, replace(row, cells=cells), number, lookups)
            if section.per:
                drafts[draft.key] = _merged(drafts[draft.key], draft) if draft.key in drafts else draft
                continue
            first = drafts.get(draft.key)
            if first is not None:
                faults.append(
                    fault(codes.REPEATED_KEY, row.span, key=draft.key, first=str(first.span.line), file=first.span.path)
                )
                draft = replace(draft, key=_numbered(draft.key, drafts))
            drafts[draft.key] = draft
    sound = []
    for draft in (settle(draft, section.kind, imported) for draft in drafts.values()):
        reason = _problem(draft, section.kind)
        if reason:
            faults.append(fault(codes.ROW_DROPPED, draft.span, kind=section.kind.name, reason=reason))
        else:
            sound.append(draft)
    return sound, faults


def _spread(section: Section, cells: dict[str, Cell]) -> Iterator[dict[str, Cell]]:
    """The row once for each value of the column that entries are made per."""
    if not section.per:
        yield cells
        return
    value = cells.get(section.per, "")
    for one in value if isinstance(value, list) else [value]:
        if one:
            yield cells | {section.per: one}


def _draft(section: Section, row: Row, number: int, lookups: Lookups) -> Draft:
    def text(expression: Expression | None) -> str:
        return text_of(evaluate(expression, row.cells, lookups)) if expression else ""

    fields = values(section.fields, row.cells, lookups)
    wished = text(section.id)
    key = (
        text(section.key)
        or (text(Template(f"{{{section.per}}}", row.span)) if section.per else "")
        or text_of(fields.get("code"))
    )
    family = section.family
    main_item = text(family.main_item) if family else ""
    return Draft(
        key=key or wished,
        city=slug(wished) if section.kind.name == "city" else text(section.city),
        category=text(section.category),
        wish=slug(wished) or slug(key),
        distinct=text(section.distinct) or text_of(fields.get("code")),
        fields=fields,
        span=row.span,
        rows=(number,),
        family=(text(family.within), main_item) if family and main_item != family.ungrouped else ("", ""),
        translations={lang: values(group, row.cells, lookups) for lang, group in section.translations},
    )


def values(group: Group, cells: dict[str, Cell], lookups: Lookups) -> dict[str, Plain]:
    """The fields that have a value in this row; none where the conditions of all of them do not hold."""
    if not applies(group, cells, lookups):
        return {}
    found = {name: evaluate(expression, cells, lookups) for name, expression in group.pairs}
    return {name: value for name, value in found.items() if value not in EMPTY}


def _merged(first: Draft, other: Draft) -> Draft:
    """One draft of two rows: values of the first, lists of both."""
    fields = other.fields | first.fields
    for name, value in other.fields.items():
        mine = first.fields.get(name)
        if isinstance(mine, list) and isinstance(value, list):
            fields[name] = [*mine, *(one for one in value if one not in mine)]
    translations = {lang: other.translations.get(lang, {}) | mine for lang, mine in first.translations.items()}
    return replace(first, fields=fields, translations=translations, rows=(*first.rows, *other.rows))


def _numbered(key: str, drafts: dict[str, Draft]) -> str:
    return next(f"{key}#{n}" for n in range(2, len(drafts) + 3) if f"{key}#{n}" not in drafts)


def settle(draft: Draft, kind: schema.Kind, imported: str) -> Draft:
    """The draft as the schema wants it: prose in one text, too long summaries in the body, unknown said so."""
    fields = {name: _prose(value, name, kind.record) for name, value in draft.fields.items()}
    translations = {
        lang: {name: _prose(value, name, kind.record) for name, value in stated.items()}
        for lang, stated in draft.translations.items()
    }
    summary = schema.field_of(kind.record, SUMMARY)
    limit = summary.type.limit if summary and isinstance(summary.type, schema.Words) else 0
    if limit and len(text_of(fields.get(SUMMARY))) > limit:
        fields = _into_body(fields)
        translations = {lang: _into_body(stated) for lang, stated in translations.items()}
    if kind.name in SERVED:
        fields = {"status": "active", **_unknown(fields, kind.record), **fields, "imported": imported}
    order = [f.name for f in kind.record.fields]
    return replace(
        draft,
        fields={name: fields[name] for name in order if name in fields},
        translations={
            lang: {name: stated[name] for name in order if name in stated and name in fields}
            for lang, stated in translations.items()
            if any(name in fields for name in stated)
        },
    )


def _prose(value: Plain, name: str, record: schema.Record) -> Plain:
    kind = next((f.type for f in record.fields if f.name == name), None)
    if isinstance(kind, schema.Words) and kind.prose:
        return "\n\n".join(text_of(part).strip("\n") for part in (value if isinstance(value, list) else [value]))
    return value


def _into_body(fields: dict[str, Plain]) -> dict[str, Plain]:
    """The fields with the summary as the first paragraph of the body: nothing is cut."""
    parts = [text_of(fields[name]) for name in (SUMMARY, BODY) if fields.get(name)]
    return {n: v for n, v in fields.items() if n != SUMMARY} | ({BODY: "\n\n".join(parts)} if parts else {})


def _unknown(fields: dict[str, Plain], record: schema.Record) -> dict[str, Plain]:
    """What must be stated and is not, as unknown where that is a legal value."""
    if _is_spared(fields):
        return {}
    return {f.name: UNKNOWN for f in record.fields if f.need == "R" and UNKNOWN in f.keywords}


def _is_spared(fields: dict[str, Plain]) -> bool:
    """Whether an entry need not say how one is served: a version of a template, a group, a closed one."""
    return "extends" in fields or fields.get("kind") == "group" or fields.get("status") == "closed"


def _problem(draft: Draft, kind: schema.Kind) -> str:
    """Why a draft cannot become an entry; empty where it can."""
    wanted = {"city": draft.city, "category": draft.category, "id": draft.wish}
    for name, value in wanted.items():
        if f"{{{name}}}" in kind.pattern and not value:
            return f"its {name} is empty"
    spared = _is_spared(draft.fields)
    for needed in kind.record.fields:
        if needed.need == "R" and needed.name not in draft.fields and not (spared and needed.name != "title"):
            return f'it has no value for "{needed.name}"'
    path = kind.pattern.format(city=draft.city, category=draft.category, id=draft.wish) + ending(kind)
    place, faults = entry.classify(path)
    if place is not None:
        _, faults = entry.read_source(Source(path, render(draft.fields, path)), place, "")
    wrong = next((f for f in faults if f.severity == "error"), None)
    return f"{diagnostics.message(wrong)}; {diagnostics.hint(wrong)}" if wrong else ""


def ending(kind: schema.Kind) -> str:
    """The ending of files of a kind: Markdown where entries have a body."""
    return ".md" if schema.field_of(kind.record, BODY) else ".yaml"
