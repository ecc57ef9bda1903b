"""Pages on paper: whole, no wider than the paper, with the address of the page for people and for telephones."""

from __future__ import annotations

import gzip
import re
import shutil
from base64 import b64decode
from io import BytesIO

import pytest
import segno
from PIL import Image
from playwright.sync_api import Page
from pypdf import PdfReader

from sitegen import qr
from tests.conftest import ROOT, SiteFolder

BASE = "https://example.org/town"
LONG = "https://example.org/a/very/long/address/that/has/no/space/in/it/at/all/index.html"
KINDS = {
    "hub": "",
    "city": "guangzhou/",
    "category": "guangzhou/tax/",
    "service": "guangzhou/tax/deed-tax/",
    "shared": "services/tax/deed-tax/",
    "journey": "journeys/first-job/",
    "notice": "notices/holiday/",
    "provider": "providers/tax-office/",
    "location": "guangzhou/locations/tianhe/",
    "letter": "a-z/q/",
    "letters": "a-z/",
    "search": "search/",
    "about": "about/",
    "english": "en/guangzhou/social-security/card/",
}
# What only leads on, or does something, and says nothing on paper.
NAVIGATION = ".tools, .keep, .parts, .letters, .back, .onward, [aria-labelledby=onward], button, .filters, [hidden]"
LINES = """(navigation) => {
  const lines = [];
  for (const part of document.querySelectorAll("main, .breadcrumb, .site-footer__call")) {
    const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const text = node.textContent.trim();
      const shown = node.parentElement.getClientRects().length > 0;
      if (text && !node.parentElement.closest(navigation)) lines.push([text, shown]);
    }
  }
  return lines;
}"""
WIDE = """() => [...document.querySelectorAll("body *")].filter((part) => {
  const box = part.getBoundingClientRect();
  return box.width > 1 && (box.right > innerWidth + 0.5 || box.left < -0.5);
}).map((part) => part.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    """The tiny site as it stands on the web, with a long address and a folded answer on a page."""
    site = SiteFolder(tmp_path_factory.mktemp("town"))
    shutil.copytree(ROOT / "tests/sites/tiny/content", site.content)
    more = f"source_url: {LONG}\nfaq: [{{q: 要多久？, a: 折叠起来的回答。}}]\nchannels:"
    site.edit("cities/guangzhou/tax/deed-tax.md", "channels:", more)
    assert site.build("--base-url", BASE)["exit"] == 0
    return site


def on_paper(page: Page, site: SiteFolder, address: str, width: int, question: str = "") -> Page:
    """The page as it lies on paper so many CSS pixels wide (96 an inch)."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((site.output / address / "index.html").as_uri() + question)
    if question:
        page.wait_for_selector("html[data-search=done]", state="attached")
    page.emulate_media(media="print")
    return page


def modules(picture: Image.Image) -> list[list[int]]:
    """A grey picture of one pixel a module as rows; 1 is dark."""
    grey, side = picture.tobytes(), picture.width
    return [[int(value < 128) for value in grey[y * side : (y + 1) * side]] for y in range(picture.height)]


@pytest.mark.browser
@pytest.mark.parametrize("width", [272, 673], ids=["72mm", "A4"])
@pytest.mark.parametrize("kind", [*KINDS, "answers"])
def test_nothing_is_lost_or_cut_off(town: SiteFolder, page: Page, kind: str, width: int) -> None:
    """On A4 and on a receipt all that the page says is there and fits the paper; what only leads on is not."""
    address, question = KINDS.get(kind, "search/"), "?q=契税" if kind == "answers" else ""
    on_paper(page, town, address, width, question)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(WIDE) == []
    lines = page.evaluate(LINES, NAVIGATION)
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1200, "height": 900})
    shown = {text for text, visible in page.evaluate(LINES, NAVIGATION) if visible}
    assert shown and shown <= {text for text, visible in lines if visible}
    page.emulate_media(media="print")
    assert page.locator(".site-header, .tools, .filters, .onward, button").filter(visible=True).count() == 0
    assert page.locator(".letters").filter(visible=True).count() == (kind == "letters")


