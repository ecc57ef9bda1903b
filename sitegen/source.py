"""Files of content as text, and their YAML as values with places. The only module that knows YAML.

Every scalar is text; the schema gives types. What YAML would decide by itself (0755, no, 12:30, anchors,
repeated keys) either stays text or is reported.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from sitegen import codes, digest, mistakes
from sitegen.diagnostics import Diagnostic, Span, fault

MAX_BYTES = 2_000_000
MAX_DEPTH = 12
ENDINGS = (".md", ".yaml")
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u200b\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
    "\ufff9-\ufffb\U000e0001-\U000e007f]"
)
_CONFLICT = re.compile(r"^ *(?:(?:<{7}|>{7}|\|{7})(?: .*)?|={7})$", re.MULTILINE)
_CONFLICT_SIGNS = ("<<<<<<<", ">>>>>>>", "|||||||", "=======")
_LOST = re.compile(r" +#(?=[^\s#])")
_LIKE_FENCE = re.compile(r"\s*[-=+—–_*]{2,}\s*")
_LIKE_FIELD = re.compile(r"\s|#|- |[^\s:：]+[:：]|$")
_FENCE = "---"
_REMARK = re.compile(r"[|>][-+0-9]*[ \t]+(#[^\n]*)")  # behind the sign of a text of several lines


@dataclass(frozen=True, slots=True)
class Source:
    """A file of content: its path below the content folder (posix), its text with \\n line ends."""

    path: str
    text: str

    @property
    def digest(self) -> str:
        """The digest of the text."""
        return digest.of_bytes(self.text.encode("utf-8"))

    def span(self, line: int, column: int = 1, width: int = 1) -> Span:
        """A place in this file, with the text of its line."""
        lines = self.text.split("\n")
        text = lines[line - 1] if 0 < line <= len(lines) else ""
        return Span(self.path, line, column, max(1, min(width, len(text) - column + 1)), text)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as text. `plain` is false where it is quoted or a block."""

    value: str
    plain: bool
    span: Span

    @property
    def is_null(self) -> bool:
        """Whether it is the ~ that deletes an inherited value."""
        return self.plain and self.value == "~"

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands behind the colon."""
        return self.plain and self.value == ""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Mapping:
    """Names with values, in the order of the file."""

    pairs: tuple[tuple[Scalar, Node], ...]
    span: Span


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file taken apart: its fields, and the text behind them where there is one."""

    source: Source
    root: Node
    body: Scalar | None


def scan(folder: Path) -> tuple[list[str], list[str]]:
    """Paths of the entries below a folder and of the other files there, both sorted; hidden ones are passed over."""
    entries: list[str] = []
    strays: list[str] = []
    for top, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        below = Path(top).relative_to(folder)
        for name in files:
            if not name.startswith("."):
                (entries if name.endswith(ENDINGS) else strays).append((below / name).as_posix())
    return sorted(entries), sorted(strays)


def load(folder: Path, path: str) -> tuple[Source | None, list[Diagnostic]]:
    """The text of one file, or the reason why it cannot be read."""
    with (folder / path).open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        size = str((folder / path).stat().st_size)
        return None, [fault(codes.TOO_LARGE, Span(path), size=size, limit=str(MAX_BYTES))]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig").split("\n")
        return None, [fault(codes.NOT_UTF8, Span(path, len(before), len(before[-1]) + 1))]
    source = Source(path, text.replace("\r\n", "\n").replace("\r", "\n"))
    bad = [_control(source, match) for match in _CONTROL.finditer(source.text)]
    return (None, bad) if bad else (source, [])


def _control(source: Source, match: re.Match[str]) -> Diagnostic:
    before = source.text[: match.start()]
    line, column = before.count("\n") + 1, match.start() - before.rfind("\n")
    return fault(codes.CONTROL_CHARACTER, source.span(line, column), character=f"U+{ord(match.group()):04X}")


def parse(source: Source) -> tuple[Parsed | None, list[Diagnostic]]:
    """The fields and the body of a file: front matter and text of `.md`, all of `.yaml`."""
    marked = any(signs in source.text for signs in _CONFLICT_SIGNS)
    conflict = _CONFLICT.search(source.text) if marked else None
    if conflict:
        line = source.text.count("\n", 0, conflict.start()) + 1
        return None, [fault(codes.MERGE_CONFLICT, source.span(line, 1, len(conflict.group())))]
    if not source.path.endswith(".md"):
        root, diagnostics = _compose(source, source.text, 0)
        return (Parsed(source, root, None), diagnostics) if root else (None, diagnostics)
    lines = source.text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return None, [fault(codes.FRONT_MATTER, source.span(1))]
    end = _fence(lines)
    if end is None:
        return None, [fault(codes.FRONT_MATTER_END, source.span(_missing_fence(lines)))]
    root, diagnostics = _compose(source, "\n".join(lines[1:end]) + "\n", 1)
    text = "\n".join(lines[end + 1 :]).strip("\n")
    body = Scalar(text, False, source.span(end + 2)) if text.strip() else None
    return (Parsed(source, root, body), diagnostics) if root else (None, diagnostics)


