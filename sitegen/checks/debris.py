"""Remnants of machine translation: placeholders a program never took out, and words it left half translated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen import codes
from sitegen.diagnostics import Diagnostic, fault
from sitegen.directory import Directory, key_of
from sitegen.entry import Entry

_DEBRIS = re.compile(r"\[{1,2}/?(?:DNT|NT|TM|MT|XX)[0-9]*\]{0,2}|(?:__|@@)[A-Z]{2,}[0-9]+(?:__|@@)|\{\{[0-9]+\}\}")
_LATIN = re.compile(r"[A-Za-z]+")
_CAPITALS = re.compile(r"[A-Za-z]*[A-Z]{2,}[A-Za-z]*")
_ADDRESS = re.compile(r"[a-z]+://\S+|\S+@\S+")
_OTHER_SCRIPTS = ("zh", "ja", "ko")
_SHOWN = 3


def check(directory: Directory) -> Iterator[Diagnostic]:
    """A report for each placeholder left in a text, and one for the stray words of each translation."""
    for entry in directory.shelf.all():
        if _DEBRIS.search(entry.source.text):
            yield from _placeholders(entry)
        if entry.place.lang.partition("-")[0] in _OTHER_SCRIPTS:
            original = directory.shelf.get(entry.place.kind.name, key_of(entry))
            if original is not None:
                yield from _strays(entry, original)


def _placeholders(entry: Entry) -> Iterator[Diagnostic]:
    for number, line in enumerate(entry.source.text.split("\n"), 1):
        for match in _DEBRIS.finditer(line):
            span = entry.source.span(number, match.start() + 1, len(match.group()))
            yield fault(codes.DEBRIS, span, word=match.group())


def _strays(entry: Entry, original: Entry) -> Iterator[Diagnostic]:
    """One report, at the first of them, of words in capitals that the original does not hold: AdmiSSIon, 健康CARE."""
    known = set(_LATIN.findall(original.source.text))
    if not any(_is_stray(word, known) for word in _CAPITALS.findall(entry.source.text)):
        return
    found: dict[str, tuple[int, int]] = {}
    for number, line in enumerate(entry.source.text.split("\n"), 1):
        prose = _ADDRESS.sub(lambda match: " " * len(match.group()), _DEBRIS.sub(lambda m: " " * len(m.group()), line))
        for match in _CAPITALS.finditer(prose):
            if _is_stray(match.group(), known):
                found.setdefault(match.group(), (number, match.start() + 1))
    if found:
        first, (number, column) = next(iter(found.items()))
        words = ", ".join(list(found)[:_SHOWN]) + (" …" if len(found) > _SHOWN else "")
        yield fault(codes.DEBRIS, entry.source.span(number, column, len(first)), word=words)


def _is_stray(word: str, known: set[str]) -> bool:
    return word not in known and f"{word}s" not in known and word.removesuffix("s") not in known
