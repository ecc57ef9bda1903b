"""What an editor most likely did wrong where fields cannot be read: the usual slips of the hand, in plain words.

A YAML parser names the place where it gave up and says so in its own terms; the slip mostly stands a line before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sitegen import codes, schema
from sitegen.diagnostics import Code


@dataclass(frozen=True, slots=True)
class Mistake:
    """A slip and its place in the text: line and column count from 0."""

    code: Code
    line: int
    column: int
    width: int
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Where the parser gave up, what it says, and where the value that it was reading began."""

    line: int
    column: int
    problem: str
    start: tuple[int, int] | None = None


def _names(kinds: Iterable[schema.Type]) -> Iterator[str]:
    for kind in kinds:
        record = kind.structured if isinstance(kind, schema.Either) else kind
        if isinstance(record, schema.Listing):
            yield from _names([record.of])
        elif isinstance(record, schema.Record):
            yield from (field.name for field in record.fields)
            yield from _names(field.type for field in record.fields)


_NAME = "(?:" + "|".join(sorted({*_names(kind.record for kind in schema.KINDS)}, key=lambda n: (-len(n), n))) + ")"
_BEFORE = r"^[ \t]*(?:- *)?(?:\{ *)?"
_WIDE = {"：": ": ", "，": ", ", "；": ", ", "、": ", ", "｛": "{", "［": "[", "\u3000": " ", "\u00a0": " "}
_WIDE_COLON = re.compile(rf"(?:{_BEFORE}|[{{,，] *)({_NAME})(：)")
_WIDE_COMMA = re.compile(rf"([，；、])\s*{_NAME}[:：]")
_WIDE_BRACKET = re.compile(rf"{_BEFORE}{_NAME}: *([｛［])")
_WIDE_SPACE = re.compile(
    rf"^[ \t]*([\u3000\u00a0])[ \t\u3000\u00a0]*(?:- *)?{_NAME}:|{_BEFORE}{_NAME}:([\u3000\u00a0])"
)
_NO_SPACE = re.compile(rf"{_BEFORE}{_NAME}(:)(?=[^\s/])")
_TAB = re.compile(r"^[ ]*(\t)")
_BULLET = re.compile(r"^\s*([–—－·•*])\s*\S")
_OPEN_QUOTE = re.compile(r"""(?:[:\-\[{,] *)("(?:[^"\\]|\\.)*|'[^']*)$""")
_QUOTE_THEN_TEXT = re.compile(r""": +("[^"]*"|'[^']*')\s*([^\s#,}\]:])""")
_SECOND_COLON = re.compile(rf"{_BEFORE}{_NAME}: +[^\s\"'\[{{|>].*?(: |:$)")
_BLOCK_TEXT = re.compile(r": +[|>][-+0-9]* +([^\s#])")
_NO_SPACE_BEHIND_HYPHEN = re.compile(r"\s*-[^\s-]")
_RESERVED = re.compile(r"(?:: +|- +|^)([%@`*&!])")

