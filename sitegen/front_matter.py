"""Writing entries: fields as YAML, canonical and readable, and changing a few fields of a file that exists.

The counterpart of `source`, which reads them; `canonical` says how each value looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as Table
from itertools import takewhile

from sitegen import schema
from sitegen.canonical import Bare, Plain, Quoted, lines, tidy
from sitegen.source import Mapping, Node, Scalar, Sequence, Source, parse

BODY = "body"
_FENCE = "---"


def plain(node: Node) -> Plain:
    """The value of a node without its places: texts, lists, dicts; None for ~, Bare where nothing stands."""
    if isinstance(node, Scalar):
        return None if node.is_null else Bare() if node.is_empty else node.value
    if isinstance(node, Sequence):
        return [_in_list(child) for child in node.items]
    return {key.value: plain(child) for key, child in node.pairs}


def _in_list(node: Node) -> Plain:
    """A value of a list. Quotes keep a text with full-width commas together: without them it looks like several."""
    if isinstance(node, Scalar) and not node.plain and re.search("[，、；]", node.value):
        return Quoted(node.value)
    return plain(node)


def fields_of(source: Source) -> dict[str, Plain] | None:
    """The fields of a file with its text as `body`; None where it cannot be read without a fault."""
    parsed, faults = parse(source)
    if parsed is None or faults or not isinstance(parsed.root, Mapping):
        return None
    fields = {key.value: plain(child) for key, child in parsed.root.pairs}
    return fields | ({BODY: parsed.body.value} if parsed.body else {})


def render(fields: Table[str, Plain], path: str, record: schema.Record | None = None) -> str:
    """The text of a file of this kind: front matter and body for `.md`, fields alone for `.yaml`."""
    if not path.endswith(".md"):
        return whole(lines(dict(fields), record), "", path)
    head = {name: value for name, value in fields.items() if name != BODY}
    return whole(lines(head, record), str(fields.get(BODY) or ""), path)


def whole(head: Iterable[str], body: str, path: str) -> str:
    """The text of a file from the lines of its fields; in `.md` they stand between fences, an empty line follows."""
    fields = "".join(f"{line}\n" for line in head)
    if not path.endswith(".md"):
        return fields
    return f"{_FENCE}\n{fields}{_FENCE}\n" + (f"\n{tidy(body)}\n" if body else "")


def patch(source: Source, changes: Table[str, Plain], removed: Iterable[str], record: schema.Record) -> str:
    """The text of a file with some fields changed and the rest as it stands, comments too."""
    order = [field.name for field in record.fields]
    removed = tuple(removed)
    blocks = _blocks(source)
    if blocks is None:
        kept = {n: v for n, v in (fields_of(source) or {}).items() if n not in removed}
        merged = kept | dict(changes)
        return render({name: merged[name] for name in _sorted(merged, order)}, source.path, record)
    head, fields, tail = blocks
    markdown = source.path.endswith(".md")
    names = [name for name in fields if name not in removed]
    for name in _sorted(changes, order):
        if not (markdown and name == BODY):
            names = names if name in names else _placed(names, name, order)
            changed = [f"{line}\n" for line in lines({name: changes[name]}, record)]
            fields[name] = changed + _trailing(fields.get(name, []))
    if markdown and (BODY in changes or BODY in removed):
        body = changes.get(BODY)
        tail = [_FENCE + "\n", *([f"\n{tidy(str(body))}\n"] if body else [])]
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
    text = source.text.splitlines(keepends=True)
    if text and not text[-1].endswith("\n"):
        text[-1] += "\n"
    starts = [key.span.line - 1 for key, _ in pairs]
    if not pairs or len(set(starts)) < len(starts) or any(key.span.column != 1 for key, _ in pairs):
        return None
    end = len(text)
    if source.path.endswith(".md"):
        end = next(i for i, line in enumerate(text[1:], 1) if line.rstrip() == _FENCE)
    bounds = zip(starts, [*starts[1:], end], strict=True)
    fields = {key.value: text[a:b] for (key, _), (a, b) in zip(pairs, bounds, strict=True)}
    return text[: starts[0]], fields, text[end:]


def _trailing(block: list[str]) -> list[str]:
    """The comments and empty lines behind a field: they belong to what follows."""
    count = 0
    while count < len(block) and re.fullmatch(r"\s*(#.*)?", block[-1 - count].rstrip("\n")):
        count += 1
    return block[len(block) - count :]


def _sorted(names: Iterable[str], order: Iterable[str]) -> list[str]:
    ranks = {name: rank for rank, name in enumerate(order)}
    return sorted(names, key=lambda name: ranks.get(name, len(ranks)))
