"""What readers meet, by kind and id, and which of it came, went, moved or reads otherwise.

A change of a catalogue entry shows in every city that adopts it: it is told once, with the places.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sitegen import model, schema, urls
from sitegen.changes.fields import FieldChange, differences
from sitegen.directory import Directory, Edition
from sitegen.model import Text
from sitegen.views.frame import service_address

Key = tuple[str, str]
RECORDS: dict[str, schema.Record] = {
    "site": schema.SITE,
    "category": schema.CATEGORY,
    "city": schema.CITY,
    "catalogue": schema.SERVICE,
    "service": schema.CITY_SERVICE,
    "location": schema.LOCATION,
    "provider": schema.PROVIDER,
    "notice": schema.NOTICE,
    "journey": schema.JOURNEY,
}
FOLDERS = {"category": "categories", "provider": "providers", "notice": "notices", "journey": "journeys"}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a page is about: its kind and id, what people call it, its address, the file that states it, its city."""

    kind: str
    id: str
    title: str
    address: str
    file: str
    city: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """One thing that came, went or changed, in all the places where readers meet it."""

    subject: Subject
    places: tuple[Subject, ...]
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that has another address now."""

    before: Subject
    after: Subject


def values(edition: Edition) -> dict[Key, Any]:
    """Everything that readers of a language meet, by kind and id."""
    found: dict[Key, Any] = {("site", ""): edition.site}
    for kind, things in (
        ("category", edition.categories),
        ("city", edition.cities),
        ("catalogue", edition.templates),
        ("location", edition.locations),
        ("provider", edition.providers),
        ("notice", edition.notices),
        ("journey", edition.journeys),
    ):
        found |= {(kind, id): thing for id, thing in things.items()}
    found |= {("service", s.id): s for services in edition.services.values() for s in services.values()}
    return found


def subject(directory: Directory, key: Key, value: Any) -> Subject:
    """What a page of this value is about."""
    kind, id = key
    title: Text = value.title if kind in ("notice", "journey") else value.name
    city = getattr(value, "city", None) or ""
    address = urls.HUB
    if isinstance(value, model.Service):
        address = service_address(value)
    elif kind == "city":
        address, city = urls.folder(id), id
    elif kind == "location":
        address = urls.folder(city, "locations", id.split("/")[1])
    elif kind in FOLDERS:
        address = urls.folder(FOLDERS[kind], id)
    entry = directory.shelf.get(kind, id or kind)
    if entry is None and isinstance(value, model.Service):
        entry = directory.shelf.get("catalogue", value.catalogue or "")
    return Subject(kind, id, title.value, address, entry.path if entry else "", city)


def changed(before: Directory, after: Directory, moved: Mapping[Key, Key]) -> dict[Key, tuple[FieldChange, ...]]:
    """By what is there now: how it reads otherwise, in the default language first. `moved` leads to what it was."""
    found: dict[Key, tuple[FieldChange, ...]] = {}
    known = {edition.lang: values(edition) for edition in before.editions}
    renamed = {(old[1], new[1]) for new, old in moved.items()}
    for edition in after.editions:
        lang = "" if edition.lang == after.default.lang else edition.lang
        was = known.get(edition.lang, {})
        for key, value in values(edition).items():
            old = was.get(moved.get(key, key))
            if old is not None and old != value:
                found_here = differences(RECORDS[key[0]], old, value)
                changes = tuple(_local(c, key) for c in found_here if (c.before, c.after) not in renamed)
                if lang:
                    changes = tuple(replace(c, lang=lang) for c in changes if _said_in(lang, c.before, c.after))
                found[key] = (*found.get(key, ()), *changes)
    return {key: changes for key, changes in found.items() if changes}


def _local(change: FieldChange, key: Key) -> FieldChange:
    """The change with references within the same city as the catalogue has them, so that cities have it in common."""
    top = f"{key[1].split('/')[0]}/" if key[0] == "service" else ""
    before, after = (v.removeprefix(top) if isinstance(v, str) else v for v in (change.before, change.after))
    return replace(change, before=before, after=after)


def _said_in(lang: str, *sides: Any) -> bool:
    """Whether any text within values is really in a language: what falls back to another one is told there."""
    for value in sides:
        if isinstance(value, Text):
            if value.lang == lang:
                return True
        elif isinstance(value, tuple):
            if _said_in(lang, *value):
                return True
        elif hasattr(value, "__dataclass_fields__") and _said_in(
            lang, *(getattr(value, name) for name in value.__dataclass_fields__)
        ):
            return True
    return False


def grouped(
    directory: Directory, keys: Iterable[Key], changes: Mapping[Key, tuple[FieldChange, ...]] | None = None
) -> tuple[Group, ...]:
    """Things of a directory, each once: services of one catalogue entry with the same changes are one, with places."""
    known = values(directory.default)
    told = changes or {}
    found: dict[tuple[Key, tuple[FieldChange, ...]], list[Key]] = {}
    for key in keys:
        value = known.get(key)
        if value is not None:
            shared = getattr(value, "catalogue", None) if key[0] == "service" else None
            found.setdefault((("catalogue", shared) if shared else key, told.get(key, ())), []).append(key)
    groups = []
    for (head, common), members in found.items():
        top = head if head in members or (len(members) > 1 and head in known) else members[0]
        places = tuple(subject(directory, key, known[key]) for key in members if key[0] != "catalogue")
        groups.append(Group(subject(directory, top, known[top]), places, common))
    order = list(RECORDS)
    return tuple(sorted(groups, key=lambda g: (order.index(g.subject.kind), g.subject.id)))
