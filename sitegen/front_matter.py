"""Writing entries: fields as YAML, canonical and readable, and changing a few fields of a file that exists.

The counterpart of `source`, which reads them. What is written here is read back as the same text; a text is quoted
only where YAML, ours or anybody's, would otherwise take it for something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Table
from itertools import takewhile

from sitegen.source import Mapping, Node, Scalar, Sequence, Source, parse

Plain = str | list["Plain"] | dict[str, "Plain"] | None

BODY = "body"
_FENCE = "---"
_INDICATORS = ("", *"-?:,[]{}#&*!|>'\"%@`~=<")
_TYPED = re.compile(  # what YAML 1.1 or 1.2 takes for a number, a date, a truth or nothing
    r"[-+]?(0b[01_]+|0o[0-7]+|0x[0-9a-f_]+|[0-9][0-9_]*(:[0-5]?[0-9])*(\.[0-9_]*)?(e[-+]?[0-9]+)?|\.[0-9_]+(e[-+]?[0-9]+)?)"
    r"|[-+]?\.inf|\.nan|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*|yes|no|y|n|true|false|on|off|null",
    re.IGNORECASE,
)


def plain(node: Node) -> Plain:
    """The value of a node without its places: texts, lists, dicts; None for ~."""
    if isinstance(node, Scalar):
        return None if node.is_null else node.value
    if isinstance(node, Sequence):
        return [plain(child) for child in node.items]
    return {key.value: plain(child) for key, child in node.pairs}


def fields_of(source: Source) -> dict[str, Plain] | None:
    """The fields of a file with its text as `body`; None where it cannot be read without a fault."""
    parsed, faults = parse(source)
    if parsed is None or faults or not isinstance(parsed.root, Mapping):
        return None
    fields = {key.value: plain(child) for key, child in parsed.root.pairs}
    return fields | ({BODY: parsed.body.value} if parsed.body else {})


def tidy(text: str) -> str:
    """A text as it comes back from a file: \\n line ends, and none before or behind it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def render(fields: Table[str, Plain], path: str) -> str:
    """The text of a file: front matter and body for `.md`, fields alone for `.yaml`."""
    if not path.endswith(".md"):
        return _lines(fields)
    body = fields.get(BODY)
    head = _lines({name: value for name, value in fields.items() if name != BODY})
    return f"{_FENCE}\n{head}{_FENCE}\n" + (f"{tidy(str(body))}\n" if body else "")


def _lines(fields: Table[str, Plain]) -> str:
    """The fields as YAML, one after the other."""
    return "".join(f"{line}\n" for name, value in fields.items() for line in _pair(name, value))


def _pair(name: str, value: Plain) -> Iterator[str]:
    if isinstance(value, (list, dict)) and value:
        yield f"{scalar(name)}:"
        yield from (f"  {line}" for line in _block(value))
    else:
        first, *rest = _inline(value)
        yield f"{scalar(name)}: {first}"
        yield from (f"  {line}" if line else "" for line in rest)


def _block(value: Plain) -> Iterator[str]:
    """The lines of a value that begins on a line of its own."""
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from _pair(name, inner)
    elif isinstance(value, list) and value:
        for inner in value:
            first, *rest = _block(inner)
            yield f"- {first}"
            yield from (f"  {line}" if line else "" for line in rest)
    else:
        yield from _inline(value)


def _inline(value: Plain) -> list[str]:
    """The lines of a value that begins behind its name: a single one but for text of several lines."""
    if value is None:
        return ["~"]
    if isinstance(value, str):
        lines = value.split("\n")
        return ["|-", *lines] if _is_literal(lines) else [scalar(value)]
    return ["[]" if isinstance(value, list) else "{}"]


def _is_literal(lines: list[str]) -> bool:
    """Whether a text can stand as a block as it is: several lines, nothing invisible, text first and last."""
    readable = all(_is_readable(line) and line == line.rstrip() for line in lines)
    return len(lines) > 1 and readable and bool(lines[0]) and lines[0] == lines[0].lstrip() and bool(lines[-1])


