"""References to the former address of a service, which its `redirects` name, lead to the present one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sitegen import resolve, schema
from sitegen.canonical import Keys
from sitegen.checks.walk import walk
from sitegen.directory import Directory
from sitegen.entry import Entry
from sitegen.values import Value

_SCOPE = "service/"


def finder(directory: Directory) -> Callable[[Entry], Iterator[tuple[Keys, str, str]]]:
    """What finds the references of an entry that name a service by an address it has left."""
    former = resolve.former(directory.shelf)

    def find(entry: Entry) -> Iterator[tuple[Keys, str, str]]:
        for keys, kind, value in walk(entry) if former else ():
            after = _present(entry, keys, kind, value, former)
            if after:
                yield keys, value, after

    return find


def _present(entry: Entry, keys: Keys, kind: schema.Type, value: Value, former: dict[str, str]) -> str:
    """What a value of an entry should be where it names a former address; else an empty text."""
    place = entry.place
    if isinstance(kind, schema.Ref) and kind.to == "service":
        return resolve.present(value, place.city or place.id, former)
    if place.kind.name == "notice" and keys[0] == "scope" and value.startswith(_SCOPE):
        id = former.get(value.removeprefix(_SCOPE), "")
        return f"{_SCOPE}{id}" if id else ""
    if place.kind.name == "expectations" and ("find" in keys or "not" in keys) and isinstance(value, str):
        return former.get(value, "")
    return ""
