"""Takes the pictures of the documents: `.venv/bin/python tools/screenshots.py` after `make site` and `make test`.

tools/screenshots.py [--to DIR] [--all]   --all: every page kind, phone, tablet, desktop, light, dark, print
"""

from __future__ import annotations

import argparse
import os
import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
DOCS: dict[str, tuple[str, int, int, Scheme]] = {
    "service-phone": ("guangzhou/household/id-card-replace/", 375, 667, "light"),
    "hub-desktop": ("", 1280, 900, "light"),
    "search-phone-dark": ("search/?q=社保&city=guangzhou", 375, 667, "dark"),
}
KINDS = (
    "",
    "en/",
    "guangzhou/",
    "guangzhou/household/",
    "guangzhou/household/id-card-replace/",
    "en/guangzhou/exit-entry/passport-apply/",
    "guangzhou/social-security/social-insurance/",
    "guangan/",
    "guangan/social-security/",
    "guangan/social-security/ge-ren-can-bao-zheng-ming-cha-xun-da-yin/",
    "services/household/id-card-replace/",
    "categories/household/",
    "providers/guangzhou-police/",
    "journeys/having-a-child/",
    "journeys/respiratory-season/",
    "notices/not-an-official-site/",
    "a-z/",
    "a-z/s/",
    "search/?q=社保&city=guangzhou",
    "search/?q=量子计算",
    "about/",
    "404.html",
)


class Quiet(SimpleHTTPRequestHandler):
    """A file server that lists no requests."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def shoot(browser: Browser, url: str, file: Path, size: tuple[int, int], scheme: Scheme, whole: bool) -> None:
    """Take one picture."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    page = context.new_page()
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=file, full_page=whole)
    context.close()


def main() -> None:
    """Serve output/ and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=ROOT / "output")
    parser.add_argument("--to", type=Path, default=ROOT / "docs/images")
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(options.site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_address[1]}/"
    with sync_playwright() as playwright:
        flags = ["--no-sandbox"] if os.getuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        if options.all:
            for path in KINDS:
                name = path.strip("/").replace("/", "_").replace("?", "_") or "hub"
                for width in (375, 768, 1280):
                    for scheme in SCHEMES:
                        shoot(
                            browser,
                            base + path,
                            options.to / f"{name}-{width}-{scheme}.png",
                            (width, 800),
                            scheme,
                            True,
                        )
        else:
            for name, (path, width, height, look) in DOCS.items():
                shoot(browser, base + path, options.to / f"{name}.png", (width, height), look, False)
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