def scalar(text: str) -> str:
    """A text in one line: plain where YAML reads it as text, else between single quotes, else with escapes."""
    if not _is_readable(text):
        return '"' + "".join(c if _is_readable(c) and c not in '"\\' else _escape(c) for c in text) + '"'
    special = text != text.strip() or text[:1] in _INDICATORS or ": " in text or " #" in text or text[-1:] == ":"
    return "'" + text.replace("'", "''") + "'" if special or _TYPED.fullmatch(text) else text


def _is_readable(text: str) -> bool:
    """Whether all characters show; the wide blank of Chinese and the unbreakable one do."""
    return text.replace("\u3000", "").replace("\xa0", "").isprintable()


def _escape(character: str) -> str:
    return {'"': '\\"', "\\": "\\\\", "\n": "\\n"}.get(character, f"\\U{ord(character):08x}")


def patch(source: Source, changes: Table[str, Plain], removed: Iterable[str], order: Iterable[str]) -> str:
    """The text of a file with some fields changed, the rest as it stands, comments too; `order` places new ones."""
    order = tuple(order)
    removed = tuple(removed)
    blocks = _blocks(source)
    if blocks is None:
        kept = {n: v for n, v in (fields_of(source) or {}).items() if n not in removed}
        merged = kept | dict(changes)
        return render({name: merged[name] for name in _sorted(merged, order)}, source.path)
    head, fields, tail = blocks
    markdown = source.path.endswith(".md")
    names = [name for name in fields if name not in removed]
    for name in _sorted(changes, order):
        if not (markdown and name == BODY):
            names = names if name in names else _placed(names, name, order)
            fields[name] = _lines({name: changes[name]}).splitlines(keepends=True) + _trailing(fields.get(name, []))
    if markdown and (BODY in changes or BODY in removed):
        body = changes.get(BODY)
        tail = [_FENCE + "\n", *([f"{tidy(str(body))}\n"] if body else [])]
    return "".join([*head, *(line for name in names for line in fields[name]), *tail])


def _placed(names: list[str], name: str, order: Iterable[str]) -> list[str]:
    """The names with a new one behind the last of those that come before it in `order`."""
    earlier = set(takewhile(lambda other: other != name, order))
    at = max((i for i, other in enumerate(names, 1) if other in earlier), default=0)
    return [*names[:at], name, *names[at:]]


_Blocks = tuple[list[str], dict[str, list[str]], list[str]]


def _blocks(source: Source) -> _Blocks | None:
    """The lines before the fields, those of each field, and those behind; None where a line holds two fields."""
    parsed, _ = parse(source)
    pairs = parsed.root.pairs if parsed and isinstance(parsed.root, Mapping) else ()
    lines = source.text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    starts = [key.span.line - 1 for key, _ in pairs]
    if not pairs or len(set(starts)) < len(starts) or any(key.span.column != 1 for key, _ in pairs):
        return None
    end = len(lines)
    if source.path.endswith(".md"):
        end = next(i for i, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE)
    bounds = zip(starts, [*starts[1:], end], strict=True)
    fields = {key.value: lines[a:b] for (key, _), (a, b) in zip(pairs, bounds, strict=True)}
    return lines[: starts[0]], fields, lines[end:]


def _trailing(block: list[str]) -> list[str]:
    """The comments and empty lines behind a field: they belong to what follows."""
    count = 0
    while count < len(block) and re.fullmatch(r"\s*(#.*)?", block[-1 - count].rstrip("\n")):
        count += 1
    return block[len(block) - count :]


def _sorted(names: Iterable[str], order: Iterable[str]) -> list[str]:
    ranks = {name: rank for rank, name in enumerate(order)}
    return sorted(names, key=lambda name: ranks.get(name, len(ranks)))
