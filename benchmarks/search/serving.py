"""A small local server that packs as a CDN does and remembers what it sent, and one cold visit of a page."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Request

LEVEL = 6
LATENCY = 0.3
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
    ".png": "image/png",
}
PACKED = (".html", ".css", ".js", ".mjs", ".json", ".xml", ".svg", ".wasm")
LOOKS = (".html", ".css", ".svg", ".png", ".ico", ".woff2")
DONE = "html[data-search=done]"


@dataclass(slots=True)
class Site:
    """A served folder: its address, what it sent since `sent` was cleared, and how long each answer is held back."""

    address: str = ""
    latency: float = 0.0
    sent: list[tuple[str, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Visit:
    """What a cold visit took until the first results, without the page's own HTML, styles, fonts and images."""

    requests: int
    bytes: int
    rounds: int
    files: tuple[tuple[str, int], ...]


@contextmanager
def serve(folder: Path) -> Iterator[Site]:
    """Serve a folder on the loopback address while the block runs."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            file = folder / path.lstrip("/")
            file = file / "index.html" if path.endswith("/") else file
            found = file.is_file()
            body = wire(file) if found else b""
            site.sent.append((path, len(body)))
            time.sleep(0 if _look(path) else site.latency)
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", TYPES.get(file.suffix, "application/octet-stream"))
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "max-age=600")
            if found and file.suffix in PACKED:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site.address = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


@lru_cache(maxsize=20_000)
def wire(file: Path) -> bytes:
    """A file as it travels: texts and WebAssembly packed, all else as it is."""
    data = file.read_bytes()
    return gzip.compress(data, LEVEL, mtime=0) if file.suffix in PACKED else data


def visit(browser: Browser, site: Site, address: str) -> Visit:
    """Open a page with nothing in the cache until it says that its results are there."""
    context = browser.new_context()
    page = context.new_page()
    events: list[tuple[str, bool]] = []

    def asked(request: Request) -> None:
        events.append((request.url, False))

    def answered(request: Request) -> None:
        events.append((request.url, True))

    context.on("request", asked)
    context.on("requestfinished", answered)
    site.sent.clear()
    site.latency = LATENCY
    page.goto(site.address + address)
    page.wait_for_selector(DONE, state="attached")
    files = tuple((path, size) for path, size in site.sent if not _look(path))
    site.latency = 0.0
    context.close()
    counted = [(url, done) for url, done in events if not _look(urlsplit(url).path)]
    return Visit(len(files), sum(size for _, size in files), rounds(counted), files)


def rounds(events: list[tuple[str, bool]]) -> int:
    """The depth of the chain: a request is one deeper than the deepest that was answered before it was made.

    `events` are (address, whether it is the answer) in their order. The server holds every answer back for as long,
    so requests made together are answered after all of them are made.
    """
    depth: dict[str, int] = {}
    answered = 0
    for url, done in events:
        if done:
            answered = max(answered, depth.get(url, 0))
        else:
            depth.setdefault(url, answered + 1)
    return max(depth.values(), default=0)


def _look(path: str) -> bool:
    return path.endswith("/") or path.endswith(LOOKS)
