"""The index of one scope, built by lunr.py: what is asked first (`HEAD`), and the running text (`TEXT`).

`b` is 0 and a term counts once in a field, so the weight of a term is its rarity times the field's boost: it can be
told from the postings alone, and an edit moves the weights of no other term.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from lunr.builder import Builder
from lunr.stemmer import PorterStemmer

from sitegen import hanzi, terms
from sitegen.search.records import Record

HEAD: dict[str, float] = {
    "name": 12,
    "title": 10,
    "alias": 6,
    "question": 2,
    "synonym": 8,
    "related": 4,
    "parent": 1,
    "category": 2,
}
TEXT: dict[str, float] = {"summary": 2, "body": 1}
INITIALS, ASKED_INITIALS = range(2, 6), range(3, 5)

Fields = dict[str, set[str]]
Groups = Sequence[tuple[tuple[str, ...], tuple[str, ...]]]
_stemmer = PorterStemmer()


class PostingsBuilder(Builder):  # type: ignore[misc]  # the library is untyped
    """lunr.py's builder for fields whose terms are cut already; a test shows that its index equals lunr.py's own."""

    def __init__(self, boosts: dict[str, float]) -> None:
        super().__init__()
        self.b(0)
        for name, boost in boosts.items():
            self.field(name, boost=boost)

    def add(self, doc: dict[str, Any], attributes: dict[str, Any] | None = None) -> None:
        """Add a record: its number (`id`), and the set of terms of each field."""
        ref = doc["id"]
        self._documents[ref] = attributes or {}
        self.document_count += 1
        for name in self._fields:
            for term in doc[name]:
                if term not in self.inverted_index:
                    self.inverted_index[term] = {"_index": self.term_index, **{field: {} for field in self._fields}}
                    self.term_index += 1
                self.inverted_index[term][name][ref] = {}


def postings(rows: Iterable[Fields], boosts: dict[str, float]) -> dict[str, dict[str, list[int]]]:
    """The numbers of the records that hold each term, by field, in order, from lunr.py's inverted index."""
    builder = PostingsBuilder(boosts)
    for number, fields in enumerate(rows):
        builder.add({"id": number, **fields})
    return {
        term: {name: list(row[name]) for name in boosts if row[name]} for term, row in builder.inverted_index.items()
    }


def head(records: Sequence[Record], groups: Groups) -> list[Fields]:
    """The terms of each record by field of the head index."""
    number = {record.id: n for n, record in enumerate(records)}
    rows: list[Fields] = []
    for record in records:
        row: Fields = {name: cut(record.texts[name]) for name in ("title", "alias", "question")}
        row["name"] = {f"={spelled}" for name in record.names for spelled in spellings(name)}
        row["alias"] |= {f"={spelled}" for name in record.cores for spelled in spellings(name)} - row["name"]
        row["synonym"], row["related"] = set(), set()
        row["category"] = cut(record.branch)
        rows.append(row)
    _meanings(records, rows, groups)
    for record, row in zip(records, rows, strict=True):
        above = rows[number[record.parent]] if record.parent in number else None
        row["parent"] = above["title"] | above["alias"] if above else set()
    return rows


def text(records: Sequence[Record]) -> list[Fields]:
    """The terms of each record by field of the text index: words and pairs, no single characters."""
    return [{f: {t for t in cut(r.texts[f]) if len(t) > 1} for f in TEXT} for r in records]


