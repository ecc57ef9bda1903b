"""This site's own search, asked through its search page as a reader would."""

from __future__ import annotations

import sys
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page
from records import Query
from serving import Site, Visit, visit

WAIT = 15_000
ASK = """([q, city, wait]) => new Promise((resolve) => {
  const root = document.documentElement;
  const form = document.querySelector("form[role=search]");
  const text = form.elements.namedItem("q");
  const place = form.elements.namedItem("city");
  const end = (state) => { watch.disconnect(); clearTimeout(timer); resolve(state); };
  const watch = new MutationObserver(() => root.dataset.search === "done" && end("done"));
  const timer = setTimeout(end, wait, "late");
  watch.observe(root, {attributes: true, attributeFilter: ["data-search"]});
  const moved = place.value !== city;
  place.value = city;
  text.value = q;
  if (place.value !== city) return end("no such place");
  if (moved) place.dispatchEvent(new Event("change", {bubbles: true}));
  text.dispatchEvent(new Event("input", {bubbles: true}));
})"""
READ = """() => [...document.querySelectorAll("[data-result]")].map((hit) =>
  [hit.dataset.id, hit.matches("[data-parent]") || hit.querySelector("[data-parent]") !== null])"""


def address(query: Query, default: str, asked: bool = True) -> str:
    """The search page of the query's language, with the query unless it is to be typed."""
    folder = "" if query.lang == default else f"{query.lang.lower()}/"
    given = {"q": query.q} | ({"city": query.city} if query.city else {})
    return f"{folder}search/" + (f"?{urlencode(given)}" if asked else "")


def answers(browser: Browser, site: Site, queries: list[Query], default: str) -> tuple[list[list[str]], list[set[str]]]:
    """The ids in their order for each query, and those hits that show their parent."""
    pages: dict[str, Page] = {}
    ranked: list[list[str]] = []
    shown: list[set[str]] = []
    for query in queries:
        if query.lang not in pages:
            pages[query.lang] = browser.new_page()
            pages[query.lang].goto(site.address + address(query, default, asked=False))
        hits = _ask(pages[query.lang], query)
        ranked.append(list(dict.fromkeys(id for id, _ in hits)))
        shown.append({id for id, parent in hits if parent})
    for page in pages.values():
        page.close()
    return ranked, shown


def visits(browser: Browser, site: Site, queries: list[Query], default: str) -> list[Visit]:
    """A cold visit for each query."""
    return [visit(browser, site, address(query, default)) for query in queries]


def _ask(page: Page, query: Query) -> list[tuple[str, bool]]:
    """Type a query and choose its city; the hits once the page says that it is done with them."""
    state = page.evaluate(ASK, [query.q, query.city, WAIT])
    if state != "done":
        print(f"ours: {query.q!r} in {query.city or 'the hub'} ({query.lang}): {state}", file=sys.stderr)
        return []
    return [(str(id), bool(parent)) for id, parent in page.evaluate(READ)]
