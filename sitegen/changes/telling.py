"""A comparison told in sections, the same for every writer: a summary, then rows of our words and quoted content."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sitegen.changes.compare import Changes
from sitegen.changes.entries import Group, Subject
from sitegen.changes.fields import ORDER, FieldChange
from sitegen.changes.saying import Sayer, difference, quoted
from sitegen.changes.words import State
from sitegen.diagnostics import Diagnostic, hint, message
from sitegen.model import Text

MOST_PLACES = 6
LONG_MESSAGE = 400
SELF_EVIDENT = ("service", "catalogue")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a section; `level` 1 stands below the line before."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report; it is left out where it has no rows."""

    title: str
    rows: tuple[Row, ...]


def summary(changes: Changes, sayer: Sayer) -> str:
    """The first line: how much changes, and whether something must be mended."""
    translate = sayer.translate
    counts = (
        (translate("added"), sum(_pages(g) for g in changes.added)),
        (translate("changed"), sum(_pages(g) for g in changes.changed)),
        (translate("removed"), sum(_pages(g) for g in changes.removed)),
        (translate("moved"), len(changes.moved)),
    )
    said = translate(", ").join(f"{word} {count}" for word, count in counts if count)
    first = translate("Pages: {counts}.").format(counts=said) if said else translate("No page is added or changed.")
    errors, warnings = len(changes.errors), sum(d.severity == "warning" for d in changes.new_faults)
    second = translate("New errors: {errors}, new warnings: {warnings}, mended: {mended}.").format(
        errors=errors, warnings=warnings, mended=len(changes.mended)
    )
    return f"{first} {second}" if errors or warnings or changes.mended else first


def _pages(group: Group) -> int:
    return len(group.places) + (group.subject.kind == "catalogue")


def sections(changes: Changes, sayer: Sayer) -> tuple[Section, ...]:
    """All there is to say, in the order in which reviewers ask."""
    translate = sayer.translate
    tell: tuple[tuple[str, Callable[[Changes, Sayer], Iterator[Row]]], ...] = (
        (translate("Pages added"), lambda c, s: _groups(c.added, s)),
        (translate("Pages removed"), lambda c, s: _groups(c.removed, s)),
        (translate("Pages moved"), _moves),
        (translate("What reads otherwise"), lambda c, s: _groups(c.changed, s)),
        (translate("Words that find something else first"), _words),
        (translate("Search expectations"), _expectations),
        (translate("Freshness"), _freshness),
        (translate("Sizes"), _sizes),
        (translate("New faults"), lambda c, s: _faults(c.new_faults, s)),
        (translate("Mended faults"), lambda c, s: _faults(c.mended, s)),
    )
    made = [Section(title, tuple(rows(changes, sayer))) for title, rows in tell]
    return tuple(section for section in made if section.rows)


def _address(subject: Subject) -> str:
    return quoted(f"/{subject.address}")


def _groups(groups: Sequence[Group], sayer: Sayer) -> Iterator[Row]:
    translate = sayer.translate
    for group in groups:
        subject, places = group.subject, group.places
        kind = "" if subject.kind in SELF_EVIDENT else f"{translate(subject.kind)} "
        head = f"{kind}{quoted(subject.title)} {_address(subject)}"
        if subject.kind == "catalogue" or len(places) > 1:
            named = translate(", ").join(quoted(place.city) for place in places[:MOST_PLACES])
            more = " …" if len(places) > MOST_PLACES else ""
            where = translate("in {count} places").format(count=len(places))
            head += f" – {where}{translate(': ') if places else ''}{named}{more}"
        yield Row(head)
        for change in group.changes:
            yield Row(_change(change, sayer), 1)


def _change(change: FieldChange, sayer: Sayer) -> str:
    """A changed field in words: "visits: 1 → 0"."""
    translate = sayer.translate
    label = sayer.label(change.field, change.item)
    if change.part and change.part != ORDER:
        label += f" · {' · '.join(sayer.label(step) for step in change.part.split('.'))}"
    if change.lang:
        label += f" [{change.lang}]"
    if change.part == ORDER:
        return translate("{label}: in another order").format(label=label)
    if change.before in (None, ()):
        return translate("{label}: added {value}").format(label=label, value=sayer.value(change.after))
    if change.after in (None, ()):
        return translate("{label}: removed {value}").format(label=label, value=sayer.value(change.before))
    before, after = sayer.value(change.before), sayer.value(change.after)
    if isinstance(change.before, Text) and isinstance(change.after, Text):
        before, after = map(quoted, difference(change.before.value, change.after.value))
    return translate("{label}: {before} → {after}").format(label=label, before=before, after=after)


