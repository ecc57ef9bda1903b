"""Two directories in, what differs for readers out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sitegen import pipeline
from sitegen.changes import entries, moves, pages, upkeep, words
from sitegen.changes.entries import Group, Key, Move, Subject
from sitegen.changes.pages import Pages
from sitegen.changes.upkeep import Freshness
from sitegen.changes.words import Search
from sitegen.diagnostics import Diagnostic, has_errors
from sitegen.directory import Directory
from sitegen.settings import Settings
from sitegen.theme import Theme


@dataclass(frozen=True, slots=True)
class Version:
    """The content at one moment: the directory and what is wrong with it."""

    directory: Directory
    faults: Sequence[Diagnostic]


@dataclass(frozen=True, slots=True)
class Weight:
    """What the archive of a city weighs in bytes; None where there is none."""

    city: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What a change of content means for readers.

    `pages` is None where the content before or after has errors: no pages can be made of it. `dead_ends` are addresses
    that lead nowhere any more, `new_faults` and `mended` what else the change breaks and mends.
    """

    added: tuple[Group, ...]
    removed: tuple[Group, ...]
    moved: tuple[Move, ...]
    changed: tuple[Group, ...]
    search: Search
    freshness: Freshness
    pages: Pages | None
    dead_ends: list[Diagnostic]
    new_faults: list[Diagnostic]
    mended: list[Diagnostic]
    bundles: tuple[Weight, ...] = ()

    @property
    def errors(self) -> list[Diagnostic]:
        """What must be mended before the change is taken in."""
        return [*self.dead_ends, *(d for d in self.new_faults if d.severity == "error")]

    @property
    def cities(self) -> tuple[str, ...]:
        """The cities in which anything differs."""
        groups = (*self.added, *self.removed, *self.changed)
        moved = [side for move in self.moved for side in (move.before, move.after)]
        met = [*(place for group in groups for place in group.places), *moved]
        return tuple(sorted({one.city for one in met if one.city}))


def read(
    folder: Path, general: Path | None, today: date, known: Path | None = None
) -> tuple[Version | None, Sequence[Diagnostic]]:
    """The content of a folder, judged on a day; None, and why, where the site itself is not described.

    Where the cache is `known`, only files are read that have changed since the last time.
    """
    directory, faults = pipeline.read(folder, general, known)
    if directory is None:
        return None, faults
    return Version(directory, pipeline.judge(directory, faults, today)), faults


def compare(
    before: Version, after: Version, look: Theme, settings: Settings, executor: Executor | None = None
) -> Changes:
    """All that a change of content means for readers, at the time of the settings."""
    old, new = before.directory, after.directory
    pairs = moves.moved(old, new)
    was, now = entries.values(old.default), entries.values(new.default)
    changes = entries.changed(old, new, pairs)
    gone = was.keys() - now.keys() - set(pairs.values())
    come = now.keys() - was.keys() - pairs.keys()
    moved = tuple(
        Move(entries.subject(old, here, was[here]), entries.subject(new, there, now[there]))
        for there, here in sorted(pairs.items())
    )
    own = (
        _addresses(old, [*gone, *(pairs.get(key, key) for key in changes), *pairs.values()]),
        _addresses(new, [*come, *changes, *pairs]),
    )
    whole = not has_errors(before.faults) and not has_errors(after.faults)
    new_faults, mended = upkeep.faults(before.faults, after.faults)
    return Changes(
        entries.grouped(new, sorted(come)),
        entries.grouped(old, sorted(gone)),
        moved,
        entries.grouped(new, changes, changes),
        words.compare(old, new, pairs, executor),
        upkeep.freshness(old, new, settings.now),
        pages.compare(old, new, look, settings, own, executor) if whole else None,
        moves.dead_ends(old, new, pairs),
        new_faults,
        mended,
    )


def _addresses(directory: Directory, keys: Iterable[Key]) -> set[str]:
    known = entries.values(directory.default)
    found: list[Subject] = [entries.subject(directory, key, known[key]) for key in keys if key in known]
    return {one.address for one in found}
