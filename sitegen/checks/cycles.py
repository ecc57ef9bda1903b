"""Nothing is its own ancestor: services, categories, cities, providers; a template is extended once in a city."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import codes
from sitegen.checks.walk import place_of
from sitegen.diagnostics import Diagnostic, Span, fault
from sitegen.directory import Directory, Shelf


def check(directory: Directory) -> Iterator[Diagnostic]:
    """A report for each circle of parents, at its first member."""
    shelf, edition = directory.shelf, directory.default
    for kind in ("category", "city", "provider"):
        parents = {id: e.values.get("parent") for id, e in shelf.kind(kind).items()}
        yield from _circles(shelf, kind, parents)
    yield from _selves(shelf)
    stated: set[Span] = set()
    for services in (edition.templates, *edition.services.values()):
        for found in _circles(shelf, "service", {s.id: s.parent for s in services.values()}):
            if found.span not in stated:  # a circle of templates comes back in every city that adopts them
                stated.add(found.span)
                yield found
    for city in edition.cities:
        seen: dict[str, str] = {}
        for id, entry in shelf.kind("service").items():
            template = entry.values.get("extends")
            if entry.place.city == city and template:
                if template in seen:
                    span = place_of(entry, ("extends",))
                    yield fault(codes.DUPLICATE_CATALOGUE, span, other=seen[template])
                seen.setdefault(template, id)


def _selves(shelf: Shelf) -> Iterator[Diagnostic]:
    """A report for each service that names itself as its parent."""
    for kind in ("catalogue", "service"):
        for id, entry in shelf.kind(kind).items():
            own = {id, f"{entry.place.category}/{entry.place.id}", entry.values.get("extends")}
            if entry.values.get("parent") is not None and entry.values["parent"] in own:
                yield fault(codes.CYCLE, place_of(entry, ("parent",)), chain=f"{id} → {id}")


def _circles(shelf: Shelf, kind: str, parents: dict[str, str | None]) -> Iterator[Diagnostic]:
    reported: set[str] = set()
    for start in parents:
        chain = [start]
        while (step := parents.get(chain[-1])) and step not in chain:
            chain.append(step)
        if step == start and start not in reported:
            reported.update(chain)
            yield fault(codes.CYCLE, _stating(shelf, kind, start), chain=" → ".join([*chain, start]))


def _stating(shelf: Shelf, kind: str, id: str) -> Span:
    entry = shelf.get(kind, id) or shelf.get("catalogue", id) or shelf.get("catalogue", id.partition("/")[2])
    return place_of(entry, ("parent",)) if entry else Span(id)
