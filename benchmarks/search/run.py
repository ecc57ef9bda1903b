"""Search quality and bytes beside other engines: `.venv/bin/python benchmarks/search/run.py [--queries FILE]`.

Builds the site, gives the same records and judged queries to every engine, and prints two Markdown tables.
Needs Node.js and Chromium; the engines' packages are installed into this folder at the first run.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import packages
import records
import report
import serving
from engines import material, ours, pagefind
from playwright.sync_api import Browser, sync_playwright
from records import Query, Record
from report import Run

ENGINES = ("ours", "pagefind", "minisearch", "lunr-segmenter", "lunr-jieba", "material")


@dataclass(frozen=True, slots=True)
class Task:
    """What every engine is given."""

    content: Path
    site: Path | None
    folder: Path
    browser: Browser
    default: str
    records: list[Record]
    queries: list[Query]
    sample: list[Query]

    @property
    def nothing(self) -> list[set[str]]:
        """For engines whose hits do not name their parents."""
        return [set() for _ in self.queries]


def sample(queries: list[Query]) -> list[Query]:
    """The queries whose bytes are weighed: the first that has an answer, of each language and place."""
    found: dict[tuple[str, str], Query] = {}
    for query in queries:
        if query.find:
            found.setdefault((query.lang, query.scope), query)
    return list(found.values())


def run_ours(task: Task) -> Run:
    """This site's own search."""
    site = task.site or task.folder / "ours"
    if task.site is None:
        call = [sys.executable, "build.py", "--quiet", "--content", str(task.content.resolve())]
        call += ["--output", str(site), "--cache", str(task.folder / "cache")]
        subprocess.run(call, check=True, cwd=records.ROOT)
    with serving.serve(site) as served:
        ranked, shown = ours.answers(task.browser, served, task.queries, task.default)
        visits = ours.visits(task.browser, served, task.sample, task.default)
    project = tomllib.loads((records.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return Run("this site", f"{project['name']} {project['version']}", ranked, shown, tuple(visits))


def run_pagefind(task: Task) -> Run:
    """Pagefind in the browser."""
    folder = task.folder / "pagefind"
    pagefind.build(folder, task.records)
    with serving.serve(folder) as served:
        ranked = pagefind.answers(task.browser, served, task.records, task.queries)
        visits = pagefind.visits(task.browser, served, task.sample)
    version = f"{packages.npm_version('pagefind')} extended"
    return Run("Pagefind", version, ranked, task.nothing, tuple(visits))


def run_minisearch(task: Task) -> Run:
    """MiniSearch in Node.js."""
    ranked, weights = _node(task, "minisearch")
    return Run("MiniSearch", packages.npm_version("minisearch"), ranked, task.nothing, weights=weights)


def run_segmenter(task: Task) -> Run:
    """lunr-languages as in a browser."""
    ranked, weights = _node(task, "lunr", "segmenter")
    return Run("lunr-languages zh", _lunr(), ranked, task.nothing, weights=weights)


def run_jieba(task: Task) -> Run:
    """lunr-languages as in Node.js; its bytes would need a dictionary that no browser has."""
    ranked, _ = _node(task, "lunr", "jieba")
    return Run("the same, jieba", f"@node-rs/jieba {packages.npm_version('@node-rs/jieba')}", ranked, task.nothing)


def run_material(task: Task) -> Run:
    """MkDocs Material's own worker in the browser."""
    folder = task.folder / "material"
    material.build(folder, task.records)
    with serving.serve(folder / "site") as served:
        ranked = material.answers(task.browser, served, folder, task.records, task.queries)
    sizes = {lang: material.sizes(folder, lang) for lang in {query.lang for query in task.queries}}
    weights = tuple((sizes[query.lang], sizes[query.lang]) for query in task.sample)
    version = f"{packages.pip_version('mkdocs-material')} with jieba {packages.pip_version('jieba')}"
    return Run("MkDocs Material", version, ranked, task.nothing, weights=weights)


RUNS: dict[str, Callable[[Task], Run]] = dict(
    zip(ENGINES, (run_ours, run_pagefind, run_minisearch, run_segmenter, run_jieba, run_material), strict=True)
)


def main() -> None:
    """Run the engines one after the other and print the tables."""
    options = _options()
    packages.install()
    whole = records.directory(options.content)
    queries = records.queries(options.queries or options.content / "search/expectations.yaml", whole)
    given = records.records(whole)
    _judge(given, queries)
    chromium = shutil.which("chromium") or sys.exit("chromium is missing")
    runs = []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        flags = ["--no-sandbox"] if os.getuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        default = whole.default.lang
        task = Task(options.content, options.site, Path(name), browser, default, given, queries, sample(queries))
        for engine in options.engines:
            start = time.perf_counter()
            run = RUNS[engine](task)
            runs.append(run)
            print(f"{engine}: {time.perf_counter() - start:.0f} s", file=sys.stderr)
        programs = [f"Chromium {browser.version}", f"Node.js {packages.program_version('node')}"]
        browser.close()
    parent = {record.id: record.parent for record in given}
    rows = [report.row(run, queries, parent) for run in runs]
    tables = report.markdown(rows, len(given), programs)
    print(tables)
    if options.write:
        report.write(options.write, tables)
    if options.json:
        options.json.write_text(_json(queries, rows), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--content", type=Path, default=records.ROOT / "content")
    parser.add_argument("--queries", type=Path, help="judged queries (the expectations of the content)")
    parser.add_argument("--site", type=Path, help="the site as built already from this content")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES), metavar="ENGINE")
    parser.add_argument("--write", type=Path, help="a page with the two marks between which the tables go")
    parser.add_argument("--json", type=Path, help="where all answers and figures go")
    return parser.parse_args()


def _judge(given: list[Record], queries: list[Query]) -> None:
    """Say which judged ids no record has: nobody can find them."""
    known = {(record.lang, record.id) for record in given}
    for query in queries:
        for id in query.find:
            if (query.lang, id) not in known:
                print(f"{query.q}: no record {id} in {query.lang}", file=sys.stderr)


def _node(task: Task, engine: str, *words: str) -> tuple[list[list[str]], tuple[tuple[int, int], ...]]:
    answer = packages.node(engine, task.records, task.queries, *words)
    bytes = answer["bytes"]
    weights = tuple((bytes[query.lang][""], bytes[query.lang][query.scope]) for query in task.sample)
    return answer["ranked"], weights


def _lunr() -> str:
    return f"lunr {packages.npm_version('lunr')}, lunr-languages {packages.npm_version('lunr-languages')}"


def _json(queries: list[Query], rows: list[report.Row]) -> str:
    def answers(row: report.Row) -> list[dict[str, object]]:
        return [{"q": q.q, "ids": ids} for q, ids in zip(queries, row.run.ranked, strict=True)]

    data = {
        "queries": [asdict(query) for query in queries],
        "engines": {
            row.run.name: {
                "version": row.run.version,
                "overall": asdict(row.overall),
                "interval": row.interval,
                "parents": row.parents,
                "kinds": {kind: asdict(figures) for kind, figures in row.kinds.items()},
                "visits": [asdict(visit) for visit in row.run.visits],
                "weights": row.run.weights,
                "answers": answers(row),
            }
            for row in rows
        },
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    main()
