"""Which pages have another address now, and which of them left the old one without a way on."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from sitegen import codes
from sitegen.changes.entries import RECORDS, Key, values
from sitegen.changes.fields import plain
from sitegen.checks.walk import place_of
from sitegen.diagnostics import Diagnostic, Span, fault
from sitegen.directory import Directory
from sitegen.model import Service

# What may tell a thing again under another id, and the share of what is stated that must be the same besides: less
# where it is called the same. Two official codes are two things.
TOLD_BY = ("title", "name", "code", "summary", "body")
SIMILAR, CALLED_THE_SAME = 0.8, 0.5


def moved(before: Directory, after: Directory) -> dict[Key, Key]:
    """By what is there now under a new id: the id that it had."""
    old, new = values(before.default), values(after.default)
    gone = {key: value for key, value in old.items() if key not in new}
    come = {key: value for key, value in new.items() if key not in old}
    pairs: dict[Key, Key] = {}
    cities = after.default.cities
    for _, there, here in sorted(_candidates(gone, come, cities)):
        if there not in pairs and here not in pairs.values():
            pairs[there] = here
    return pairs


def _candidates(
    gone: Mapping[Key, Any], come: Mapping[Key, Any], cities: Container[str]
) -> Iterator[tuple[float, Key, Key]]:
    """Pairs that are one thing: how unlike they are, what came, what went.

    Nothing moves from one of the `cities` that are there to another: each has its own.
    """
    signs: dict[tuple[object, ...], list[Key]] = {}
    for key, value in gone.items():
        for sign in _signs(key, value):
            signs.setdefault(sign, []).append(key)
    for key, value in come.items():
        former = {path.strip("/") for path in getattr(value, "redirects", ())}
        for id in sorted(former):
            if (key[0], id) in gone:
                yield -1.0, key, (key[0], id)
        for here in {here for sign in _signs(key, value) for here in signs.get(sign, ())}:
            old = gone[here]
            city = getattr(old, "city", None)
            code = getattr(old, "code", None)
            if (city != getattr(value, "city", None) and city in cities) or (code and code != value.code):
                continue
            share = _alike(key[0], old, value)
            if share >= (CALLED_THE_SAME if _called(old) == _called(value) else SIMILAR):
                yield -share, key, here


def _signs(key: Key, value: Any) -> Iterator[tuple[object, ...]]:
    for name in TOLD_BY:
        text = plain(getattr(value, name, None))
        if text and text != "unknown":
            yield key[0], name, text


def _called(value: Any) -> str:
    return str(getattr(value, "title", None) or value.name)


def _alike(kind: str, one: Any, other: Any) -> float:
    """The share of the stated fields that are the same."""
    names = [field.attr for field in RECORDS[kind].fields if field.name not in ("extends", "redirects")]
    pairs = [(plain(getattr(one, name)), plain(getattr(other, name))) for name in names]
    stated = [(a, b) for a, b in pairs if a not in (None, []) or b not in (None, [])]
    same = [a for a, b in stated if a == b]
    return len(same) / max(1, len(stated))


def dead_ends(before: Directory, after: Directory, pairs: Mapping[Key, Key]) -> list[Diagnostic]:
    """A report for each former address of a service that leads nowhere though the service is still there."""
    now = {old: new for new, old in pairs.items()}
    services = {key: value for key, value in values(after.default).items() if key[0] == "service"}
    led = {path.strip("/") for service in services.values() for path in service.redirects}
    live = {id for _, id in services}
    lost: dict[str, list[str]] = {}
    for key, service in values(before.default).items():
        target = now.get(key, key)
        if key[0] == "service" and target in services:
            for path in (*(p.strip("/") for p in service.redirects), key[1]):
                if path not in led and path not in live:
                    lost.setdefault(target[1], []).append(path)
    return [one for id, paths in sorted(lost.items()) for one in _reports(after, services["service", id], paths)]


def _reports(after: Directory, service: Service, lost: Iterable[str]) -> Iterator[Diagnostic]:
    entry = after.shelf.get("service", service.id)
    line = f"redirects: [{', '.join((*service.redirects, *lost))}]"
    if entry is not None:
        span = place_of(entry, ("redirects",))
    else:  # adopted as it is: the city needs a file of its own
        span, line = Span(f"cities/{service.id}.yaml"), f"{{extends: {service.catalogue}, {line}}}"
    for path in lost:
        yield fault(codes.MOVED_PAGE, span, old=path, new=service.id, line=line)
