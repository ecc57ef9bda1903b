"""CODEOWNERS from content: who is asked before an entry changes, as GitHub and GitLab read it.

The `owner` of an entry is a word; a file of words and handles says whom it stands for. Where an entry states no owner,
its body's holds, then its template's. The last line that fits a file decides, so that what is wide comes first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from sitegen.directory import Shelf
from sitegen.entry import Entry

ALL = "*"
HANDLE = re.compile(r"@[\w.-]+(/[\w.-]+)*|[^@\s]+@[^@\s]+\.[^@\s]+")
HEAD = "# Made of `owner` in content and of owners.yaml by: python build.py owners --write\n"

Handles = Mapping[str, tuple[str, ...]]


def owners(shelf: Shelf) -> dict[str, str]:
    """Who answers for each entry, by its path without language and ending; an empty word where nobody does."""
    entries = [entry for entry in shelf.all() if not entry.place.lang]
    return {entry.path.rsplit(".", 1)[0]: _owner(shelf, entry) for entry in entries}


def _owner(shelf: Shelf, entry: Entry) -> str:
    stated = entry.values.get("owner")
    provider = shelf.get("provider", str(entry.values.get("provider")))
    template = shelf.get("catalogue", str(entry.values.get("extends")))
    if stated:
        return str(stated)
    return next((found for above in (provider, template) if above and (found := _owner(shelf, above))), "")


def unknown(found: Mapping[str, str], handles: Handles) -> dict[str, int]:
    """Owners that no handle stands for, with the number of their entries."""
    return dict(sorted(Counter(word for word in found.values() if word and word not in handles).items()))


def codeowners(found: Mapping[str, str], handles: Handles, top: str) -> str:
    """The text of CODEOWNERS: a line for each folder that is one owner's, else for each entry; `top` holds them."""
    asked = {f"/{top}/{path}": handles.get(word, ()) for path, word in found.items()}
    first = [(ALL, handles[ALL])] if ALL in handles else []
    lines = [f"{pattern} {' '.join(names)}\n" for pattern, names in (*first, *_lines(f"/{top}/", asked))]
    return HEAD + "".join(lines)


def _lines(folder: str, asked: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    within = {path: names for path, names in asked.items() if path.startswith(folder)}
    owning = set(within.values())
    if len(owning) == 1:
        (names,) = owning
        yield from [(folder, names)] if names else []
        return
    for below in _folders(folder, within):
        yield from _lines(below, within)
    for path, names in sorted(within.items()):
        if names and "/" not in path.removeprefix(folder):
            yield f"{path}.*", names


def _folders(folder: str, paths: Iterable[str]) -> list[str]:
    """The folders right below a folder."""
    below = (path.removeprefix(folder).partition("/") for path in paths)
    return sorted({f"{folder}{name}/" for name, slash, _ in below if slash})
