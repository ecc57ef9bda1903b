"""A feed of what falls due (Atom, RFC 4287): an entry for each owner and day, news when it nears and when it passes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote
from xml.sax.saxutils import escape

from sitegen import feeds, urls
from sitegen.due import SOON
from sitegen.freshness.occasions import Occasion, lines, name, title
from sitegen.views.frame import Build, today


def write(build: Build, owner: str, found: Iterable[Occasion], path: str) -> bytes:
    """The feed at this path of what is overdue or due within thirty days; it needs the base URL."""
    day = today(build.now, build.edition.site.timezone)
    own, home = urls.absolute(build.base_url, path), urls.absolute(build.base_url, build.here(urls.HUB))
    words, entries, latest = build.words, [], datetime(2000, 1, 1, tzinfo=UTC)
    for one in sorted(found, key=lambda one: (one.day, one.owner), reverse=True):
        if one.day > day + timedelta(SOON):
            continue
        updated = build.moment(_told(one, day))
        latest = max(latest, updated)
        said = words.due_on if one.day >= day else words.due_since
        text = said.value % {"day": one.day, "what": title(one, words)}
        entries.append(
            f"<entry><title>{escape(text)}</title><id>{escape(f'{own}#{one.day}-{quote(one.owner)}')}</id>"
            f'<link href="{escape(home)}"/><updated>{updated.isoformat()}</updated>'
            f"<content>{escape(chr(10).join(lines(one, build)))}</content></entry>\n"
        )
    return feeds.document(build, name(build, owner), own, own, latest, entries).encode()


def _told(one: Occasion, day: date) -> date:
    """The day on which an occasion was news last: it came near, or it passed."""
    return one.day + timedelta(1) if one.day < day else max(one.day - timedelta(SOON), one.latest)
