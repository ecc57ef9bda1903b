"""What lies in a folder of bundles: a list for machines, checksums, a page for people."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

from sitegen import disk, render, theme, workers
from sitegen.bundles.contents import BundleError
from sitegen.bundles.formats import Written
from sitegen.views.frame import Page

LIST, SUMS, INDEX, TEMPLATE = "bundles.json", "SHA256SUMS", "index.html", "bundles.html"


@dataclass(frozen=True, slots=True)
class Listed:
    """A file in the folder; `update` tells an update from a whole bundle, `size` is in bytes, `made` has an offset."""

    file: str
    title: str
    site: str
    services: int
    size: int
    made: str
    sha256: str
    update: bool = False

    @property
    def format(self) -> str:
        """The form it has, which is all of its ending."""
        return self.file.partition(".")[2]

    @property
    def moment(self) -> datetime:
        """When its content was read."""
        return datetime.fromisoformat(self.made)


@dataclass(frozen=True, slots=True)
class ListingView:
    """The page beside the bundles."""

    site: str
    lang: str
    bundles: tuple[Listed, ...]


def check_listing(folder: Path) -> None:
    """Raise BundleError where the page of a folder is not ours, so that it may not be written over."""
    if (folder / INDEX).exists() and not (folder / LIST).exists():
        raise BundleError(f"{folder / INDEX} is not the page of a folder of bundles; name another folder with --to")


def write_listing(folder: Path, fresh: Iterable[Written], look: theme.Theme, lang: str) -> list[Listed]:
    """Write the list, the sums and the page of a folder; what is in it. Folders are not listed.

    Files of earlier runs stay listed as long as they are there unchanged.
    """
    found = {one.file: one for one in (*_before(folder), *(_listed(one) for one in fresh if one.path.is_file()))}
    rows = [found[file] for file in sorted(found)]
    data = json.dumps([asdict(one) for one in rows], ensure_ascii=False, indent=1)
    disk.write(folder / LIST, f"{data}\n".encode())
    disk.write(folder / SUMS, "".join(f"{one.sha256}  {one.file}\n" for one in rows).encode())
    view = ListingView(rows[0].site if rows else "", lang, tuple(rows))
    made = workers.environment(look.folder, look.digest, lang)
    disk.write(folder / INDEX, render.render(made, Page(INDEX, TEMPLATE, view)))
    return rows


def _before(folder: Path) -> list[Listed]:
    """What an earlier run listed and what is still so; nothing where there is no list that can be read."""
    try:
        rows = [Listed(**row) for row in json.loads((folder / LIST).read_text(encoding="utf-8"))]
    except (OSError, TypeError, ValueError):
        return []
    return [row for row in rows if (folder / row.file).is_file() and _sha256(folder / row.file) == row.sha256]


def _listed(written: Written) -> Listed:
    facts, path = written.facts, written.path
    size, digest = path.stat().st_size, _sha256(path)
    return Listed(path.name, facts.title, facts.site, facts.services, size, facts.made, digest, written.update)


def _sha256(file: Path) -> str:
    with file.open("rb") as data:
        return file_digest(data, "sha256").hexdigest()
