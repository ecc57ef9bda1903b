"""What readers ask for and an entry does not state. Imported entries are summed up: one line per owner and field."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import codes, schema
from sitegen.diagnostics import Diagnostic, Span, fault
from sitegen.directory import Directory, Shelf
from sitegen.entry import Entry
from sitegen.resolve import adoption
from sitegen.values import Value


def check(directory: Directory) -> Iterator[Diagnostic]:
    """A report for each wanted field that an entry (with its template) does not state or calls unknown."""
    shelf = directory.shelf
    imported: dict[tuple[str, str], list[str]] = {}
    for kind in ("catalogue", "service"):
        for entry in shelf.kind(kind).values():
            extends = entry.values.get("extends")
            template = shelf.get("catalogue", extends or "")
            unsure = not entry.bad.isdisjoint(("kind", "status", ""))  # "" is a name that nobody knows
            if (extends and template is None) or _claimed(shelf, entry) or unsure:
                continue
            values = {**(template.values if template else {}), **entry.values}
            for field in _gaps(entry.values if template else values, inherits=template is not None):
                if field.name in entry.bad:
                    continue
                if values.get("imported"):
                    owner = str(values.get("owner") or values.get("provider") or "nobody")
                    imported.setdefault((owner, field.name), []).append(entry.path)
                else:
                    yield fault(codes.GAP, Span(entry.path), field=field.name, doc=field.doc)
    docs = {field.name: field.doc for field in schema.SERVICE.fields}
    for (owner, name), paths in imported.items():
        span = Span(sorted(paths)[0])
        yield fault(codes.GAPS, span, count=str(len(paths)), owner=owner, field=name, doc=docs[name])


def _claimed(shelf: Shelf, entry: Entry) -> bool:
    """Whether an entry stands at a path that its city adopts and does not extend it, which is reported elsewhere."""
    path = f"{entry.place.category}/{entry.place.id}"
    city = shelf.get("city", entry.place.city)
    known = [path] if shelf.get("catalogue", path) else []
    patterns = (city.values.get("adopts") or ()) if city else ()
    return bool(adoption(patterns, known)) and not entry.values.get("extends")


def _gaps(values: dict[str, Value], *, inherits: bool) -> Iterator[schema.Field]:
    """The fields an entry leaves open; one that inherits answers only for what it calls unknown itself."""
    if values.get("status") in ("closed", "draft"):
        return
    group = values.get("kind") == "group"
    for field in schema.SERVICE.fields:
        value = values.get(field.name)
        wanted = field.need == "W" and not (group and field.name not in ("aliases", "questions", "owner"))
        if (wanted and value is None and not inherits) or value == "unknown":
            yield field
