"""Pagefind (extended): one page a record, weights on its parts, a filter for the place, asked through its own API."""

from __future__ import annotations

import subprocess
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from packages import HERE
from playwright.sync_api import Browser, Page
from records import BOOSTS, Query, Record
from serving import Site, Visit, visit

SHOWN = 10
PAGE = """<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{n}</title></head><body data-pagefind-body>
{scopes}
<h1 data-pagefind-weight="{boost}">{title}</h1>
{parts}
</body></html>
"""
SEARCH = """<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8"><title>Search</title><script type="module">
import * as pagefind from "/pagefind/pagefind.js";
window.ask = async (q, scope) => {{
  const found = await pagefind.search(q, scope ? {{filters: {{scope}}}} : {{}});
  const data = await Promise.all(found.results.slice(0, {shown}).map((hit) => hit.data()));
  return data.map((hit) => hit.raw_url ?? hit.url);
}};
const asked = new URLSearchParams(location.search);
if (asked.has("q")) await window.ask(asked.get("q"), asked.get("scope"));
document.documentElement.dataset.search = "done";
</script></head><body></body></html>
"""


def build(folder: Path, records: list[Record]) -> None:
    """Write the pages and a search page a language, and index them."""
    (folder / "r").mkdir(parents=True)
    for n, record in enumerate(records):
        (folder / "r" / f"{n}.html").write_text(_page(n, record), encoding="utf-8")
    for lang in {record.lang for record in records}:
        (folder / f"search-{lang}").mkdir()
        text = SEARCH.format(lang=lang, shown=SHOWN)
        (folder / f"search-{lang}" / "index.html").write_text(text, encoding="utf-8")
    program = HERE / "node_modules/.bin/pagefind"
    subprocess.run([str(program), "--site", str(folder), "--quiet", "--glob", "r/*.html"], check=True)


def answers(browser: Browser, site: Site, records: list[Record], queries: list[Query]) -> list[list[str]]:
    """The ids in their order for each query."""
    pages: dict[str, Page] = {}
    ranked = []
    for query in queries:
        if query.lang not in pages:
            pages[query.lang] = browser.new_page()
            pages[query.lang].goto(f"{site.address}search-{query.lang}/")
            pages[query.lang].wait_for_function("window.ask")
        found = pages[query.lang].evaluate("([q, scope]) => window.ask(q, scope)", [query.q, query.scope])
        ranked.append([records[int(Path(url).stem)].id for url in found])
    for page in pages.values():
        page.close()
    return ranked


def visits(browser: Browser, site: Site, queries: list[Query]) -> list[Visit]:
    """A cold visit for each query, until the data of the first ten results is there."""
    given = [urlencode({"q": query.q} | ({"scope": query.scope} if query.scope else {})) for query in queries]
    return [visit(browser, site, f"search-{q.lang}/?{words}") for q, words in zip(queries, given, strict=True)]


def _page(n: int, record: Record) -> str:
    scopes = "".join(f'<i data-pagefind-filter="scope[data-s]" data-s="{escape(s)}"></i>' for s in record.scopes)
    parts = "\n".join(
        f'<p data-pagefind-weight="{boost}">{escape(record.fields[name])}</p>'
        for name, boost in BOOSTS.items()
        if name != "title" and record.fields[name]
    )
    title = escape(record.fields["title"])
    return PAGE.format(lang=record.lang, n=n, scopes=scopes, boost=BOOSTS["title"], title=title, parts=parts)