@pytest.mark.browser
def test_answers_come_first(town: SiteFolder, page: Page) -> None:
    """On a receipt the trail, the name and the answers stand on the first 12 centimetres, one below the other."""
    on_paper(page, town, KINDS["service"], 272)
    assert page.locator(".breadcrumb li").all_inner_texts() == ["小城办事", "广州", "税务", "契税申报"]
    boxes = [part.bounding_box() for part in page.locator(".answers > div").all()]
    assert all(box and box["width"] > 250 for box in boxes)
    assert boxes[-1] and boxes[-1]["y"] + boxes[-1]["height"] < 120 / 25.4 * 96
    assert page.locator("details .prose").inner_text() == "折叠起来的回答。"
    printed = page.evaluate("getComputedStyle(document.querySelector('a.outside'), '::after').content")
    assert "attr(href)" in printed or "https://" in printed


@pytest.mark.browser
def test_paper_of_any_size(town: SiteFolder, page: Page) -> None:
    """The paper is the printer's: 72 mm without margins at the sides, A4 with, and all of it in the file."""
    on_paper(page, town, KINDS["service"], 272)
    for width, height in (("72mm", "297mm"), ("210mm", "297mm")):
        made = PdfReader(BytesIO(page.pdf(width=width, height=height)))
        assert round(made.pages[0].mediabox.width / 72 * 25.4) == int(width[:-2])
        text = re.sub(r"\s", "", "".join(sheet.extract_text() for sheet in made.pages))
        assert f"{BASE}/guangzhou/tax/deed-tax/" in text
        assert LONG in text


@pytest.mark.browser
@pytest.mark.parametrize("kind", KINDS)
def test_the_code_on_paper_leads_to_the_page(town: SiteFolder, page: Page, kind: str) -> None:
    """On paper alone, each page shows its address, and a code of it whose modules are those that segno makes."""
    address = f"{BASE}/{KINDS[kind]}"
    on_paper(page, town, KINDS[kind], 272)
    assert page.locator(".printed-url b").inner_text() == address
    picture = page.locator(".printed-url img")
    wanted = segno.make_qr(address, error="m", mode="byte", mask=qr.MASK, boost_error=False).matrix
    side = len(wanted)
    page.set_viewport_size({"width": 800, "height": 1200})
    shot = Image.open(BytesIO(picture.screenshot())).convert("L")
    assert modules(shot.resize((side, side), Image.Resampling.NEAREST)) == [[m & 1 for m in row] for row in wanted]
    page.emulate_media(media="screen")
    assert picture.is_hidden() and page.locator(".printed-url").is_hidden()


def test_copies_and_pages_without_an_address_have_no_code(tiny: SiteFolder) -> None:
    """Where no web address is known, in copies, and on the page that stands for missing ones there is none."""
    tiny.build("--base-url", BASE)
    path = "guangzhou/tax/deed-tax/index.html"
    assert 'class="printed-url"' in tiny.page(path)
    assert 'class="printed-url"' not in tiny.page("404.html")
    tiny.build("--base-url", BASE, "--links", "offline")
    assert "canonical" in tiny.page(path) and 'class="printed-url"' not in tiny.page(path)
    tiny.build()
    assert 'class="printed-url"' not in tiny.page(path)


def test_the_code_costs_few_bytes(town: SiteFolder) -> None:
    """A code and its words make a page of 57 characters of address at most 400 bytes heavier on the line."""
    html = town.page("guangzhou/tax/deed-tax/index.html")
    without = re.sub(r'<p class="printed-url">.*?</p>\n', "", html)
    assert without != html
    assert len(gzip.compress(html.encode())) - len(gzip.compress(without.encode())) < 400


@pytest.mark.parametrize("length", [20, 90, 400])
def test_the_picture_is_a_bitmap(length: int) -> None:
    """Any reader of pictures sees one pixel a module, black on white."""
    address = "https://example.org/" + "a" * (length - 20)
    kind, _, data = qr.picture(address).partition(",")
    assert kind == "data:image/bmp;base64"
    seen = Image.open(BytesIO(b64decode(data)))
    wanted = segno.make_qr(address, error="m", mode="byte", mask=qr.MASK, boost_error=False).matrix
    assert seen.size == (len(wanted), len(wanted))
    assert modules(seen.convert("L")) == [[m & 1 for m in row] for row in wanted]
