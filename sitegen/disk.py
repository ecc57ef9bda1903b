"""Files on disk: written whole or not at all, and taken away with the folders that they leave empty."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole(to: Path, writer: str = "") -> Iterator[Path]:
    """A hidden path beside `to`, to be written there; it takes the place of `to` when the block has ended well.

    Where the block raises, what stood at `to` stays, and nothing else is left. Missing folders are made. `writer` tells
    those apart that may write the same file at the same time; without it a later run writes over what one that was
    killed left behind. Raises OSError where the disk fails.
    """
    to.parent.mkdir(parents=True, exist_ok=True)
    partial = to.with_name(f".{to.name}{writer}.part")
    try:
        yield partial
        partial.replace(to)
    finally:
        partial.unlink(missing_ok=True)


def write(to: Path, data: bytes) -> None:
    """Write a file, whole or not at all. Raises OSError where the disk fails."""
    with whole(to) as partial:
        partial.write_bytes(data)


def remove(path: Path, top: Path) -> None:
    """Take a file away, and the folders between it and `top` that are empty then. A file that is gone is no fault."""
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == top or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()
