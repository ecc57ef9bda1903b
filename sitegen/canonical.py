"""The one form of values as YAML: in which order, on how many lines, between which quotes.

It follows from the values and their types alone, never from how they stood before; docs/formatting.md says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from unicodedata import east_asian_width

from sitegen import schema

Plain = str | list["Plain"] | dict[str, "Plain"] | None
Keys = tuple[str | int, ...]

WIDTH, ROW = 100, 240  # columns of a list on one line; words of the thesaurus and the like are rows of a table
_INDICATORS = ("", *"-?:,[]{}#&*!|>'\"%@`~=<")
_TYPED = re.compile(  # what YAML 1.1 or 1.2 takes for a number, a date, a truth or nothing
    r"[-+]?(0b[01_]+|0o[0-7]+|0x[0-9a-f_]+|[0-9][0-9_]*(:[0-5]?[0-9])*(\.[0-9_]*)?(e[-+]?[0-9]+)?|\.[0-9_]+(e[-+]?[0-9]+)?)"
    r"|[-+]?\.inf|\.nan|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*|yes|no|y|n|true|false|on|off|null",
    re.IGNORECASE,
)
_RIGHTLY = re.compile(  # what is a number, a date or a truth for us, too, where the type says so
    r"-?(0|[1-9][0-9]*)(\.[0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.+Z-]+)?|yes|no"
)
_TRUTHS = {"true": "yes", "false": "no", "yes": "yes", "no": "no"}
_NOT_TEXT = (schema.Whole, schema.Degrees, schema.Flag, schema.Choice, schema.Day, schema.Instant)
_WHOLE = {"aliases": schema.Listing(schema.Plain(), single=True)}  # names are read with an eye to their quotes, too
_SEPARATING = frozenset(",[]{}?")  # what a text in a list on one line cannot hold without quotes


class Bare(str):
    """The value of a field behind whose colon nothing stands."""

    __slots__ = ()


class Quoted(str):
    """A text in a list that holds a full-width comma and was put between quotes to say that it is a single one."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Note:
    """The comments of a field or of a value of a list: lines before it ("" for an empty one), one beside it."""

    before: tuple[str, ...] = ()
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """The comments of a file by the keys of what they belong to; `parents` are all values with comments on a part."""

    by_keys: Mapping[Keys, Note] = field(default_factory=dict)
    parents: frozenset[Keys] = frozenset()

    def of(self, keys: Keys) -> Note:
        """The comments of this very value."""
        return self.by_keys.get(keys, _SILENT)


_SILENT, _NONE = Note(), Notes()


def noted(by_keys: Mapping[Keys, Note]) -> Notes:
    """Comments by the keys of what they belong to."""
    return Notes(by_keys, frozenset(keys[:n] for keys in by_keys for n in range(len(keys))))


