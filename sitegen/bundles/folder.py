"""A bundle as a folder, on a stick or a disk: only what differs is written, then all of it is read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sitegen import cache, digest, disk
from sitegen.bundles import sums
from sitegen.bundles.contents import BundleError


@dataclass(frozen=True, slots=True)
class Copied:
    """How many files were written, were there already, and were taken away."""

    written: int
    kept: int
    removed: int


def write_folder(files: Mapping[str, str], store: Path, to: Path) -> Copied:
    """Bring a folder to these files (path: blob of the store), and prove it by reading all of them again.

    A copy that was cut off goes on where it stopped. Files of the bundle that stood here before and are no part of it
    any more are removed, files of others stay. The sums come last, those of the whole after those of folders in it: a
    folder with them was whole once.
    Raises BundleError where a file that was written reads differently, OSError where the disk fails.
    """
    before = _before(to)
    kept = {path for path, blob in files.items() if _digest(to / path) == blob}
    for path in sorted(files.keys() - kept, key=_last_the_sums):
        disk.write(to / path, cache.get(store, files[path]))
    gone = [path for path in before.keys() - files.keys() if (to / path).is_file()]
    for path in gone:
        disk.remove(to / path, to)
    for path, blob in files.items():
        if _digest(to / path) != blob:
            raise BundleError(f"{to / path} reads differently from what was written; try again, or take another stick")
    return Copied(len(files) - len(kept), len(kept), len(gone))


def _digest(path: Path) -> str:
    """The digest of a file; empty where there is none."""
    return digest.of_bytes(path.read_bytes()) if path.is_file() else ""


def _last_the_sums(path: str) -> tuple[bool, int, str]:
    """Sorts the sums of the whole last, those of folders before them, the deepest first."""
    return (sums.is_list(path), -path.count("/"), path)


def _before(to: Path) -> dict[str, str]:
    """What a folder held before, by its sums; nothing where nobody knows, or where a path leads out of it."""
    try:
        return sums.read(lambda name: (to / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
