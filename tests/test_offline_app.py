"""The site as an app: a city is kept, read without a network, brought up to date, never stale, removed."""

from __future__ import annotations

import json
import re
import struct
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import blake2b
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT, SiteFolder

AXE = ROOT / "node_modules/axe-core/axe.min.js"
LIST = "assets/offline/zh-hans/guangzhou.json"
DEED = "guangzhou/tax/deed-tax/"
OK, NOTHING = 200, 0
TITLE, NEW_TITLE = "title: 契税申报", "title: 契税申报（新）"
pytestmark = pytest.mark.browser


class Host:
    """A plain web server of a site, at the root or in a sub-path: what it was asked, and what it does about it.

    `meddle` may do something at a request, given how many there were since `asked` was emptied; it returns OK for the
    file, the status of a fault, or NOTHING for a line that is cut.
    """

    def __init__(self, folder: Path, base: str) -> None:
        self.folder, self.base = folder, base
        self.asked: list[str] = []
        self.meddle: Callable[[int], int] = lambda number: OK
        self.lock = threading.Lock()
        self.server = self.start(0)
        self.port = self.server.server_address[1]
        self.address = f"http://127.0.0.1:{self.port}{base}"

    def start(self, port: int) -> ThreadingHTTPServer:
        """Listen, on a free port at first."""
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=str(self.folder), host=self))
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server

    def stop(self) -> None:
        """No network any more."""
        self.server.shutdown()
        self.server.server_close()

    def again(self) -> None:
        """The network is back."""
        self.server = self.start(self.port)


class Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args: Any, host: Host, **kwargs: Any) -> None:
        self.host = host
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        """Answer with a file below the base, unless somebody meddles."""
        with self.host.lock:
            self.host.asked.append(self.path.split("?")[0].removeprefix(self.host.base))
            number = len(self.host.asked)
        status = self.host.meddle(number)
        if status == OK:
            self.path = "/" + self.path.removeprefix(self.host.base)
            super().do_GET()
        elif status != NOTHING:
            self.send_error(status)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(params=["/"])
def host(tiny: SiteFolder, request: pytest.FixtureRequest) -> Iterator[Host]:
    """The tiny site, built and served."""
    assert tiny.build()["exit"] == 0
    made = Host(tiny.output, request.param)
    yield made
    made.stop()


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Page]:
    """A page that may ask for what is not to be had, which browsers write to the console."""
    context = chromium.new_context(viewport={"width": 375, "height": 667})
    made = context.new_page()
    faults: list[str] = []
    made.on("pageerror", lambda error: faults.append(str(error)))
    yield made
    context.close()
    assert faults == []


def listed(site: SiteFolder, path: str = LIST) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(site.page(path))
    return found


def opened(page: Page, host: Host, city: str = "guangzhou/") -> None:
    """The block of a city, opened, with all that it has to say."""
    page.goto(host.address + city)
    page.locator("[data-keep] summary").click()
    page.wait_for_selector("[data-keep-held]:not(:empty)")


def bring(page: Page, said: str = "完成") -> None:
    """Press the button to keep or update, and wait for what is said in the end."""
    page.locator("[data-keep-bring]").click()
    page.wait_for_selector(f"[data-keep-status]:has-text('{said}')")


def keep(page: Page, host: Host, city: str = "guangzhou/") -> None:
    opened(page, host, city)
    bring(page)


def held(page: Page) -> str:
    return page.locator("[data-keep-held]").inner_text()


def is_copy(page: Page) -> bool:
    """Whether the page says that it is a kept copy, and of which day."""
    note = page.locator("[data-copy]")
    return note.is_visible() and bool(re.search(r"\d{4}年\d+月\d+日存下的副本", note.inner_text()))


def blobs(page: Page) -> set[str]:
    """The digests of all files that the browser holds."""
    found = page.evaluate(
        """caches.keys().then(names => Promise.all(names.filter(name => name.startsWith("files "))
            .map(name => caches.open(name).then(cache => cache.keys())))
            .then(all => all.flat().map(key => key.url.split("/").pop())))"""
    )
    return set(found)


def deploy(site: SiteFolder, old: str = TITLE, new: str = NEW_TITLE) -> None:
    site.edit("catalogue/tax/deed-tax.md", old, new)
    assert site.build()["exit"] == 0


