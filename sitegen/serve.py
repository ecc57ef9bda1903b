"""The development server: the built site on the loopback address, reloaded by server-sent events.

A fault in content is shown in the page; the last good site stays.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sitegen import urls

EVENTS = "/__events"
SCRIPT = "/__reload.js"
RELOAD = b"""(function () {
  "use strict";
  var panel = null;
  var source = new EventSource("/__events");
  source.addEventListener("reload", function () { location.reload(); });
  source.addEventListener("fault", function (event) {
    if (!panel) {
      panel = document.createElement("pre");
      panel.setAttribute("role", "alert");
      panel.dataset.fault = "";
      panel.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;margin:0;padding:1rem;" +
        "background:#300;color:#fff;font:14px/1.5 monospace;white-space:pre-wrap;z-index:9999";
      document.body.appendChild(panel);
    }
    panel.textContent = JSON.parse(event.data);
  });
})();
"""


class News:
    """What browsers are told: a number that grows with each build, and the faults that stand."""

    def __init__(self) -> None:
        self.condition = threading.Condition()
        self.number, self.fault, self.closed = 0, "", False

    def publish(self, fault: str = "") -> None:
        """Tell every open page to reload, or to show this fault."""
        with self.condition:
            self.number, self.fault = self.number + 1, fault
            self.condition.notify_all()

    def close(self) -> None:
        """End all streams."""
        with self.condition:
            self.closed = True
            self.condition.notify_all()

    def stream(self) -> Iterator[bytes]:
        """Events for one page, from now on; a fault that stands is told at once."""
        with self.condition:
            seen, fault = self.number, self.fault
        if fault:
            yield _event("fault", fault)
        while True:
            with self.condition:
                if self.number == seen and not self.closed:
                    self.condition.wait(timeout=15)
                if self.closed:
                    return
                news, fault, seen = self.number != seen, self.fault, self.number
            yield (_event("fault", fault) if fault else _event("reload", "")) if news else b": still here\n\n"


def _event(kind: str, text: str) -> bytes:
    return f"event: {kind}\ndata: {json.dumps(text)}\n\n".encode()


class Handler(SimpleHTTPRequestHandler):
    """Serves files below the output folder and nothing else."""

    def __init__(self, *args: object, news: News, hosts: tuple[str, ...], **kwargs: object) -> None:
        self.news, self.hosts = news, hosts
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came

    def do_GET(self) -> None:
        """Answer a request: events, the reload script, a page with that script, or a file."""
        if self.headers.get("Host", "") not in self.hosts:
            self.send_error(HTTPStatus.FORBIDDEN, "this server answers to its own address only")
        elif self.path == EVENTS:
            self._events()
        elif self.path == SCRIPT:
            self._send(HTTPStatus.OK, "text/javascript; charset=utf-8", RELOAD)
        else:
            self._file()

    def _file(self) -> None:
        root = Path(self.directory).resolve()
        path = unquote(urlsplit(self.path).path)
        target = (root / path.lstrip("/")).resolve() if "\0" not in path else root / "\0"
        inside = target == root or root in target.parents
        if inside and target.is_dir():
            if not path.endswith("/"):
                self.send_response(HTTPStatus.MOVED_PERMANENTLY)
                self.send_header("Location", "./" + path.rstrip("/").rsplit("/", 1)[-1] + "/")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            target = target / urls.file_of(urls.HUB)
        hidden = any(part.startswith(".") for part in target.parts[len(root.parts) :])
        status = HTTPStatus.OK
        if not inside or hidden or not target.is_file():
            status, target = HTTPStatus.NOT_FOUND, root / urls.NOT_FOUND
        data = target.read_bytes() if target.is_file() else b"not found"
        if target.suffix == ".html" and self.headers.get("Sec-Fetch-Dest", "document") == "document":
            data = data.replace(b"</body>", f'<script src="{SCRIPT}"></script></body>'.encode(), 1)
        self._send(status, f"{self.guess_type(str(target))}; charset=utf-8", data)

    def _send(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def _events(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        try:
            for event in self.news.stream():
                self.wfile.write(event)
                self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            return

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not listed: the terminal shows what was built."""


def server(output: Path, host: str, port: int, news: News) -> ThreadingHTTPServer:
    """A server for the site in a folder; port 0 takes a free one. Raises OSError where the port is taken."""
    made = ThreadingHTTPServer((host, port), SimpleHTTPRequestHandler)
    number = made.server_address[1]
    names = sorted({host, "127.0.0.1", "localhost"})
    hosts = (*(f"{name}:{number}" for name in names), *(names if number == 80 else ()))
    made.RequestHandlerClass = partial(Handler, directory=str(output), news=news, hosts=hosts)
    made.daemon_threads = True
    return made
