"""The directory in a content folder, read anew after an edit at the cost of the edit."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from sitegen import codes, directory, entry, resolve, source
from sitegen.diagnostics import Diagnostic, Span, fault
from sitegen.directory import Directory
from sitegen.entry import Entry
from sitegen.memo import Memo

GENERAL = ("search/synonyms.yaml", "search/stop_phrases.yaml")
Stamp = tuple[int, int, int]
Read = tuple[Entry | None, list[Diagnostic]]


class Reader:
    """Reads a content folder, and knows what it read before.

    A folder without thesaurus or question words has those of the `general` one.
    """

    def __init__(self, folder: Path, general: Path | None = None) -> None:
        self.folder, self.general = folder, general
        self._files: dict[str, tuple[Stamp, Read]] = {}
        self._strays: list[str] = []
        self._language = ""
        self._memo = Memo()

    def read(self) -> tuple[Directory | None, list[Diagnostic]]:
        """The directory as the folder is now, and all that is wrong with its files one by one."""
        paths, self._strays = source.scan(self.folder)
        language = entry.default_language(self.folder)
        before = self._files if language == self._language else {}
        self._files, self._language = {}, language
        for path in paths:
            self._look_at(path, before.get(path))
        return self._assembled()

    def read_again(self, paths: Iterable[str]) -> tuple[Directory | None, list[Diagnostic]]:
        """The same where these entries are all that changed, came or went: the others are not even looked at."""
        changed = set(paths)
        if any(path.startswith("site.") for path in changed):  # the language of all may be another one
            return self.read()
        for path in changed:
            held = self._files.pop(path, None)
            self._look_at(path, held)
        self._files = dict(sorted(self._files.items()))
        return self._assembled()

    def _look_at(self, path: str, held: tuple[Stamp, Read] | None) -> None:
        with suppress(FileNotFoundError):  # taken away since it was listed
            stamp = _stamp(self.folder / path)
            same = held is not None and held[0] == stamp
            self._files[path] = held if held and same else (stamp, entry.read(self.folder, path, self._language))

    def _assembled(self) -> tuple[Directory | None, list[Diagnostic]]:
        found = [read for _, read in self._files.values()]
        faults = [fault(codes.STRAY_FILE, Span(path)) for path in self._strays]
        faults += [wrong for _, several in found for wrong in several]
        entries = [one for one, _ in found if one is not None]
        shared = list(self._shared(entries))
        shelf, twice = directory.shelve(entries)
        whole, unresolved = resolve.assemble(directory.shelve([*entries, *shared])[0] if shared else shelf, self._memo)
        self._memo.turn()
        if whole is not None and shared:
            whole = replace(whole, shelf=shelf)
        return whole, sorted({*faults, *twice, *unresolved}, key=lambda d: d.sort_key)

    def _shared(self, entries: list[Entry]) -> Iterable[Entry]:
        kinds = {one.place.kind.name for one in entries}
        for path in GENERAL:
            if self.general is not None and Path(path).stem not in kinds and (self.general / path).is_file():
                one, _ = entry.read(self.general, path, self._language)
                yield from [one] if one else []


def _stamp(path: Path) -> Stamp:
    """What changes when a file does. Raises FileNotFoundError where there is none."""
    found = path.stat()
    return (found.st_mtime_ns, found.st_size, found.st_ino)