@pytest.mark.parametrize("host", ["/", "/repo/"], indirect=True)
def test_a_kept_city_is_read_without_a_network(tiny: SiteFolder, host: Host, page: Page) -> None:
    """All files are asked for once; then, with the server gone, pages, trail, suggestions and search are there."""
    opened(page, host)
    files = listed(tiny)["files"]
    assert str(len(files)) in held(page) and "MB" in held(page)
    host.asked.clear()
    bring(page)
    asked = Counter(host.asked)
    assert {path: asked[path] for path in files} == dict.fromkeys(files, 1)
    assert asked.keys() - files.keys() == {LIST, "sw.js"}
    host.stop()
    page.goto(host.address + "guangzhou/")
    assert is_copy(page)
    page.locator("main a", has_text="税务").first.click()
    page.locator("main a", has_text="契税申报").first.click()
    assert page.url == host.address + DEED and is_copy(page)
    assert page.evaluate("document.styleSheets.length") == 2
    page.locator("[data-hub]").click()
    assert page.url == host.address and is_copy(page)
    page.goto(f"{host.address}search/?q=qishui&city=guangzhou")
    page.wait_for_selector("html[data-search=done]", state="attached")
    assert page.locator("[data-result]").first.get_attribute("data-id") == "guangzhou/tax/deed-tax" and is_copy(page)
    page.goto(host.address + DEED)
    page.locator("input[name=q]").press_sequentially("社保卡", delay=20)
    page.wait_for_selector("[role=option]")
    host.again()


def test_a_copy_is_no_trap(tiny: SiteFolder, host: Host, page: Page) -> None:
    """Who has kept an older version sees the newer one as soon as there is a network, without pressing anything."""
    keep(page, host)
    page.goto(host.address + DEED)
    assert page.locator("h1").inner_text() == "契税申报" and not page.locator("[data-copy]").is_visible()
    deploy(tiny)
    page.reload()
    assert page.locator("h1").inner_text() == "契税申报（新）" and not page.locator("[data-copy]").is_visible()


def test_an_update_fetches_what_changed(tiny: SiteFolder, host: Host, page: Page) -> None:
    """The block says how many files changed; only these are asked for, and then they are read without a network."""
    keep(page, host)
    old = listed(tiny)["files"]
    deploy(tiny)
    new = listed(tiny)["files"]
    changed = {path for path in new if new[path] not in old.values()}
    assert DEED in changed and len(changed) < len(new) / 2
    opened(page, host)
    assert f"{len(changed)} 个文件变了" in held(page)
    host.asked.clear()
    bring(page, f"下载了 {len(changed)} 个文件")
    assert Counter(path for path in host.asked if path not in (LIST, "sw.js")) == dict.fromkeys(changed, 1)
    assert blobs(page) == set(new.values()), "what the new version does not name is gone"
    host.stop()
    page.goto(host.address + DEED)
    assert page.locator("h1").inner_text() == "契税申报（新）" and is_copy(page)
    host.again()


def test_a_broken_off_update_leaves_the_older_copy_whole(tiny: SiteFolder, host: Host, reader: Page) -> None:
    """With the line cut in the middle nothing of the old copy is gone; the next try asks only for what is lacking."""
    keep(reader, host)
    old = listed(tiny)["files"]
    deploy(tiny)
    new = listed(tiny)["files"]
    changed = {path for path in new if new[path] not in old.values()}
    opened(reader, host)
    host.asked.clear()
    host.meddle = lambda number: OK if number <= 5 else NOTHING
    bring(reader, "没有全部下载下来")
    arrived = blobs(reader) - set(old.values())
    assert set(old.values()) <= blobs(reader) and 0 < len(arrived) < len(changed)
    host.stop()
    for path in (DEED, "guangzhou/", "search/"):
        reader.goto(host.address + path)
        assert is_copy(reader)
    reader.goto(host.address + DEED)
    assert reader.locator("h1").inner_text() == "契税申报"
    host.meddle = lambda number: OK
    host.again()
    opened(reader, host)
    host.asked.clear()
    bring(reader)
    again = {path for path in host.asked if path not in (LIST, "sw.js")}
    assert {new[path] for path in again} == {new[path] for path in changed} - arrived


def test_a_site_exchanged_meanwhile(tiny: SiteFolder, host: Host, reader: Page) -> None:
    """What is published while a city is being kept is what is kept: never a part of one and a part of the other."""
    opened(reader, host)
    host.asked.clear()

    def meddle(number: int) -> int:
        if number == 8:
            deploy(tiny)
        return OK

    host.meddle = meddle
    bring(reader)
    assert blobs(reader) == set(listed(tiny)["files"].values())
    host.stop()
    reader.goto(host.address + DEED)
    assert reader.locator("h1").inner_text() == "契税申报（新）" and is_copy(reader)
    host.again()


