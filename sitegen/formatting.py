"""A file of content in its one form: `fmt`. Values, comments and text stay; only how they stand changes.

docs/formatting.md says what the form is. What cannot be read without a fault is not touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen import canonical, schema, source
from sitegen.canonical import Keys, Note, Plain, paragraphs
from sitegen.diagnostics import Diagnostic, has_errors
from sitegen.entry import Place, read_source
from sitegen.front_matter import plain, whole
from sitegen.source import Comment, Node, Parsed, Scalar, Sequence, Source

_CHANGED = "{path} would not say the same in its new form; it stays as it is"


class FormattingError(Exception):
    """A file would not say the same in its new form: a fault of ours."""


def formatted(file: Source, place: Place, edits: Mapping[Keys, str] | None = None) -> tuple[str, list[Diagnostic]]:
    """The text of a file in its one form, with some of its texts replaced; as it is where it cannot be read right.

    Raises FormattingError where the new text would not be read as the same.
    """
    parsed, faults = source.parse(file)
    if parsed is None or faults:
        return file.text, faults
    if isinstance(parsed.root, Scalar):
        return file.text, _read(file, place)[1]
    stated = plain(parsed.root)
    kind = type_of(place.kind, stated)
    value = canonical.settled(stated, kind)
    own = ("body" if schema.field_of(place.kind.record, "body") else "about",) if parsed.body else None
    edits = edits or {}
    body = edits.get(own, parsed.body.value) if own and parsed.body else ""
    value = _edited(value, (), {keys: text for keys, text in edits.items() if keys != own})
    head, notes, tail = remarks(parsed)
    lines = list(canonical.lines(value, kind, canonical.noted(notes)))
    if lines and not lines[0] and (not head or not head[-1]):
        lines = lines[1:]
    text = whole([*head, *lines, *tail], body, file.path)
    if text == file.text:
        return text, []
    after = Source(file.path, text)
    _assure(parsed, after, value, body)
    if not edits:
        read, wrong = _read(file, place)
        if read != _read(after, place)[0]:
            if not has_errors(wrong):
                raise FormattingError(_CHANGED.format(path=file.path))
            return file.text, wrong
    return text, []


def type_of(kind: schema.Kind, stated: Plain) -> schema.Type:
    """What a file of a kind holds as a whole: fields, rows, or phrases by language."""
    if kind.name == "stop_phrases" and isinstance(stated, dict):
        phrases = schema.Listing(schema.Plain(), single=True)
        return schema.Record(dict, tuple(schema.Field(name, phrases, "", "") for name in stated))
    return schema.Listing(kind.record) if kind.listing else kind.record


def _edited(value: Plain, keys: Keys, edits: Mapping[Keys, str]) -> Plain:
    """A value with some texts in it replaced."""
    if isinstance(value, dict):
        return {name: _edited(inner, (*keys, name), edits) for name, inner in value.items()}
    if isinstance(value, list):
        return [_edited(inner, (*keys, number), edits) for number, inner in enumerate(value)]
    return edits.get(keys, value)


def remarks(parsed: Parsed) -> tuple[list[str], dict[Keys, Note], list[str]]:
    """The comments at the head of a file, those of its fields and values of lists, and those at its end.

    A comment belongs to what follows it, one beside a value to this value. The head ends with the last empty line
    before the first field.
    """
    anchors = list(_anchors(parsed.root, (), 0))
    before: dict[Keys, list[str]] = {}
    beside: dict[Keys, list[str]] = {}
    head: list[str] = []
    tail: list[str] = []
    for comment in source.comments(parsed.source):
        keys = _owner(comment, anchors)
        if comment.beside:
            beside.setdefault(keys, []).append(comment.text) if keys else head.append(comment.text)
        else:
            before.setdefault(keys, []).append(comment.text) if keys else tail.append(comment.text)
    before = {keys: paragraphs(lines) for keys, lines in before.items() if any(lines)}
    first = anchors[0][1] if anchors else ()
    opening = before.pop(first, [])
    cut = max((n for n, text in enumerate(opening, 1) if not text), default=0)
    head = [*head, *(opening[1:cut] if opening and not opening[0] else opening[:cut])]
    before[first] = opening[cut:]
    notes = {keys: Note(tuple(before.get(keys, ())), " ".join(beside.get(keys, ()))) for keys in {**before, **beside}}
    end = paragraphs(tail) if any(tail) else []
    return head, {keys: note for keys, note in notes.items() if note != Note()}, end[:-1] if end[-1:] == [""] else end


def _owner(comment: Comment, anchors: list[tuple[int, Keys]]) -> Keys:
    """The keys of what a comment belongs to; empty where there is nothing before it or nothing behind it."""
    if comment.beside:
        return next((keys for line, keys in reversed(anchors) if line <= comment.line), ())
    return next((keys for line, keys in anchors if line >= comment.line), ())


def _anchors(node: Node, keys: Keys, inside: int) -> Iterator[tuple[int, Keys]]:
    """The line where each field and each value of a list begins; what stands inside line `inside` has none."""
    if isinstance(node, Scalar):
        return
    flow = _is_flow(node)
    children = (
        [(node.span, number, child) for number, child in enumerate(node.items)]
        if isinstance(node, Sequence)
        else [(key.span, key.value, child) for key, child in node.pairs]
    )
    for span, name, child in children:
        line = child.span.line if isinstance(node, Sequence) else span.line
        own = (*keys, name)
        within = node.span.line if flow else inside
        if line != within:
            yield line, own
            if child.span.line > line and (isinstance(child, Scalar) or _is_flow(child)):
                yield child.span.line, own
        yield from _anchors(child, own, within)


def _is_flow(node: Node) -> bool:
    """Whether a list or fields stand between brackets."""
    return not isinstance(node, Scalar) and node.span.text[node.span.column - 1 :][:1] in ("[", "{")


def _assure(parsed: Parsed, after: Source, value: Plain, body: str) -> None:
    """Raise FormattingError unless a file in its new form holds these values and this text, and all its comments."""
    again, _ = source.parse(after)
    held = again is not None and plain(again.root) == value
    held = held and again is not None and (again.body.value if again.body else "") == body.strip("\n")
    if not held or _letters(parsed.source) != _letters(after):
        raise FormattingError(_CHANGED.format(path=after.path))


def _letters(file: Source) -> list[str]:
    """All that comments are made of; they may move, and two of them may come to stand on one line."""
    return sorted("".join("".join(c.text.split()) for c in source.comments(file)))


def _read(file: Source, place: Place) -> tuple[object, list[Diagnostic]]:
    """What an entry says to its reader with what is wrong with it wherever that stands; the faults themselves."""
    entry, faults = read_source(file, place, "")
    return (entry and (entry.values, entry.bad), sorted((d.code.name, d.values) for d in faults)), faults
