"""The work that is spread: pure functions on batches, sent to any `concurrent.futures.Executor`.

Results go to the store named in the batch; what comes back is digests.
"""

from __future__ import annotations

import gc
import json
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from jinja2 import Environment

from sitegen import cache, digest, search, theme
from sitegen.render import render, renderer
from sitegen.views.frame import Page

BATCH_SIZE = 64


@dataclass(frozen=True, slots=True)
class PageBatch:
    """Pages of one language to be rendered; `pages` are (key, page)."""

    theme_folder: Path
    theme_digest: str
    lang: str
    store: Path
    pages: tuple[tuple[str, Page], ...]


@dataclass(frozen=True, slots=True)
class IndexBatch:
    """The search of a scope to be made: its key, its name (`zh-hans/guangzhou`), its records, words and thesaurus.

    `whole` makes it for who has all of it at hand, else it is parted into chunks.
    """

    key: str
    name: str
    store: Path
    records: list[search.Record]
    words: search.Words
    groups: search.Groups
    whole: bool


Made = list[tuple[str, str]]
Task = tuple[Callable[[Any], Made], Any]


def render_pages(batch: PageBatch) -> Made:
    """Render a batch; returns (key, blob) for each page."""
    made = environment(batch.theme_folder, batch.theme_digest, batch.lang)
    return [(key, cache.put(batch.store, render(made, page))) for key, page in batch.pages]


@lru_cache(maxsize=16)
def environment(folder: Path, digest: str, lang: str) -> Environment:
    """The environment of a theme and language, made once per process; the digest tells one theme from the next."""
    made = renderer(theme.load(folder), lang)
    gc.freeze()  # it lives as long as the process: no collection has to walk through it
    return made


def build_index(batch: IndexBatch) -> Made:
    """Make the search of a scope; returns (key, blob of a listing): its `files`, and the `list` of its chunks."""
    files: dict[str, str] = {}
    names: dict[str, list[str]] = {}
    made = search.make(batch.records, batch.groups, batch.words, whole=batch.whole)
    for part, found in search.chunk_files(made).items():
        names[part] = []
        for low, data in found:
            name = digest.of_bytes(compact(data).encode("utf-8", "backslashreplace"))[:8]
            names[part] += [*([low] if names[part] and part != "parts" else []), name]
            path = f"{batch.name}/{name}"
            files[f"assets/search/{path}.js"] = cache.put(batch.store, script("chunk", path, data))
    listed = {part: " ".join(found) for part, found in names.items()} | {"size": search.PART}
    files[f"assets/search/{batch.name}.js"] = cache.put(batch.store, script("scope", batch.name, listed))
    listing = json.dumps({"files": files, "list": compact(listed)})
    return [(batch.key, cache.put(batch.store, listing.encode()))]


def compact(data: object) -> str:
    """Plain data as JSON without spaces."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def script(function: str, name: str, data: object) -> bytes:
    """A classic script that calls `sitegen.<function>(name, data)`; safe inside HTML and old parsers."""
    text = compact(data).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"sitegen.{function}({json.dumps(name)},{text});\n".encode("utf-8", "backslashreplace")


def run(executor: Executor | None, tasks: Iterable[Task]) -> Iterator[Made]:
    """The results of all tasks, as they are done; work begins while later tasks are still being made.

    Without an executor they are done here, one after the other.
    """
    if executor is None:
        yield from (work(batch) for work, batch in tasks)
        return
    futures: list[Future[Made]] = [executor.submit(work, batch) for work, batch in tasks]
    try:
        for future in as_completed(futures):
            yield future.result()
    finally:
        for future in futures:
            future.cancel()


def processes(jobs: int) -> Executor | None:
    """An executor of so many processes; None for one, which needs none.

    Processes are forked where that is safe, so that they share what this one has loaded; else started anew.
    """
    if jobs < 2:
        return None
    safe = sys.platform == "linux" and threading.active_count() == 1
    return ProcessPoolExecutor(jobs, mp_context=get_context("fork" if safe else "spawn"))
