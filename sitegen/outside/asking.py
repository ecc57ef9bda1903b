"""Asking outside addresses politely: one request at a time for a host, then a pause; none into a private network.

A connection is made to the very address that was looked up and judged, so that a name cannot mean another one later.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from queue import SimpleQueue
from time import monotonic
from urllib.parse import quote, urljoin, urlsplit

from sitegen.outside import answers
from sitegen.outside.answers import Answer, of_status
from sitegen.outside.links import Link, is_web

HOPS = 10
FOR_GOOD = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT)
REDIRECTS = (301, 302, 303, 307, 308)
LATER = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
HELD = 3600
CERTIFICATE = {10: answers.EXPIRED, 62: answers.OTHER_HOST, 64: answers.OTHER_HOST} | dict.fromkeys(
    (18, 19, 20, 21), answers.UNKNOWN_ISSUER
)
SAFE = "%/:=&?~#+!$,;'@()*[]|"

Answered = SimpleQueue[tuple[str, Answer] | None]


@dataclass(frozen=True, slots=True)
class Manners:
    """How we ask: as whom, with which pause in seconds, how long we wait for an answer or for a host that is busy."""

    agent: str
    now: datetime
    pause: float = 2
    timeout: float = 10
    patience: float = 10
    hosts: int = 4
    private: bool = False
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)


class Refused(Exception):
    """An address was not asked, or gave no answer that could be read; `answer` says what is known of it."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.problem)
        self.answer = answer