def tidy(text: str) -> str:
    """A text of several lines as it comes back from a file: \\n line ends, and none before or behind it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def settled(value: Plain, kind: schema.Type | None, keywords: tuple[str, ...] = ()) -> Plain:
    """A value as its type spells it: fields in their order, a list for a single value, yes for true, no blanks around.

    Readers of the entry find the same in it.
    """
    if isinstance(value, Bare):
        return value
    match kind, value:
        case schema.Record(fields=fields), dict():
            known = {f.name: f for f in fields}
            stated = [*(name for name in known if name in value), *(name for name in value if name not in known)]
            return {
                name: settled(value[name], _WHOLE.get(name, known[name].type), known[name].keywords)
                if name in known
                else settled(value[name], None)
                for name in stated
            }
        case schema.Listing(of=of), list():
            return [
                one if isinstance(one, Quoted) and not isinstance(of, schema.Words) else settled(one, of)
                for one in value
            ]
        case schema.Listing(of=of, single=True), str() if value.strip() not in ("", *keywords):
            return [settled(value, of)]
        case schema.Either(structured=structured), dict():
            return settled(value, structured)
        case schema.Words(prose=True), str():
            return tidy(value)
        case schema.Flag(), str():
            return _TRUTHS.get(value.strip().lower(), value.strip())
        case schema.Choice(spellings=spellings), str():
            return dict(spellings).get(value.strip().lower(), value.strip())
    if isinstance(value, list):
        return [settled(one, None) for one in value]
    if isinstance(value, dict):
        return {name: settled(inner, None) for name, inner in value.items()}
    return value.strip() if isinstance(value, str) else value


def paragraphs(comments: Iterable[str]) -> list[str]:
    """Lines of comments with one empty line where there are several."""
    return [text for text, group in groupby(comments) for text in (group if text else [text])]


def lines(value: Plain, kind: schema.Type | None, notes: Notes = _NONE) -> Iterator[str]:
    """The lines of all fields or values of a file."""
    if value:
        yield from _block(value, kind, (), 0, notes)


def _block(value: Plain, kind: schema.Type | None, keys: Keys, indent: int, notes: Notes) -> Iterator[str]:
    """The lines of fields or of a list, each without the blanks before it."""
    if isinstance(value, dict):
        types = {f.name: f.type for f in kind.fields} if isinstance(kind, schema.Record) else {}
        for name, inner in value.items():
            yield from _pair(name, inner, types.get(name), (*keys, name), indent, notes)
    elif isinstance(value, list):
        of = kind.of if isinstance(kind, schema.Listing) else None
        for number, one in enumerate(value):
            yield from _one(one, of, (*keys, number), indent, notes)


def _pair(name: str, value: Plain, kind: schema.Type | None, keys: Keys, indent: int, notes: Notes) -> Iterator[str]:
    """A field: its name, and its value behind it or on lines of its own."""
    kind = kind.structured if isinstance(kind, schema.Either) and isinstance(value, dict) else kind
    note = notes.of(keys)
    yield from note.before
    yield from _headed(f"{scalar(name)}:", value, kind, keys, indent, notes, note.beside)


def _one(value: Plain, kind: schema.Type | None, keys: Keys, indent: int, notes: Notes) -> Iterator[str]:
    """A value of a list behind its hyphen."""
    note = notes.of(keys)
    if isinstance(value, str) or _single(value, kind, keys, indent + 2, notes) is not None:
        yield from note.before
        yield from _headed("-", value, kind, keys, indent, notes, note.beside)
        return
    inner = list(_block(value, kind, keys, indent + 2, notes))
    first = next(n for n, line in enumerate(inner) if line and not line.startswith("#"))
    yield from paragraphs([*note.before, *([note.beside] if note.beside else []), *inner[:first]])
    yield f"- {inner[first]}"
    yield from _indented(inner[first + 1 :])


def _headed(
    head: str, value: Plain, kind: schema.Type | None, keys: Keys, indent: int, notes: Notes, beside: str
) -> Iterator[str]:
    """A value behind a name or a hyphen: on the same line where it can stand there."""
    beside = f"  {beside}" if beside else ""
    single = _single(value, kind, keys, indent + len(head) + 1, notes)
    if single is not None:
        yield f"{head} {single}{beside}" if single else f"{head}{beside}"
    elif isinstance(value, str):
        yield f"{head} |-{beside}"
        yield from _indented(value.split("\n"))
    else:
        yield f"{head}{beside}"
        yield from _indented(_block(value, kind, keys, indent + 2, notes))


def _indented(block: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" if line else "" for line in block)


def _single(value: Plain, kind: schema.Type | None, keys: Keys, column: int, notes: Notes) -> str | None:
    """A value in one line that begins at this column; None where it needs lines of its own."""
    if value is None:
        return "~"
    if isinstance(value, Bare):
        return ""
    if isinstance(value, str):
        return None if _is_literal(value) else scalar(value, kind)
    if not value:
        return "[]" if isinstance(value, list) else "{}"
    if isinstance(value, dict) or keys in notes.parents:
        return None
    of = kind.of if isinstance(kind, schema.Listing) else None
    parts = [_part(one, of) for one in value]
    line = f"[{', '.join(part for part in parts if part is not None)}]"
    limit = ROW if isinstance(of, schema.Plain) else WIDTH
    return None if None in parts or column + width(line) > limit else line


def _part(value: Plain, kind: schema.Type | None) -> str | None:
    """A value of a list as it stands between others on one line; None where it cannot, or would need quotes for it."""
    if value is None:
        return "~"
    if isinstance(value, str) and not isinstance(value, Bare) and not _is_literal(value):
        text = scalar(value, kind)
        return text if text != value or _SEPARATING.isdisjoint(text) else None
    return None


def width(text: str) -> int:
    """The columns that a text takes where characters have one width; Chinese ones take two."""
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def _is_literal(text: str) -> bool:
    """Whether a text can stand as a block as it is: several lines, nothing invisible, text first and last."""
    lines = text.split("\n")
    ends = bool(lines[0].strip()) and lines[0] == lines[0].lstrip() and bool(lines[-1].strip())
    return len(lines) > 1 and ends and all(_is_readable(line) for line in lines)


def scalar(text: str, kind: schema.Type | None = None) -> str:
    """A text in one line: plain where YAML reads it as what it is, else between single quotes, else with escapes."""
    if isinstance(kind, _NOT_TEXT) and _RIGHTLY.fullmatch(text):
        return text
    if isinstance(text, Quoted) and _is_readable(text):
        return "'" + text.replace("'", "''") + "'"
    if not _is_readable(text):
        return '"' + "".join(c if _is_readable(c) and c not in '"\\' else _escape(c) for c in text) + '"'
    special = text != text.strip() or text[:1] in _INDICATORS or ": " in text or " #" in text or text[-1:] == ":"
    return "'" + text.replace("'", "''") + "'" if special or _TYPED.fullmatch(text) else text


def _is_readable(text: str) -> bool:
    """Whether all characters show; the wide blank of Chinese and the unbreakable one do."""
    return text.replace("\u3000", "").replace("\xa0", "").isprintable()


def _escape(character: str) -> str:
    return {'"': '\\"', "\\": "\\\\", "\n": "\\n"}.get(character, f"\\U{ord(character):08x}")
