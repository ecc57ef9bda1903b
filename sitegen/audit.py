"""What needs the made site: search expectations, links between pages, the way to every page from the hub."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from sitegen import codes, search, urls
from sitegen.checks.walk import place_of
from sitegen.diagnostics import Diagnostic, Span, fault
from sitegen.directory import Directory
from sitegen.model import Expectation

FIRST = 10
MAX_STEPS = 4


def expectations(directory: Directory) -> Iterator[Diagnostic]:
    """A report for each query that does not bring what it must, or brings what it must not."""
    entry = directory.shelf.get("expectations", "expectations")
    desk = search.Desk(directory)
    for number, expected in enumerate(directory.expectations):
        lang = expected.lang or directory.default.lang
        if expected.city and expected.city not in directory.edition(lang).services:
            continue
        ids = [record.id for record, _ in desk.ask(expected.q, expected.city or "", lang)][:FIRST]
        span = place_of(entry, (number, "q")) if entry else Span("search/expectations.yaml")
        absent, unwanted = missed(expected, ids)
        for id in absent:
            yield fault(codes.EXPECTATION_MISSED, span, query=expected.q, word=id, limit=str(FIRST))
        for id in unwanted:
            yield fault(codes.EXPECTATION_UNWANTED, span, query=expected.q, word=id)


def missed(expected: Expectation, ids: Sequence[str]) -> tuple[list[str], list[str]]:
    """What an expected query must bring and is not among these ids, and which of them it must not bring."""
    best = max((f.grade for f in expected.find), default=0)
    absent = [f.id for f in expected.find if f.grade == best and f.id not in ids]
    unwanted = set(expected.exclude) | (set(ids) if not expected.find else set())
    return absent, sorted(unwanted.intersection(ids))


class _Links(HTMLParser):
    """Collects the addresses a page links to, and its own anchors."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.assets: list[str] = []
        self.anchors: set[str] = set()
        self.stub = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.anchors.add(str(given["id"]))
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        elif tag in ("link", "script", "img") and (given.get("href") or given.get("src")):
            if given.get("rel") not in ("canonical", "alternate"):
                self.assets.append(str(given.get("href") or given.get("src")))
        elif tag == "meta" and given.get("http-equiv") == "refresh":
            self.stub = True


def links(pages: Iterable[tuple[str, str]], files: set[str], base: str = "/") -> Iterator[Diagnostic]:
    """A report for each dead link between pages, and for each page that the hub does not lead to in four steps.

    `pages` are (file, HTML), `files` all files of the site, `base` the path at which it begins.
    """
    targets: dict[str, set[str]] = {}
    anchors: dict[str, set[str]] = {}
    wanted: list[tuple[str, str, str, str]] = []
    spared = {urls.NOT_FOUND}
    for file, html in pages:
        parser = _Links()
        parser.feed(html)
        targets[file], anchors[file] = set(), parser.anchors
        if parser.stub or 'data-kind="closed"' in html:
            spared.add(file)
        for link in (*parser.links, *parser.assets):
            target, fragment = _target(file, link, base)
            if target is None:
                continue
            wanted.append((file, link, target, fragment))
            targets[file].add(target)
    for file, link, target, fragment in wanted:
        if target not in files or (fragment and target in anchors and fragment not in anchors[target]):
            yield fault(codes.DEAD_LINK, Span(file), word=link)
    reached = _reached(targets)
    for file in sorted(targets.keys() - reached - spared):
        yield fault(codes.UNREACHED, Span(file), steps=str(MAX_STEPS))


def _target(file: str, link: str, base: str) -> tuple[str | None, str]:
    """The file and anchor an inside link leads to; None for an outside one."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None, ""
    if not parts.path:
        return file, unquote(parts.fragment)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(parts.path)))
    if parts.path.startswith("/"):
        path = unquote(parts.path).removeprefix(base)
    ends_in_folder = parts.path.endswith("/") or parts.path.rsplit("/", 1)[-1] in (".", "..")
    if ends_in_folder:
        path = urls.file_of("" if path in (".", "") else f"{path.strip('/')}/")
    return path, unquote(parts.fragment)


def _reached(targets: dict[str, set[str]]) -> set[str]:
    """The pages that links lead to from the hub in at most four steps."""
    reached = {urls.file_of(urls.HUB)}
    edge = set(reached)
    for _ in range(MAX_STEPS):
        edge = {target for file in edge for target in targets.get(file, ())} - reached
        reached |= edge
    return reached
