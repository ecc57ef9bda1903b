"""One HTML file per place: alone, read without script, searched as on the web."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from sitegen import pipeline
from sitegen.directory import Directory
from sitegen.search import Desk
from tests.conftest import ROOT, SiteFolder

DEED, CITY = "guangzhou/tax/deed-tax", "guangzhou"
SECTION = re.compile(
    r'<section class="single__page [^>]*id="([^"]+)".*?(?=<section class="single__page|</main>)', re.DOTALL
)
ASKED = """async (query) => {
    const box = document.querySelector("input[name=q]"), state = document.documentElement.dataset;
    box.value = query;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    while (state.search !== "done") await new Promise((resolve) => setTimeout(resolve, 5));
    return Array.from(document.querySelectorAll("[data-result]"), (result) => result.dataset.id);
}"""


@pytest.fixture
def file(tiny: SiteFolder) -> Path:
    """The tiny city as one file, in a folder of its own."""
    assert tiny.run("bundle", "--city", CITY, "--format", "html", "--to", str(tiny.folder / "one"), "--quiet") == 0
    return (tiny.folder / "one" / f"{CITY}.html").rename(tiny.folder / "alone.html")


@pytest.fixture
def packed(tiny: SiteFolder) -> Path:
    """The same packed, in a folder of its own."""
    assert (
        tiny.run("bundle", "--city", CITY, "--format", "packed.html", "--to", str(tiny.folder / "one"), "--quiet") == 0
    )
    return (tiny.folder / "one" / f"{CITY}.packed.html").rename(tiny.folder / "alone.html")


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Page]:
    """A browser that runs no scripts."""
    context = chromium.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def shown(page: Page) -> list[str | None]:
    """The ids of the pages that are seen."""
    return [one.get_attribute("id") for one in page.locator(".single__page").all() if one.is_visible()]


@pytest.mark.browser
@pytest.mark.parametrize("form", ["file", "packed"])
def test_it_is_alone_and_complete(form: str, request: pytest.FixtureRequest, page: Page) -> None:
    """The hub first, search while one types, the page of a result, the way back: nothing but the file is asked for."""
    file: Path = request.getfixturevalue(form)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert shown(page) == ["hub"]
    page.locator("input[name=q]").press_sequentially("qishui")
    page.wait_for_selector("html[data-search=done]")
    assert shown(page) == ["search"] and page.evaluate("scrollY") == 0, "the box stays in sight"
    assert page.input_value("input[name=q]:focus") == "qishui", "the box keeps the focus"
    page.locator("[data-result] h2 a").first.click()
    page.wait_for_selector(f"[id='{DEED}'] h1:visible")
    assert shown(page) == [DEED] and page.title().startswith("契税")
    page.go_back()
    page.wait_for_selector("[data-result]:visible")
    page.go_forward()
    page.locator(f"[id='{DEED}'] a[data-hub]").click()
    page.wait_for_selector("#hub:visible")
    assert shown(page) == ["hub"] and asked == [file.as_uri()]


@pytest.mark.browser
def test_search_leads_away_from_any_page(file: Path, page: Page) -> None:
    """What is typed on the page of a service shows the results alone; Back leads to the service, again alone."""
    page.goto(f"{file.as_uri()}#{CITY}")
    page.locator(f"[id='{CITY}'] a[href='#{CITY}/tax']").click()
    assert shown(page) == [f"{CITY}/tax"]
    page.locator("input[name=q]").press_sequentially("sb")
    assert shown(page) == ["search"]
    page.go_back()
    assert shown(page) == [f"{CITY}/tax"]
    page.locator(f"[id='{CITY}/tax'] a[data-hub]").click()
    assert shown(page) == ["hub"]


@pytest.mark.browser
def test_it_is_read_without_script(file: Path, reader: Page) -> None:
    """By links alone from the hub to a service and back; shown is one page at a time."""
    reader.goto(file.as_uri())
    assert shown(reader) == ["hub"]
    for id in (CITY, f"{CITY}/tax", DEED):
        reader.locator(f".single__page:visible a[href='#{id}']").first.click()
        assert shown(reader) == [id]
    assert reader.locator(f"[id='{DEED}'] [aria-current=page]").inner_text() == "契税申报"
    reader.locator(f"[id='{DEED}'] .answers a[href*=':']").first.click()
    assert shown(reader) == [DEED], "a link within a page keeps it"
    reader.locator(f"[id='{DEED}'] a[data-hub]").click()
    assert shown(reader) == ["hub"]


@pytest.mark.browser
def test_the_packed_file_says_where_it_cannot_be_read(packed: Path, page: Page, reader: Page) -> None:
    """Without scripts, without DecompressionStream, or cut off on the way, it names the file that can be read."""
    page.add_init_script("delete window.DecompressionStream")
    for one in (page, reader):
        one.goto(packed.as_uri())
        assert f"{CITY}.html" in one.locator(".single__instead:visible").inner_text()
        assert shown(one) == ["hub"]


@pytest.mark.browser
def test_what_is_typed_while_it_unpacks_is_searched(packed: Path, page: Page) -> None:
    """A query that stands in the box before the pages do brings its results once they are there."""
    page.add_init_script("""
        const text = Response.prototype.text;
        Response.prototype.text = async function () {
            document.documentElement.dataset.held = "";
            await new Promise((resolve) => { window.release = resolve; });
            return text.call(this);
        };
    """)
    page.goto(packed.as_uri())
    page.wait_for_selector("html[data-held]")
    page.locator("input[name=q]").press_sequentially("qishui")
    page.evaluate("window.release()")
    page.wait_for_selector("html[data-search=done]")
    assert shown(page) == ["search"] and page.input_value("input[name=q]:focus") == "qishui"
    assert page.locator("[data-result]:visible").first.get_attribute("data-id") == DEED


@pytest.mark.browser
def test_a_damaged_packed_file_says_so(packed: Path, page: Page) -> None:
    """What cannot be unpacked is not shown by half."""
    text = packed.read_text(encoding="utf-8")
    middle = text.index("data-packed>") + 2000
    packed.write_text(text[:middle] + text[middle + 400 :], encoding="utf-8")
    page.goto(packed.as_uri())
    page.wait_for_selector(".single__instead:visible")
    assert shown(page) == ["hub"]


def test_links_alone_lead_to_every_page(file: Path) -> None:
    """From the hub, over all pages; no link leads nowhere, no id stands twice."""
    text = file.read_text(encoding="utf-8")
    pages = {found[1]: found[0] for found in SECTION.finditer(text)}
    ids = re.findall(r'[ <]id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    links = {id: set(re.findall(r'href="#([^"]+)"', page)) for id, page in pages.items()}
    assert {link for found in links.values() for link in found} - set(ids) == set()
    around = set(re.findall(r'href="#([^"]+)"', SECTION.sub("", text))) & set(pages)
    reached, edge = {"hub", *around}, {"hub", *around}
    while edge:
        edge = {link for id in edge for link in links[id] if link in pages} - reached
        reached |= edge
    assert set(pages) - reached == set() and DEED in reached


def test_it_says_what_it_is(file: Path) -> None:
    """When it was made and what needs a network; its scripts are those that its policy names."""
    text = file.read_text(encoding="utf-8")
    assert "这是一份副本，制作于" in text and "带箭头的链接通往别的网站，需要网络。" in text
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy and "unsafe" not in policy[1] and policy[1].count("sha256-") == text.count("<script>") + 1


@pytest.fixture(scope="module")
def directory() -> Directory:
    """The shipped content."""
    read, _ = pipeline.read(ROOT / "content")
    assert read is not None
    return read


@pytest.mark.browser
@pytest.mark.parametrize(
    "city",
    ["guangzhou", *(pytest.param(id, marks=pytest.mark.long) for id in ("guangan", "hangzhou", "shenzhen", "wuhan"))],
)
def test_a_copy_ranks_as_the_web(
    directory: Directory, shipped: SiteFolder, tmp_path: Path, page: Page, city: str
) -> None:
    """For every expectation of a place, the file brings the same first ten in the same order."""
    for name in ("content", "cache"):
        (tmp_path / name).symlink_to(shipped.folder / name)
    site = SiteFolder(tmp_path)
    assert site.run("bundle", "--city", city, "--format", "html", "--to", str(tmp_path / "one"), "--quiet") == 0
    desk, lang = Desk(directory), directory.default.lang
    page.goto((tmp_path / "one" / f"{city}.html").as_uri())
    differing, asked = {}, 0
    for one in directory.expectations:
        where, found = desk.found(one.q, city, lang)
        if one.city != city or one.lang != lang or found.understood.city not in (None, city):
            continue
        asked += 1
        expected = [where.records[answer.number].id for answer in found.answers[:10]]
        got = page.evaluate(ASKED, one.q)
        if got != expected:
            differing[one.q] = (expected[:3], got[:3])
    assert asked > 30 and differing == {}
