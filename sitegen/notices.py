"""Notices by the clock: which hold at a moment, and which will. Times without offset are those of the site."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sitegen.model import Moment, Notice

SEVERITIES = ("emergency", "warning", "info")


def moment(when: Moment, timezone: str) -> datetime:
    """A date or a time as a moment: midnight where only a date is given, in this zone where it has no offset."""
    whole = when if isinstance(when, datetime) else datetime.combine(when, time())
    return whole if whole.tzinfo else whole.replace(tzinfo=ZoneInfo(timezone))


def has_begun(notice: Notice, now: datetime, timezone: str) -> bool:
    """Whether a notice has begun; it may be over."""
    return notice.starts is None or moment(notice.starts, timezone) <= now


def current(notices: Iterable[Notice], now: datetime, timezone: str) -> tuple[Notice, ...]:
    """Notices that hold now or will, the gravest first; what another one replaces is left out."""
    live = [n for n in notices if n.status == "active" and moment(n.ends, timezone) > now]
    replaced = {old for n in live if has_begun(n, now, timezone) for old in n.supersedes}
    kept = [n for n in live if n.id not in replaced]
    return tuple(sorted(kept, key=lambda n: (SEVERITIES.index(n.severity), n.id)))