def cut(texts: Iterable[str]) -> set[str]:
    """The terms of texts, words stemmed."""
    return {stem(term) for text in texts for term in terms.terms(text)}


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of an English word (Porter, lunr's stemmer); anything else as it is.

    lunr.py and lunr.js differ in where they turn a last y into i, so it always is.
    """
    plain = len(word) > 2 and word.isascii() and word.isalpha()
    return re.sub("y$", "i", str(_stemmer.stem(word))) if plain else word


@lru_cache(maxsize=100_000)
def spellings(name: str) -> tuple[str, ...]:
    """A name as it sounds, in letters: by the common sound of each character, and as the phrase is read."""
    found = ["", ""]
    for run in terms.runs(name):
        if run.cjk:
            common = hanzi.common()
            found[0] += "".join(common.get(char, char) for char in run.text)
            found[1] += "".join(hanzi.readings(run.text))
        else:
            found = [spelled + run.text for spelled in found]
    return tuple(dict.fromkeys(s for s in found if s))


@lru_cache(maxsize=100_000)
def line(text: str) -> str:
    """A text for comparison: characters one after the other, words stemmed and set off by spaces."""
    parts = [run.text if run.cjk else f" {stem(run.text)} " for run in terms.runs(text)]
    return "".join(parts).replace("  ", " ")


def meaning(line: str) -> str:
    """The term that stands for a word of the thesaurus, or for initials."""
    return "~" + line.strip().replace(" ", "_")


def _meanings(records: Sequence[Record], rows: list[Fields], groups: Groups) -> None:
    """Give each record the words of the thesaurus that mean it, and the initials of the words it is called by.

    A word is a `synonym` of each record whose names contain what it means most, the first of its targets that any name
    holds, and a `name` of one that is called just so; of the other targets' records it is `related`. Initials stand
    for words that names contain, and are a `question` of what such a word means.
    """
    lines = [[line(name) for name in (*record.names, *record.cores)] for record in records]
    joined = ["\n".join(of) for of in lines]
    holders: dict[str, set[int]] = {}
    for n, row in enumerate(rows):
        for term in row["title"] | row["alias"]:
            holders.setdefault(term, set()).add(n)
    thesaurus = _read(tuple(groups))

    @cache
    def meant(target: str) -> set[int]:
        found: set[int] | None = None
        for term in thesaurus.telling.get(target) or _telling(target):
            held = holders.get(term)
            if not held:
                return set()
            found = held if found is None else found & held
        return {n for n in found or () if target in joined[n]}

    most: dict[str, dict[str, bool]] = {}
    for said, targets, equal in thesaurus.groups:
        held = [target for target in targets if meant(target)]
        for word in said if held else ():
            known = most.setdefault(word, {})
            for target in held:
                known[target] = known.get(target, False) or equal or target == held[0]
    for word in thesaurus.telling:
        if meant(word):
            most.setdefault(word, {})[word] = True
    for letters, stand in _initials({*most, *(name for of in lines for name in of)}).items():
        if len(letters) in ASKED_INITIALS:
            for n in {n for word in stand for target in most.get(word, ()) for n in meant(target)}:
                rows[n]["question"].add(meaning(letters))
        most.setdefault(letters, {}).update(dict.fromkeys(stand, True))
    for word, known in most.items():
        for target, is_most in known.items():
            for n in meant(target):
                rows[n]["synonym" if is_most else "related"].add(meaning(word))
                if is_most and target in lines[n]:
                    rows[n]["name"].add(meaning(word))
    for row in rows:
        row["related"] -= row["synonym"]


@dataclass(frozen=True, slots=True)
class _Thesaurus:
    """A thesaurus as lines: what each group's words mean, whether they are equal; the terms that tell each line."""

    groups: tuple[tuple[tuple[str, ...], tuple[str, ...], bool], ...]
    telling: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def _read(groups: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]) -> _Thesaurus:
    """The thesaurus for comparison with the names of any place; it is the same for all."""
    telling: dict[str, tuple[str, ...]] = {}
    rows = []
    for said, means in groups:
        telling |= {line(text): _telling(text) for text in (*said, *means)}
        rows.append((tuple(map(line, said)), tuple(dict.fromkeys(map(line, means))), said == means))
    return _Thesaurus(tuple(rows), telling)


@lru_cache(maxsize=50_000)
def _telling(text: str) -> tuple[str, ...]:
    """The terms of a text that tell it from others: pairs and words, a single character only where it is all."""
    found = cut([text])
    return tuple(sorted(term for term in found if len(term) > 1) or found)


def _initials(words: Iterable[str]) -> dict[str, set[str]]:
    """Words of characters by the first letters of their syllables."""
    found: dict[str, set[str]] = {}
    for word in words:
        if len(word) in INITIALS and all(terms.is_cjk(char) for char in word):
            found.setdefault("".join(s[0] for s in hanzi.readings(word)), set()).add(word)
    return found