def test_files_that_are_not_what_the_list_says(tiny: SiteFolder, host: Host, page: Page) -> None:
    """A file that somebody changes on the way is never kept, and the block says that not all of it arrived."""
    (tiny.output / DEED / "index.html").write_text("<p>other", encoding="utf-8")
    opened(page, host)
    bring(page, "没有全部下载下来")
    assert blobs(page) == set(listed(tiny)["files"].values()) - {listed(tiny)["files"][DEED]}
    assert page.locator("[data-keep-remove]").is_visible()
    page.locator("[data-keep-remove]").click()
    page.wait_for_selector("[data-keep-status]:has-text('已删除')")
    assert page.evaluate("caches.keys()") == []


def test_a_line_that_does_not_answer(host: Host, page: Page) -> None:
    """Where the network takes a request and says nothing, the copy is shown after some seconds."""
    keep(page, host)
    silent = threading.Event()

    def meddle(number: int) -> int:
        silent.wait()
        return NOTHING

    host.meddle = meddle
    page.goto(host.address + DEED)
    assert page.locator("h1").inner_text() == "契税申报" and is_copy(page)
    silent.set()


def test_a_server_that_fails(host: Host, reader: Page) -> None:
    """An answer that the server is at fault is no answer; that a page is gone is one."""
    keep(reader, host)
    host.meddle = lambda number: 404
    answer = reader.goto(host.address + DEED)
    assert answer is not None and answer.status == 404 and not reader.locator("[data-copy]").count()
    host.meddle = lambda number: 503
    reader.goto(host.address + DEED)
    assert is_copy(reader)


def test_nothing_is_stored_unasked(host: Host, page: Page) -> None:
    """Whoever only reads has no worker and no cache, even having looked at the size; removed, nothing is left."""
    opened(page, host)
    page.goto(host.address + "guangzhou/")
    registered = "navigator.serviceWorker.getRegistrations().then(all => all.length)"
    assert (page.evaluate("caches.keys()"), page.evaluate(registered)) == ([], 0)
    keep(page, host)
    page.goto(host.address + "shenzhen/")
    page.goto(host.address + "guangzhou/")
    before = blobs(page)
    assert page.evaluate(registered) == 1
    opened(page, host)
    assert "已存下" in held(page) and "没有变化" in held(page) and blobs(page) == before
    page.locator("[data-keep-remove]").click()
    page.wait_for_selector("[data-keep-status]:has-text('已删除')")
    assert not page.locator("[data-keep-remove]").is_visible()
    assert (page.evaluate("caches.keys()"), page.evaluate(registered)) == ([], 0)


def test_two_cities_share_what_they_have_in_common(tiny: SiteFolder, host: Host, page: Page) -> None:
    """The second city asks only for its own; when one is removed the other is whole."""
    keep(page, host)
    opened(page, host, "shenzhen/")
    host.asked.clear()
    bring(page)
    first, second = listed(tiny)["files"], listed(tiny, "assets/offline/zh-hans/shenzhen.json")["files"]
    own = {path for path in host.asked if not path.endswith(".json") and path != "sw.js"}
    assert own == second.keys() - first.keys()
    assert all(path.startswith(("shenzhen/", "assets/search/zh-hans/shenzhen", "providers/")) for path in own)
    opened(page, host)
    page.locator("[data-keep-remove]").click()
    page.wait_for_selector("[data-keep-status]:has-text('已删除')")
    assert blobs(page) == set(second.values())
    host.stop()
    page.goto(host.address + "shenzhen/social-security/card/")
    assert is_copy(page)
    host.again()


def test_a_search_that_needs_the_network_says_so(host: Host, reader: Page) -> None:
    """Without a network the search over all places says that it could not be loaded, and does not wait for ever."""
    keep(reader, host)
    host.stop()
    reader.goto(f"{host.address}search/?q=契税")
    reader.wait_for_selector("html[data-search=done]", state="attached")
    assert "没能加载" in reader.locator("[data-search-status]").inner_text()
    host.again()


def test_the_block_without_a_network(host: Host, reader: Page) -> None:
    """The kept city's block says from which day the copy is, and that nobody can tell whether there is a newer one."""
    keep(reader, host)
    host.stop()
    opened(reader, host)
    assert "已存下" in held(reader) and "没有网络" in held(reader)
    bring(reader, "没有全部下载下来")
    assert "已存下" in held(reader)
    host.again()