def _moves(changes: Changes, sayer: Sayer) -> Iterator[Row]:
    lost = {dict(d.values)["old"]: d for d in changes.dead_ends}
    for move in changes.moved:
        yield Row(f"{quoted(move.after.title)} {_address(move.before)} → {_address(move.after)}")
        fault = lost.pop(move.before.id, None) if move.after.kind == "service" else None
        if fault:
            yield Row(_fault(fault, sayer), 1)
    for fault in lost.values():
        yield Row(_fault(fault, sayer))


def _words(changes: Changes, sayer: Sayer) -> Iterator[Row]:
    translate = sayer.translate
    for one in changes.search.words:
        where = quoted(one.city) if one.city else translate("all places")
        before = quoted(one.before) if one.before else translate("nothing")
        after = quoted(one.after) if one.after else translate("nothing")
        said = translate("{word} in {place} ({lang}): {before} → {after}")
        yield Row(said.format(word=quoted(one.word), place=where, lang=one.lang, before=before, after=after))
    if changes.search.left_out:
        yield Row(translate("{count} more words are touched and were not asked").format(count=changes.search.left_out))


def _expectations(changes: Changes, sayer: Sayer) -> Iterator[Row]:
    translate = sayer.translate

    def state(one: State | None) -> str:
        if one is None:
            return translate("not expected")
        said = translate("met") if one.ok else translate("missed")
        return said if not one.grade else f"{said} ({translate('first result: grade')} {one.grade})"

    for one in changes.search.expectations:
        where = quoted(one.city) if one.city else translate("all places")
        said = translate("{word} in {place} ({lang}): {before} → {after}")
        values = {"before": state(one.before), "after": state(one.after), "lang": one.lang}
        yield Row(said.format(word=quoted(one.query), place=where, **values))


def _freshness(changes: Changes, sayer: Sayer) -> Iterator[Row]:
    fresh, translate = changes.freshness, sayer.translate
    if fresh.newer:
        yield Row(translate("verified anew: {count} files").format(count=len(fresh.newer)))
    if fresh.older:
        yield Row(translate("verified earlier than before: {count} files").format(count=len(fresh.older)))
        yield from (Row(quoted(path), 1) for path in fresh.older)
    if fresh.overdue_before != fresh.overdue_after:
        said = translate("pages overdue: {before} → {after}")
        yield Row(said.format(before=fresh.overdue_before, after=fresh.overdue_after))


def _sizes(changes: Changes, sayer: Sayer) -> Iterator[Row]:
    pages, translate = changes.pages, sayer.translate
    if pages is None:
        yield Row(translate("Pages were not made: the content before or after has errors."))
        return
    if pages.before or pages.after:
        before, after = (sum(map(len, side.values())) for side in (pages.before, pages.after))
        said = translate("HTML of these pages, in all languages: {before} → {after} bytes")
        yield Row(said.format(before=f"{before:,}", after=f"{after:,}"))
    others = pages.others
    if others:
        yield Row(translate("{count} other pages that show or list them change too").format(count=others))
    for one in changes.bundles:
        sizes = [translate("nothing") if size is None else f"{size:,}" for size in (one.before, one.after)]
        said = translate("archive of {city}: {before} → {after} bytes")
        yield Row(said.format(city=quoted(one.city), before=sizes[0], after=sizes[1]))


def _faults(faults: Sequence[Diagnostic], sayer: Sayer) -> Iterator[Row]:
    for one in sorted(faults, key=lambda d: (d.severity, d.sort_key)):
        yield Row(_fault(one, sayer))


def _fault(one: Diagnostic, sayer: Sayer) -> str:
    place = quoted(f"{one.span.path}:{one.span.line}")
    said = quoted(f"{message(one, sayer.translate)}; {hint(one, sayer.translate)}", LONG_MESSAGE)
    return f"{sayer.translate(one.severity)} [{one.code.name}] {place} {said}"
