"""Former paths do not claim the address of a page, and closed entries point on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen import codes
from sitegen.checks.walk import place_of
from sitegen.diagnostics import Diagnostic, fault
from sitegen.directory import Directory

_PATH = re.compile(r"/?[a-z0-9-]+(/[a-z0-9-]+)*/?")


def check(directory: Directory) -> Iterator[Diagnostic]:
    """A report for each former path that is none or is in use, and for tombstones that lead nowhere."""
    edition, shelf = directory.default, directory.shelf
    live = {s.id for services in edition.services.values() for s in services.values()}
    live |= {f"services/{key}" for key in edition.templates} | set(edition.cities)
    for entry in shelf.kind("service").values():
        for number, path in enumerate(entry.values.get("redirects") or ()):
            span = place_of(entry, ("redirects", number))
            if not _PATH.fullmatch(path):
                yield fault(codes.PRIVATE_PATH, span, word=path)
            elif path.strip("/") in live:
                yield fault(codes.SAME_PATH, span, word=path)
        values = entry.values
        if values.get("status") == "closed" and not values.get("replaced_by") and not values.get("body"):
            yield fault(codes.REPLACED_MISSING, place_of(entry, ("status",)))
