"""One file of content as an entry: what it is by its place, and what it says, typed by the schema."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from sitegen import codes, schema, urls
from sitegen.diagnostics import Diagnostic, Span, fault
from sitegen.model import Text
from sitegen.source import ENDINGS, Mapping, Node, Scalar, Sequence, Source, load, parse
from sitegen.values import BAD, Reader, Value, canonical_language, is_language

_PATTERNS = [(kind, re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", kind.pattern))) for kind in schema.KINDS]


@dataclass(frozen=True, slots=True)
class Place:
    """What a path says: the kind of file, its ids, and its language ("" for the entry itself)."""

    kind: schema.Kind
    id: str
    city: str = ""
    category: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one file states. `bad` names fields that were stated wrongly and are reported already."""

    place: Place
    source: Source
    values: dict[str, Value]
    bad: frozenset[str] = frozenset()

    @property
    def path(self) -> str:
        """Its file, below the content folder."""
        return self.source.path


def default_language(folder: Path) -> str:
    """The language of the entries as `site.yaml` states it; empty where it does not."""
    for ending in ENDINGS:
        if (folder / f"site{ending}").is_file():
            source, _ = load(folder, f"site{ending}")
            parsed = parse(source)[0] if source else None
            for key, value in getattr(parsed.root, "pairs", ()) if parsed else ():
                if key.value == "default_language" and isinstance(value, Scalar):
                    try:
                        return canonical_language(value.value)
                    except ValueError:
                        return ""
    return ""


def read(folder: Path, path: str, default_language: str) -> tuple[Entry | None, list[Diagnostic]]:
    """The entry in a file of the content folder, with all that is wrong with the file itself."""
    place, faults = classify(path)
    if place is None:
        return None, faults
    source, unreadable = load(folder, path)
    if source is None:
        return _unread(place, path), [*faults, *unreadable]
    entry, wrong = read_source(source, place, default_language)
    return entry or _unread(place, path), [*faults, *wrong]


def _unread(place: Place, path: str) -> Entry:
    """An entry of which nothing is known but that it exists: what refers to it is not at fault."""
    return Entry(place, Source(path, ""), {}, frozenset(f.name for f in place.kind.record.fields))


def classify(path: str) -> tuple[Place | None, list[Diagnostic]]:
    """What the file at this path is; a path that fits no kind is reported."""
    stem, lang = _split_language(path)
    for kind, pattern in _PATTERNS:
        match = pattern.fullmatch(stem)
        if match:
            return _place(path, kind, match.groupdict(), lang)
    return None, [fault(codes.STRAY_FILE, Span(path))]


def _split_language(path: str) -> tuple[str, str]:
    stem = path
    for ending in ENDINGS:
        stem = stem.removesuffix(ending)
    name = stem.rsplit("/", 1)[-1]
    if "." not in name:
        return stem, ""
    lang = name.rsplit(".", 1)[1]
    return stem[: -len(lang) - 1], lang


def _slug(word: str) -> str:
    """The word as an id where it needs but small letters and hyphens, else an empty text."""
    slug = re.sub("[ _.-]+", "-", word.lower()).strip("-")
    return slug if urls.is_slug(slug) else ""


def _place(path: str, kind: schema.Kind, ids: dict[str, str], lang: str) -> tuple[Place | None, list[Diagnostic]]:
    faults = [
        fault(codes.BAD_ID, Span(path), word=word, suggestion=_slug(word))
        for word in ids.values()
        if not urls.is_slug(word)
    ]
    city, category, own = ids.get("city", ""), ids.get("category", ""), ids.get("id", "")
    if city in urls.RESERVED_CITIES:
        faults.append(fault(codes.RESERVED_ID, Span(path), word=city))
    if (kind.name == "category" and own in urls.CITY_LISTS) or (
        kind.name in ("service", "catalogue") and urls.is_part(own)
    ):
        faults.append(fault(codes.RESERVED_ID, Span(path), word=own))
    if lang:
        try:
            lang = canonical_language(lang)
        except ValueError:
            faults.append(fault(codes.BAD_LANGUAGE, Span(path), word=lang))
    if lang and not kind.translated:
        faults.append(fault(codes.STRAY_FILE, Span(path)))
    if faults:
        return None, faults
    name = {"city": city}.get(kind.name, own or kind.name)
    return Place(kind, name, city, category, lang), []


def read_source(source: Source, place: Place, default_language: str) -> tuple[Entry | None, list[Diagnostic]]:
    """The entry in a text whose place is known."""
    parsed, faults = parse(source)
    if parsed is None:
        return None, faults
    reader = Reader(place.lang or default_language, translation=bool(place.lang))
    if place.kind.name == "stop_phrases":
        values, bad = _stop_phrases(parsed.root, reader)
    elif place.kind.listing:
        values, bad = _rows(parsed.root, place.kind, reader)
    else:
        reader.inherits = any(key.value == "extends" for key, _ in getattr(parsed.root, "pairs", ()))
        values, bad = reader.record(parsed.root, place.kind.record, place.kind.name)
        if parsed.body is not None:
            name = "body" if schema.field_of(place.kind.record, "body") else "about"
            values[name] = Text(parsed.body.value, reader.lang)
    return Entry(place, source, values, frozenset(bad)), [*faults, *reader.faults]


def _rows(root: Node, kind: schema.Kind, reader: Reader) -> tuple[dict[str, Value], set[str]]:
    """The rows of a file that is a list."""
    if isinstance(root, Mapping) and not root.pairs:
        return {"rows": ()}, set()
    if not isinstance(root, Sequence):
        rows = reader.value(root, schema.Listing(kind.record), kind.name)
        return {"rows": () if rows is BAD else rows}, set()
    good = [reader.nested(node, kind.record, kind.name, required=True) for node in root.items]
    return {"rows": tuple(row for row in good if row is not BAD)}, set()


def _stop_phrases(root: Node, reader: Reader) -> tuple[dict[str, Value], set[str]]:
    """Phrases by language."""
    phrases: dict[str, Value] = {}
    if not isinstance(root, Mapping):
        found = "a list" if isinstance(root, Sequence) else "a single value"
        reader.report(codes.NOT_MAPPING, root, what="stop_phrases", found=found, like="en: [how do I]")
        return {}, {"phrases"}
    for key, node in root.pairs:
        if not is_language(key.value):
            reader.report(codes.BAD_LANGUAGE, key, word=key.value)
            continue
        value = reader.value(node, schema.Listing(schema.Plain(), single=True), key.value)
        if value is not BAD:
            phrases[key.value.lower()] = value
    return {"phrases": phrases}, set()
