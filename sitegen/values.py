"""From YAML nodes to typed values: what the schema asks for, or a diagnostic that says what is wrong and where.

`read_record` gives plain data (texts, numbers, dates, dicts and tuples of them) so that entries can be merged
before they are built; `None` stands for the ~ that deletes an inherited value.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sitegen import codes, likely, mistakes, schema, urls
from sitegen.diagnostics import Code, Diagnostic, fault, suggest
from sitegen.model import Period, Text
from sitegen.source import Mapping, Node, Scalar, Sequence

Value = Any  # plain data as the schema types it; `directory` builds model classes from it
BAD = object()

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])|24:00")
_PERIOD = re.compile(r"([1-9][0-9]{0,3}) ?(day|week|month|year)s?")
KIND_WORDS = {Scalar: "a single value", Sequence: "a list", Mapping: "fields with values"}


@dataclass(slots=True)
class Reader:
    """Reads the nodes of one file and collects what is wrong with them.

    `lang` is the language of its texts; `inherits` says that a template states what the file leaves out.
    """

    lang: str
    translation: bool = False
    inherits: bool = False
    faults: list[Diagnostic] = field(default_factory=list)

    def record(
        self, node: Node, record: schema.Record, what: str, prefix: str = ""
    ) -> tuple[dict[str, Value], set[str]]:
        """The stated fields of a mapping, and the names of those that were stated wrongly.

        `prefix` is put before the names of fields in reports: "channels." for those of a channel.
        """
        if not isinstance(node, Mapping):
            if not self.slipped(node):
                like = likely.example(record) if prefix else ""
                self.report(codes.NOT_MAPPING, node, what=what, found=KIND_WORDS[type(node)], like=like)
            return {}, {f.name for f in record.fields}
        values: dict[str, Value] = {}
        bad: set[str] = set()
        for key, child in node.pairs:
            entry_field = schema.field_of(record, key.value)
            if entry_field is None:
                bad.add(self.unknown(key, record, what))
            elif self.translation and (not has_words(entry_field.type) or self.states_keyword(child, entry_field)):
                self.report(codes.NOT_TRANSLATED, key, word=key.value)
            else:
                value = self.field(child, entry_field, prefix + entry_field.name)
                empty = isinstance(child, Scalar) and _is_blank(child, entry_field.type)
                if value is BAD or (empty and entry_field.need == "W"):  # an empty one is no gap besides
                    bad.add(entry_field.name)
                elif value is not None or (isinstance(child, Scalar) and child.is_null):
                    values[entry_field.name] = value
        return values, bad

    def unknown(self, key: Scalar, record: schema.Record, what: str) -> str:
        """Report a name that is no field of this record; returns the field that was most likely meant."""
        known = [f.name for f in record.fields]
        if self.slipped(key):
            return suggest(re.split("[：:]", key.value.strip())[0].strip(), known)
        if re.fullmatch(r"[0-9]{3}(\.[0-9]+)?元?", key.value):
            problem, cure = mistakes.COMMA
            self.report(codes.YAML_SYNTAX, key, problem=problem, cure=cure)
            return ""
        meant = likely.field(key.value, known)
        owners = [] if meant else likely.owners(key.value, record) or _kinds_with(key.value, what)
        if owners:
            self.report(codes.MISPLACED_FIELD, key, word=key.value, what=what, owner=", ".join(owners))
            return ""
        meant = meant or suggest(key.value, known)
        self.report(codes.UNKNOWN_FIELD, key, word=key.value, what=what, known=", ".join(known), suggestion=meant)
        return meant

    def slipped(self, node: Node) -> bool:
        """Whether a single value was meant as a name with a value; the slip is reported then."""
        slip = mistakes.in_text(node.value) if isinstance(node, Scalar) and node.plain else None
        if slip is None:
            return False
        code, column, width, values = slip
        span = replace(node.span, column=node.span.column + column, width=width)
        self.faults.append(fault(code, span, **values))
        return True

    def states_keyword(self, node: Node, entry_field: schema.Field) -> bool:
        """Whether a word stands in place of the field's value: a fact, which no translation states."""
        return isinstance(node, Scalar) and node.value in entry_field.keywords

    def field(self, node: Node, entry_field: schema.Field, name: str) -> Value:
        """The value of one field: None where it is deleted or empty, BAD where it was reported."""
        if isinstance(node, Scalar):
            if node.is_null:
                return None
            if _is_blank(node, entry_field.type):
                if entry_field.need != "R" or self.inherits or self.translation:  # else it is reported as missing
                    self.report(codes.EMPTY_FIELD, node, field=name)
                return None
            if node.value in entry_field.keywords:
                return node.value
            if entry_field.keywords and isinstance(entry_field.type, (schema.Record, schema.Listing)):
                if not self.slipped(node):
                    known = ", ".join((*entry_field.keywords, likely.example(entry_field.type)))
                    meant = likely.word(node.value, entry_field.keywords)
                    self.report(codes.UNKNOWN_WORD, node, word=node.value, field=name, known=known, suggestion=meant)
                return BAD
        return self.value(node, entry_field.type, name)

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
            self.report(codes.NOT_TEXT, node, field=name, found=KIND_WORDS[type(node)])
            return BAD
        return self.scalar(node, kind, name)

    def listing(self, node: Node, kind: schema.Listing, name: str) -> Value:
        """A tuple of values; a single value stands for one where the field allows it."""
        if isinstance(node, Sequence):
            items = node.items
        elif kind.single and isinstance(node, Scalar):
            items = (node,)
        else:
            if not self.slipped(node):
                like = _like(name, kind)
                if isinstance(node, Scalar) and not isinstance(kind.of, schema.Record):
                    like = f"{name.rsplit('.', 1)[-1]}: [{node.value}]"
                self.report(codes.NOT_LIST, node, field=name, found=KIND_WORDS[type(node)], like=like)
            return BAD
        if self.joined(node, items, kind, name):
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

    def joined(self, node: Node, items: tuple[Node, ...], kind: schema.Listing, name: str) -> bool:
        """Whether hyphens without a space made one value of a list; names joined by a full-width comma are noted."""
        for item in items:
            text = item.value if isinstance(item, Scalar) and item.plain else ""
            if text.startswith("-") and isinstance(kind.of, schema.Words):
                problem, cure = mistakes.HYPHEN
                self.report(codes.YAML_SYNTAX, item, problem=problem, cure=cure)
                return True
            if item is node and "," in text and not isinstance(kind.of, schema.Words):
                like = f"{name.rsplit('.', 1)[-1]}: [{', '.join(part.strip() for part in text.split(','))}]"
                self.report(codes.NOT_LIST, node, field=name, found=KIND_WORDS[Scalar], like=like)
                return True
            wide = re.search("[，、；]", text)
            if wide and not isinstance(kind.of, schema.Words):
                span = replace(item.span, column=item.span.column + wide.start(), width=1)
                self.faults.append(fault(codes.FULL_WIDTH, span, character=f'"{wide.group()}"', plain=", "))
                return True
            parts = mistakes.joined(text, names=name == "aliases", alone=item is node)
            if parts:
                self.report(codes.JOINED_LIST, item, word=text, split=", ".join(parts))
        return False

    def nested(self, node: Node, record: schema.Record, name: str, *, required: bool) -> Value:
        """A mapping inside a field; `required` asks for its needed fields at once (list items are never merged)."""
        values, bad = self.record(node, record, name, f"{name}.")
        if required and isinstance(node, Mapping):
            for needed in record.fields:
                if needed.need == "R" and values.get(needed.name) is None and needed.name not in bad:
                    self.report(codes.MISSING_FIELD, node, field=f"{name}.{needed.name}", doc=needed.doc)
                    bad.add(needed.name)
        return BAD if bad else values

    def table(self, node: Node, name: str) -> Value:
        """A mapping from ids to ids, as pairs in the order of the file."""
        if not isinstance(node, Mapping):
            self.report(codes.NOT_MAPPING, node, what=name, found=KIND_WORDS[type(node)], like=f"{name}: {{…: …}}")
            return BAD
        return tuple((key.value, value.value) for key, value in node.pairs if isinstance(value, Scalar))

    def scalar(self, node: Scalar, kind: schema.Type, name: str) -> Value:
        """A single value as this type, or BAD."""
        text = node.value.strip()
        if _is_blank(node, kind):
            self.report(codes.EMPTY_FIELD, node, field=name)
            return BAD
        if isinstance(kind, schema.Words):
            if kind.limit and len(text) > kind.limit and not self.translation:
                self.report(codes.TOO_LONG, node, field=name, found=str(len(text)), limit=str(kind.limit))
                return BAD
            return Text(text, self.lang)
        if isinstance(kind, schema.Choice):
            word = dict(kind.spellings).get(text.lower(), text)
            if word not in kind.options:
                known = ", ".join(kind.options)
                meant = likely.word(text, kind.options)
                self.report(codes.UNKNOWN_WORD, node, word=text, field=name, known=known, suggestion=meant)
                return BAD
            return word
        if isinstance(kind, schema.Flag):
            if text.lower() not in ("yes", "no", "true", "false"):
                meant = likely.word(text, ("yes", "no"))
                self.report(codes.UNKNOWN_WORD, node, word=text, field=name, known="yes, no", suggestion=meant)
                return BAD
            return text.lower() in ("yes", "true")
        if isinstance(kind, schema.Plain):
            pattern = kind.pattern
            if pattern and not re.fullmatch(pattern, text):
                meant = likely.repaired(text, kind, lambda one: bool(re.fullmatch(pattern, one)))
                self.report(codes.BAD_PATTERN, node, word=text, field=name, example=kind.example, suggestion=meant)
                return BAD
            return text
        if isinstance(kind, schema.Ref):
            return text
        return self.parsed(node, text, kind)

    def parsed(self, node: Scalar, text: str, kind: schema.Type) -> Value:
        """A number, date, address or tag read from its usual spelling, or BAD."""
        read, code, values = _parser(kind)
        try:
            return read(text)
        except ValueError:
            if isinstance(kind, schema.Url) and urls.deceives(text):
                self.report(codes.FALSE_HOST, node, word=text)
                return BAD
            meant = likely.repaired(text, kind, lambda one: _reads(read, one))
            self.report(code, node, word=node.value, suggestion=meant, **values)
            return BAD

    def report(self, code: Code, node: Node, **values: str) -> None:
        """Note a fault at the place of a node."""
        self.faults.append(fault(code, node.span, **values))


