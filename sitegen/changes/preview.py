"""A comparison as a folder that opens from disk: the report, and pages before and after side by side.

Both versions of a page lie in its folder (`before.html`, `after.html`), so that all pages share the same styles.
They are shown in frames that run no script, and their links lead nowhere, since only some pages are there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitegen import workers
from sitegen.changes.compare import Changes
from sitegen.changes.pages import Pages
from sitegen.changes.saying import CLOSE, OPEN
from sitegen.changes.telling import Section
from sitegen.render import render
from sitegen.theme import Theme
from sitegen.views.frame import Page

INDEX, TEMPLATE = "index.html", "report.html"
MOST_PAGES = 20
IDLE = b"\na, form { pointer-events: none; }\n"
_MARKS = re.compile(f"[{OPEN}{CLOSE}]")


@dataclass(frozen=True, slots=True)
class Pair:
    """A page before and after, as files of the folder; empty where there is none."""

    address: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row as the page shows it: our words and quoted content by turns."""

    parts: tuple[str, ...]
    level: int


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """The page of a report; `left_out` pages are too many to be shown."""

    lang: str
    summary: tuple[str, ...]
    sections: tuple[Part, ...]
    pairs: tuple[Pair, ...]
    left_out: int


def files(
    changes: Changes, summary: str, sections: Sequence[Section], look: Theme, lang: str, most: int = MOST_PAGES
) -> dict[str, bytes]:
    """The files of the folder by path."""
    pairs = _pairs(changes) if changes.pages else []
    parts = tuple(Part(s.title, tuple(Line(_parts(r.text), r.level) for r in s.rows)) for s in sections)
    view = ReportView(lang, _parts(summary), parts, tuple(pairs[:most]), max(0, len(pairs) - most))
    page = Page(INDEX, TEMPLATE, view)
    made = {INDEX: render(workers.environment(look.folder, look.digest, lang), page)}
    if pairs and changes.pages:
        made |= dict(_shown(changes.pages, view.pairs))
        made |= {path: _idle(path, data) for path, data in look.assets.items() if not path.endswith(".js")}
    return made


def _parts(text: str) -> tuple[str, ...]:
    return tuple(_MARKS.split(text))


def _idle(path: str, data: bytes) -> bytes:
    return data + IDLE if path.endswith(".css") else data


def _pairs(changes: Changes) -> list[Pair]:
    """The pages of what changed, in the order of the report; those of other languages come last."""
    pages = changes.pages
    assert pages is not None
    moved = {move.before.address: move.after.address for move in changes.moved}
    for address in pages.before:  # under `<lang>/` in other languages
        language, _, same = address.partition("/")
        if same in moved:
            moved[address] = f"{language}/{moved[same]}"
    former = {after: before for before, after in moved.items()}
    groups = (*changes.added, *changes.removed, *changes.changed)
    named = [move.after.address for move in changes.moved]
    named += [one.address for group in groups for one in (group.subject, *group.places)]
    rest = [address for address in sorted({*pages.before, *pages.after}) if address not in moved]
    pairs = []
    for address in dict.fromkeys((*named, *rest)):
        before = former.get(address, address)
        old, new = pages.before.get(before), pages.after.get(address)
        if old != new:
            one = Pair(address, f"{before}before.html" if old else "", f"{address}after.html" if new else "")
            pairs.append(one)
    return pairs


def _shown(pages: Pages, pairs: Sequence[Pair]) -> Iterator[tuple[str, bytes]]:
    for pair in pairs:
        if pair.before:
            yield pair.before, pages.before[pair.before.removesuffix("before.html")]
        if pair.after:
            yield pair.after, pages.after[pair.after.removesuffix("after.html")]
