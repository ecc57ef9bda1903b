"""The pages as readers meet them: valid, accessible, reachable, from a server and from disk."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sitegen import audit
from tests.conftest import ROOT, SiteFolder

AXE = ROOT / "node_modules/axe-core/axe.min.js"
KINDS = {
    "hub": "",
    "city": "guangzhou/",
    "list": "guangzhou/zero-visit/",
    "category": "guangzhou/household/",
    "category over cities": "categories/household/",
    "service": "guangzhou/household/id-card-replace/",
    "group": "guangzhou/social-security/social-insurance/",
    "same service in all cities": "services/household/id-card-replace/",
    "provider": "providers/mps/",
    "providers": "providers/",
    "journey": "journeys/having-a-child/",
    "topic": "journeys/respiratory-season/",
    "notice": "notices/not-an-official-site/",
    "a-z": "a-z/",
    "letter": "a-z/s/",
    "search": "search/",
    "about": "about/",
    "not found": "404.html",
}
BOTH = [(lang, kind) for lang in ("", "en/") for kind in KINDS if (lang, kind) != ("en/", "not found")]


def html_files(site: SiteFolder) -> list[tuple[str, str]]:
    found = sorted(site.output.rglob("*.html"))
    return [(p.relative_to(site.output).as_posix(), p.read_text(encoding="utf-8")) for p in found]


class Outline(HTMLParser):
    """What every page must have, counted."""

    def __init__(self) -> None:
        super().__init__()
        self.count: dict[str, int] = {}
        self.crumbs: list[dict[str, str | None]] = []
        self.in_crumbs = False
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        named = [tag, f"{tag}#{given.get('id')}", f"{tag}[role={given.get('role')}]"]
        for name in named:
            self.count[name] = self.count.get(name, 0) + 1
        if tag == "nav":
            self.in_crumbs = "breadcrumb" in (given.get("class") or "").split()
        if self.in_crumbs and (tag == "a" or "aria-current" in given):
            self.crumbs.append(given)
        if "style" in given or any(name.startswith("on") for name in given):
            self.inline.append(str(given))
        if tag == "style" or (tag == "script" and not given.get("src") and given.get("type") != "application/ld+json"):
            self.inline.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "nav":
            self.in_crumbs = False


@pytest.mark.parametrize("style", ["web", "offline"])
def test_every_page_is_whole(request: pytest.FixtureRequest, style: str) -> None:
    """One h1, one main, one search form, no inline script or style, and the hub first in the breadcrumb."""
    site: SiteFolder = request.getfixturevalue("shipped" if style == "web" else "shipped_offline")
    wrong = []
    for path, html in html_files(site):
        outline = Outline()
        outline.feed(html)
        counts = [outline.count.get(name, 0) for name in ("h1", "main#main", "form[role=search]", "title")]
        hub_first = bool(outline.crumbs) and "data-hub" in outline.crumbs[0]
        current_last = bool(outline.crumbs) and outline.crumbs[-1].get("aria-current") == "page"
        if counts != [1, 1, 1, 1] or not hub_first or not current_last or outline.inline:
            wrong.append((path, counts, hub_first, current_last, outline.inline[:1]))
    assert wrong == []


@pytest.mark.parametrize("style", ["web", "offline"])
def test_no_link_is_dead_and_the_hub_leads_everywhere(request: pytest.FixtureRequest, style: str) -> None:
    """Every link between pages leads to a file, and every page is reached from the hub in four steps."""
    site: SiteFolder = request.getfixturevalue("shipped" if style == "web" else "shipped_offline")
    assert list(audit.links(html_files(site), set(site.files()))) == []


def test_the_audit_can_fail() -> None:
    """A dead link and a page that nothing leads to are found."""
    pages = [("index.html", '<a href="x/">x</a>'), ("alone/index.html", "")]
    found = [(d.code.name, d.span.path) for d in audit.links(pages, {"index.html", "alone/index.html"})]
    assert found == [("dead-link", "index.html"), ("unreached", "alone/index.html")]


@pytest.mark.parametrize("style", ["web", "offline"])
def test_link_style(request: pytest.FixtureRequest, style: str) -> None:
    """Web links end in folders; offline links name files, so that a disk shows no listing."""
    site: SiteFolder = request.getfixturevalue("shipped" if style == "web" else "shipped_offline")
    for path in ("index.html", "guangzhou/index.html", "guangzhou/household/id-card-replace/index.html"):
        inside = [h for h in re.findall(r'<a [^>]*?href="([^"]+)"', site.page(path)) if not re.match(r"[a-z]+:|#", h)]
        assert inside
        assert all(("index.html" in link or link == "404.html") == (style == "offline") for link in inside)


def test_every_guangan_item_has_its_page(shipped: SiteFolder) -> None:
    """All 1,135 items of the data are there, each with its real link."""
    items = json.loads((ROOT / "imports/guangan-zwfw/items.json").read_text(encoding="utf-8"))
    pages = "\n".join(html for path, html in html_files(shipped) if path.startswith("guangan/"))
    links = set(re.findall(r'href="(http://www\.sczwfw\.gov\.cn/[^"]+)"', pages))
    assert len(items) == 1135
    assert {item["link"].replace("&", "&amp;") for item in items} <= links


def test_service_pages_weigh_little(shipped: SiteFolder) -> None:
    """HTML and CSS of a service page are at most 14 kB compressed."""
    css = next(shipped.output.glob("assets/site.*.css")).read_bytes()
    weight = len(gzip.compress(css, 9))
    services = [p for p in shipped.output.glob("guangzhou/*/*/index.html") if "locations" not in p.parts]
    heaviest = max(services, key=lambda p: p.stat().st_size)
    assert weight + len(gzip.compress(heaviest.read_bytes(), 9)) <= 14_000


@pytest.mark.node
def test_html_is_valid(shipped: SiteFolder, node: str) -> None:
    """A checker of the HTML standard finds nothing on any page kind, in both languages."""
    paths = [
        str(shipped.output / lang / KINDS[kind] / ("" if KINDS[kind].endswith(".html") else "index.html"))
        for lang, kind in BOTH
    ]
    call = [
        node,
        str(ROOT / "node_modules/.bin/html-validate"),
        "--config",
        str(ROOT / "tests/htmlvalidate.json"),
        *paths,
    ]
    done = subprocess.run(call, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("lang", "kind"), BOTH)
def test_axe_finds_no_violation(chromium: Browser, address: str, lang: str, kind: str, scheme: Any) -> None:
    """axe-core finds no violation on any page kind, in both languages, light and dark."""
    context = chromium.new_context(viewport={"width": 375, "height": 667}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}{lang}{KINDS[kind]}")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    context.close()
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in result["violations"]] == []


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "kind"), BOTH)
def test_pages_fit_a_narrow_screen(chromium: Browser, address: str, lang: str, kind: str) -> None:
    """At 320 px nothing has to be scrolled sideways."""
    page = chromium.new_page(viewport={"width": 320, "height": 568})
    page.goto(f"{address}{lang}{KINDS[kind]}")
    width = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert width <= 320


@pytest.mark.browser
def test_pages_read_without_javascript(chromium: Browser, address: str) -> None:
    """With scripts off a reader gets from the hub to a service, and sees visits, cost and the number to call."""
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 375, "height": 667})
    page = context.new_page()
    page.goto(address)
    page.locator("main a", has_text="广州").first.click()
    page.locator("main a", has_text="户口与身份证").first.click()
    page.locator("main a", has_text="补办身份证").first.click()
    assert "补办身份证" in page.locator("h1").inner_text()
    assert page.get_by_text("¥40").first.is_visible()
    page.locator("[data-hub]").click()
    assert page.url.rstrip("/") == address.rstrip("/")
    context.close()


@pytest.mark.browser
def test_the_answers_stand_before_the_first_scroll(page: Page, address: str) -> None:
    """Visits, cost, time, what to bring and whom to ask are seen on a phone without scrolling."""
    page.goto(f"{address}guangzhou/household/id-card-replace/")
    bottom = page.locator(".answers").evaluate("e => e.getBoundingClientRect().bottom")
    assert bottom <= 667


@pytest.mark.browser
@pytest.mark.parametrize("place", ["http", "file"])
def test_no_page_asks_another_host(chromium: Browser, address: str, shipped_offline: SiteFolder, place: str) -> None:
    """Nothing is loaded from anywhere else, and from disk nothing fails to load."""
    context = chromium.new_context()
    page = context.new_page()
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: failed.append(request.url))
    base = address if place == "http" else shipped_offline.output.as_uri() + "/"
    for path in (
        "index.html",
        "guangzhou/index.html",
        "guangzhou/household/id-card/index.html",
        "search/index.html?q=社保&city=guangzhou",
    ):
        page.goto(base + path)
        page.wait_for_load_state("networkidle")
    context.close()
    assert [url for url in asked if not url.startswith(base)] == []
    assert failed == []


@pytest.mark.browser
def test_print_keeps_the_content(chromium: Browser, address: str, tmp_path: Path) -> None:
    """On paper the answers and the channels stay, the search box goes."""
    page = chromium.new_page()
    page.goto(f"{address}guangzhou/household/id-card-replace/")
    page.emulate_media(media="print")
    assert page.locator(".answers").is_visible()
    assert page.locator("form[role=search]").is_hidden()
    page.close()


@pytest.mark.browser
def test_a_notice_expires_in_the_browser(chromium: Browser, tiny: SiteFolder) -> None:
    """A page that was built while a notice held hides it after its end."""
    tiny.build("--now", "2026-12-31", "--links", "offline")
    for now, shown in (("2026-12-31T12:00:00+08:00", True), ("2027-01-05T12:00:00+08:00", False)):
        context = chromium.new_context()
        page = context.new_page()
        page.clock.install(time=now)
        page.goto((tiny.output / "index.html").as_uri())
        assert page.locator("[data-notice=holiday]").is_visible() == shown
        page.goto((tiny.output / "guangzhou/tax/index.html").as_uri())
        page.wait_for_load_state("load")
        assert (page.locator("[data-notice=holiday]:visible").count() == 1) == shown, "by the include"
        context.close()


@pytest.mark.long
def test_the_shipped_content_builds_twice_to_the_same_bytes(shipped: SiteFolder, tmp_path: Path) -> None:
    """A second clean build, with no cache, gives every byte again."""
    (tmp_path / "content").symlink_to(ROOT / "content")
    other = SiteFolder(tmp_path)
    assert other.build("--jobs", "1")["exit"] == 0
    assert other.files() == shipped.files()


def scripts_of_the_box(page: str) -> list[str]:
    """The addresses of the scripts that a first question in the box of a page needs."""
    found = re.search(r'data-needs="([^"]+)"', page)
    assert found
    return found[1].split()


def test_the_search_page_does_not_grow_with_the_places(tiny: SiteFolder) -> None:
    """Up to twelve places the search page names all chunks; with more of them only the hub's."""
    tiny.build()
    assert set(re.findall(r'<option value="([^"]*)" data-chunks="\{', tiny.page("search/index.html"))) == {
        "",
        *re.findall(r'<option value="([^"]+)"', tiny.page("search/index.html")),
    }
    for number in range(13):
        tiny.write(f"cities/place{number}/city.yaml", f"name: 试验{number}市\nlevel: city\nadopts: ['*']\n")
    tiny.build()
    page = tiny.page("search/index.html")
    assert "place12" in re.findall(r'<option value="([^"]*)"', page)
    assert re.findall(r'<option value="([^"]*)" data-chunks="\{', page) == [""]


def test_the_box_names_all_that_it_needs(tiny: SiteFolder) -> None:
    """The search, its words and the chunks of the box's own place lie where the page says."""
    tiny.build()
    for path, scope in (("index.html", "hub.js"), ("guangzhou/index.html", "guangzhou.js")):
        scripts = scripts_of_the_box(tiny.page(path))
        assert scripts[-1].endswith(scope)
        assert all(((tiny.output / path).parent / script).is_file() for script in scripts), scripts
