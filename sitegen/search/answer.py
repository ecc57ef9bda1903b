"""The answers of an index to a query: lunr scores; what is too little covered is no answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor, log

from lunr.index import Index
from lunr.query import QueryPresence

from sitegen.search.chunks import Fields, Shape
from sitegen.search.query import Clauses, Why

GATE = 0.51
FLOOR = 0.2
MEANT = 0.45
FIT = 1.0
LATER = 0.85
PARTLY = 0.5
NAME_WITHIN = 0.03

LIMIT = 50


@dataclass(frozen=True, slots=True)
class Answer:
    """A record that answers, by its number: its score, the share of the query it covers, and why it was found."""

    number: int
    score: float
    covered: float
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What lunr finds: a record's number, its score, and the fields in which it holds each term."""

    number: int
    score: float
    fields: Mapping[str, frozenset[str]]


def rarity(fields: Fields, records: int) -> float:
    """lunr's inverse document frequency of a term: a record counts once for each field that holds it."""
    held = sum(len(numbers) for numbers in fields.values())
    return log(1 + abs((records - held + 0.5) / (held + 0.5)))


def index(postings: Mapping[str, Fields], boosts: Mapping[str, float], records: int) -> Index:
    """The stock lunr index of these terms: for a query of them, ids and scores are those of the whole index."""
    vectors: dict[str, list[float]] = {}
    inverted = []
    for n, term in enumerate(sorted(postings)):
        rare = rarity(postings[term], records)
        row: dict[str, object] = {"_index": n, **{name: {} for name in boosts}}
        for name, numbers in postings[term].items():
            weight = round(rare * boosts[name], 3)
            row[name] = {str(number): {} for number in numbers}
            for number in numbers:
                vectors.setdefault(f"{name}/{number}", []).extend((n, weight))
        inverted.append([term, row])
    return Index.load(
        {
            "version": "2.3.9",
            "fields": list(boosts),
            "fieldVectors": [[key, vector] for key, vector in vectors.items()],
            "invertedIndex": inverted,
            "pipeline": [],
        }
    )


def matches(asked: Clauses, whole: Index) -> list[Match]:
    """What lunr finds."""
    if not asked.weights:
        return []
    query = whole.create_query()
    others = [name for name in whole.fields if name != "name"]
    for term, weight in asked.weights.items():
        options = {"use_pipeline": False, "presence": QueryPresence.OPTIONAL}
        if asked.is_part(term) and len(others) < len(whole.fields):
            query.term(term, boost=weight, fields=others, **options)
            query.term(term, boost=weight * NAME_WITHIN, fields=["name"], **options)
        else:
            query.term(term, boost=weight, **options)
    return [
        Match(int(r["ref"]), r["score"], {t: frozenset(f) for t, f in sorted(r["match_data"].metadata.items())})
        for r in whole.query(query)
    ]


def rank(found: Iterable[tuple[Clauses, Sequence[Match]]], shape: Shape) -> list[Answer]:
    """The records that answer, best first.

    A score is what lunr gives in all indexes, times the share of the query that is covered, times how well the query
    covers the record's shortest title; what changes or ends something comes after what begins it, unless the query asks
    for that. There is an answer where a record covers `GATE` of the query, or all of a name that stands in it, or a
    meaning and `MEANT` of the query; then those follow that cover `FLOOR` of the query. What only stands within a word
    of the thesaurus is covered by `PARTLY`: it ranks, and helps over the threshold, but is no answer alone.
    """
    scores: dict[int, float] = {}
    covered: dict[int, dict[int, float]] = {}
    named: set[int] = set()
    why: dict[int, dict[Why, None]] = {}
    positions: list[float] = []
    spans: list[set[int]] = []
    meant: list[set[int]] = []
    later = False
    for asked, matched in found:
        positions = positions or asked.positions
        spans += asked.names
        meant += asked.meanings
        later = asked.later
        for match in matched:
            n = match.number
            scores[n] = scores.get(n, 0.0) + match.score
            parts = covered.setdefault(n, {})
            for term in match.fields:
                part = PARTLY if term[0] == "+" else 1.0
                parts.update((p, max(part, parts.get(p, 0.0))) for p in asked.covers[term])
            why.setdefault(n, {}).update((asked.why[term], None) for term in match.fields if term in asked.why)
            called = [term for term, fields in match.fields.items() if term[0] in "=~" and "name" in fields]
            if any(term[0] == "=" or not asked.is_part(term) for term in called):
                named.add(n)
    total = sum(positions)

    def share(parts: Mapping[int, float], least: float = 0.0) -> float:
        return sum(positions[p] * x for p, x in sorted(parts.items()) if x >= least and p < len(positions)) / total

    shares = {n: share(parts) for n, parts in covered.items()}
    sure = set(named)
    for n, parts in covered.items():
        whole = {p for p, part in parts.items() if part == 1}
        is_meant = any(span <= whole for span in meant) and share(parts, 1.0) >= MEANT
        if is_meant or shares[n] >= GATE or any(span <= whole for span in spans):
            sure.add(n)
    if not sure:
        return []
    answers = []
    for n, score in scores.items():
        if n in sure or shares[n] >= FLOOR:
            fit = min(1.0, len(covered[n]) / shape.lengths[n])
            fair = score * shares[n] * (1 + FIT * fit) * (LATER if shape.later[n] and not later else 1)
            answers.append(Answer(n, _six(fair), _six(shares[n]), tuple(why[n])))
    return sorted(answers, key=lambda a: (-a.score, a.number))[:LIMIT]


def _six(value: float) -> float:
    """A number to six decimals, halves up, as JavaScript rounds."""
    return floor(value * 1e6 + 0.5) / 1e6