def _is_blank(node: Scalar, kind: schema.Type) -> bool:
    """Whether a value says nothing: nothing stands there, or quotation marks around nothing where people read."""
    return node.is_empty or (isinstance(kind, schema.Words) and not node.value.strip())


def _like(name: str, kind: schema.Type) -> str:
    return f"{name.rsplit('.', 1)[-1]}: {likely.example(kind)}"


def _kinds_with(name: str, what: str) -> list[str]:
    """The other kinds of files that have a field of this name and are near relatives: a template and its versions."""
    near = {"catalogue": "service", "service": "catalogue"}.get(what, "")
    return [k.name for k in schema.KINDS if k.name == near and schema.field_of(k.record, name)]


def _parser(kind: schema.Type) -> tuple[Callable[[str], Value], Code, dict[str, str]]:
    """What reads a value of this type or raises ValueError, and the report of one that cannot be read."""
    match kind:
        case schema.Whole(low, high):
            bounds = {"low": str(low), "high": str(high)}
            return (lambda text: _whole(text, low, high)), codes.BAD_NUMBER, bounds
        case schema.Degrees(bound):
            return (lambda text: _degrees(text, bound)), codes.BAD_DEGREES, {"bound": str(bound)}
        case schema.Amount():
            return _amount, codes.BAD_AMOUNT, {}
        case schema.Day():
            return _day, codes.BAD_DATE, {}
        case schema.Instant():
            return _moment, codes.BAD_MOMENT, {}
        case schema.Clock():
            return _clock, codes.BAD_CLOCK, {}
        case schema.Span():
            return _period, codes.BAD_PERIOD, {}
        case schema.Url():
            return _url, codes.BAD_URL, {"schemes": ", ".join(urls.SCHEMES)}
        case schema.Language():
            return canonical_language, codes.BAD_LANGUAGE, {}
    raise TypeError(f"no reader of {kind}")


def _reads(read: Callable[[str], Value], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


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


def is_language(text: str) -> bool:
    """Whether a text is a language tag."""
    return _reads(canonical_language, text)


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
