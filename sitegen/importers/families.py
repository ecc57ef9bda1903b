"""Main items: which row is the head of a family, and the group entries of families without one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from sitegen.importers.drafts import Draft, settle, values
from sitegen.importers.expressions import Lookups
from sitegen.importers.mapping import Section
from sitegen.importers.names import slug
from sitegen.importers.tables import Row

GROUP = "group"


def complete(section: Section, drafts: list[Draft], rows: list[Row], lookups: Lookups, imported: str) -> list[Draft]:
    """The drafts with a group for each family that has no head: no row named as its main item."""
    groups = [
        settle(_group(section, members, rows, lookups), section.kind, imported)
        for members in _families(drafts).values()
        if head(members) is None
    ]
    return [*drafts, *groups]


def _families(drafts: list[Draft]) -> dict[tuple[str, ...], list[Draft]]:
    families: dict[tuple[str, ...], list[Draft]] = {}
    for draft in drafts:
        if draft.family[1]:
            families.setdefault((draft.city, *draft.family), []).append(draft)
    return families


def head(members: list[Draft]) -> Draft | None:
    """The one named as the main item, the first if there are several; None where none is."""
    return next((draft for draft in members if draft.fields.get("title") == draft.family[1]), None)


def _group(section: Section, members: list[Draft], rows: list[Row], lookups: Lookups) -> Draft:
    """A group entry; it lies in the category of most of its members, the first of them in a tie."""
    first = members[0]
    within, main_item = first.family
    stated = values(section.family.fields, rows[first.rows[0]].cells, lookups) if section.family else {}
    return replace(
        first,
        key=f"{GROUP} {within}/{main_item}",
        category=Counter(member.category for member in members).most_common(1)[0][0],
        wish=slug(main_item),
        distinct=within,
        fields={**stated, "title": main_item, "kind": GROUP},
        rows=tuple(row for member in members for row in member.rows),
        translations={},
    )


def adopted(drafts: list[Draft], names: dict[str, str]) -> list[Draft]:
    """The drafts with their parents; `names` are the ids they have been given, by key."""
    heads = {key: head(members) for key, members in _families(drafts).items()}
    result = []
    for draft in drafts:
        first = heads.get((draft.city, *draft.family))
        if first is not None and draft is not first:
            parent = f"{first.category}/{names[first.key]}"
            draft = replace(draft, fields={"parent": parent, **draft.fields})
        result.append(draft)
    return result
