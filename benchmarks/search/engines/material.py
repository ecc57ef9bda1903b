"""MkDocs Material: a site that MkDocs builds (its plugin cuts Chinese with jieba), asked in its own search worker."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

from packages import VENV
from playwright.sync_api import Browser, Page
from records import BOOSTS, Query, Record
from serving import Site, wire

DEPTH = 10
NUMBER = re.compile(r"^r/(\d+)/")
CONFIG = """site_name: Services
docs_dir: docs
site_dir: {site}
nav: [index.md]
not_in_nav: r/*.md
validation: {{nav: {{omitted_files: ignore}}}}
theme: {{name: material, language: {language}, font: false}}
plugins:
  - search:
      fields: {{title: {{boost: {title}}}, text: {{boost: {text}}}}}
"""
SEARCH = "<!DOCTYPE html><html><head><meta charset=utf-8><title>Search</title></head><body></body></html>"
START = """async (worker) => {
  const {config, docs} = await (await fetch("search/search_index.json")).json();
  const search = new Worker(worker);
  const reply = (message) => new Promise((resolve) => {
    search.onmessage = (event) => resolve(event.data);
    search.postMessage(message);
  });
  await reply({type: 0, data: {config, docs, options: {suggest: false}}});
  window.ask = async (q) => (await reply({type: 2, data: q})).data.items.map((item) => item[0].location);
}"""


def build(folder: Path, records: list[Record]) -> None:
    """A site for each language, one page a record."""
    for lang in sorted({record.lang for record in records}):
        home = folder / "source" / lang
        (home / "docs" / "r").mkdir(parents=True)
        (home / "docs" / "index.md").write_text("---\nsearch: {exclude: true}\n---\n", encoding="utf-8")
        for n, record in enumerate(records):
            if record.lang == lang:
                (home / "docs" / "r" / f"{n}.md").write_text(_page(record), encoding="utf-8")
        site, language = folder / "site" / lang, "zh" if lang.startswith("zh") else lang
        config = home / "mkdocs.yml"
        config.write_text(
            CONFIG.format(site=site.resolve(), language=language, title=BOOSTS["title"], text=BOOSTS["body"]),
            encoding="utf-8",
        )
        call = [str(VENV / "bin/mkdocs"), "build", "--quiet", "--config-file", str(config)]
        subprocess.run(call, check=True, stderr=subprocess.DEVNULL)
        (site / "ask.html").write_text(SEARCH, encoding="utf-8")


def answers(browser: Browser, site: Site, folder: Path, records: list[Record], queries: list[Query]) -> list[list[str]]:
    """The ids in their order for each query, hits of other places left out after ranking."""
    pages: dict[str, Page] = {}
    ranked = []
    for query in queries:
        if query.lang not in pages:
            pages[query.lang] = browser.new_page()
            pages[query.lang].goto(f"{site.address}{query.lang}/ask.html")
            pages[query.lang].evaluate(START, _worker(folder / "site" / query.lang).as_posix())
        found = pages[query.lang].evaluate("(q) => window.ask(q)", query.q)
        hits = [records[int(number)] for location in found for number in NUMBER.findall(location)]
        ranked.append([hit.id for hit in hits if not query.scope or query.scope in hit.scopes][:DEPTH])
    for page in pages.values():
        page.close()
    return ranked


def sizes(folder: Path, lang: str) -> int:
    """The bytes of a language's texts, of the worker that makes lunr's index of them, and of what the worker loads."""
    site = folder / "site" / lang
    index = site / "search/search_index.json"
    langs = json.loads(index.read_text(encoding="utf-8"))["config"]["lang"]
    more = ["stemmer.support", *langs] if langs != ["en"] else []
    scripts = [site / "assets/javascripts/lunr/min" / f"lunr.{name}.min.js" for name in more]
    return sum(len(wire(file)) for file in (index, site / _worker(site), *scripts))


def _worker(site: Path) -> Path:
    return next(iter(sorted((site / "assets/javascripts/workers").glob("search.*.min.js")))).relative_to(site)


def _page(record: Record) -> str:
    title = record.fields["title"].replace("\n", " ")
    texts = [text.replace("\n", "\n\n") for name, text in record.fields.items() if name != "title" and text]
    return f"# {title}\n\n" + "\n\n".join(texts) + "\n"
