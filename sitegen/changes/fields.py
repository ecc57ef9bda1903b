"""What differs between two versions of a value, field by field along the schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, time
from decimal import Decimal
from itertools import pairwise
from typing import Any

from sitegen import model, schema
from sitegen.model import Text

# Fields of a record that readers take as one statement; the others are told one by one.
TOGETHER: dict[type, tuple[str, ...]] = {
    model.Visits: ("min", "max"),
    model.Fee: ("amount", "currency"),
    model.Duration: ("legal", "promised", "unit", "instant"),
    model.Hours: ("weekly", "exceptions"),
    model.Geo: ("lat", "lon"),
}
NAMES = ("name", "title", "label", "q")
ORDER = "order"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that reads otherwise: `before` is None where it is new, `after` where it is gone.

    `path` leads to it by names and positions, the same in every language; `item` is what a value of a list is called,
    `part` the field within it, or `order` where a list has the same values in another order. `lang` is set where only
    readers of that language notice.
    """

    path: str
    field: str
    item: str
    part: str
    before: Any
    after: Any
    lang: str = ""


def plain(value: Any) -> Any:
    """A value as JSON knows it; texts without their language."""
    if isinstance(value, Text):
        return value.value
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if is_dataclass(value):
        return {f.name: plain(v) for f in fields(value) if (v := getattr(value, f.name)) not in (None, (), "")}
    return str(value) if isinstance(value, (date, time, Decimal)) else value


def differences(record: schema.Record, before: Any, after: Any) -> tuple[FieldChange, ...]:
    """What differs between two values of a record's shape, in the order of the schema."""
    found: list[FieldChange] = []
    for field in record.fields:
        if field.name != "extends":
            old, new = getattr(before, field.attr), getattr(after, field.attr)
            found += _compared(field.type, field.name, FieldChange(field.name, field.name, "", "", old, new))
    return tuple(found)


def _compared(kind: schema.Type, at: str, whole: FieldChange) -> Iterator[FieldChange]:
    """The changes within one value, `whole` being the change of all of it."""
    old, new = whole.before, whole.after
    if plain(old) == plain(new) or (old in (None, ()) and new in (None, ())):
        return
    if isinstance(kind, schema.Either):
        kind = kind.structured
    if isinstance(kind, schema.Listing) and isinstance(old, tuple) and isinstance(new, tuple):
        yield from _listed(kind.of, at, whole)
    elif isinstance(kind, schema.Record) and type(old) is type(new) is kind.shape:
        yield from _recorded(kind, at, whole)
    else:
        yield replace(whole, path=at)


def _recorded(record: schema.Record, at: str, whole: FieldChange) -> Iterator[FieldChange]:
    together = TOGETHER.get(record.shape, ())
    old, new = whole.before, whole.after
    if any(plain(getattr(old, name)) != plain(getattr(new, name)) for name in together):
        yield replace(whole, path=at)
    for field in record.fields:
        if field.attr not in together:
            part = f"{whole.part}.{field.name}" if whole.part else field.name
            change = replace(whole, part=part, before=getattr(old, field.attr), after=getattr(new, field.attr))
            yield from _compared(field.type, f"{at}.{field.name}", change)


def _listed(kind: schema.Type, at: str, whole: FieldChange) -> Iterator[FieldChange]:
    """Values that came, went, changed or stand in another order; one left over on each side is one that changed."""
    old, new = whole.before, whole.after
    pairs, gone, come = _matched(old, new)
    if len(gone) == len(come) == 1 and type(old[gone[0]]) is type(new[come[0]]):
        pairs, gone, come = [*pairs, (gone[0], come[0])], [], []
    for here, there in sorted(pairs, key=lambda pair: pair[1]):
        named = replace(whole, item=name_of(old[here]), before=old[here], after=new[there])
        yield from _compared(kind, f"{at}.{there}", named)
    for here in gone:
        yield replace(whole, path=f"{at}.-{here}", before=old[here], after=None)
    for there in come:
        yield replace(whole, path=f"{at}.+{there}", before=None, after=new[there])
    if any(b < a for (_, a), (_, b) in pairwise(sorted(pairs))):
        names = [tuple(name_of(one) or str(plain(one)) for one in side) for side in (old, new)]
        yield replace(whole, path=at, part=ORDER, before=names[0], after=names[1])


def _matched(old: Sequence[Any], new: Sequence[Any]) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Positions of values that are the same thing in both lists, of those only in the first, only in the second."""
    places: dict[object, list[int]] = {}
    for number, one in enumerate(new):
        places.setdefault(_key(one), []).append(number)
    pairs, gone = [], []
    for number, one in enumerate(old):
        waiting = places.get(_key(one))
        if waiting:
            pairs.append((number, waiting.pop(0)))
        else:
            gone.append(number)
    return pairs, gone, sorted(number for left in places.values() for number in left)


def _key(value: Any) -> object:
    """What tells one value of a list from the others."""
    if not is_dataclass(value) or isinstance(value, Text):
        return str(plain(value))
    return type(value), getattr(value, "kind", ""), name_of(value)


def name_of(value: Any) -> str:
    """What people call a value of a list; empty where it has no name."""
    for name in NAMES:
        text = getattr(value, name, None) if is_dataclass(value) else None
        if isinstance(text, Text):
            return text.value
    return ""
