"""Stamping `verified` into entries that somebody vouches for: one line changes, byte for byte nothing else."""

from __future__ import annotations

import re
from datetime import date
from itertools import takewhile

from sitegen import source
from sitegen.directory import Directory, key_of
from sitegen.entry import Entry
from sitegen.front_matter import fields_of
from sitegen.source import Mapping, Scalar, Source

FIELD = "verified"
KINDS = ("service", "catalogue", "location", "journey")
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_STATED = re.compile(
    rf"(\ufeff?{FIELD}[ \t]*:)[ \t]*('[^'\r\n]*'|\"[^\"\\\r\n]*\"|[^\s#'\"][^\r\n#]*?|)([ \t]*(?:[ \t]#.*)?)"
)


def entries(directory: Directory) -> dict[str, Entry]:
    """The entries that can be confirmed by their ids: `<city>/<category>/<service>`, `<category>/<service>` of the
    catalogue, `<city>/locations/<id>`, `journeys/<id>`.
    """
    return {id_of(entry): entry for kind in KINDS for entry in directory.shelf.kind(kind).values()}


def id_of(entry: Entry) -> str:
    """The id by which an entry is confirmed."""
    place = entry.place
    if place.kind.name == "location":
        return f"{place.city}/locations/{place.id}"
    return f"journeys/{place.id}" if place.kind.name == "journey" else key_of(entry)


def of_provider(directory: Directory, provider: str) -> list[Entry]:
    """The entries that a body is responsible for, also in place of a national one in its city; not closed ones."""
    found = []
    for kind in ("catalogue", "service"):
        for key, entry in directory.shelf.kind(kind).items():
            made = directory.default.service(key)
            body = made.provider if made else entry.values.get("provider")
            status = made.status if made else entry.values.get("status")
            if body == provider and status != "closed":
                found.append(entry)
    return found


def unknown(directory: Directory, entry: Entry) -> list[str]:
    """The fields of an entry, or of the template it is a version of, that are unknown."""
    template = directory.shelf.get("catalogue", entry.values.get("extends") or "")
    values = {**(template.values if template else {}), **entry.values}
    return [f.name for f in entry.place.kind.record.fields if values.get(f.name) == "unknown"]


def stamped(entry: Entry, text: str, day: date) -> str | None:
    """The text of an entry's file, as it lies on disk, with this day as `verified`; a new field stands at its place.

    None where one line does not do: the file is broken, or several fields share a line.
    """
    parsed, faults = source.parse(entry.source)
    pairs = parsed.root.pairs if parsed and isinstance(parsed.root, Mapping) else ()
    starts = [key.span.line - 1 for key, _ in pairs]
    if faults or not pairs or len(set(starts)) < len(starts) or any(key.span.column != 1 for key, _ in pairs):
        return None
    lines = _LINES.findall(text)
    names = [key.value for key, _ in pairs]
    if FIELD in names:
        at = names.index(FIELD)
        changed = _replaced(lines, starts[at], pairs[at][1], day)
    else:
        order = [field.name for field in entry.place.kind.record.fields]
        earlier = set(takewhile(lambda name: name != FIELD, order))
        before = max((n for n, name in enumerate(names, 1) if name in earlier), default=0)
        changed = _inserted(lines, _behind(entry.source, starts, before), day)
    return changed if changed and _says_the_same(entry.source, changed, day) else None


def _replaced(lines: list[str], at: int, value: object, day: date) -> str | None:
    """The text with another day in a line that states one; a comment beside it stays."""
    bare = lines[at].rstrip("\r\n")
    found = _STATED.fullmatch(bare)
    if found is None or not isinstance(value, Scalar) or value.value != found.group(2).strip("'\""):
        return None
    new = f"{found.group(1)} {day.isoformat()}{found.group(3)}{lines[at][len(bare) :]}"
    return "".join([*lines[:at], new, *lines[at + 1 :]])


def _inserted(lines: list[str], at: int, day: date) -> str:
    """The text with a new line, which ends as the first one does."""
    end = "\r\n" if lines[0].endswith("\r\n") else "\n"
    last = at == len(lines) and not lines[-1].endswith(("\r", "\n"))
    new = f"{end if last else ''}{FIELD}: {day.isoformat()}{'' if last else end}"
    return "".join([*lines[:at], new, *lines[at:]])


def _behind(file: Source, starts: list[int], count: int) -> int:
    """The line behind the first fields; comments and empty lines there belong to what follows."""
    text = file.text.split("\n")
    between = {c.line - 1 for c in source.comments(file) if not c.beside}
    if count < len(starts):
        at = starts[count]
    elif file.path.endswith(".md"):
        at = next(n for n, line in enumerate(text[1:], 1) if line.rstrip() == "---")
    else:
        at = len(text) - (text[-1] == "")
    first = starts[count - 1] + 1 if count else 0
    while at > first and (at - 1 in between or not text[at - 1].strip()):
        at -= 1
    return at


def _says_the_same(file: Source, text: str, day: date) -> bool:
    """Whether a text says what the file said, and this day."""
    new = Source(file.path, text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    before = fields_of(file)
    return before is not None and fields_of(new) == {**before, FIELD: day.isoformat()}
