"""The development server: reloads, shows faults in the page, serves nothing but the site."""

from __future__ import annotations

import http.client
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.conftest import ROOT, SiteFolder


@pytest.fixture
def served(tiny: SiteFolder) -> Iterator[tuple[SiteFolder, int]]:
    """The tiny site under `serve` on a free port, as a process of its own."""
    call = [sys.executable, str(ROOT / "build.py"), "serve", "--port", "0", "--jobs", "1", "--now", "2026-12-31"]
    call += ["--content", str(tiny.content), "--output", str(tiny.output), "--cache", str(tiny.folder / "cache")]
    call += ["--lang", "en", "--theme", str(ROOT / "themes/default")]
    log = (tiny.folder / "serve.log").open("w", encoding="utf-8")
    process = subprocess.Popen(call, stdout=log, stderr=subprocess.STDOUT, cwd=tiny.folder)
    deadline = time.monotonic() + 120
    port = 0
    while not port and time.monotonic() < deadline and process.poll() is None:
        said = (tiny.folder / "serve.log").read_text(encoding="utf-8")
        if "watching" in said:
            port = int(said.split("http://127.0.0.1:")[1].split("/")[0])
        time.sleep(0.1)
    assert port, (tiny.folder / "serve.log").read_text(encoding="utf-8")
    yield tiny, port
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0
    log.close()


def get(port: int, path: str, host: str = "") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", host or f"127.0.0.1:{port}")
    connection.endheaders()
    response = connection.getresponse()
    answer = response.status, response.read()
    connection.close()
    return answer


def test_it_serves_the_site_and_nothing_else(served: tuple[SiteFolder, int]) -> None:
    """Pages, folders and the 404 page; no path, link or foreign name leads out."""
    site, port = served
    (site.folder / "secret.txt").write_text("secret", encoding="utf-8")
    (site.output / "out.txt").symlink_to(site.folder / "secret.txt")
    assert get(port, "/guangzhou/")[0] == 200
    assert get(port, "/guangzhou")[0] == 301
    assert get(port, "/nowhere/")[0] == 404
    assert b"data-hub" in get(port, "/nowhere/deep/")[1]
    for path in (
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/out.txt",
        "//etc/passwd",
        "/.sitegen-manifest.json",
        "/%00",
    ):
        status, data = get(port, path)
        assert status in (404, 400), path
        assert b"secret" not in data
    assert get(port, "/", "evil.example.com")[0] == 403


@pytest.mark.browser
def test_an_edit_reloads_the_page_and_a_fault_shows_in_it(served: tuple[SiteFolder, int], chromium: Browser) -> None:
    """Save: the browser shows it. A fault: the page stays and says what is wrong. Mended: it goes."""
    site, port = served
    page = chromium.new_page()
    page.goto(f"http://127.0.0.1:{port}/guangzhou/social-security/card/")
    site.edit("catalogue/social-security/card.md", "title: 社会保障卡申领", "title: 社会保障卡办理")
    page.wait_for_selector("h1:has-text('社会保障卡办理'), main:has-text('社会保障卡办理')", timeout=60_000)
    site.edit("catalogue/social-security/card.md", "fees: free", "fees: gratis")
    page.wait_for_selector("[data-fault]:has-text('card.md')", timeout=60_000)
    assert page.locator("main:has-text('社会保障卡办理')").count() == 1
    site.edit("catalogue/social-security/card.md", "fees: gratis", "fees: free")
    page.wait_for_selector("[data-fault]", state="detached", timeout=60_000)
    page.close()


def test_ctrl_c_ends_it(served: tuple[SiteFolder, int]) -> None:
    """Interrupted, the server ends with exit code 0 (the fixture waits for it) and the site stands."""
    site, _ = served
    assert (site.output / "index.html").exists()
