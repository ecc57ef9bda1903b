"""The forms that a bundle takes: a folder, an update, or one file under its own ending."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from sitegen import cache
from sitegen.bundles import booklet, zim
from sitegen.bundles.archive import write_archive
from sitegen.bundles.contents import BundleError, Contents, Facts, Maker
from sitegen.bundles.folder import write_folder
from sitegen.bundles.single import write_packed, write_single
from sitegen.bundles.update import write_update
from sitegen.diagnostics import Translate
from sitegen.theme import Theme

FOLDER, ALL = "folder", "all"


@dataclass(frozen=True, slots=True)
class Written:
    """A bundle as it was written: where, how many files one has then, its bytes, and what became of older ones."""

    path: Path
    facts: Facts
    files: int
    size: int
    update: bool = False
    changes: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Format:
    """A form of one file. `write` takes a bundle, what its pages are made with, and the path: whole or not at all.

    `check` raises BundleError where what it needs is not installed, or not in the theme.
    """

    write: Callable[[Contents, Maker, Path], None]
    check: Callable[[Theme], None] = lambda look: None


def _zip(made: Contents, maker: Maker, to: Path) -> None:
    write_archive(made.files, maker.store.store, to)


FORMATS = {
    "zip": Format(_zip),
    "html": Format(write_single),
    "packed.html": Format(write_packed),
    "zim": Format(zim.write_zim, zim.check),
    "pdf": Format(booklet.write_booklet, booklet.check),
}


def possible(form: str, look: Theme) -> tuple[tuple[str, ...], dict[str, str]]:
    """Which forms to make where `form` is asked for, and of those of `ALL` that cannot be made here the reason.

    Raises BundleError where a form that is asked for by its name cannot be made.
    """
    if form != ALL:
        if form != FOLDER:
            FORMATS[form].check(look)
        return (form,), {}
    left_out: dict[str, str] = {}
    for name, one in FORMATS.items():
        try:
            one.check(look)
        except BundleError as error:
            left_out[name] = str(error)
    return tuple(name for name in FORMATS if name not in left_out), left_out


def write(
    made: Contents, forms: Sequence[str], to: Path, before: Mapping[str, str], maker: Maker, translate: Translate
) -> Iterator[Written]:
    """Write a bundle into the folder `to` in forms of `FORMATS`, or as a `FOLDER`.

    Where it is known which files stood `before` (by path their digests), an update of these is written instead.
    Raises BundleError where what was written is not whole, OSError where the disk fails.
    """
    name, facts, files, store = made.facts.name, made.facts, len(made.files), maker.store.store
    if before:
        path = to / f"{name}--update.zip"
        changed, removed = write_update(made.files, before, store, path, translate)
        yield Written(path, facts, changed, path.stat().st_size, True, {"removed": removed})
        return
    for form in forms:
        if form == FOLDER:
            done = write_folder(made.files, store, to / name)
            size = sum(cache.size(store, blob) for blob in made.files.values())
            yield Written(to / name, facts, files, size, changes=asdict(done))
        else:
            path = to / f"{name}.{form}"
            FORMATS[form].write(made, maker, path)
            yield Written(path, facts, files if form == "zip" else 1, path.stat().st_size)
