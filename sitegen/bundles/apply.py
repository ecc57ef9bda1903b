"""Brings a folder of a bundle up to date: python apply.py FOLDER.

Travels inside updates and needs nothing but Python 3.6: no import from this project.
"""

import hashlib
import shutil
import sys
from pathlib import Path
from typing import Iterator  # noqa: UP035

HERE = Path(__file__).resolve().parent
SUMS = "B2SUMS"


def text(path: Path) -> str:
    """The text of a file; empty where there is none."""
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def digest(path: Path) -> str:
    """The digest of a file (BLAKE2b, 128 bits); empty where there is none."""
    return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest() if path.is_file() else ""


def copy(name: str, folder: Path) -> None:
    """Put a file of the update into the folder, whole or not at all."""
    to = folder / name
    to.parent.mkdir(parents=True, exist_ok=True)
    partial = to.with_name(f"{to.name}.part")
    shutil.copyfile(str(HERE / "files" / name), str(partial))
    partial.replace(to)


def rows(folder: Path, top: Path) -> Iterator[tuple[str, str]]:
    """The digest and the path of every file, from the list `top` on, which names the lists of folders."""
    for line in text(top).splitlines():
        blob, _, name = line.partition("  ")
        yield blob, name
        if name.endswith("/" + SUMS):
            below = name[: -len(SUMS)]
            yield from ((blob, below + name) for blob, name in rows(folder / below, folder / name))


def apply(folder: Path) -> str:
    """Apply the update; what is wrong, in words, else nothing. Applied twice it changes nothing more."""
    new = HERE / "files"
    if digest(folder / SUMS) not in (text(HERE / "since.txt").strip(), digest(new / SUMS)):
        return f"{folder} is not the copy that this update is for; take the whole archive instead"
    for path in sorted(new.rglob("*")):
        if path.is_file() and path != new / SUMS:
            copy(str(path.relative_to(new)), folder)
    for name in text(HERE / "removed.txt").splitlines():
        if (folder / name).is_file():
            (folder / name).unlink()
            parent = (folder / name).parent
            while parent != folder and not any(parent.iterdir()):
                parent.rmdir()
                parent = parent.parent
    damaged = [name for blob, name in rows(folder, new / SUMS) if digest(folder / name) != blob]
    if damaged:
        return f"{len(damaged)} files are missing or damaged, such as {damaged[0]}; take the whole archive instead"
    copy(SUMS, folder)
    return ""


if __name__ == "__main__":
    wrong = apply(Path(sys.argv[1])) if len(sys.argv) == 2 else "name the folder to be updated: python apply.py FOLDER"
    sys.exit(wrong or 0)
