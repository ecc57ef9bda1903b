"""The finished site on disk. The only module that writes `output/`.

A one-shot build prepares a whole tree beside the old one and exchanges the two; an in-place build replaces file by
file: assets, pages, deletes. A manifest in the tree says what is ours; unchanged files keep bytes and mtime.
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sitegen import cache, disk

MANIFEST = ".sitegen-manifest.json"
KEEP = ".gitkeep"
_AT_FDCWD = -100
_EXCHANGE = 2


class OutputError(Exception):
    """The output folder cannot be written; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Written:
    """What publishing changed: paths below the output folder, sorted, and the size of the whole site in bytes."""

    made: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]
    bytes: int


def check(output: Path) -> None:
    """Raise OutputError where the folder holds anything that is not ours."""
    if not output.exists():
        return
    if not output.is_dir():
        raise OutputError(f"{output} is a file; name a folder with --output")
    names = {p.name for p in output.iterdir()}
    if names - {KEEP} and MANIFEST not in names:
        example = sorted(names - {KEEP})[0]
        raise OutputError(f"{output} holds files that are not ours ({example}); name an empty folder with --output")


@contextmanager
def lock(output: Path) -> Iterator[None]:
    """Hold the output folder for this process. Raises OutputError where another build holds it."""
    output.parent.mkdir(parents=True, exist_ok=True)
    with _beside(output, "lock").open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            owner = file.read().strip() or "unknown"
            raise OutputError(f"another build (process {owner}) is writing {output}; wait for it") from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _beside(output: Path, word: str) -> Path:
    """A hidden neighbour of the output folder."""
    return output.parent / f".{output.name}.{word}"


def read_manifest(output: Path) -> dict[str, str]:
    """The digests of the files of a published site by path; empty where there is none or it is unreadable."""
    try:
        files = json.loads((output / MANIFEST).read_text(encoding="utf-8"))["files"]
        return {str(path): str(blob) for path, blob in files.items()}
    except (OSError, ValueError, KeyError, AttributeError):
        return {}


def write_site(files: dict[str, str], store: Path, output: Path, *, in_place: bool) -> Written:
    """Publish files (path: blob of the store) as the whole site.

    Raises OutputError where the folder is not ours or held by another build, OSError where the disk fails; then
    the old site stands.
    """
    with lock(output):
        _heal(output)
        check(output)
        old = {p: b for p, b in read_manifest(output).items() if _whole(output / p)}
        kept = {path for path, blob in files.items() if old.get(path) == blob}
        made = sorted(files.keys() - kept)
        removed = sorted(old.keys() - files.keys())
        if made or removed or not (output / MANIFEST).exists():
            (_replace_files if in_place else _exchange_trees)(files, made, removed, store, output)
    size = sum((output / path).stat().st_size for path in files)
    return Written(tuple(made), tuple(sorted(kept)), tuple(removed), size)


def _whole(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _heal(output: Path) -> None:
    """Put right what a build that was cut off left behind."""
    old, new = _beside(output, "old"), _beside(output, "next")
    if old.exists() and not output.exists():
        old.rename(output)
    for left in (old, new):
        if left.exists():
            shutil.rmtree(left)


def _exchange_trees(files: dict[str, str], made: list[str], _: list[str], store: Path, output: Path) -> None:
    new = _beside(output, "next")
    new.mkdir()
    folders = {str(Path(path).parent) for path in files}
    for folder in sorted(folders):
        (new / folder).mkdir(parents=True, exist_ok=True)
    changed = set(made)

    for path in files:
        if path in changed:
            (new / path).write_bytes(cache.get(store, files[path]))
        else:
            os.link(output / path, new / path)
    (new / MANIFEST).write_text(_manifest(files), encoding="utf-8")
    if (output / KEEP).exists():
        shutil.copy2(output / KEEP, new / KEEP)
    if not output.exists():
        new.rename(output)
        return
    old = _beside(output, "old")
    if _exchange(new, output):
        new.rename(old)
    else:
        output.rename(old)
        new.rename(output)
    shutil.rmtree(old)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step where the system can (renameat2, Linux)."""
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0)


def _replace_files(files: dict[str, str], made: list[str], removed: list[str], store: Path, output: Path) -> None:
    """Replace file by file so that every link resolves at any moment: assets, pages, then deletes.

    The manifest first forgets what is about to change: a build cut off here is finished by the next one.
    """
    sure = {path: blob for path, blob in files.items() if path not in set(made)}
    disk.write(output / MANIFEST, _manifest({**sure, **dict.fromkeys(removed, "")}).encode())
    for path in sorted(made, key=lambda p: (not p.startswith("assets/"), p.startswith("assets/notices"), p)):
        disk.write(output / path, cache.get(store, files[path]))
    for path in removed:
        disk.remove(output / path, output)
    disk.write(output / MANIFEST, _manifest(files).encode())


def _manifest(files: dict[str, str]) -> str:
    return json.dumps({"files": dict(sorted(files.items()))}, indent=0) + "\n"


def remove_site(output: Path) -> int:
    """Take the published site away, the keep file and foreign files stay; returns how many files went."""
    with lock(output):
        check(output)
        paths = [*read_manifest(output)]
        for path in paths:
            disk.remove(output / path, output)
        (output / MANIFEST).unlink(missing_ok=True)
    return len(paths)
