"""A bundle as a zip archive with the same bytes on every machine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sitegen import cache, disk

FIRST = ("index.html", "README.txt")
BEGIN = (1980, 1, 1, 0, 0, 0)
UNIX, MODE = 3, 0o100644


def write_archive(files: Mapping[str, str], store: Path, to: Path) -> None:
    """Write files (path: blob of the store) as an archive, whole or not at all: sorted, without times or owners.

    The first page comes first, as it does in a reader's list. Raises OSError where the disk fails.
    """
    with disk.whole(to) as partial, ZipFile(partial, "w") as archive:
        for path in sorted(files, key=lambda path: (path not in FIRST, path)):
            archive.writestr(entry(path), cache.get(store, files[path]), compresslevel=9)


def entry(path: str) -> ZipInfo:
    """The entry of a file: the same time, system and rights for all."""
    info = ZipInfo(path, BEGIN)
    info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, UNIX, MODE << 16
    return info