UNREADABLE = (
    "this is not written as fields with values",
    "check the indentation, the colons and the quotes near this place",
)
NO_SPACE = ("the space behind the colon is missing", "write a space behind the colon: `name: value`")
TAB = ("a tab stands before the name", "indent with spaces, two for each level")
BULLET = ("this is not the hyphen of a list", "begin each value of the list with a plain hyphen and a space")
HYPHEN = ("the space behind the hyphen is missing", "begin each value of the list with a plain hyphen and a space")
COMMA = ("a comma ends the number here", "write the number without a comma, such as 1200")
OPEN_QUOTE = ("this quotation mark is not closed", "write the same quotation mark behind the value")
OPEN_BRACKET = ("this bracket is not closed", "write the closing bracket, and plain commas between the values")
DOUBLE_COMMA = ("nothing stands between two commas", "write a value there, or take one comma out")
HYPHEN_VALUE = ("a hyphen begins the value", "put the value into quotation marks, or begin a list in the next line")
COMMENT = ("this is not how a comment begins here", "begin a comment with # and a space")
EXTRA_BRACKET = ("this closing bracket has no opening one", "remove it, or put the whole value into quotation marks")
BEHIND_BRACKET = ("text follows the closing bracket", "put the whole value into quotation marks")
BLOCK_TEXT = (
    "text stands in the line of the sign | or >",
    "begin the text in the next line, indented, or put it into quotation marks",
)
BACKSLASH = (
    "a backslash stands between double quotation marks",
    "use single quotation marks, or write two backslashes",
)
CLOSED_TOO_EARLY = ("text follows the closing quotation mark", "put the quotation marks around the whole value")
SECOND_COLON = ("a second colon with a space stands in the value", "put the whole value into quotation marks")
RESERVED = ("a value cannot begin with this sign", "put the whole value into quotation marks")
TOO_DEEP = ("this line is indented deeper than it may be", "let the names of one level begin in the same column")
INDENTATION = ("the indentation fits no line above", "let the names of one level begin in the same column")
NO_COLON = ("this line has no name and no colon", "write `name: value`, or indent it as a part of the value above")
SECOND_DOCUMENT = ("a second --- begins another set of fields", "keep one set of fields in a file")
NO_NAME = ("a name must be a single word", "write `name: value`")
ALL = (
    UNREADABLE,
    NO_SPACE,
    TAB,
    BULLET,
    HYPHEN,
    COMMA,
    OPEN_QUOTE,
    OPEN_BRACKET,
    DOUBLE_COMMA,
    HYPHEN_VALUE,
    COMMENT,
    EXTRA_BRACKET,
    BEHIND_BRACKET,
    BLOCK_TEXT,
    BACKSLASH,
    CLOSED_TOO_EARLY,
    SECOND_COLON,
    RESERVED,
    TOO_DEEP,
    INDENTATION,
    NO_COLON,
    SECOND_DOCUMENT,
    NO_NAME,
)


def explain(lines: Sequence[str], trouble: Trouble) -> list[Mistake]:
    """The slips that most likely stopped the parser, the first kind that fits; never none."""
    until = list(enumerate(lines[: trouble.line + 1]))
    for find in (_wide, _tab, _no_space, _bullet, _quotes):
        found = find(until)
        if found:
            return found
    return [_from_problem(lines, trouble)]


def in_text(text: str) -> tuple[Code, int, int, dict[str, str]] | None:
    """The slip that made a single value of what was meant as a name with a value: (code, column, width, values)."""
    first = text.split("\n")[0]
    found = _wide([(0, first)]) or _no_space([(0, first)])
    return (found[0].code, found[0].column, found[0].width, dict(found[0].values)) if found else None


def joined(text: str, *, names: bool, alone: bool) -> list[str]:
    """The values of a list that were written as one: numbered, or names with full-width or (`alone`) plain commas."""
    is_numbered = re.match(r"1[.、．)）].*\s2[.、．)）]", text)
    numbered = re.split(r"(?:^|\s)[0-9]{1,2}[.、．)）]\s*", text) if is_numbered else []
    separated = re.split("[，、；,]" if alone else "[，、；]", text) if names else []
    parts = [part.strip("【】[] ") for part in numbered or separated]
    return [part for part in parts if part] if len(parts) > 1 else []


def _slip(text: tuple[str, str], line: int, column: int, width: int = 1) -> Mistake:
    return Mistake(codes.YAML_SYNTAX, line, column, width, (("cure", text[1]), ("problem", text[0])))


def _wide(lines: Iterable[tuple[int, str]]) -> list[Mistake]:
    found = []
    for number, line in lines:
        for pattern in (_WIDE_COLON, _WIDE_COMMA, _WIDE_BRACKET, _WIDE_SPACE):
            for match in pattern.finditer(line):
                column = match.start(match.lastindex or 0)
                sign = line[column]
                shown = f'"{sign}"' if sign.isprintable() else f"U+{ord(sign):04X}"
                values = (("character", shown), ("plain", _WIDE[sign]))
                found.append(Mistake(codes.FULL_WIDTH, number, column, 1, values))
    return sorted(set(found), key=lambda m: (m.line, m.column))