def test_notices_come_from_the_copy(tiny: SiteFolder, host: Host, page: Page) -> None:
    """A notice that begins after the city was kept shows on its pages without a network, from the kept include."""
    assert tiny.build("--now", "2026-10-01")["exit"] == 0
    assert "元旦放假" not in tiny.page("guangzhou/index.html")
    keep(page, host)
    host.stop()
    page.clock.set_fixed_time("2026-12-31T12:00:00+08:00")
    page.goto(host.address + "guangzhou/")
    page.wait_for_selector(".banner:has-text('元旦放假')")
    page.locator(".banner a").click()
    assert page.url == host.address + "notices/holiday/" and is_copy(page)
    host.again()


@pytest.mark.parametrize("state", ["size", "kept"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_block_is_for_everybody(chromium: Browser, host: Host, state: str, scheme: Any) -> None:
    """It works by keyboard alone, its targets are 44 px high, and axe-core finds no violation."""
    context = chromium.new_context(viewport={"width": 360, "height": 667}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(host.address + "guangzhou/")
    page.locator("[data-keep] summary").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-keep-held]:not(:empty)")
    if state == "kept":
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("[data-keep-status]:has-text('完成')")
        assert page.evaluate("document.activeElement.matches('[data-keep-bring]')")
    for target in page.locator("[data-keep] summary, [data-keep] button:visible").all():
        assert target.evaluate("e => e.getBoundingClientRect().height") >= 44
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("axe.run('[data-keep]', {resultTypes: ['violations']})")
    context.close()
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in result["violations"]] == []


def test_without_scripts_there_is_no_block(chromium: Browser, host: Host) -> None:
    """What cannot work is not shown."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(host.address + "guangzhou/")
    assert not page.locator("[data-keep]").is_visible()
    context.close()


def test_digests_in_the_browser(host: Host, page: Page) -> None:
    """The browser's digest of bytes is that of the store."""
    page.goto(host.address + "guangzhou/")
    for size in (0, 1, 127, 128, 129, 256, 5000):
        data = bytes((7 * n + size) % 256 for n in range(size))
        found = page.evaluate("bytes => sitegen.blake2b(new Uint8Array(bytes))", list(data))
        assert found == blake2b(data, digest_size=16).hexdigest()


def test_lists_change_with_their_files_alone(tiny: SiteFolder) -> None:
    """Lists name what lies in the site, each city its own; another moment of the build changes no byte of them."""
    tiny.build()
    before = tiny.files()
    paths = [path for path in before if path.startswith("assets/offline/")]
    assert len(paths) == 3
    for path in paths:
        found = json.loads(before[path])
        sizes = 0
        for address, digest in found["files"].items():
            data = before[address + "index.html" if address == "" or address.endswith("/") else address]
            assert blake2b(data, digest_size=16).hexdigest() == digest
            sizes += len(data)
        assert found["bytes"] == sizes
        other = "shenzhen" if found["city"] == "guangzhou" else "guangzhou"
        assert not [a for a in found["files"] if a.startswith((f"{other}/", "services/", "api/", "categories/"))]
    tiny.build("--now", "2026-12-31T18:00")
    assert {path: tiny.files()[path] for path in paths} == {path: before[path] for path in paths}


def test_the_web_app_manifest(tiny: SiteFolder) -> None:
    """Every page leads to it; name, colours and icons are there, and the icons have the sizes it says."""
    tiny.build()
    manifest = json.loads(tiny.page("manifest.webmanifest"))
    assert (manifest["name"], manifest["start_url"], manifest["scope"]) == ("小城办事", "./", "./")
    assert manifest["theme_color"] in tiny.page("index.html")
    for icon in manifest["icons"]:
        data = (tiny.output / icon["src"]).read_bytes()
        if icon["type"] == "image/png":
            assert "{}x{}".format(*struct.unpack(">II", data[16:24])) == icon["sizes"] and len(data) < 20_000
    assert '<link rel="manifest" href="../../../manifest.webmanifest">' in tiny.page(DEED + "index.html")


def test_copies_for_disk_hold_nothing_of_it(tiny: SiteFolder) -> None:
    """Built for disk the site has no worker, no manifest, no lists, no icons for them and no block."""
    tiny.build()
    web = tiny.files().keys()
    tiny.build("--links", "offline")
    disk = tiny.files()
    more = {path for path in web - disk.keys() if not path.startswith("freshness/")}
    assert {re.sub(r"\.[0-9a-f]{10}\.", ".", path) for path in more if not path.startswith("assets/offline/")} == {
        "assets/app.js",
        "icon-192.png",
        "icon-512.png",
        "manifest.webmanifest",
        "sw.js",
    }
    held = b"\n".join(data for path, data in disk.items() if path.endswith(".html"))
    assert not re.search(rb"data-keep|data-copy|webmanifest|sw\.js", held)
