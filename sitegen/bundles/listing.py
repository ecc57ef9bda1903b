"""What lies in a folder of bundles: checksums for machines, a page for people."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from sitegen import render, theme, workers
from sitegen.bundles.contents import FACTS
from sitegen.views.frame import Page

SUMS, INDEX, TEMPLATE = "SHA256SUMS", "index.html", "bundles.html"
UPDATE = "files/"


@dataclass(frozen=True, slots=True)
class Listed:
    """A bundle in the folder; `update` tells an update from a whole one, `size` is in bytes, `made` has an offset."""

    file: str
    title: str
    site: str
    services: int
    size: int
    made: datetime
    sha256: str
    update: bool


@dataclass(frozen=True, slots=True)
class ListingView:
    """The page beside the bundles."""

    site: str
    lang: str
    bundles: tuple[Listed, ...]


def listed(folder: Path) -> list[Listed]:
    """The bundles that lie in a folder, by name; files that are none are passed over."""
    found = []
    for path in sorted(folder.glob("*.zip")):
        data = path.read_bytes()
        try:
            with ZipFile(path) as archive:
                names = set(archive.namelist())
                update = FACTS not in names
                facts = json.loads(archive.read(f"{UPDATE if update else ''}{FACTS}"))
            one = Listed(
                path.name,
                str(facts["title"]),
                str(facts["site"]),
                int(facts["services"]),
                len(data),
                datetime.fromisoformat(facts["made"]),
                sha256(data).hexdigest(),
                update,
            )
        except (BadZipFile, KeyError, TypeError, ValueError):
            continue
        found.append(one)
    return found


def write_listing(folder: Path, bundles: Sequence[Listed], look: theme.Theme, lang: str) -> None:
    """Write `SHA256SUMS` and `index.html` beside bundles."""
    (folder / SUMS).write_text("".join(f"{b.sha256}  {b.file}\n" for b in bundles), encoding="utf-8")
    view = ListingView(bundles[0].site if bundles else "", lang, tuple(bundles))
    made = workers.environment(look.folder, look.digest, lang)
    (folder / INDEX).write_bytes(render.render(made, Page(INDEX, TEMPLATE, view)))
