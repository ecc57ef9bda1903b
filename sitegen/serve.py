"""The development server: the preview in a browser, reloaded by server-sent events.

A fault in content is shown in the page; the last good site stays.
"""

from __future__ import annotations

import json
import mimetypes
import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote, unquote, urlsplit

from sitegen.preview import Answer, Preview

EVENTS = "/__events"
SCRIPT = "/__reload.js"
NOTHING_YET = b"<!DOCTYPE html><html lang='en'><meta charset='utf-8'><title>sitegen</title><body></body></html>"
ELSEWHERE = "192.0.2.1"  # of a network that there is not (RFC 5737)
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


class Handler(BaseHTTPRequestHandler):
    """Shows the preview, and nothing that lies on the disk."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, *args: object, preview: Preview, news: News, hosts: tuple[str, ...]) -> None:
        self.preview, self.news, self.hosts = preview, news, hosts
        super().__init__(*args)  # type: ignore[arg-type]  # handed on as they came

    def do_GET(self) -> None:
        """Answer a request: events, the reload script, a page with that script, or a file."""
        if self.headers.get("Host", "") not in self.hosts:
            self.send_error(HTTPStatus.FORBIDDEN, "this server answers to its own address only")
        elif self.path == EVENTS:
            self._events()
        elif self.path == SCRIPT:
            self._send(HTTPStatus.OK, "text/javascript", RELOAD)
        else:
            self._show(unquote(urlsplit(self.path).path).removeprefix("/"))

    do_HEAD = do_GET

    def _show(self, path: str) -> None:
        try:
            answer = self.preview.answer(path) or Answer(NOTHING_YET)
        except Exception as error:  # a template may be half written; the page comes back with the next edit
            answer = Answer(
                NOTHING_YET.replace(b"<body>", f"<body><pre>{escape(repr(error))}</pre>".encode()), found=False
            )
        if answer.moved:
            query = urlsplit(self.path).query
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", "/" + quote(answer.moved) + (f"?{query}" if query else ""))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        page = not answer.found or path == "" or path.endswith(("/", ".html"))
        kind = "text/html" if page else mimetypes.guess_type(path)[0] or "application/octet-stream"
        data = answer.data
        if page and self.headers.get("Sec-Fetch-Dest", "document") == "document":
            data = data.replace(b"</body>", f'<script src="{SCRIPT}"></script></body>'.encode(), 1)
        self._send(HTTPStatus.OK if answer.found else HTTPStatus.NOT_FOUND, kind, data, lasting=answer.lasting)

    def _send(self, status: HTTPStatus, kind: str, data: bytes, *, lasting: bool = False) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=31536000, immutable" if lasting else "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _events(self) -> None:
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):
            for event in self.news.stream():
                self.wfile.write(event)
                self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not listed: the terminal shows what was read."""


class Server(ThreadingHTTPServer):
    """Answers each request in a thread of its own, which ends with the program."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that leaves before its answer is no fault."""


def server(preview: Preview, host: str, port: int, names: Iterable[str], news: News) -> ThreadingHTTPServer:
    """A server for a preview under these names; port 0 takes a free one. Raises OSError where the port is taken."""
    made = Server((host, port), BaseHTTPRequestHandler)
    number = made.server_address[1]
    hosts = (*(f"{name}:{number}" for name in names), *(names if number == 80 else ()))
    made.RequestHandlerClass = partial(Handler, preview=preview, news=news, hosts=hosts)
    return made


def lan_address() -> str:
    """The address of this machine in its local network; empty where it is in none. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking, suppress(OSError):
        asking.connect((ELSEWHERE, 9))
        return str(asking.getsockname()[0])
    return ""
