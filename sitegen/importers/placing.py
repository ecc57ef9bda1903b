"""Which file each draft is written to: the one it has, or a new one with a name of its own."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen import schema
from sitegen.importers.drafts import SERVED, Draft, ending
from sitegen.importers.existing import Existing, stem_of
from sitegen.importers.ledger import Ledger, Record
from sitegen.importers.names import different


@dataclass(frozen=True, slots=True)
class Place:
    """Where a draft goes: its id, its file, the folder the table gives it, and files it had before."""

    id: str
    path: str
    folder: str
    former: tuple[str, ...] = ()


def ledger_key(kind: schema.Kind, draft: Draft) -> str:
    """The draft's key among all that a mapping writes."""
    return f"{kind.name} {draft.key}"


def place(kind: schema.Kind, drafts: list[Draft], existing: Existing, ledger: Ledger) -> dict[str, Place]:
    """The place of each draft by its key. An entry that exists keeps its name; where the table moves it, it moves."""
    places: dict[str, Place] = {}
    homeless: dict[str, list[tuple[Draft, str]]] = {}
    claimed: set[str] = set()
    for draft in drafts:
        folder, record = _folder(kind, draft), ledger.get(ledger_key(kind, draft))
        path = _present(kind, draft, existing, record)
        path = "" if path in claimed else path
        claimed.add(path)
        if path and (record is None or record.folder == folder or _parent(path) != record.folder):
            places[draft.key] = Place(_id(kind, path), path, folder, record.former if record else ())
        else:
            homeless.setdefault(folder, []).append((draft, path or (record.path if record else "")))
    used = {stem_of(place.path) for place in places.values()}
    for folder, group in homeless.items():
        places |= _housed(kind, folder, group, existing, used, ledger)
    return places


def _housed(
    kind: schema.Kind,
    folder: str,
    group: list[tuple[Draft, str]],
    existing: Existing,
    used: set[str],
    ledger: Ledger,
) -> dict[str, Place]:
    """Places in one folder for drafts that have none there; with each comes the file it had elsewhere, if any."""

    def is_taken(name: str) -> bool:
        stem = f"{folder}/{name}"
        return stem in used or (kind.name in SERVED and bool(existing.file(kind.name, stem)))

    wishes = [(_id(kind, before) if before else draft.wish, draft.distinct) for draft, before in group]
    names = [wish for wish, _ in wishes] if kind.name == "city" else different(wishes, is_taken)
    places = {}
    for (draft, before), name in zip(group, names, strict=True):
        stem = kind.pattern.format(city=draft.city, category=draft.category, id=name)
        path = existing.file(kind.name, stem) or stem + ending(kind)
        record = ledger.get(ledger_key(kind, draft))
        former = record.former if record else ()
        places[draft.key] = Place(name, path, folder, (*former, before) if before not in ("", path) else former)
    return places


def reference(kind: schema.Kind, draft: Draft, place: Place) -> str:
    """How other entries name this one: `<category>/<service>`, `<city>/<location>`, `<provider>`."""
    city = draft.city if kind.name in ("service", "location") else ""
    category = draft.category if "{category}" in kind.pattern else ""
    return "/".join(part for part in (city, category, place.id) if part)


def _folder(kind: schema.Kind, draft: Draft) -> str:
    return _parent(kind.pattern.format(city=draft.city, category=draft.category, id=draft.wish))


def _present(kind: schema.Kind, draft: Draft, existing: Existing, record: Record | None) -> str:
    """The file a draft has already, as the ledger says, else by its official code; empty where it has none."""
    known = existing.file(kind.name, stem_of(record.path)) if record else ""
    code = draft.fields.get("code")
    if not known and kind.name in SERVED and isinstance(code, str):
        return existing.by_code(kind.name, draft.city).get(code, "")
    return known


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _id(kind: schema.Kind, path: str) -> str:
    stem = stem_of(path)
    return stem.split("/")[-2] if kind.name == "city" else stem.rpartition("/")[2]