def _first(pattern: re.Pattern[str], text: tuple[str, str]) -> Callable[[Iterable[tuple[int, str]]], list[Mistake]]:
    def find(lines: Iterable[tuple[int, str]]) -> list[Mistake]:
        found = ((number, pattern.search(line)) for number, line in lines)
        return next(([_slip(text, number, match.start(1))] for number, match in found if match), [])

    return find


_tab = _first(_TAB, TAB)
_no_space = _first(_NO_SPACE, NO_SPACE)
_bullet = _first(_BULLET, BULLET)


def _quotes(lines: Iterable[tuple[int, str]]) -> list[Mistake]:
    for number, line in lines:
        open_quote, early = _OPEN_QUOTE.search(line), _QUOTE_THEN_TEXT.search(line)
        if early:
            return [_slip(CLOSED_TOO_EARLY, number, early.start(2))]
        if open_quote:
            return [_slip(OPEN_QUOTE, number, open_quote.start(1))]
    return []


def _open_brackets(lines: Iterable[str]) -> list[tuple[int, int]]:
    """The places of brackets that nothing closes."""
    opened: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        for column, sign in enumerate(line):
            if sign in "[{":
                opened.append((number, column))
            elif sign in "]}" and opened:
                opened.pop()
    return opened


def _from_problem(lines: Sequence[str], trouble: Trouble) -> Mistake:
    """What the parser's words mean; they differ between its two builds, so that only their common parts are read."""
    problem, start = trouble.problem, trouble.start
    if trouble.line >= len(lines):
        brackets = _open_brackets(lines)
        return _slip(OPEN_BRACKET, *brackets[-1]) if brackets else _slip(UNREADABLE, len(lines) - 1, 0)
    line = lines[trouble.line]
    reserved = next((m for m in _RESERVED.finditer(line) if m.start(1) in (trouble.column, trouble.column - 1)), None)
    if reserved:
        return _slip(RESERVED, trouble.line, reserved.start(1))
    if line.lstrip().startswith(("//", "/*", "<!--")):
        return _slip(COMMENT, trouble.line, len(line) - len(line.lstrip()))
    if re.search(r"[,\[{]\s*$", line[: trouble.column]) and line[trouble.column : trouble.column + 1] == ",":
        return _slip(DOUBLE_COMMA, trouble.line, trouble.column)
    if re.match(r"[^#]*: +$", line[: trouble.column]) and line[trouble.column : trouble.column + 2] == "- ":
        return _slip(HYPHEN_VALUE, trouble.line, trouble.column)
    if "escape" in problem:
        return _slip(BACKSLASH, trouble.line, trouble.column)
    behind = _BLOCK_TEXT.search(line)
    if behind:
        return _slip(BLOCK_TEXT, trouble.line, behind.start(1))
    if start and re.search(r"',' or '[\]}]'", problem):
        opened = lines[start[0]].rfind(
            "{" if "}" in problem else "[", 0, None if start[0] < trouble.line else trouble.column
        )
        return _slip(OPEN_BRACKET, start[0], opened if opened >= 0 else start[1])
    if "mapping values are not allowed" in problem:
        second = _SECOND_COLON.search(line)
        if second:
            return _slip(SECOND_COLON, trouble.line, second.start(1))
        return _slip(TOO_DEEP, trouble.line, len(line) - len(line.lstrip()))
    if start and "could not find expected ':'" in problem:
        comment = lines[start[0]].startswith(("//", "/*", "<!--"), start[1])
        return _slip(COMMENT if comment else NO_COLON, *start)
    if "expected key" in problem or "block end" in problem or "'-' indicator" in problem:
        return _slip(_out_of_line(line, trouble.column), trouble.line, trouble.column)
    return _slip(UNREADABLE, trouble.line, trouble.column)


def _out_of_line(line: str, column: int) -> tuple[str, str]:
    """What a line does that does not fit what stands above it."""
    before = line[:column].rstrip()
    if line[column : column + 1] in ("]", "}"):
        return EXTRA_BRACKET
    if before.endswith(("]", "}")):
        return BEHIND_BRACKET
    return HYPHEN if not before and _NO_SPACE_BEHIND_HYPHEN.match(line) else INDENTATION
