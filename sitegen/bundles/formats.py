"""The forms that a bundle takes: a folder, an update, or one file under its own ending."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from sitegen import cache
from sitegen.bundles.archive import write_archive
from sitegen.bundles.booklet import write_booklet
from sitegen.bundles.contents import Contents, Facts, Maker
from sitegen.bundles.folder import write_folder
from sitegen.bundles.single import write_single
from sitegen.bundles.update import write_update
from sitegen.bundles.zim import write_zim
from sitegen.diagnostics import Translate

FOLDER, ALL = "folder", "all"


@dataclass(frozen=True, slots=True)
class Written:
    """A bundle as it was written: where, how many files it holds, its size in bytes, and what became of older files."""

    path: Path
    facts: Facts
    files: int
    size: int
    update: bool = False
    changes: dict[str, int] = field(default_factory=dict)


def _zip(made: Contents, maker: Maker, to: Path) -> None:
    write_archive(made.files, maker.store.store, to)


# How one file is written: a bundle, what its pages are made with, and the path; whole or not at all.
FORMATS: dict[str, Callable[[Contents, Maker, Path], None]] = {
    "zip": _zip,
    "html": write_single,
    "zim": write_zim,
    "pdf": write_booklet,
}


def write(
    made: Contents, form: str, to: Path, before: Mapping[str, str], maker: Maker, translate: Translate
) -> Iterator[Written]:
    """Write a bundle into the folder `to` in a form of `FORMATS`, in `ALL` of these, or as a `FOLDER`.

    Where it is known which files stood `before` (by path their digests), an update of these is written instead.
    Raises BundleError where what was written is not whole, OSError where the disk fails.
    """
    name, facts, files, store = made.facts.name, made.facts, len(made.files), maker.store.store
    if before:
        path = to / f"{name}--update.zip"
        changed, removed = write_update(made.files, before, store, path, translate)
        yield Written(path, facts, changed, path.stat().st_size, True, {"removed": removed})
    elif form == FOLDER:
        done = write_folder(made.files, store, to / name)
        size = sum(cache.blob_path(store, blob).stat().st_size for blob in made.files.values())
        yield Written(to / name, facts, files, size, changes=asdict(done))
    else:
        for ending in FORMATS if form == ALL else (form,):
            path = to / f"{name}.{ending}"
            FORMATS[ending](made, maker, path)
            yield Written(path, facts, files, path.stat().st_size)
