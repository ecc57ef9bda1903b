"""The site as it is now, made page by page as somebody asks: after an edit a page costs its reading and rendering.

Nothing is written but the cache. An edit with errors leaves the last good site. What search needs of a place is made
when somebody searches there. Lists for crawlers and copies for offline reading are left to `build`.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from sitegen import cache, checks, digest, jobs, pipeline, plan, search, theme, urls, workers
from sitegen.diagnostics import Diagnostic
from sitegen.directory import Directory
from sitegen.reading import Reader
from sitegen.render import render
from sitegen.settings import Settings
from sitegen.source import ENDINGS
from sitegen.views.frame import Build

INDEXES = "assets/search/"
FOR_CRAWLERS = ("sitemap", "robots.txt")


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands at a path, or where else to go (`moved`). What is `lasting` is named by its content."""

    data: bytes
    found: bool = True
    moved: str = ""
    lasting: bool = False


@dataclass(slots=True)
class Site:
    """One state of the site: what its pages are made from, and the searches made so far."""

    directory: Directory
    look: theme.Theme
    builds: tuple[Build, ...]
    searches: dict[str, dict[str, workers.IndexBatch]] = field(default_factory=dict)
    blobs: dict[str, str] = field(default_factory=dict)


class Preview:
    """Shows the content folder of these settings. One thread updates it, any may ask it."""

    def __init__(self, settings: Settings, store: cache.Cache) -> None:
        self.settings, self.store, self.known = settings, store, store.made()
        self.generator = digest.of_generator()
        self.reader = Reader(settings.content, settings.general)
        self.look: theme.Theme | None = None
        self.site: Site | None = None
        self.searching = threading.Lock()

    def update(self, now: datetime, paths: Iterable[Path] | None = None) -> list[Diagnostic]:
        """Read what changed, all where no paths are given; the errors in it. With errors the last good site stays.

        Raises whatever a theme that is half written raises; then, too, the last good site stays.
        """
        changed = [] if paths is None else [_below(path, self.settings.content) for path in paths]
        if self.look is None or paths is None or "" in changed:
            self.look = theme.load(self.settings.theme)
        entries = [path for path in changed if path.endswith(ENDINGS)]
        directory, faults = self.reader.read() if paths is None else self.reader.read_again(entries)
        errors = [fault for fault in faults if fault.severity == "error"]
        if directory is not None and not errors:
            self.site = Site(directory, self.look, self._builds(directory, self.look, now))
        return errors

    def _builds(self, directory: Directory, look: theme.Theme, now: datetime) -> tuple[Build, ...]:
        settings = self.settings
        return tuple(
            replace(build, app_script="", chunk_lists=dict.fromkeys(("hub", *build.edition.services), ""))
            for build in plan.builds(directory, look, now, "web", settings.base_url, settings.commit)
        )

    def judged(self) -> Iterator[list[Diagnostic]]:
        """The errors of the content as a whole, rule by rule."""
        if self.site is not None:
            yield from checks.errors(self.site.directory)

    def answer(self, path: str) -> Answer | None:
        """What stands at a path below the root of the site; None where there is no site yet."""
        site = self.site
        if site is None:
            return None
        if path in site.look.assets:
            return Answer(site.look.assets[path], lasting=path.startswith("assets/"))
        address = urls.address_of(path)
        if address == urls.HUB or address.endswith("/"):
            data = _page(site, address)
        elif path.startswith(INDEXES):
            data = self._searched(site, path)
        else:
            beside = pipeline.other_files(site.builds, [])
            data = next((made for name, made in beside if name == path and not name.startswith(FOR_CRAWLERS)), b"")
            if not data and plan.find(site.builds, f"{address}/"):
                return Answer(b"", moved=f"{address}/")
        return Answer(data) if data else Answer(_page(site, urls.NOT_FOUND), found=False)

    def _searched(self, site: Site, path: str) -> bytes:
        """A script of the search: the words of a language, the names of a place's chunks, or a chunk."""
        lang, _, rest = path.removeprefix(INDEXES).removesuffix(".js").partition("/")
        build = next((b for b in site.builds if b.lang.lower() == lang), None)
        if build is None:
            return b""
        with self.searching:
            if lang not in site.searches:
                batches = jobs.indexes(build, self.store.store, self.generator)
                site.searches[lang] = {batch.name: batch for batch in batches}
            if not rest:
                words = next(iter(site.searches[lang].values())).words
                return workers.script("words", lang, search.as_json(words))
            if path not in site.blobs and (batch := site.searches[lang].get(f"{lang}/{rest.partition('/')[0]}")):
                site.blobs |= self._made(batch)
        return cache.get(self.store.store, site.blobs[path]) if path in site.blobs else b""

    def _made(self, batch: workers.IndexBatch) -> dict[str, str]:
        if batch.key not in self.known:
            self.known |= workers.build_index(batch)
        listing: dict[str, str] = json.loads(cache.get(self.store.store, self.known[batch.key]))["files"]
        return listing


def _page(site: Site, address: str) -> bytes:
    """The page at an address; nothing where there is none."""
    planned = plan.find(site.builds, address)
    if planned is None:
        return b""
    lang = next((b.lang for b in site.builds[1:] if address.startswith(f"{b.lang.lower()}/")), site.builds[0].lang)
    return render(workers.environment(site.look.folder, site.look.digest, lang), planned.make())


def _below(path: Path, folder: Path) -> str:
    """The path below the content folder; empty for what lies elsewhere, which is the theme."""
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else ""
