"""What is to be made: every page and search index with the key that names its bytes, in batches for the workers.

A key is the digest of all that goes into the bytes: the view or the records, the theme, the generator's code. What a
key made before is not made again. Batches are sent off while the next pages are still being planned.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path

from sitegen import cache, digest, feeds, plan, search, urls, workers
from sitegen.cache import Cache
from sitegen.theme import Theme
from sitegen.views.frame import Build, Page

Tell = Callable[[str, int, int], None]


@dataclass(slots=True)
class Jobs:
    """What was planned so far: the key of every page, how many, those for the sitemap, how many to render.

    `files` are the blobs of what is no page; `listings` are blobs that only the next build needs.
    """

    keys: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    listings: set[str] = field(default_factory=set)
    pages: int = 0
    shown: list[str] = field(default_factory=list)
    rendered: int = 0


def make(
    builds: tuple[Build, ...], look: Theme, store: Cache, executor: Executor | None, tell: Tell
) -> tuple[dict[str, str], Jobs]:
    """The blob of every page and index by its file, and what was planned; only what is new is made.

    Indexes come first, since the search pages name their chunks.
    """
    jobs, known = Jobs(), store.made()
    generator = digest.of_generator()
    builds, fresh = _indexed(builds, store.store, executor, known, generator, jobs)
    for result in workers.run(
        executor, _warmed(builds, look, _batches(builds, look, store.store, known, generator, jobs))
    ):
        fresh.update(result)
        tell("render", len(fresh), jobs.rendered)
    store.remember(fresh)
    made = known | fresh
    return jobs.files | {file: made[key] for file, key in jobs.keys.items()}, jobs


def _indexed(
    builds: tuple[Build, ...], store: Path, executor: Executor | None, known: dict[str, str], generator: str, jobs: Jobs
) -> tuple[tuple[Build, ...], dict[str, str]]:
    """The builds with the names of all chunks, and what was made for them: the search of the hub and of each city."""
    batches: dict[str, list[workers.IndexBatch]] = {}
    words: dict[str, dict[str, object]] = {}
    for build in builds:
        batches[build.lang] = list(indexes(build, store, generator))
        words[build.lang] = search.as_json(batches[build.lang][0].words)
        file = f"assets/search/{build.lang.lower()}.js"
        jobs.files[file] = cache.put(store, workers.script("words", build.lang.lower(), words[build.lang]))
    tasks = [(workers.build_index, b) for found in batches.values() for b in found if b.key not in known]
    fresh = {key: blob for result in workers.run(executor, iter(tasks)) for key, blob in result}
    listed = []
    for build in builds:
        lists = {}
        for batch in batches[build.lang]:
            blob = (known | fresh)[batch.key]
            listing = json.loads(cache.get(store, blob))
            jobs.files.update(listing["files"])
            jobs.listings.add(blob)
            lists[batch.name.partition("/")[2]] = listing["list"]
        listed.append(replace(build, chunk_lists=lists, query_words=workers.compact(words[build.lang])))
    return tuple(listed), fresh


def _warmed(builds: tuple[Build, ...], look: Theme, tasks: Iterator[workers.Task]) -> Iterator[workers.Task]:
    """The tasks; before the first, templates are made ready here, for forked workers to share."""
    for number, task in enumerate(tasks):
        if number == 0:
            for build in builds:
                workers.environment(look.folder, look.digest, build.lang)
        yield task


def _batches(
    builds: tuple[Build, ...], look: Theme, store: Path, known: dict[str, str], generator: str, jobs: Jobs
) -> Iterator[workers.Task]:
    """Tasks for all pages that are not known, as they are planned."""
    for build in builds:
        waiting: list[tuple[str, Page]] = []
        for planned in plan.pages(build):
            page = planned.make()
            key = digest.of([generator, look.digest, build.lang, page.template, page.view])
            jobs.keys[urls.file_of(page.address)] = key
            jobs.pages += 1
            if feeds.is_indexed(page):
                jobs.shown.append(page.address)
            if key not in known:
                jobs.rendered += 1
                waiting.append((key, page))
            if len(waiting) == workers.BATCH_SIZE:
                yield workers.render_pages, _batch(look, build, store, waiting)
                waiting = []
        if waiting:
            yield workers.render_pages, _batch(look, build, store, waiting)


def _batch(look: Theme, build: Build, store: Path, pages: list[tuple[str, Page]]) -> workers.PageBatch:
    return workers.PageBatch(look.folder, look.digest, build.lang, store, tuple(pages))


def indexes(build: Build, store: Path, generator: str) -> Iterator[workers.IndexBatch]:
    """What makes the search of each city in one language, and of the hub where that is another."""
    lang, edition = build.lang.lower(), build.edition
    scopes = {} if build.directory.only else {"hub": search.hub_records(edition)}
    scopes |= {city: search.city_records(edition, city) for city in edition.services}
    words = search.words(build.directory, lang, [record for records in scopes.values() for record in records])
    groups, whole = search.groups(build.directory), build.style == "single"
    for name, records in scopes.items():
        key = digest.of([generator, lang, name, records, words, groups, whole])
        yield workers.IndexBatch(key, f"{lang}/{name}", store, records, words, groups, whole)
