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
    return Sayer(translate, lang, currency or "", _labels(translate), _words(translate))


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


def _labels(translate: Translate) -> dict[str, str]:
    """The names of fields; `item` is which value of a list is meant."""
    return {
        "name": translate("name{item}"),
        "tagline": translate("tagline{item}"),
        "hotline": translate("hotline{item}"),
        "emergency": translate("emergency{item}"),
        "number": translate("number{item}"),
        "label": translate("label{item}"),
        "featured": translate("featured{item}"),
        "attribution": translate("credit{item}"),
        "url": translate("address on the web{item}"),
        "about": translate("about{item}"),
        "order": translate("order{item}"),
        "summary": translate("summary{item}"),
        "aliases": translate("other names{item}"),
        "parent": translate("belongs to{item}"),
        "title": translate("title{item}"),
        "short_title": translate("everyday name{item}"),
        "short_name": translate("short name{item}"),
        "kind": translate("kind{item}"),
        "questions": translate("questions{item}"),
        "code": translate("official code{item}"),
        "act": translate("kind of act{item}"),
        "also_in": translate("also in{item}"),
        "provider": translate("responsible body{item}"),
        "operators": translate("run by{item}"),
        "audience": translate("for whom{item}"),
        "eligibility": translate("conditions{item}"),
        "channels": translate("way{item}"),
        "location": translate("place{item}"),
        "hours": translate("hours{item}"),
        "does": translate("what can be done there{item}"),
        "languages": translate("languages{item}"),
        "visits": translate("visits{item}"),
        "reason": translate("reason{item}"),
        "booking": translate("appointments{item}"),
        "needed": translate("needed{item}"),
        "rule": translate("rule{item}"),
        "proxy": translate("acting for another{item}"),
        "allowed": translate("allowed{item}"),
        "who": translate("who{item}"),
        "documents": translate("documents{item}"),
        "no_smartphone": translate("without a device{item}"),
        "fees": translate("fees{item}"),
        "basis": translate("basis{item}"),
        "waiver": translate("waiver{item}"),
        "time": translate("time{item}"),
        "need": translate("need{item}"),
        "form": translate("form{item}"),
        "source": translate("source{item}"),
        "copies": translate("copies{item}"),
        "sample": translate("sample{item}"),
        "steps": translate("steps{item}"),
        "text": translate("text{item}"),
        "results": translate("results{item}"),
        "legal": translate("legal basis{item}"),
        "faq": translate("frequent questions{item}"),
        "q": translate("question{item}"),
        "a": translate("answer{item}"),
        "contacts": translate("contacts{item}"),
        "ask": translate("to ask{item}"),
        "complain": translate("to complain{item}"),
        "related": translate("see also{item}"),
        "requires": translate("comes before{item}"),
        "status": translate("status{item}"),
        "replaced_by": translate("replaced by{item}"),
        "source_url": translate("checked at{item}"),
        "owner": translate("owner{item}"),
        "verified": translate("verified{item}"),
        "review_every": translate("checked every{item}"),
        "redirects": translate("former addresses{item}"),
        "body": translate("text{item}"),
        "level": translate("level{item}"),
        "division_code": translate("division code{item}"),
        "adopts": translate("adopts{item}"),
        "providers": translate("public bodies{item}"),
        "address": translate("postal address{item}"),
        "geo": translate("position{item}"),
        "phone": translate("phone{item}"),
        "phones": translate("phones{item}"),
        "access": translate("access{item}"),
        "transport": translate("transport{item}"),
        "severity": translate("severity{item}"),
        "scope": translate("shown in{item}"),
        "starts": translate("starts{item}"),
        "ends": translate("ends{item}"),
        "supersedes": translate("supersedes{item}"),
        "services": translate("services{item}"),
        "deadline": translate("deadline{item}"),
    }


def _words(translate: Translate) -> dict[str, str]:
    """The words that fields may state, and units."""
    return {
        "phone": translate("phone"),
        "booking": translate("appointments"),
        "status": translate("how far it is"),
        "unknown": translate("unknown"),
        "free": translate("free"),
        "yes": translate("yes"),
        "no": translate("no"),
        "conditional": translate("conditional"),
        "required": translate("required"),
        "optional": translate("optional"),
        "original": translate("original"),
        "copy": translate("copy"),
        "electronic": translate("electronic"),
        "draft": translate("draft"),
        "active": translate("active"),
        "suspended": translate("suspended"),
        "closed": translate("closed"),
        "web": translate("website"),
        "mini_program": translate("mini program"),
        "official_account": translate("official account"),
        "app": translate("app"),
        "sms": translate("text message"),
        "counter": translate("counter"),
        "kiosk": translate("kiosk"),
        "mail": translate("post"),
        "home_visit": translate("home visit"),
        "full": translate("everything"),
        "part": translate("a part"),
        "info": translate("information"),
        "warning": translate("warning"),
        "in workdays": translate("{count} working days"),
        "in days": translate("{count} days"),
        "in hours": translate("{count} hours"),
        "days": translate("days"),
        "weeks": translate("weeks"),
        "months": translate("months"),
        "years": translate("years"),
        "mon": translate("Mon"),
        "tue": translate("Tue"),
        "wed": translate("Wed"),
        "thu": translate("Thu"),
        "fri": translate("Fri"),
        "sat": translate("Sat"),
        "sun": translate("Sun"),
        "emergency": translate("emergency"),
    }
