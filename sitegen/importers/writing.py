"""Entries into files: what is new is written, what changed is changed in place, what was edited by hand stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sitegen import schema, source
from sitegen.canonical import Plain, settled
from sitegen.diagnostics import Diagnostic
from sitegen.front_matter import fields_of, patch, render
from sitegen.importers import ledger as book
from sitegen.importers.drafts import Draft
from sitegen.importers.existing import stem_of
from sitegen.importers.ledger import Ledger, Record
from sitegen.importers.placing import Place, ledger_key

DEEDS = ("made", "changed", "kept")


@dataclass(frozen=True, slots=True)
class Page:
    """One file to be written: its key in the ledger, its place, its fields in the order of the schema.

    `before` is the file it had when it was written last.
    """

    key: str
    path: str
    folder: str
    fields: dict[str, Plain]
    record: schema.Record
    before: str = ""
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file as it should be: its text, whether it is made, changed or kept, and what is wrong with what is there."""

    page: Page
    text: str
    deed: str
    faults: tuple[Diagnostic, ...] = ()


def pages(kind: schema.Kind, draft: Draft, place: Place) -> list[Page]:
    """The files of a draft: the entry and its translations."""
    redirects: list[Plain] = [stem_of(path).removeprefix("cities/") for path in place.former if kind.name == "service"]
    fields = draft.fields | ({"redirects": redirects} if redirects else {})
    versions = {"": fields, **draft.translations}
    return [
        Page(
            key=f"{ledger_key(kind, draft)}{f' @{lang}' if lang else ''}",
            path=_in_language(place.path, lang),
            folder=place.folder,
            fields=_settled(stated, kind.record),
            record=kind.record,
            before=_in_language(place.former[-1], lang) if place.former else "",
            former=place.former,
        )
        for lang, stated in versions.items()
        if stated
    ]


def _settled(stated: dict[str, Plain], record: schema.Record) -> dict[str, Plain]:
    """The fields as `fmt` leaves them, so that a file in another form is not taken for one edited by hand."""
    fields = settled(dict(stated), record)
    assert isinstance(fields, dict)
    return fields


def _in_language(path: str, lang: str) -> str:
    stem = stem_of(path)
    return f"{stem}.{lang}{path.removeprefix(stem)}" if lang else path


def outcome(page: Page, content: Path, ledger: Ledger) -> Outcome:
    """What becomes of the file of a page, and what its text is then."""
    present = next((path for path in (page.path, page.before) if path and (content / path).is_file()), "")
    if not present:
        return Outcome(page, render(page.fields, page.path, page.record), "made")
    text, faults = source.load(content, present)
    stated = fields_of(text) if text else None
    if text is None or stated is None:
        wrong = source.parse(text)[1] if text else []
        return Outcome(page, text.text if text else "", "kept", (*faults, *wrong))
    current = _settled(stated, page.record)
    record = ledger.get(page.key)
    changed, removed = book.changes(current, record.fields if record else {}, page.fields)
    whole = patch(text, changed, removed, page.record) if changed or removed else text.text
    deed = "made" if present != page.path else "changed" if changed or removed else "kept"
    return Outcome(page, whole, deed)


def write(outcomes: Iterable[Outcome], content: Path) -> None:
    """Write the files that are made or changed, and take away what they had at a former place."""
    for one in outcomes:
        if one.deed == "kept":
            continue
        path = content / one.page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(one.text, encoding="utf-8", newline="\n")
        if one.page.before:
            (content / one.page.before).unlink(missing_ok=True)


def recorded(outcomes: Iterable[Outcome]) -> Ledger:
    """The ledger of what the table says of each file now."""
    return {
        one.page.key: Record(one.page.path, one.page.folder, book.digests(one.page.fields), one.page.former)
        for one in outcomes
    }
