"""The development server: shows every edit at once, shows faults in the page, serves nothing but the site."""

from __future__ import annotations

import http.client
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import NOW, ROOT, SiteFolder

CARD = "catalogue/social-security/card.md"
CARD_PAGE = "/guangzhou/social-security/card/"


@dataclass(frozen=True)
class Served:
    """The tiny site under `serve`, as a process of its own."""

    site: SiteFolder
    port: int
    log: Path

    def get(self, path: str, host: str = "", method: str = "GET") -> tuple[int, bytes]:
        """The status and the body of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", host or f"127.0.0.1:{self.port}")
        connection.endheaders()
        response = connection.getresponse()
        answer = response.status, response.read()
        connection.close()
        return answer

    def until(self, path: str, holds: Callable[[int, str], bool]) -> None:
        """Wait until the answer at a path is as it should be."""
        deadline = time.monotonic() + 20
        while True:
            status, data = self.get(path)
            if holds(status, data.decode()):
                return
            assert time.monotonic() < deadline, (status, self.log.read_text(encoding="utf-8"))
            time.sleep(0.02)


@pytest.fixture
def served(tiny: SiteFolder) -> Iterator[Served]:
    """The tiny site with a theme of its own, on a free port."""
    theme = tiny.folder / "theme"
    shutil.copytree(ROOT / "themes/default", theme)
    call = [sys.executable, str(ROOT / "build.py"), "serve", "--port", "0", "--now", NOW, "--lang", "en"]
    call += ["--content", str(tiny.content), "--output", str(tiny.output), "--cache", str(tiny.folder / "cache")]
    log = tiny.folder / "serve.log"
    with log.open("w", encoding="utf-8") as file:
        process = subprocess.Popen([*call, "--theme", str(theme)], stdout=file, stderr=subprocess.STDOUT)
    deadline = time.monotonic() + 60
    while "watching" not in (said := log.read_text(encoding="utf-8")):
        assert time.monotonic() < deadline and process.poll() is None, said
        time.sleep(0.05)
    yield Served(tiny, int(said.split("http://127.0.0.1:")[1].split("/")[0]), log)
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0
    assert "Traceback" not in log.read_text(encoding="utf-8")


def test_it_serves_the_site_and_nothing_else(served: Served) -> None:
    """Pages, folders and the 404 page; no path and no foreign name leads out; nothing is written into output."""
    assert served.get("/guangzhou/")[0] == 200
    assert served.get("/guangzhou")[0] == 301
    assert served.get("/nowhere/")[0] == 404
    assert b"data-hub" in served.get("/nowhere/deep/")[1]
    assert served.get("/", method="HEAD") == (200, b"")
    for path in ("/../serve.log", "/%2e%2e/serve.log", "/..%2fserve.log", "//etc/passwd", "/content/site.yaml", "/%00"):
        status, data = served.get(path)
        assert status in (404, 400) and b"data-hub" in data, path
    assert served.get("/", "evil.example.com")[0] == 403
    assert not served.site.output.exists()


def test_its_pages_are_those_of_a_build(served: Served) -> None:
    """But for the app and the search, which belong to a published site, every page has the bytes of a build."""
    assert served.site.build()["exit"] == 0

    def own(html: str) -> str:
        app = (
            r"""<link rel="manifest".*\n| manifest-src 'self'; worker-src 'self';|<p class="note" [^>]*data-copy.*\s*"""
        )
        here = r'<script src="/__reload.js"></script>| (?:data-chunks|data-words)="[^"]*"'
        return re.sub(rf"{app}|{here}", "", html)

    paths = [path for path in served.site.files() if path.endswith(".html") and path != "404.html"]
    cities = ("guangzhou/index.html", "shenzhen/index.html", "en/guangzhou/index.html")
    differing = [
        path
        for path in paths
        if path not in cities
        and own(served.get("/" + path.removesuffix("index.html"))[1].decode()) != own(served.site.page(path))
    ]
    assert len(paths) > 40 and differing == []


@pytest.mark.browser
def test_an_edit_reloads_the_page_and_a_fault_shows_in_it(served: Served, chromium: Browser) -> None:
    """Save: the browser shows it where one had scrolled. A fault: the page stays and shows it. Mended: it goes."""
    page: Page = chromium.new_page(viewport={"width": 375, "height": 400})
    page.goto(f"http://127.0.0.1:{served.port}{CARD_PAGE}")
    page.evaluate("scrollTo(0, 200)")
    served.site.edit(CARD, "title: 社会保障卡申领", "title: 社会保障卡办理")
    page.wait_for_selector("main:has-text('社会保障卡办理')")
    page.wait_for_load_state()
    assert page.evaluate("scrollY") == 200
    served.site.edit(CARD, "fees: free", "fees: gratis")
    fault = page.wait_for_selector("[data-fault]:has-text('card.md')")
    assert fault and "^" in fault.inner_text()
    assert page.locator("main:has-text('社会保障卡办理')").count() == 1
    served.site.edit(CARD, "fees: gratis", "fees: free")
    page.wait_for_selector("[data-fault]", state="detached")
    served.site.edit(CARD, "related: [tax/deed-tax]", "related: [tax/no-such-service]")
    page.wait_for_selector("[data-fault]:has-text('tax/no-such-service')")
    page.close()


@pytest.mark.browser
def test_search_answers_and_knows_an_edit(served: Served, chromium: Browser) -> None:
    """What search needs is made when somebody asks, of the content as it is then."""

    def asked(name: str) -> None:
        page = chromium.new_page()
        page.goto(f"http://127.0.0.1:{served.port}/search/?q={name}&city=guangzhou")
        page.wait_for_selector("html[data-search=done]", state="attached")
        found = page.locator("[data-result] h2").all_inner_texts()
        page.close()
        assert found[:1] == [name]

    asked("契税申报")
    served.site.edit("catalogue/tax/deed-tax.md", "契税申报", "契约税申报")
    served.until("/guangzhou/tax/deed-tax/", lambda _, text: "契约税申报" in text)
    asked("契约税申报")


def test_whatever_editors_and_git_do(served: Served) -> None:
    """A file put in the place of another, one renamed, hundreds at once, a folder that goes and comes again."""
    site, card = served.site, served.site.content / CARD
    text = card.read_text(encoding="utf-8")
    beside = card.with_name(".card.md.swp")
    beside.write_text(text.replace("社会保障卡申领", "社会保障卡换领"), encoding="utf-8")
    beside.rename(card)
    served.until(CARD_PAGE, lambda _, page: "社会保障卡换领" in page)
    site.write("catalogue/tax/one.md", text)
    served.until("/guangzhou/tax/one/", lambda status, _: status == 200)
    (site.content / "catalogue/tax/one.md").rename(site.content / "catalogue/tax/other.md")
    served.until("/guangzhou/tax/other/", lambda status, _: status == 200)
    served.until("/guangzhou/tax/one/", lambda status, _: status == 404)
    for number in range(600):
        site.write(f"catalogue/tax/form-{number}.md", text.replace("社会保障卡申领", f"第{number}种表格"))
    served.until("/guangzhou/tax/form-599/", lambda status, _: status == 200)
    away = site.folder / "away"
    (site.content / "catalogue/tax").rename(away)
    served.until("/guangzhou/tax/form-599/", lambda status, _: status == 404)
    away.rename(site.content / "catalogue/tax")
    served.until("/guangzhou/tax/form-599/", lambda status, _: status == 200)
    shutil.rmtree(site.content)
    shutil.copytree(ROOT / "tests/sites/tiny/content", site.content)
    served.until(CARD_PAGE, lambda status, page: status == 200 and "社会保障卡申领" in page)


def test_a_template_that_is_half_written(served: Served) -> None:
    """It says what is wrong with the template, and shows the page again once that is mended."""
    template = served.site.folder / "theme/templates/service.html"
    text = template.read_text(encoding="utf-8")
    template.write_text(text + "{% if", encoding="utf-8")
    served.until(CARD_PAGE, lambda status, page: "TemplateSyntaxError" in page and "__reload.js" in page)
    template.write_text(text.replace("<h1>", "<h1>※"), encoding="utf-8")
    served.until(CARD_PAGE, lambda status, page: status == 200 and "※" in page)


def test_content_that_is_broken_from_the_start(tiny: SiteFolder) -> None:
    """The server starts, shows what is wrong, and the site once it is mended."""
    tiny.edit("site.yaml", "timezone:", "timezona:")
    call = [sys.executable, str(ROOT / "build.py"), "serve", "--port", "0", "--now", NOW, "--lang", "en", "--lan"]
    call += ["--content", str(tiny.content), "--cache", str(tiny.folder / "cache")]
    log = tiny.folder / "log"
    with log.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(call, stdout=file, stderr=subprocess.STDOUT, cwd=ROOT)
    while "watching" not in (said := log.read_text(encoding="utf-8")) and process.poll() is None:
        time.sleep(0.05)
    assert 'unknown-field]: "timezona"' in said or "timezona" in said
    made = Served(tiny, int(said.split("http://127.0.0.1:")[1].split("/")[0]), log)
    assert b"__reload.js" in made.get("/")[1]
    tiny.edit("site.yaml", "timezona:", "timezone:")
    made.until("/", lambda status, page: "data-hub" in page)
    lan = re.search(r"http://(?!127)([\d.]+:\d+)/", said)
    assert lan and "▄" in said, "a code to be read by a phone"
    assert made.get("/", lan[1])[0] == 200
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0
