"""The whole flow on one screen: content, entries, directory, plan, blobs, output."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from time import perf_counter

from sitegen import (
    app,
    audit,
    cache,
    checks,
    directory,
    feeds,
    freshness,
    jobs,
    output,
    plan,
    reading,
    theme,
    urls,
    workers,
)
from sitegen.diagnostics import Diagnostic, has_errors
from sitegen.jobs import Tell
from sitegen.settings import Settings
from sitegen.views.frame import APP, Build

READ, SEARCH = "read", "search"


@dataclass(slots=True)
class Report:
    """What a build did. `seconds` are per stage; `written` is None where nothing was published."""

    diagnostics: list[Diagnostic]
    pages: int = 0
    rendered: int = 0
    written: output.Written | None = None
    seconds: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Made:
    """The whole site as blobs of the store by path, and what was found on the way."""

    content: directory.Directory | None
    diagnostics: list[Diagnostic]
    files: dict[str, str] = field(default_factory=dict)
    listings: set[str] = field(default_factory=set)
    pages: int = 0
    rendered: int = 0


class Clock:
    """Times the stages of one run, and tells which has begun."""

    def __init__(self, tell: Tell) -> None:
        self.tell, self.since, self.stage = tell, perf_counter(), ""
        self.seconds: dict[str, float] = {}

    def begin(self, stage: str) -> None:
        """End the stage before and begin this one; an empty name ends the last."""
        now = perf_counter()
        if self.stage:
            self.seconds[self.stage] = round(now - self.since, 3)
        self.stage, self.since = stage, now
        if stage:
            self.tell(stage, 0, 0)


def build(settings: Settings, executor: Executor | None, tell: Tell, *, in_place: bool = False) -> Report:
    """Build content into output; with content errors nothing is published.

    Raises output.OutputError and OSError where output cannot be written, FileNotFoundError where the theme is none.
    """
    clock = Clock(tell)
    store = cache.Cache(settings.cache)
    made = make(settings, store, executor, clock)
    report = Report(made.diagnostics, pages=made.pages, rendered=made.rendered)
    if made.files:
        clock.begin("write")
        report.written = output.write_site(made.files, store.store, settings.output, in_place=in_place)
        store.forget_others(set(made.files.values()) | made.listings)
    clock.begin("")
    store.close()
    report.seconds = clock.seconds
    return report


def make(settings: Settings, store: cache.Cache, executor: Executor | None, clock: Clock) -> Made:
    """Everything the site consists of, in the store, and nothing published; no files where content has errors."""
    clock.begin("read")
    content, faults = read(settings.content, settings.general, settings.cache)
    clock.begin("check")
    if content is not None:
        faults = judge(content, faults, settings.now.date())
    if content is None or has_errors(faults):
        return Made(content, faults)
    clock.begin("render")
    files, done = site(content, settings, store, executor, clock.tell)
    return Made(content, faults, files, done.listings, done.pages, done.rendered)


def site(
    content: directory.Directory, settings: Settings, store: cache.Cache, executor: Executor | None, tell: Tell
) -> tuple[dict[str, str], jobs.Jobs]:
    """The files of a site of this directory, as blobs of the store by path, and what was planned."""
    look = theme.load(settings.theme)
    builds = plan.builds(content, look, settings.now, settings.links, settings.base_url, settings.commit)
    files, done = jobs.make(builds, look, store, executor, tell)
    files |= {path: cache.put(store.store, data) for path, data in look.assets.items()}
    files |= {path: cache.put(store.store, data) for path, data in other_files(builds, done.shown)}
    if builds[0].app_script:
        files |= {path: cache.put(store.store, data) for path, data in look.app.items()}
        files |= {path: cache.put(store.store, data) for path, data in app_files(builds, look, files, store)}
    return files, done


def judge(content: directory.Directory, faults: Iterable[Diagnostic], today: date) -> list[Diagnostic]:
    """What is wrong with a directory as a whole, beside what was found before; imported entries are summed up."""
    return checks.summed(content, {*faults, *checks.check(content, today)})


def check(settings: Settings, executor: Executor | None, tell: Tell) -> list[Diagnostic]:
    """All that can be said of content without publishing it: entries, search, and links in both styles."""
    clock, store = Clock(tell), cache.Cache(settings.cache)
    faults: list[Diagnostic] = []
    styles: tuple[urls.LinkStyle, ...] = ("web", "offline")
    for style in styles:
        made = make(replace(settings, links=style), store, executor, clock)
        if not made.files:
            store.close()
            return made.diagnostics
        pages = (
            (path, cache.get(store.store, blob).decode()) for path, blob in made.files.items() if path.endswith(".html")
        )
        base = settings.base_url or (made.content.default.site.base_url if made.content else None) or ""
        faults += audit.links(pages, set(made.files), urls.base_path(base))
    if made.content is not None:
        faults += audit.expectations(made.content)
    store.close()
    return sorted({*made.diagnostics, *faults}, key=lambda d: d.sort_key)


def check_files(settings: Settings, paths: Sequence[str]) -> list[Diagnostic]:
    """What is wrong in these files and folders of the content, without making the site: that has no faults of files."""
    content, faults = read(settings.content, settings.general, settings.cache)
    if content is not None:
        words = any(_within(path, SEARCH) or _within(SEARCH, path) for path in paths)
        rules = checks.RULES if words else checks.OF_ENTRIES
        faults = [*faults, *checks.check(content, settings.now.date(), rules)]
        faults += audit.expectations(content) if words and not has_errors(faults) else []
    wanted = {fault for fault in faults if any(_within(fault.span.path, path) for path in paths)}
    return sorted(wanted, key=lambda d: d.sort_key)


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def read(
    folder: Path, general: Path | None = None, known: Path | None = None
) -> tuple[directory.Directory | None, list[Diagnostic]]:
    """The directory in a content folder, and all that is wrong with its files one by one.

    A folder without thesaurus or question words has those of the `general` one. Where the cache is `known`, only files
    are read that have changed since the last time.
    """
    data = cache.load(known, READ) if known else b""
    reader = reading.unpacked(data, folder, general)
    found = reader.read()
    if known and reader.changed:
        cache.keep(known, READ, reading.packed(reader))
    return found


def other_files(builds: tuple[Build, ...], shown: list[str]) -> Iterable[tuple[str, bytes]]:
    """Files beside the pages: notices to include, sitemap, feed, what falls due, the directory as JSON."""
    for build in builds:
        path, rows = feeds.notices(build)
        yield path, workers.script("notices", build.lang, rows)
        feed = feeds.atom(build)
        if feed:
            yield build.here("feed.xml"), feed.encode()
        description = feeds.opensearch(build)
        if description:
            yield build.here("opensearch.xml"), description.encode()
    for path, text in feeds.sitemap(builds, shown):
        yield path, text.encode()
    if builds[0].style == "web":
        yield from freshness.files(builds[0])
    for path, data in feeds.api(builds[0]):
        yield path, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def app_files(
    builds: tuple[Build, ...], look: theme.Theme, files: dict[str, str], store: cache.Cache
) -> Iterable[tuple[str, bytes]]:
    """What makes the site an app: its manifest, and of each city the list of files that a copy needs."""
    yield APP, (json.dumps(app.manifest(builds[0], look.app[APP]), ensure_ascii=False, indent=1) + "\n").encode()
    for build in builds:
        for path, listed in app.copies(build, files, look.assets, lambda blob: cache.size(store.store, blob)):
            yield path, workers.compact(listed).encode()