class Pace:
    """Gives turns: a host is asked by one at a time, and not before its pause is over."""

    def __init__(self, pause: float, stop: threading.Event) -> None:
        self.pause, self.stop = pause, stop
        self.free: dict[str, float] = {}
        self.turns: dict[str, threading.Lock] = {}
        self.lock = threading.Lock()

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait for the turn at a host; the pause begins when the block ends."""
        with self.lock:
            own = self.turns.setdefault(host, threading.Lock())
        with own:
            self.stop.wait(max(0.0, self.free.get(host, 0.0) - monotonic()))
            try:
                yield
            finally:
                self.hold(host, self.pause)

    def hold(self, host: str, seconds: float) -> None:
        """Ask a host no sooner than in so many seconds."""
        self.free[host] = max(self.free.get(host, 0.0), monotonic() + seconds)


def ask(links: Sequence[Link], manners: Manners) -> Iterator[tuple[str, Answer]]:
    """The answers as they come; of a host that is busy the rest is left out. Several hosts are asked at a time."""
    by_host: dict[str, list[Link]] = {}
    for link in links:
        by_host.setdefault(link.host, []).append(link)
    stop = threading.Event()
    pace = Pace(manners.pause, stop)
    answered: Answered = SimpleQueue()
    with ThreadPoolExecutor(manners.hosts) as threads:
        try:
            runs = [threads.submit(_host, own, manners, pace, answered) for own in by_host.values()]
            for _ in runs:
                yield from iter(answered.get, None)
            for run in runs:
                run.result()
        finally:
            stop.set()
            threads.shutdown(cancel_futures=True)


def _host(links: Sequence[Link], manners: Manners, pace: Pace, answered: Answered) -> None:
    """Ask the links of one host, one after the other; None says that its last answer was given."""
    try:
        for link in links:
            if pace.stop.is_set():
                break
            answer = follow(link.url, manners, pace)
            answered.put((link.url, answer))
            if answer.verdict == "busy":
                break
    finally:
        answered.put(None)


def follow(url: str, manners: Manners, pace: Pace) -> Answer:
    """What an address answers, through its redirects; those for good are told as far as all before them are."""
    at, moved, for_good = url, "", True
    try:
        for _ in range(HOPS):
            status, headers = _patiently(at, manners, pace)
            if status not in REDIRECTS or not headers.get("Location"):
                answer = of_status(status)
                return Answer("moved", target=moved) if moved and answer.verdict == "well" else answer
            at = urljoin(at, _readable(headers["Location"]))
            if not is_web(at):
                raise Refused(Answer("unsure", answers.BROKEN))
            for_good = for_good and status in FOR_GOOD
            moved = at if for_good else moved
    except Refused as refused:
        return refused.answer
    return Answer("unsure", answers.CIRCLE)


def _patiently(url: str, manners: Manners, pace: Pace) -> tuple[int, http.client.HTTPMessage]:
    """Status and headers of an address. A host that is busy is waited for once, if not for long."""
    host = urlsplit(url).hostname or ""
    status, headers = _head_or_get(url, host, manners, pace)
    wait = _wait(headers.get("Retry-After", ""), manners.now) if status in LATER else None
    if wait is not None and wait <= manners.patience:
        pace.hold(host, wait)
        status, headers = _head_or_get(url, host, manners, pace)
        wait = _wait(headers.get("Retry-After", ""), manners.now) if status in LATER else None
    if status == HTTPStatus.TOO_MANY_REQUESTS or wait is not None:
        raise Refused(Answer("busy", answers.BUSY, wait=HELD if wait is None else wait))
    return status, headers


def _wait(text: str, now: datetime) -> int | None:
    """The seconds that a Retry-After asks for; None where it asks for nothing."""
    if re.fullmatch("[0-9]{1,9}", text.strip()):
        return int(text)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0, int((until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds()))


def _head_or_get(url: str, host: str, manners: Manners, pace: Pace) -> tuple[int, http.client.HTTPMessage]:
    """The answer to HEAD; that to GET where a server will not answer HEAD or answers it with a fault."""
    try:
        with pace.turn(host):
            status, headers = _request("HEAD", url, manners)
        if status < 400 or status in LATER:
            return status, headers
    except Refused as refused:
        if refused.answer.problem not in (answers.BROKEN, answers.SLOW):
            raise
    with pace.turn(host):
        return _request("GET", url, manners)


def _request(method: str, url: str, manners: Manners) -> tuple[int, http.client.HTTPMessage]:
    """One request; nothing of a body is read. Raises Refused where no answer came."""
    parts = urlsplit(url)
    try:
        secure, name = parts.scheme == "https", parts.hostname or ""
        host = name if ":" in name else name.encode("idna").decode()
        target = quote(parts.path or "/", SAFE) + (f"?{quote(parts.query, SAFE)}" if parts.query else "")
        connection = _Connection(host, parts.port or (443 if secure else 80), secure, manners)
        try:
            connection.request(method, target, headers={"User-Agent": manners.agent, "Accept": "*/*"})
            answer = connection.getresponse()
            return answer.status, answer.headers
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Refused(_of_error(error)) from error


def _of_error(error: Exception) -> Answer:
    """What it means that no answer came; every kind of it is an OSError, an HTTPException or a ValueError."""
    match error:
        case ssl.SSLCertVerificationError():
            return Answer("unsafe", CERTIFICATE.get(error.verify_code, answers.NO_CERTIFICATE))
        case ssl.SSLEOFError() | ssl.SSLZeroReturnError():
            return Answer("unsure", answers.BROKEN)
        case ssl.SSLError():
            return Answer("unsafe", answers.NO_CERTIFICATE)
        case UnicodeError():
            return Answer("gone", answers.NO_HOST)
        case socket.gaierror() if error.errno != socket.EAI_AGAIN:
            return Answer("gone", answers.NO_HOST)
        case TimeoutError():
            return Answer("unsure", answers.SLOW)
    return Answer("unsure", answers.BROKEN)


class _Connection(http.client.HTTPConnection):
    """A connection to an address that was judged first."""

    def __init__(self, host: str, port: int, secure: bool, manners: Manners) -> None:
        super().__init__(host, port, timeout=manners.timeout)
        self.secure, self.manners = secure, manners
        self.default_port = 443 if secure else 80

    def connect(self) -> None:
        """Connect to the first looked-up address that may be asked and answers. Raises Refused, OSError."""
        found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        allowed = [place[0] for *_, place in found if self.manners.private or is_public(str(place[0]))]
        if not allowed:
            raise Refused(Answer("unsure", answers.PRIVATE))
        for number, address in enumerate(allowed, 1):
            try:
                self.sock = socket.create_connection((str(address), self.port), self.manners.timeout)
                break
            except OSError:
                if number == len(allowed):
                    raise
        if self.secure:
            self.sock = self.manners.tls.wrap_socket(self.sock, server_hostname=self.host)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network: not of this machine, of a private network, or of a group."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or found.sixtofour or found
    return found.is_global and not found.is_multicast


def _readable(location: str) -> str:
    """A Location header as text: servers send UTF-8 where ASCII is due."""
    return location.encode("latin-1", "replace").decode("utf-8", "replace").strip()
