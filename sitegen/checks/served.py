"""A service can be reached by some way; a group only holds its services together."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import codes
from sitegen.checks.walk import place_of
from sitegen.diagnostics import Diagnostic, fault
from sitegen.directory import Directory
from sitegen.source import Name

OF_SERVICES = ("channels", "visits", "proxy", "fees")


def check(directory: Directory) -> Iterator[Diagnostic]:
    """A report for each empty list of channels, and for what a group states and only a service has."""
    shelf = directory.shelf
    for kind in ("catalogue", "service"):
        for entry in shelf.kind(kind).values():
            template = shelf.get("catalogue", entry.values.get("extends") or "")
            values = {**(template.values if template else {}), **entry.values}
            if values.get("kind") == "group":
                for name in OF_SERVICES:
                    if entry.values.get(name) is not None:
                        yield fault(codes.EMPTY_GROUP, place_of(entry, (Name(name),)), field=name)
            elif entry.values.get("channels") == () and values.get("status") != "closed":
                yield fault(codes.NO_CHANNEL, place_of(entry, ("channels",)))
