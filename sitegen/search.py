"""The search index and its answers. The only module that knows lunr.

`pack` builds an index with lunr.py and writes only what lunr cannot derive: the terms, and for each record and
field the weights of its terms. `unpack` (and themes/default/scripts/query.js) turns that back into a stock lunr
index. `find` answers a query; query.js answers it in the same way, and a test holds the two together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lunr.builder import Builder
from lunr.idf import idf
from lunr.index import Index
from lunr.query import QueryPresence

from sitegen import terms, urls
from sitegen.directory import Directory, Edition
from sitegen.model import Service, Text, Visits
from sitegen.views.frame import category_address, service_address

FIELDS = {"name": 20, "title": 10, "alias": 8, "question": 4, "summary": 3, "parent": 2, "category": 2, "body": 1}
GATE = 0.34
SYNONYM_WEIGHT = 0.6
LIMIT = 50


@dataclass(frozen=True, slots=True)
class Record:
    """What search knows of a service: the terms of each field, and what a result shows (`shown`, plain JSON)."""

    id: str
    fields: dict[str, list[str]]
    shown: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """A result: the record's id, what it shows, its score, and the query's terms that it holds."""

    id: str
    shown: dict[str, Any]
    score: float


def city_records(edition: Edition, city: str, style: urls.LinkStyle) -> Iterator[Record]:
    """The records of a city's search: all its published services."""
    for service in edition.services[city].values():
        if service.published:
            yield _record(edition, service, style)


def hub_records(edition: Edition, style: urls.LinkStyle) -> Iterator[Record]:
    """The records of the hub's search: each catalogue service once, with its cities, and all other services."""
    for key, offered in edition.offers.items():
        template = edition.templates.get(key)
        if template is not None and template.published:
            cities = [_link(service_address(s), _city_name(edition, s.city), style) for s in offered]
            yield _record(edition, template, style, cities)
    for service in edition.published:
        if not service.catalogue:
            yield _record(edition, service, style)


def _record(
    edition: Edition, service: Service, style: urls.LinkStyle, cities: list[dict[str, str]] | None = None
) -> Record:
    parent = edition.service(service.parent) if service.parent else None
    branch = edition.category_trail(service.category)
    city = edition.cities.get(service.city or "")
    names = [service.title, *([service.short_title] if service.short_title else []), *service.aliases]
    fields = {
        "name": [f"={terms.phrase(n.value)}" for n in names if n.value],
        "title": _terms(service.title, service.short_title),
        "alias": _terms(*service.aliases),
        "question": _terms(*service.questions),
        "summary": _terms(service.summary if isinstance(service.summary, Text) else None),
        "parent": _terms(parent.title, parent.short_title, *parent.aliases) if parent else [],
        "category": _terms(*(t for c in branch for t in (c.name, *c.aliases))),
        "body": [],
    }
    trail = [_link(urls.folder(city.id), city.short_name or city.name, style)] if city else []
    trail += [_link(category_address(service.city or "", c.id), c.name, style) for c in branch]
    visits = service.visits if isinstance(service.visits, Visits) else None
    shown: dict[str, Any] = {
        "id": service.id if service.city else f"services/{service.id}",
        "title": service.name.value,
        "official": service.title.value if service.title.value != service.name.value else "",
        "url": _href(service_address(service), style),
        "trail": trail,
        "parent": _link(service_address(parent), parent.name, style) if parent else None,
        "summary": service.summary.value if isinstance(service.summary, Text) else "",
        "visits": [visits.min, visits.max] if visits else None,
        "free": None if service.fees in (None, "unknown") else service.fees == "free",
        "cities": cities,
    }
    return Record(shown["id"], fields, {key: value for key, value in shown.items() if value not in (None, "", [])})


def _terms(*texts: Text | None) -> list[str]:
    return [term for text in texts if text for term in terms.terms(text.value)]


def _city_name(edition: Edition, city: str | None) -> Text:
    place = edition.cities[city or ""]
    return place.short_name or place.name


def _href(address: str, style: urls.LinkStyle) -> str:
    """The link from the root of the language."""
    return urls.relative(urls.HUB, address, style)


def _link(address: str, text: Text, style: urls.LinkStyle) -> dict[str, str]:
    return {"text": text.value, "url": _href(address, style)}


def words(directory: Directory, lang: str) -> dict[str, Any]:
    """Stop phrases and synonyms as queries use them, folded: what is stripped, and what else is asked."""
    stop = [terms.phrase(p) for tag, phrases in directory.stop_phrases for p in phrases if tag in (lang.lower(), "en")]
    pairs: dict[str, list[str]] = {}
    for group in directory.synonyms:
        for word in group.words:
            pairs.setdefault(terms.phrase(word), []).extend(w for w in group.words if w != word)
        for word in group.source:
            pairs.setdefault(terms.phrase(word), []).extend(group.target)
    return {
        "stop": sorted({p for p in stop if p}, key=lambda p: (-len(p), p)),
        "synonyms": {key: list(dict.fromkeys(value)) for key, value in sorted(pairs.items()) if key},
    }