def _fence(lines: list[str]) -> int | None:
    """The number of the line that ends the front matter."""
    return next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)


def _missing_fence(lines: list[str]) -> int:
    """The number of the line where the second fence most likely belongs."""
    behind = list(enumerate(lines))[1:]
    like = next((number for number, line in behind if _LIKE_FENCE.fullmatch(line)), None)
    text = next((number for number, line in behind if not _LIKE_FIELD.match(line)), None)
    last = max((number for number, line in behind if line.strip()), default=0)
    return (like or text or last) + 1


def _compose(source: Source, text: str, offset: int) -> tuple[Node | None, list[Diagnostic]]:
    """The one YAML document of a text; `offset` lines of the file stand before it."""
    composer = _Composer(source, offset)
    try:
        events = yaml.parse(text, Loader=_Loader)
        root = composer.document(events)
    except yaml.MarkedYAMLError as error:
        return None, [*composer.faults, *_explained(source, text, offset, error)]
    except yaml.YAMLError:
        problem, cure = mistakes.UNREADABLE
        return None, [*composer.faults, fault(codes.YAML_SYNTAX, source.span(offset + 1), problem=problem, cure=cure)]
    if any(d.code in (codes.YAML_DEPTH, codes.YAML_ANCHOR, codes.YAML_TAG, codes.FULL_WIDTH) for d in composer.faults):
        return None, composer.faults
    return root or Mapping((), source.span(offset + 1)), composer.faults


def _explained(source: Source, text: str, offset: int, error: yaml.MarkedYAMLError) -> list[Diagnostic]:
    """The parser's complaint as the slips that most likely led to it."""
    mark, start = error.problem_mark or error.context_mark, error.context_mark
    trouble = mistakes.Trouble(
        mark.line if mark else 0,
        mark.column if mark else 0,
        error.problem or "",
        (start.line, start.column) if start else None,
    )
    return [
        fault(m.code, source.span(m.line + offset + 1, m.column + 1, m.width), **dict(m.values))
        for m in mistakes.explain(text.split("\n"), trouble)
    ]


