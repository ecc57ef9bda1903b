"""The directory in a content folder, read anew after an edit at the cost of the edit."""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from inspect import isclass
from pathlib import Path

from sitegen import codes, digest, directory, entry, resolve, schema, source
from sitegen.diagnostics import Diagnostic, Span, fault
from sitegen.directory import Directory
from sitegen.entry import Entry
from sitegen.memo import Memo

DIGITS = 2 * digest.SIZE
PLAIN = ("datetime", "decimal", "pathlib")
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
        self.changed = False

    def read(self) -> tuple[Directory | None, list[Diagnostic]]:
        """The directory as the folder is now, and all that is wrong with its files one by one."""
        paths, self._strays = source.scan(self.folder)
        language = entry.default_language(self.folder)
        before = self._files if language == self._language else {}
        self._files, self._language = {}, language
        for path in paths:
            self._look_at(path, before.get(path))
        self.changed |= before.keys() != self._files.keys()
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
            self.changed |= not same

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


def packed(reader: Reader) -> bytes:
    """What a reader has read, for `unpacked` in another run."""
    data = pickle.dumps((_sign(reader), reader), 5)
    return digest.of_bytes(data).encode() + data


def unpacked(data: bytes, folder: Path, general: Path | None) -> Reader:
    """A reader of this folder that knows what was read before: nothing where the data are damaged or of others."""
    fresh = Reader(folder, general)
    head, rest = data[:DIGITS], data[DIGITS:]
    if digest.of_bytes(rest).encode() != head:
        return fresh
    try:
        sign, reader = _Unpickler(io.BytesIO(rest)).load()
    except (ValueError, TypeError, EOFError, AttributeError, ImportError, LookupError, pickle.UnpicklingError):
        return fresh
    if not isinstance(reader, Reader) or sign != _sign(fresh):
        return fresh
    reader.folder, reader.general, reader.changed = folder, general, False
    return reader


def _sign(reader: Reader) -> str:
    """What must be the same for anything read before to be of use: the folders, and the code that reads."""
    return digest.of([digest.of_generator(), str(reader.folder.resolve()), str(reader.general)])


class _Unpickler(pickle.Unpickler):
    """Makes values of this project and dates and numbers, and nothing else that a damaged or foreign file may name."""

    def find_class(self, module: str, name: str) -> object:
        """The class or the pure function of this name. Raises UnpicklingError for any other."""
        found = super().find_class(module, name) if module.startswith("sitegen.") or module in PLAIN else None
        if isclass(found) or module in (resolve.__name__, schema.__name__):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is nothing that was read")


def _stamp(path: Path) -> Stamp:
    """What changes when a file does. Raises FileNotFoundError where there is none."""
    found = path.stat()
    return (found.st_mtime_ns, found.st_size, found.st_ino)
