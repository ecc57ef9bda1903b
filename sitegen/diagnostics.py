"""What can be wrong with content, said so that an editor can mend it.

A fault in content is a value, never an exception: all of them are collected and reported in one run.
`Code` is a kind of fault with its texts, `Diagnostic` one occurrence of it at a place in a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

Severity = Literal["error", "warning"]
Translate = Callable[[str], str]

OUR_WORDS = ("doc", "what", "owner", "found", "problem", "cure")
DID_YOU_MEAN = 'did you mean "{suggestion}"?'
LIKE_THIS = "write it like this: {like}"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file: 1-based line and column in characters, and the line's own text."""

    path: str
    line: int = 1
    column: int = 1
    width: int = 1
    text: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of fault: its name, how grave it is, its message and remedy, and why it is a fault.

    `message` and `hint` are `str.format` templates and the keys of their translations.
    """

    name: str
    severity: Severity
    message: str
    hint: str
    why: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault at one place. `values` fill the templates of its code."""

    code: Code
    span: Span
    values: tuple[tuple[str, str], ...] = field(default=())

    @property
    def severity(self) -> Severity:
        """How grave it is: an error stops publishing, a warning does not."""
        return self.code.severity

    @property
    def sort_key(self) -> tuple[str, int, int, str, tuple[tuple[str, str], ...]]:
        """The order of a report: by file, then by place."""
        return (self.span.path, self.span.line, self.span.column, self.code.name, self.values)


def fault(code: Code, span: Span, **values: str) -> Diagnostic:
    """A diagnostic of this code at this place; `suggestion` and `like` (may be empty) become its hint."""
    return Diagnostic(code, span, tuple(sorted(values.items())))


def message(diagnostic: Diagnostic, translate: Translate = str) -> str:
    """The message with its values filled in, in the language of `translate`."""
    return _fill(translate(diagnostic.code.message), _said(diagnostic, translate))


def hint(diagnostic: Diagnostic, translate: Translate = str) -> str:
    """The remedy with its values filled in: a likely intended word or a pattern where there is one, else the code's."""
    values = _said(diagnostic, translate)
    template = DID_YOU_MEAN if values.get("suggestion") else LIKE_THIS if values.get("like") else diagnostic.code.hint
    return _fill(translate(template), values)


def _said(diagnostic: Diagnostic, translate: Translate) -> dict[str, str]:
    """The values of a diagnostic; those that are words of ours, not of the content, in the reader's language."""
    return {name: translate(value) if name in OUR_WORDS else value for name, value in diagnostic.values}


def _fill(template: str, values: Mapping[str, str]) -> str:
    """The template with its values, control characters shown: content must not forge a line of output."""
    return template.format(**{key: visible(value) for key, value in values.items()})


def visible(text: str) -> str:
    """Text with control and direction-changing characters written as escapes."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def suggest(word: str, known: Iterable[str]) -> str:
    """The known word nearest to `word`, or an empty text where none is near."""
    close = get_close_matches(word.lower(), sorted(set(known)), n=1, cutoff=0.6)
    return close[0] if close else ""


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them stops publishing."""
    return any(d.severity == "error" for d in diagnostics)
