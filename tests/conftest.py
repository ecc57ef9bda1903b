"""What the tests share: sites on disk that are built, edited and built again, and a browser."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from sitegen import cli

ROOT = Path(__file__).parent.parent
CHROMIUM = shutil.which("chromium")
NODE = shutil.which("node")
NOW = "2026-12-31T12:00"
Terminal = Callable[..., list[dict[str, Any]]]


@dataclass(frozen=True)
class SiteFolder:
    """A site in a folder of its own. Each call runs a command as a user would and returns its exit code."""

    folder: Path

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def run(self, *words: str) -> int:
        """A command with this site's folders, one process, at a fixed time."""
        places = ["--content", self.content, "--output", self.output, "--cache", self.folder / "cache"]
        more = ["--jobs", "1"] + ([] if "--lang" in words else ["--lang", "en"])
        more += [] if "--now" in words else ["--now", NOW]
        return cli.main([*words, *map(str, places), *more])

    def build(self, *words: str) -> dict[str, Any]:
        """Build; the JSON report, with the exit code in `exit`."""
        report = self.folder / "report.json"
        code = self.run("build", "--quiet", "--report", str(report), *words)
        return {**json.loads(report.read_text(encoding="utf-8")), "exit": code}

    def write(self, path: str, text: str) -> None:
        """Write a file of the content."""
        (self.content / path).parent.mkdir(parents=True, exist_ok=True)
        (self.content / path).write_text(text, encoding="utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text in a file of the content."""
        text = (self.content / path).read_text(encoding="utf-8")
        assert old in text, f"{old} is not in {path}"
        self.write(path, text.replace(old, new))

    def page(self, path: str) -> str:
        """The HTML of a page."""
        return (self.output / path).read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """Every file of the output by path."""
        found = sorted(p for p in self.output.rglob("*") if p.is_file())
        return {p.relative_to(self.output).as_posix(): p.read_bytes() for p in found}


@pytest.fixture
def tiny(tmp_path: Path) -> SiteFolder:
    """The tiny site, ready to be edited."""
    shutil.copytree(ROOT / "tests/sites/tiny/content", tmp_path / "content")
    return SiteFolder(tmp_path)


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    """The shipped content, built once with directory links."""
    folder = tmp_path_factory.mktemp("shipped")
    (folder / "content").symlink_to(ROOT / "content")
    site = SiteFolder(folder)
    assert site.build("--jobs", "2")["exit"] == 0
    return site


@pytest.fixture(scope="session")
def shipped_offline(tmp_path_factory: pytest.TempPathFactory, shipped: SiteFolder) -> SiteFolder:
    """The shipped content, built once with links to files; what does not depend on links comes out of the cache."""
    folder = tmp_path_factory.mktemp("offline")
    for name in ("content", "cache"):
        (folder / name).symlink_to(shipped.folder / name)
    site = SiteFolder(folder)
    assert site.build("--links", "offline", "--jobs", "2")["exit"] == 0
    return site


def needs(tool: str | None, name: str) -> None:
    """Skip a test where a tool is missing; on CI that is a failure."""
    if tool is None:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is missing, and CI skips nothing")
        pytest.skip(f"{name} is missing; tools/setup test installs it as root")


@pytest.fixture(scope="session")
def node() -> str:
    """The path of Node.js."""
    needs(NODE, "Node.js")
    assert NODE is not None
    return NODE


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless, without any request of its own."""
    needs(CHROMIUM, "Chromium")
    flags = ["--no-sandbox"] if os.getuid() == 0 else []
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*flags, *quiet])
        yield browser
        browser.close()


@pytest.fixture
def terminal(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """The results of a query as `build.py search` gives them, of the site that a module names."""

    def ask(query: str, city: str = "", lang: str = "zh-Hans") -> list[dict[str, Any]]:
        assert site.run("search", query, *(["--city", city] if city else []), "--lang", lang, "--json") == 0
        found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["results"]
        return found

    return ask


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def address(shipped: SiteFolder) -> Iterator[str]:
    """The shipped site on a plain web server, as a CDN would serve it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(shipped.output)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A phone-sized page that fails the test on any error of a script or of the content policy."""
    context = chromium.new_context(viewport={"width": 375, "height": 667})
    made = context.new_page()
    faults: list[str] = []
    made.on("pageerror", lambda error: faults.append(str(error)))
    made.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield made
    context.close()
    assert faults == []
