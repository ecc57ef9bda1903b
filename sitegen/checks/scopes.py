"""The scope of a notice names things that exist."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import codes
from sitegen.checks.walk import place_of
from sitegen.diagnostics import Diagnostic, fault, suggest
from sitegen.directory import Directory
from sitegen.resolve import addresses


def check(directory: Directory) -> Iterator[Diagnostic]:
    """A report for each scope that means nothing."""
    shelf = directory.shelf
    known = {"hub"}
    for kind in ("city", "category", "provider"):
        known |= {f"{kind}/{id}" for id in shelf.kind(kind)}
    known |= {f"services/{id}" for id in shelf.kind("catalogue")}
    known |= {f"service/{city}/{path}" for city, paths in addresses(shelf).items() for path in paths}
    for entry in shelf.kind("notice").values():
        for number, scope in enumerate(entry.values.get("scope") or ()):
            if scope not in known:
                span = place_of(entry, ("scope", number))
                yield fault(codes.UNKNOWN_SCOPE, span, word=scope, suggestion=suggest(scope, known))