_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Composer:
    """Builds nodes from events with a stack of its own, so that deep nesting cannot exhaust Python's."""

    def __init__(self, source: Source, offset: int) -> None:
        self.source, self.offset = source, offset
        self.lines = source.text.split("\n")
        self.faults: list[Diagnostic] = []

    def document(self, events: Iterator[yaml.Event]) -> Node | None:
        """The first document's root; whatever follows it is a fault."""
        roots: list[Node] = []
        stack: list[tuple[Span, bool, list[Node]]] = []
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    problem, cure = mistakes.SECOND_DOCUMENT
                    self.faults.append(fault(codes.YAML_SYNTAX, self.span(event), problem=problem, cure=cure))
                    break
            elif isinstance(event, yaml.AliasEvent):
                self.faults.append(fault(codes.YAML_ANCHOR, self.span(event)))
            elif isinstance(event, yaml.ScalarEvent):
                self.check(event)
                plain = event.style in (None, "")
                if plain and event.value:
                    self.check_rest(event)
                (stack[-1][2] if stack else roots).append(Scalar(event.value, plain, self.span(event)))
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                self.check(event)
                if len(stack) == MAX_DEPTH:
                    self.faults.append(fault(codes.YAML_DEPTH, self.span(event), limit=str(MAX_DEPTH)))
                    break
                stack.append((self.span(event), isinstance(event, yaml.MappingStartEvent), []))
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                span, is_mapping, nodes = stack.pop()
                node = self.mapping(nodes, span) if is_mapping else Sequence(tuple(nodes), span)
                (stack[-1][2] if stack else roots).append(node)
        return roots[0] if roots else None

    def mapping(self, nodes: list[Node], span: Span) -> Mapping:
        """Names and values from the flat list of both; repeated names are reported, the first value stays."""
        pairs: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(nodes[::2], nodes[1::2], strict=False):
            if not isinstance(key, Scalar):
                problem, cure = mistakes.NO_NAME
                self.faults.append(fault(codes.YAML_SYNTAX, key.span, problem=problem, cure=cure))
            elif key.plain and key.value[:1] in ("\u3000", "\u00a0"):
                sign = f"U+{ord(key.value[0]):04X}"
                self.faults.append(fault(codes.FULL_WIDTH, replace(key.span, width=1), character=sign, plain=" "))
            elif key.plain and key.value == "<<":
                self.faults.append(fault(codes.YAML_ANCHOR, key.span))
            elif key.value in pairs:
                first = str(pairs[key.value][0].span.line)
                self.faults.append(fault(codes.YAML_DUPLICATE, key.span, key=key.value, first=first))
            else:
                pairs[key.value] = (key, value)
        return Mapping(tuple(pairs.values()), span)

    def check(self, event: yaml.NodeEvent) -> None:
        """Report anchors and tags: the schema types values, and a value stands where it is used."""
        if event.anchor:
            self.faults.append(fault(codes.YAML_ANCHOR, self.span(event)))
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            self.faults.append(fault(codes.YAML_TAG, self.span(event), tag=tag.replace("tag:yaml.org,2002:", "!!")))

    def check_rest(self, event: yaml.ScalarEvent) -> None:
        """Report words behind a value that are taken for a comment."""
        assert event.end_mark is not None, "the parser marks every event"
        line, column = event.end_mark.line + self.offset, event.end_mark.column
        lost = _LOST.match(self.lines[line], column) if line < len(self.lines) else None
        if lost:
            width = len(self.lines[line]) - lost.end() + 1
            self.faults.append(fault(codes.LOST_TEXT, self.source.span(line + 1, lost.end(), width)))

    def span(self, event: yaml.Event) -> Span:
        """Where an event begins in the file."""
        start, end = event.start_mark, event.end_mark
        assert start is not None and end is not None, "the parser marks every event"
        line = start.line + self.offset
        text = self.lines[line] if line < len(self.lines) else ""
        scalar = isinstance(event, (yaml.ScalarEvent, yaml.AliasEvent)) and start.line == end.line
        width = end.column - start.column if scalar else 1
        return Span(self.source.path, line + 1, start.column + 1, max(1, width), text)


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark in YAML from its # on, or an empty line (an empty text). `beside` says that a value stands before it."""

    text: str
    line: int
    beside: bool


def comments(source: Source) -> list[Comment]:
    """The comments of a file that can be parsed, and the empty lines between its values where it has comments."""
    lines, offset = source.text.split("\n"), 0
    if source.path.endswith(".md"):
        lines, offset = lines[1 : _fence(lines)], 1
    text = "\n".join(lines) + "\n"
    if "#" not in text:
        return []
    rest = list(text)  # the text with its values crossed out
    for token in yaml.scan(text, Loader=_Loader):
        start = token.start_mark.index
        value = text[start : token.end_mark.index].rstrip()
        remark = _REMARK.match(value)
        crossed = "-" if isinstance(token, yaml.BlockEntryToken) else "x"
        rest[start : start + len(value)] = crossed * len(value)
        if remark and isinstance(token, yaml.ScalarToken):
            rest[start + remark.start(1) : start + remark.end(1)] = remark.group(1)
    found, here = [], 0
    for number, line in enumerate(lines, offset + 1):
        left, inside = "".join(rest[here : here + len(line)]), here > 0 and rest[here - 1] != "\n"
        here += len(line) + 1
        before, sign, _ = left.partition("#")
        if sign:
            found.append(Comment(line[len(before) :].rstrip(), number, before.strip(" \t-") != ""))
        elif not left.strip() and not inside:
            found.append(Comment("", number, False))
    return found


class Name(str):
    """A key of `locate` that asks for the place of the name itself, not of its value."""

    __slots__ = ()


def locate(source: Source, keys: tuple[str | int, ...]) -> Span:
    """The place of a value in a file: `("channels", 0, "url")`; the nearest value around it where it is not stated.

    Values carry no places; a file is read again when there is something to say about it, which is seldom.
    """
    parsed, _ = parse(source)
    if parsed is None:
        return source.span(1)
    if keys == ("body",) and parsed.body is not None:
        return parsed.body.span
    node: Node = parsed.root
    span = source.span(1)
    for key in keys:
        found = _child(node, key)
        if found is None:
            break
        node = found
        span = node.span
    return span


def _child(node: Node, key: str | int) -> Node | None:
    if isinstance(node, Mapping):
        found = next(((name, value) for name, value in node.pairs if name.value == key), None)
        return found and (found[0] if isinstance(key, Name) else found[1])
    if isinstance(node, Sequence) and isinstance(key, int) and key < len(node.items):
        return node.items[key]
    return node if key == 0 else None
