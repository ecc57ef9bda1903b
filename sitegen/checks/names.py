"""In one place no service is called by another's name, and no two are called the same.

Reason: whoever types or reads a name must come to one service; in a list two equal lines leave the choice to luck.
Everyday words that several services share as aliases (过户 of a flat and of a car) are right: search shows them all.
So is one name within a family, whose members stand below each other, and one word for two things in a translation
("residence permit").
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from sitegen import codes, model, terms
from sitegen.checks.walk import head, place_of
from sitegen.diagnostics import Diagnostic, fault
from sitegen.directory import Directory
from sitegen.entry import Entry

Called = dict[str, list[model.Service]]
Place = dict[str, model.Service]


def check(directory: Directory) -> Iterator[Diagnostic]:
    """A report for each alias that names another service, and for each name that stood before."""
    edition = directory.default
    for services in (edition.templates, *edition.services.values()):
        place = {service.id: service for service in services.values() if service.published}
        called: dict[str, list[model.Service]] = {}
        for service in place.values():
            for name in _names(service):
                called.setdefault(name, []).append(service)
        for service in place.values():
            entry = directory.shelf.get("service" if service.city else "catalogue", service.id)
            if entry is not None:
                yield from _aliases(entry, service, called, place)
                yield from _twins(entry, service, called, place)


@lru_cache(maxsize=50_000)
def _plain(name: str) -> str:
    """A name without width, case, spaces, brackets and other signs."""
    return "".join(sign for sign in terms.fold(name) if sign.isalnum())


def _names(service: model.Service) -> set[str]:
    return {_plain(service.title.value), _plain(service.name.value)}


def _aliases(entry: Entry, service: model.Service, called: Called, place: Place) -> Iterator[Diagnostic]:
    for number, alias in enumerate(entry.values.get("aliases") or ()):
        others = called.get(_plain(alias.value), ())
        other = next((o for o in others if head(o, place) != head(service, place)), None)
        if other is not None:
            yield fault(codes.TAKEN_ALIAS, place_of(entry, ("aliases", number)), word=alias.value, other=other.id)


def _twins(entry: Entry, service: model.Service, called: Called, place: Place) -> Iterator[Diagnostic]:
    """A report where an entry states a name that stood before, in another family."""
    for field, text in (("title", service.title), ("short_title", service.name)):
        other = called[_plain(text.value)][0]
        if entry.values.get(field) and other is not service and head(other, place) != head(service, place):
            yield fault(codes.SAME_TITLE, place_of(entry, (field,)), other=other.id, word=text.value)
            break
