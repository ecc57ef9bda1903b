"""From YAML nodes to typed values: what the schema asks for, or a diagnostic that says what is wrong and where.

`read_record` gives plain data (texts, numbers, dates, dicts and tuples of them) so that entries can be merged
before they are built; `None` stands for the ~ that deletes an inherited value.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sitegen import codes, schema, urls
from sitegen.diagnostics import Code, Diagnostic, fault, suggest
from sitegen.model import Period, Text
from sitegen.source import Mapping, Node, Scalar, Sequence

Value = Any  # plain data as the schema types it; `directory` builds model classes from it
BAD = object()

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])|24:00")
_PERIOD = re.compile(r"([1-9][0-9]{0,3}) ?(day|week|month|year)s?")
_KIND_WORDS = {Scalar: "a single value", Sequence: "a list", Mapping: "fields with values"}


@dataclass(slots=True)
class Reader:
    """Reads the nodes of one file and collects what is wrong with them.

    `lang` is the language of its texts; a `partial` file (a translation, a city's version) may leave things out.
    """

    lang: str
    partial: bool = False
    translation: bool = False
    faults: list[Diagnostic] = field(default_factory=list)

    def record(self, node: Node, record: schema.Record, what: str) -> tuple[dict[str, Value], set[str]]:
        """The stated fields of a mapping, and the names of those that were stated wrongly."""
        if not isinstance(node, Mapping):
            self.report(codes.NOT_MAPPING, node, what=what, found=_KIND_WORDS[type(node)])
            return {}, {f.name for f in record.fields}
        values: dict[str, Value] = {}
        bad: set[str] = set()
        known = [f.name for f in record.fields]
        for key, child in node.pairs:
            entry_field = schema.field_of(record, key.value)
            if entry_field is None:
                nearest = suggest(key.value, known)
                self.report(
                    codes.UNKNOWN_FIELD, key, word=key.value, what=what, known=", ".join(known), suggestion=nearest
                )
                bad.add(nearest)
            elif self.translation and not has_words(entry_field.type):
                self.report(codes.NOT_TRANSLATED, key, word=key.value)
            else:
                value = self.field(child, entry_field)
                if value is BAD:
                    bad.add(entry_field.name)
                elif value is not None or (isinstance(child, Scalar) and child.is_null):
                    values[entry_field.name] = value
        return values, bad

    def field(self, node: Node, entry_field: schema.Field) -> Value:
        """The value of one field: None where it is deleted or empty, BAD where it was reported."""
        if isinstance(node, Scalar):
            if node.is_null:
                return None
            if node.is_empty:
                self.report(codes.EMPTY_FIELD, node, field=entry_field.name)
                return None
            if node.value in entry_field.keywords:
                return node.value
            if entry_field.keywords and isinstance(entry_field.type, (schema.Record, schema.Listing)):
                known = [*entry_field.keywords, "a list" if isinstance(entry_field.type, schema.Listing) else "fields"]
                nearest = suggest(node.value, entry_field.keywords)
                self.report(
                    codes.UNKNOWN_WORD,
                    node,
                    word=node.value,
                    field=entry_field.name,
                    known=", ".join(known),
                    suggestion=nearest,
                )
                return BAD
        return self.value(node, entry_field.type, entry_field.name)

    def value(self, node: Node, kind: schema.Type, name: str) -> Value:
        """The value of a node as this type, or BAD."""
        if isinstance(kind, schema.Listing):
            return self.listing(node, kind, name)
        if isinstance(kind, schema.Record):
            return self.nested(node, kind, name, required=False)
        if isinstance(kind, schema.Table):
            return self.table(node, name)
        if isinstance(kind, schema.Either):
            if isinstance(node, Scalar):
                return self.value(node, kind.text, name)
            return self.nested(node, kind.structured, name, required=False)
        if not isinstance(node, Scalar):
            self.report(codes.NOT_TEXT, node, field=name, found=_KIND_WORDS[type(node)])
            return BAD
        return self.scalar(node, kind, name)

    def listing(self, node: Node, kind: schema.Listing, name: str) -> Value:
        """A tuple of values; a single value stands for one where the field allows it."""
        if isinstance(node, Sequence):
            items = node.items
        elif kind.single and isinstance(node, Scalar):
            items = (node,)
        else:
            self.report(codes.NOT_LIST, node, field=name, found=_KIND_WORDS[type(node)])
            return BAD
        values: list[Value] = []
        for child in items:
            if self.translation and isinstance(child, Scalar) and child.is_null:
                values.append(None)
            elif isinstance(kind.of, schema.Record):
                values.append(self.nested(child, kind.of, name, required=not self.translation))
            else:
                values.append(self.value(child, kind.of, name))
        if len(values) < kind.at_least and not self.translation:
            self.report(codes.EMPTY_FIELD, node, field=name)
            return BAD
        return BAD if any(v is BAD for v in values) else tuple(values)

    def nested(self, node: Node, record: schema.Record, name: str, *, required: bool) -> Value:
        """A mapping inside a field; `required` asks for its needed fields at once (list items are never merged)."""
        values, bad = self.record(node, record, name)
        if required and isinstance(node, Mapping):
            for needed in record.fields:
                if needed.need == "R" and values.get(needed.name) is None and needed.name not in bad:
                    self.report(codes.MISSING_FIELD, node, field=f"{name}.{needed.name}", doc=needed.doc)
                    bad.add(needed.name)
        return BAD if bad else values

    def table(self, node: Node, name: str) -> Value:
        """A mapping from ids to ids, as pairs in the order of the file."""
        if not isinstance(node, Mapping):
            self.report(codes.NOT_MAPPING, node, what=name, found=_KIND_WORDS[type(node)])
            return BAD
        return tuple((key.value, value.value) for key, value in node.pairs if isinstance(value, Scalar))

    def scalar(self, node: Scalar, kind: schema.Type, name: str) -> Value:
        """A single value as this type, or BAD."""
        text = node.value.strip()
        if isinstance(kind, schema.Words):
            if kind.limit and len(text) > kind.limit and not self.translation:
                self.report(codes.TOO_LONG, node, field=name, found=str(len(text)), limit=str(kind.limit))
                return BAD
            return Text(text, self.lang)
        if isinstance(kind, schema.Choice):
            word = dict(kind.spellings).get(text.lower(), text)
            if word not in kind.options:
                known = ", ".join(kind.options)
                nearest = suggest(text, kind.options)
                self.report(codes.UNKNOWN_WORD, node, word=text, field=name, known=known, suggestion=nearest)
                return BAD
            return word
        if isinstance(kind, schema.Flag):
            if text.lower() not in ("yes", "no", "true", "false"):
                self.report(codes.UNKNOWN_WORD, node, word=text, field=name, known="yes, no", suggestion="")
                return BAD
            return text.lower() in ("yes", "true")
        if isinstance(kind, schema.Plain):
            if kind.pattern and not re.fullmatch(kind.pattern, text):
                self.report(codes.BAD_PATTERN, node, word=text, field=name, example=kind.example)
                return BAD
            return text
        if isinstance(kind, schema.Ref):
            return text
        return self.parsed(node, text, kind)

    def parsed(self, node: Scalar, text: str, kind: schema.Type) -> Value:
        """A number, date, address or tag read from its usual spelling, or BAD."""
        match kind:
            case schema.Whole(low, high):
                return self.attempt(
                    node, lambda: _whole(text, low, high), codes.BAD_NUMBER, low=str(low), high=str(high)
                )
            case schema.Degrees(bound):
                return self.attempt(node, lambda: _degrees(text, bound), codes.BAD_DEGREES, bound=str(bound))
            case schema.Amount():
                return self.attempt(node, lambda: _amount(text), codes.BAD_AMOUNT)
            case schema.Day():
                return self.attempt(node, lambda: _day(text), codes.BAD_DATE)
            case schema.Instant():
                return self.attempt(node, lambda: _moment(text), codes.BAD_MOMENT)
            case schema.Clock():
                return self.attempt(node, lambda: _clock(text), codes.BAD_CLOCK)
            case schema.Span():
                return self.attempt(node, lambda: _period(text), codes.BAD_PERIOD)
            case schema.Url():
                return self.attempt(node, lambda: _url(text), codes.BAD_URL, schemes=", ".join(urls.SCHEMES))
            case schema.Language():
                return self.attempt(node, lambda: canonical_language(text), codes.BAD_LANGUAGE)
        raise TypeError(f"no reader of {kind}")

    def attempt(self, node: Scalar, read: Callable[[], Value], code: Code, **values: str) -> Value:
        """What `read` gives, or BAD with a report where it raises ValueError."""
        try:
            return read()
        except ValueError:
            self.report(code, node, word=node.value, **values)
            return BAD

    def report(self, code: Code, node: Node, **values: str) -> None:
        """Note a fault at the place of a node."""
        self.faults.append(fault(code, node.span, **values))


def has_words(kind: schema.Type) -> bool:
    """Whether a type holds text that people read, and so may be translated."""
    match kind:
        case schema.Words() | schema.Either():
            return True
        case schema.Listing():
            return has_words(kind.of)
        case schema.Record():
            return any(has_words(f.type) for f in kind.fields)
    return False


def canonical_language(text: str) -> str:
    """A language tag in its canonical case: zh-Hans, en-GB. Raises ValueError where it is none."""
    if not _LANGUAGE.fullmatch(text):
        raise ValueError(text)
    first, *rest = text.split("-")
    cased = [p.title() if len(p) == 4 and p.isalpha() else p.upper() if len(p) == 2 else p.lower() for p in rest]
    return "-".join([first.lower(), *cased])


def _whole(text: str, low: int, high: int) -> int:
    if not re.fullmatch("[0-9]{1,9}", text) or not low <= int(text) <= high:
        raise ValueError(text)
    return int(text)


def _degrees(text: str, bound: int) -> float:
    if not re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,12})?", text) or abs(float(text)) > bound:
        raise ValueError(text)
    return float(text)


def _amount(text: str) -> Decimal:
    if not _AMOUNT.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def _day(text: str) -> date:
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _moment(text: str) -> date | datetime:
    if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return date.fromisoformat(text)
    if not re.match("[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}", text):
        raise ValueError(text)
    return datetime.fromisoformat(text)


def _clock(text: str) -> time:
    if not _CLOCK.fullmatch(text):
        raise ValueError(text)
    hour, minute = text.split(":")
    return time.max if text == "24:00" else time(int(hour), int(minute))


def _period(text: str) -> Period:
    match = _PERIOD.fullmatch(text)
    if not match:
        raise ValueError(text)
    return Period(int(match.group(1)), match.group(2) + "s")


def _url(text: str) -> str:
    if not urls.is_outside(text):
        raise ValueError(text)
    return text
