"""The index of one scope, built by lunr.py: what is asked first (`HEAD`), and the running text (`TEXT`).

`b` is 0 and a term counts once in a field, so the weight of a term is its rarity times the field's boost: it can be
told from the postings alone, and an edit moves the weights of no other term.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
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
    "said": 2,
}
TEXT: dict[str, float] = {"summary": 2, "body": 1}

SAID = "+"  # begins the term of a pair of characters within words of the thesaurus

Fields = dict[str, set[str]]
Postings = dict[str, dict[str, list[int]]]
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
            for term in doc.get(name, ()):
                if term not in self.inverted_index:
                    self.inverted_index[term] = {"_index": self.term_index, **{field: {} for field in self._fields}}
                    self.term_index += 1
                self.inverted_index[term][name][ref] = {}


def postings(rows: Iterable[Fields], boosts: dict[str, float]) -> Postings:
    """The numbers of the records that hold each term, by field, in order, from lunr.py's inverted index."""
    builder = PostingsBuilder(boosts)
    for number, fields in enumerate(rows):
        builder.add({"id": number, **fields})
    return {
        term: {name: list(row[name]) for name in boosts if row[name]} for term, row in builder.inverted_index.items()
    }


def head(records: Sequence[Record]) -> list[Fields]:
    """The terms of each record by field of the head index, those of the thesaurus aside (`meanings`)."""
    number = {record.id: n for n, record in enumerate(records)}
    rows: list[Fields] = []
    for record in records:
        row: Fields = {name: cut(record.texts[name]) for name in ("title", "alias", "question")}
        row["name"] = {f"={spelled}" for name in record.names for spelled in spellings(name)}
        row["alias"] |= {f"={spelled}" for name in record.cores for spelled in spellings(name)} - row["name"]
        row["category"] = cut(record.branch)
        rows.append(row)
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
    """A text for comparison: words stemmed, and set off by spaces as is what a mark parts."""
    parts = [
        f" {stem(run.text)} " if not run.cjk else run.text if run.joined or not n else f" {run.text}"
        for n, run in enumerate(terms.runs(text))
    ]
    return "".join(parts).replace("  ", " ")


def meaning(line: str) -> str:
    """The term that stands for a word of the thesaurus, or for initials."""
    return "~" + line.strip().replace(" ", "_")
