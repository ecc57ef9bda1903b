"""Names of fields and values in words, as readers of a report say them.

What comes from content stands between marks (`quoted`), so that each writer can escape it in its own way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import takewhile
from typing import Any

from sitegen import model
from sitegen.changes import vocabulary
from sitegen.changes.fields import name_of, plain
from sitegen.diagnostics import Translate, visible
from sitegen.model import Text
from sitegen.render import Filters

OPEN, CLOSE = "\ue000", "\ue001"
LONGEST = 160
AROUND = 40


def quoted(text: str, longest: int = LONGEST) -> str:
    """A text of the content, marked as such: in one line, without control characters, its end cut off."""
    line = visible(" ".join(text.split()))
    return f"{OPEN}{line[:longest]}{'…' if len(line) > longest else ''}{CLOSE}"


def difference(before: str, after: str) -> tuple[str, str]:
    """Two texts cut to where they differ, where they are long."""
    if max(len(before), len(after)) <= LONGEST:
        return before, after
    same = takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
    first = max(0, sum(1 for _ in same) - AROUND)
    mark = "…" if first else ""
    return mark + before[first:], mark + after[first:]


@dataclass(frozen=True, slots=True)
class Sayer:
    """Says fields and values in a language; `currency` is that of amounts which name none."""

    translate: Translate
    lang: str
    currency: str
    labels: dict[str, str]
    words: dict[str, str]

    def label(self, name: str, item: str = "") -> str:
        """The name of a field, and which value of its list is meant."""
        said = f" {quoted(item)}" if item else ""
        return self.labels[name].format(item=said) if name in self.labels else name.replace("_", " ") + said

    def word(self, name: str) -> str:
        """A word that a field may state."""
        return self.words.get(name, name.replace("_", " "))

    def value(self, value: Any) -> str:
        """A value in words."""
        translate, say = self.translate, SAID.get(type(value))
        if say:
            return say(self, value)
        if value is None or value == ():
            return translate("nothing")
        if isinstance(value, bool):
            return translate("yes") if value else translate("no")
        if isinstance(value, tuple):
            return translate(", ").join(self.value(one) for one in value)
        if isinstance(value, str):
            return self.words.get(value) or quoted(value)
        name = name_of(value)
        if name or not is_dataclass(value):
            return quoted(name or str(plain(value)))
        stated = [(f.name, getattr(value, f.name)) for f in fields(value)]
        return translate(", ").join(f"{self.label(n)} {self.value(v)}" for n, v in stated if v not in (None, ()))

    def duration(self, time: model.Duration) -> str:
        """How long handling takes."""
        translate = self.translate
        if time.instant:
            return translate("while you wait")
        count = time.promised if time.promised is not None else time.legal
        if count is None:
            return translate("nothing")
        said = self.words[f"in {time.unit}s"].format(count=count)
        if time.promised is not None and time.legal not in (None, time.promised):
            said += translate(", by law {count}").format(count=time.legal)
        return said

    def fee(self, fee: model.Fee) -> str:
        """What is paid, and for what where no amount is stated."""
        currency = fee.currency or self.currency
        if fee.amount is None:
            return quoted(fee.name.value)
        return Filters(self.lang).money(fee.amount, currency) if currency else str(fee.amount)

    def channel(self, channel: model.Channel) -> str:
        """A way to be served: what it is, its name, and how it is reached."""
        reached = channel.number or channel.url or channel.location or ""
        parts = [self.word(channel.kind), *(quoted(t) for t in (name_of(channel), reached) if t)]
        return " ".join(parts)

    def hours(self, hours: model.Hours) -> str:
        """When something is open."""
        translate = self.translate
        weekly = [
            f"{' '.join(self.word(day) for day in span.days)} {span.opens:%H:%M}–{span.closes:%H:%M}"
            for span in hours.weekly
        ]
        dated = [f"{one.date} {self.translate('closed') if one.closed else _span(one)}" for one in hours.exceptions]
        return "; ".join([*weekly, *dated]) or translate("nothing")


def sayer(translate: Translate, lang: str, currency: str | None) -> Sayer:
    """Who says fields and values in the language of `translate`, whose tag is `lang`."""
    return Sayer(translate, lang, currency or "", vocabulary.labels(translate), vocabulary.words(translate))


def _span(one: model.DatedHours) -> str:
    return f"{one.opens:%H:%M}–{one.closes:%H:%M}" if one.opens and one.closes else ""


def _visits(value: model.Visits) -> str:
    return str(value.min) if value.min == value.max else f"{value.min}–{value.max}"


SAID: dict[type, Callable[[Sayer, Any], str]] = {
    Text: lambda sayer, value: quoted(value.value),
    int: lambda sayer, value: str(value),
    Decimal: lambda sayer, value: str(value),
    date: lambda sayer, value: str(value),
    datetime: lambda sayer, value: f"{value:%Y-%m-%d %H:%M%z}",
    model.Visits: lambda sayer, value: _visits(value),
    model.Geo: lambda sayer, value: f"{value.lat}, {value.lon}",
    model.Period: lambda sayer, value: f"{value.count} {sayer.word(value.unit)}",
    model.Phone: lambda sayer, value: quoted(value.number),
    model.Duration: Sayer.duration,
    model.Fee: Sayer.fee,
    model.Channel: Sayer.channel,
    model.Hours: Sayer.hours,
}
