"""Names of fields and values in words, as readers of a report say them.

What comes from content stands between marks (`quoted`), so that each writer can escape it in its own way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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
    words: dict[str, str]

    def word(self, name: str) -> str:
        """The name of a field or of a choice."""
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
        return quoted(name or str(plain(value)))

    def duration(self, time: model.Duration) -> str:
        """How long handling takes."""
        if time.instant:
            return self.translate("while you wait")
        count = time.promised if time.promised is not None else time.legal
        if count is None:
            return self.translate("nothing")
        said = self.words[f"in {time.unit}s"].format(count=count)
        if time.promised is not None and time.legal not in (None, time.promised):
            said += self.translate(", by law {count}").format(count=time.legal)
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
        weekly = [
            f"{' '.join(self.word(day) for day in span.days)} {span.opens:%H:%M}–{span.closes:%H:%M}"
            for span in hours.weekly
        ]
        dated = [f"{one.date} {self.translate('closed') if one.closed else _span(one)}" for one in hours.exceptions]
        return "; ".join([*weekly, *dated]) or self.translate("nothing")


def sayer(translate: Translate, lang: str, currency: str | None) -> Sayer:
    """Who says fields and values in the language of `translate`, whose tag is `lang`."""
    return Sayer(translate, lang, currency or "", _words(translate))


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


def _words(translate: Translate) -> dict[str, str]:
    """The names of fields, and the words that fields may state."""
    return {
        "name": translate("name"),
        "tagline": translate("tagline"),
        "hotline": translate("hotline"),
        "emergency": translate("emergency"),
        "number": translate("number"),
        "label": translate("label"),
        "featured": translate("featured"),
        "attribution": translate("credit"),
        "url": translate("address on the web"),
        "about": translate("about"),
        "order": translate("order"),
        "summary": translate("summary"),
        "aliases": translate("other names"),
        "parent": translate("belongs to"),
        "title": translate("title"),
        "short_title": translate("everyday name"),
        "short_name": translate("short name"),
        "kind": translate("kind"),
        "questions": translate("questions"),
        "code": translate("official code"),
        "act": translate("kind of act"),
        "also_in": translate("also in"),
        "provider": translate("responsible body"),
        "operators": translate("run by"),
        "audience": translate("for whom"),
        "eligibility": translate("conditions"),
        "channels": translate("way"),
        "location": translate("place"),
        "hours": translate("hours"),
        "does": translate("what can be done there"),
        "languages": translate("languages"),
        "visits": translate("visits"),
        "reason": translate("reason"),
        "booking": translate("appointments"),
        "needed": translate("needed"),
        "rule": translate("rule"),
        "proxy": translate("acting for another"),
        "allowed": translate("allowed"),
        "who": translate("who"),
        "documents": translate("documents"),
        "no_smartphone": translate("without a device"),
        "fees": translate("fees"),
        "basis": translate("basis"),
        "waiver": translate("waiver"),
        "time": translate("time"),
        "need": translate("need"),
        "form": translate("form"),
        "source": translate("source"),
        "copies": translate("copies"),
        "sample": translate("sample"),
        "steps": translate("steps"),
        "text": translate("text"),
        "results": translate("results"),
        "legal": translate("legal basis"),
        "faq": translate("frequent questions"),
        "q": translate("question"),
        "a": translate("answer"),
        "contacts": translate("contacts"),
        "ask": translate("to ask"),
        "complain": translate("to complain"),
        "related": translate("see also"),
        "requires": translate("comes before"),
        "status": translate("status"),
        "replaced_by": translate("replaced by"),
        "source_url": translate("checked at"),
        "owner": translate("owner"),
        "verified": translate("verified"),
        "review_every": translate("checked every"),
        "redirects": translate("former addresses"),
        "body": translate("text"),
        "level": translate("level"),
        "division_code": translate("division code"),
        "adopts": translate("adopts"),
        "providers": translate("public bodies"),
        "address": translate("postal address"),
        "geo": translate("position"),
        "phone": translate("phone"),
        "phones": translate("phones"),
        "access": translate("access"),
        "transport": translate("transport"),
        "severity": translate("severity"),
        "scope": translate("shown in"),
        "starts": translate("starts"),
        "ends": translate("ends"),
        "supersedes": translate("supersedes"),
        "services": translate("services"),
        "deadline": translate("deadline"),
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
    }
