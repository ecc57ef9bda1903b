"""The search of one scope, a city or the hub: its chunks, its records in parts, and its answers in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sitegen.search import answer, chunks, index, query
from sitegen.search.answer import Answer
from sitegen.search.chunks import Chunk, Held, Shape
from sitegen.search.filing import keys
from sitegen.search.intent import Understood, Words
from sitegen.search.meanings import Groups, meanings
from sitegen.search.query import Clauses
from sitegen.search.records import Record

ENOUGH = 3
PART = 256
ONCE = ("title", "official")


@dataclass(frozen=True)
class Scope:
    """What a scope's search consists of."""

    records: tuple[Record, ...]
    words: Words
    shape: Shape
    head: tuple[Chunk, ...]
    text: tuple[Chunk, ...]
    whole: bool = False

    @cached_property
    def held(self) -> tuple[Held, Held]:
        """The terms of the head and of the text index."""
        head = Held(self.head, chunks.MARKS, self.words, self.shape)
        return head, Held(self.text, chunks.TEXT_MARKS, self.words, self.shape)


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found, and how: what was understood and asked, which chunks were read."""

    answers: list[Answer]
    understood: Understood
    asked: list[Clauses]
    read: list[str]


def make(records: Sequence[Record], groups: Groups, words: Words, *, whole: bool = False) -> Scope:
    """The search of these records: in chunks, or `whole`, where who asks has all of it at hand.

    The whole index leaves out the pairs within words of the thesaurus, which can be told from these words.
    """
    shape = chunks.shape(records)
    limit = chunks.HEAD_LIMIT if words.pinyin else chunks.LETTER_LIMIT
    head = index.postings(index.head(records), index.HEAD) | meanings(records, groups)
    if whole:
        head = {term: fields for term, fields in head.items() if not term.startswith(index.SAID)}
    text = index.postings(index.text(records), index.TEXT)
    return Scope(
        tuple(records),
        words,
        shape,
        tuple(chunks.pack(head, chunks.MARKS, words, shape, chunks.WHOLE if whole else limit)),
        tuple(chunks.pack(text, chunks.TEXT_MARKS, words, shape, chunks.WHOLE if whole else chunks.TEXT_LIMIT)),
        whole,
    )


def find(scope: Scope, understood: Understood) -> Found:
    """The records that answer, best first. The running text is asked only where names find fewer than `ENOUGH`."""
    asked: list[Clauses] = []
    matched = []
    read: list[str] = []
    answers: list[Answer] = []
    tiers = (("head", scope.head, index.HEAD), ("text", scope.text, index.TEXT))
    for held, (name, packed, boosts) in zip(scope.held, tiers, strict=True):
        clauses = query.clauses(understood, scope.words, held)
        part = answer.index({term: held.postings(term) for term in clauses.weights}, boosts, scope.shape.count)
        lows = [chunk.low for chunk in packed]
        places = chunks.locate(lows, keys(understood, scope.words))
        read += [f"{name}:{lows[n] or '…'}" for n in places]
        asked.append(clauses)
        matched.append((clauses, answer.matches(clauses, part)))
        answers = answer.rank(matched, scope.shape)
        if len(answers) >= ENOUGH:
            break
    return Found(answers, understood, asked, read)


def chunk_files(scope: Scope) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """What pages load: `head` and `text` chunks with the filing key that each begins at, and record `parts`."""
    mark = {"all": True} if scope.whole else {}
    return {
        "head": [(chunk.low, {"t": chunk.terms, "p": chunk.postings, **mark}) for chunk in scope.head],
        "text": [(chunk.low, {"t": chunk.terms, "p": chunk.postings}) for chunk in scope.text],
        "parts": [("", part) for part in parts(scope)],
    }


def parts(scope: Scope) -> list[dict[str, Any]]:
    """The records as the page shows them, in parts of `PART`, column by column; the first part holds the shape."""
    found = [_part(scope.records[at : at + PART]) for at in range(0, max(1, len(scope.records)), PART)]
    trails = {record.folder: record.trail for record in scope.records}
    found[0]["parents"] = chunks.numbers(parent + 1 for parent in scope.shape.parents)
    found[0]["lengths"] = chunks.numbers(
        2 * n + later for n, later in zip(scope.shape.lengths, scope.shape.later, strict=True)
    )
    found[0]["folders"] = [[folder, length, trails[folder]] for folder, length in scope.shape.folders]
    return found


def _part(records: Sequence[Record]) -> dict[str, Any]:
    """Some records as columns: texts one by one, what repeats as a table and a number for each record (0: none)."""
    tables: dict[str, Any] = {}
    for name in sorted({name for record in records for name in record.shown} - set(ONCE)):
        table: list[Any] = []
        places = []
        for record in records:
            value = record.shown.get(name)
            if value is not None and value not in table:
                table.append(value)
            places.append(0 if value is None else table.index(value) + 1)
        tables[name] = [table, chunks.numbers(places)]
    ids = " ".join(record.id.rpartition("/")[2] for record in records)
    return {"ids": ids, **{n: [record.shown.get(n, "") for record in records] for n in ONCE}, "tables": tables}