class TermBuilder(Builder):  # type: ignore[misc]  # the library is untyped
    """lunr.py's builder for fields whose terms are cut already: no tokeniser, no pipeline, no token set, no vectors.

    Six times faster; a test shows that its index equals the one that lunr.py builds by itself.
    """

    def add(self, doc: dict[str, Any], attributes: dict[str, Any] | None = None) -> None:
        """Add a record: its `id`, and the terms of each field."""
        ref = str(doc["id"])
        self._documents[ref] = attributes or {}
        self.document_count += 1
        for name in self._fields:
            found, key = doc[name], f"{name}/{ref}"
            self.field_term_frequencies[key] = Counter(found)
            self.field_lengths[key] = len(found)
            for term in found:
                if term not in self.inverted_index:
                    self.inverted_index[term] = {"_index": self.term_index, **{field: {} for field in self._fields}}
                    self.term_index += 1
                self.inverted_index[term][name][ref] = {}

    def weights(self) -> Iterator[tuple[str, str, float]]:
        """The weight of each term in each field of each record: (`field/ref`, term, weight), as lunr.py rounds it."""
        self._calculate_average_field_lengths()
        rarity = {term: idf(posting, self.document_count) for term, posting in self.inverted_index.items()}
        for key, frequencies in self.field_term_frequencies.items():
            name = key.partition("/")[0]
            boost, length = self._fields[name].boost, self.field_lengths[key]
            for term, count in frequencies.items():
                norm = 1 - self._b + self._b * (length / self.average_field_length[name])
                weight = rarity[term] * ((self._k1 + 1) * count) / (self._k1 * norm + count) * boost
                yield key, term, round(weight, 3)


def pack(records: list[Record], phrases: dict[str, Any]) -> dict[str, Any]:
    """The index of these records as plain JSON: terms, weights per field and record, records, and words."""
    builder = TermBuilder()
    for name, boost in FIELDS.items():
        builder.field(name, boost=boost)
    builder.b(0)  # no length normalisation: one new entry does not move the weights of all others
    for number, record in enumerate(records):
        builder.add({"id": str(number), **record.fields})
    order = sorted(builder.inverted_index, key=lambda term: term.encode("utf-16-be", "surrogatepass"))
    position = {term: number for number, term in enumerate(order)}
    weights: dict[str, list[list[float]]] = {name: [[] for _ in records] for name in FIELDS}
    found: dict[str, list[tuple[int, float]]] = {}
    for key, term, weight in builder.weights() if records else ():
        found.setdefault(key, []).append((position[term], weight))
    for key, pairs in found.items():
        name, _, row = key.partition("/")
        weights[name][int(row)] = [x for pair in sorted(pairs) for x in pair]
    shown = [record.shown for record in records]
    return {"fields": list(FIELDS), "terms": order, "weights": weights, "records": shown, **phrases}


def unpack(data: dict[str, Any]) -> Index:
    """The stock lunr index of a packed one."""
    code_points = sorted(range(len(data["terms"])), key=lambda n: data["terms"][n])
    postings: list[dict[str, Any]] = [
        {"_index": n, **{f: {} for f in data["fields"]}} for n in range(len(data["terms"]))
    ]
    vectors = []
    for name in data["fields"]:
        for number, weights in enumerate(data["weights"][name]):
            vectors.append([f"{name}/{number}", weights])
            for term in weights[::2]:
                postings[int(term)][name][str(number)] = {}
    inverted = [[data["terms"][n], postings[n]] for n in code_points]
    return Index.load(
        {
            "version": "2.3.9",
            "fields": data["fields"],
            "fieldVectors": vectors,
            "invertedIndex": inverted,
            "pipeline": [],
        }
    )


def clauses(data: dict[str, Any], query: str) -> tuple[dict[str, float], list[str]]:
    """The terms a query asks for with their weights, and those of them that count for coverage.

    1. Question words are stripped, the longest first, unless nothing would be left.
    2. The whole query asks for a name that is just it (`=…`).
    3. Pairs of CJK characters and Latin words ask for themselves; a single character stands for itself.
    4. A synonym in the query asks for the terms of its group, with less weight.
    """
    whole = terms.phrase(query)
    asked = whole
    for stop in data["stop"]:
        if stop in asked and asked != stop:
            asked = asked.replace(stop, " ").strip()
    core = _content(asked) if asked != whole else _content(query)
    found = {f"={terms.phrase(asked)}": 1.0} if asked else {}
    for term in core:
        found[term] = 1.0
    for key, others in data["synonyms"].items():
        if key in asked.replace(" ", ""):
            for other in others:
                found.setdefault(f"={terms.phrase(other)}", SYNONYM_WEIGHT)
                for term in _content(other):
                    found.setdefault(term, SYNONYM_WEIGHT / 2)
    return found, core


def _content(text: str) -> list[str]:
    """The terms of a text that carry meaning: words and pairs; single CJK characters only where they stand alone."""
    found = list(dict.fromkeys(terms.terms(text)))
    pairs = {c for t in found if len(t) > 1 for c in t}
    return [t for t in found if len(t) > 1 or t not in pairs]


def find(data: dict[str, Any], query: str, index: Index | None = None) -> list[Answer]:
    """The records that answer a query, best first: by score, then by id; nothing where too little of it matches."""
    asked, core = clauses(data, query)
    if not data["records"] or not core:
        return []
    index = index or unpack(data)
    lunr_query = index.create_query()
    for term, weight in asked.items():
        lunr_query.term(term, boost=weight, use_pipeline=False, presence=QueryPresence.OPTIONAL)
    answers = []
    for result in index.query(lunr_query):
        held = result["match_data"].metadata
        record = data["records"][int(result["ref"])]
        named = any(term.startswith("=") for term in held)
        share = 1.0 if named else sum(1 for term in core if term in held) / len(core)
        synonym = any(term not in core and asked.get(term, 0) < 1 for term in held)
        if share >= GATE or synonym:
            score = round(result["score"] * max(share, GATE), 6)
            answers.append(Answer(record["id"], record, score))
    return sorted(answers, key=lambda a: (-a.score, a.id))[:LIMIT]
