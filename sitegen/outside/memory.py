"""What was seen of outside links on earlier days: whom to ask today, and what to tell.

Only days are kept: what answered well is asked again after some days, what did not on another day. What could not be
checked is told when it failed on two days without an answer between them: a server may be down for a night.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from sitegen.diagnostics import Diagnostic, fault
from sitegen.outside.answers import CODES, UNREACHED, Answer
from sitegen.outside.links import Link

FILE = "outside.json"
SURE = 2
DAY = 86_400
FEW_HOSTS = 2


@dataclass(frozen=True, slots=True)
class Seen:
    """The last answer of an address, its day, and of a failing one since when and on how many days it fails."""

    answer: Answer
    day: date
    since: date
    days: int = 1


Memory = dict[str, Seen]


def load(data: bytes) -> Memory:
    """What was kept; what cannot be read is as if nothing had been seen."""
    try:
        return {url: _seen(**row) for url, row in json.loads(data).items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def _seen(answer: dict[str, Any], day: str, since: str, days: int) -> Seen:
    return Seen(Answer(**answer), date.fromisoformat(day), date.fromisoformat(since), days)


def dump(memory: Memory) -> bytes:
    """What is to be kept."""
    rows = {url: {**asdict(seen), "day": str(seen.day), "since": str(seen.since)} for url, seen in memory.items()}
    return (json.dumps(rows, ensure_ascii=False, indent=0, sort_keys=True) + "\n").encode()


def remember(memory: Memory, answers: Mapping[str, Answer], day: date) -> Memory:
    """The memory with what was answered on a day."""
    found = dict(memory)
    for url, answer in answers.items():
        before = memory.get(url)
        fresh = Seen(answer, day, day)
        if before and before.answer.verdict == answer.verdict == "unsure":
            fresh = replace(fresh, since=before.since, days=before.days + 1)
        found[url] = fresh
    return found


def due(links: Iterable[Link], memory: Memory, day: date, max_age: int) -> list[Link]:
    """The links to be asked on a day, in their order; none of a host that asked us to wait longer."""
    rows = list(links)
    waiting = {link.host for link in rows if (seen := memory.get(link.url)) and day < _rested(seen)}
    return [link for link in rows if link.host not in waiting and _is_due(memory.get(link.url), day, max_age)]


def _rested(seen: Seen) -> date:
    """The first day on which a host may be asked again that told us to wait."""
    return seen.day + timedelta(-(-seen.answer.wait // DAY))


def _is_due(seen: Seen | None, day: date, max_age: int) -> bool:
    """An answer of a later day than the one that is checked for does not count."""
    if seen is None:
        return True
    lasts = max_age if seen.answer.verdict in ("well", "moved") else 1
    return not 0 <= (day - seen.day).days < lasts


def is_offline(asked: Iterable[Link], answers: Mapping[str, Answer]) -> bool:
    """Whether it is we who have no network: several hosts were asked, and none was reached."""
    hosts = {link.host for link in asked if link.url in answers}
    return len(hosts) >= FEW_HOSTS and all(answer.problem in UNREACHED for answer in answers.values())


def faults(links: Iterable[Link], memory: Memory) -> list[Diagnostic]:
    """A report at each place of each link that is known not to be well, the most important links first."""
    found = []
    for link in links:
        seen = memory.get(link.url)
        code = CODES.get(seen.answer.verdict) if seen else None
        if seen is None or code is None or (seen.answer.verdict == "unsure" and seen.days < SURE):
            continue
        answer = seen.answer
        values = {
            "moved": {"like": answer.target},
            "unsure": {"problem": answer.problem, "since": str(seen.since)},
        }.get(answer.verdict, {"problem": answer.problem})
        found += [fault(code, place.span(), word=place.written, **values) for place in link.places]
    return found
