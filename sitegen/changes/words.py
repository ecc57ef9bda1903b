"""Which words find what, before and after: the words that a change touches, and the expectations that it may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from sitegen import terms
from sitegen.audit import FIRST, missed
from sitegen.changes.entries import Key, values
from sitegen.changes.twice import both
from sitegen.directory import Directory, Edition
from sitegen.model import Expectation, Service, Text
from sitegen.search import Desk, Record, city_records, hub_records

MOST_WORDS = 300
Question = tuple[str, str, str]  # a query, a language, a city (empty: all places)


@dataclass(frozen=True, slots=True)
class WordChange:
    """A word that finds another service first than before; ids of the search, empty where nothing answers."""

    word: str
    lang: str
    city: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class State:
    """How a query of the expectations is answered: whether as it must be, and the grade of its first result."""

    ok: bool
    grade: int


@dataclass(frozen=True, slots=True)
class ExpectationChange:
    """A query of the expectations that is answered otherwise; None where it was, or is, not expected."""

    query: str
    lang: str
    city: str
    before: State | None
    after: State | None


@dataclass(frozen=True, slots=True)
class Search:
    """What changes for who searches; `asked` words and expectations, `left_out` words that were too many to ask."""

    words: tuple[WordChange, ...]
    expectations: tuple[ExpectationChange, ...]
    asked: int = 0
    left_out: int = 0


def compare(before: Directory, after: Directory, pairs: Mapping[Key, Key], executor: Executor | None = None) -> Search:
    """What searching both directories says; `pairs` lead from what moved to what it was."""
    touched = sorted(set(_touched(before, after, pairs)))
    words = touched[:MOST_WORDS]
    rows = list(_rows_to_ask(before, after))
    asked = [*words, *((query, lang, where) for (query, lang, _), where in rows)]
    was, now = both(executor, _answers, (before, asked), (after, asked)) if asked else ([], [])
    renamed = {_search_id(old): _search_id(new) for new, old in pairs.items()}
    found = []
    for (word, lang, city), old, new in zip(words, was, now, strict=False):
        first, second = "".join(old[:1]), "".join(new[:1])
        if renamed.get(first, first) != second:
            found.append(WordChange(word, lang, city, first, second))
    expected = _rows(before), _rows(after)
    answers = zip(rows, was[len(words) :], now[len(words) :], strict=True)
    states = [
        ExpectationChange(*key, _state(expected[0].get(key), old), _state(expected[1].get(key), new))
        for (key, _), old, new in answers
    ]
    changed = tuple(one for one in states if one.before != one.after)
    return Search(tuple(found), changed, len(asked), len(touched) - len(words))


def _search_id(key: Key) -> str:
    return f"services/{key[1]}" if key[0] == "catalogue" else key[1]


def _answers(directory: Directory, asked: Sequence[Question]) -> list[list[str]]:
    """The first answers to each question; none where the place or the language is not there."""
    desk, found = Desk(directory), []
    for query, lang, city in asked:
        edition = directory.edition(lang)
        known = edition.lang == lang and (not city or city in edition.services)
        found.append([record.id for record, _ in desk.ask(query, city, lang)][:FIRST] if known else [])
    return found


def _touched(before: Directory, after: Directory, pairs: Mapping[Key, Key]) -> Iterator[Question]:
    """Each word that a service, or the thesaurus, gained or lost: with its language and the city where to ask.

    What cities take over from the catalogue is asked in the hub.
    """
    langs = {e.lang for e in (*before.editions, *after.editions)}
    moved = set(pairs.values())
    for lang in langs:
        old, new = _names(before, lang), _names(after, lang)
        for key in (old.keys() | new.keys()) - moved:
            gained, lost = new.get(key, {}), old.get(pairs.get(key, key), {})
            for word in gained.keys() ^ lost.keys():
                yield word, lang, (gained | lost)[word]
    groups = [{(group.words, group.source, group.target) for group in d.synonyms} for d in (before, after)]
    for words, source, _ in groups[0] ^ groups[1]:
        for word in (*words, *source):
            yield word, after.default.lang, ""


def _names(directory: Directory, lang: str) -> dict[Key, dict[str, str]]:
    """By service the words that people may type for it, and the city in which they are asked.

    A city's service has only those that its catalogue entry does not have.
    """
    edition = directory.edition(lang)
    if edition.lang != lang:
        return {}
    found = {}
    for key, service in values(edition).items():
        if isinstance(service, Service) and service.published:
            template = edition.templates.get(service.catalogue or "") if service.city else None
            shared = set(_said(template, lang)) if template else set()
            offered = service.city or service.id in edition.offers
            found[key] = {w: service.city or "" for w in _said(service, lang) if w not in shared} if offered else {}
    return found


def _said(service: Service, lang: str) -> list[str]:
    """The names and questions of a service that are really in a language."""
    texts = (service.title, service.short_title, *service.aliases, *service.questions)
    return [text.value for text in texts if isinstance(text, Text) and text.lang == lang]


def _changed_scopes(before: Directory, after: Directory) -> set[tuple[str, str]]:
    """The (language, city) of each search that may answer otherwise; the hub's city is empty."""
    found = set()
    whole = before.synonyms != after.synonyms or before.stop_phrases != after.stop_phrases
    for edition in after.editions:
        old = before.edition(edition.lang)
        everywhere = whole or old.lang != edition.lang or old.city_names != edition.city_names
        for city in ("", *edition.services):
            if everywhere or _sought(old, city) != _sought(edition, city):
                found.add((edition.lang, city))
    return found


def _sought(edition: Edition, city: str) -> list[tuple[object, ...]]:
    """What a search finds by, of each record; what results show besides changes no answer."""
    if city and city not in edition.services:
        return []
    records: list[Record] = city_records(edition, city) if city else hub_records(edition)
    return [(r.id, r.names, r.cores, r.texts, r.parent, r.branch) for r in records]


def _rows_to_ask(before: Directory, after: Directory) -> Iterator[tuple[Question, str]]:
    """The expected queries that may be answered otherwise, each with the city where it is asked.

    These are the ones of a search that changed, and those of which something else is expected.
    """
    changed, old, new = _changed_scopes(before, after), _rows(before), _rows(after)
    for key in dict.fromkeys((*new, *old)):
        query, lang, city = key
        where = _named(after.edition(lang), query) or city
        if (lang, where) in changed or old.get(key) != new.get(key):
            yield key, where


def _rows(directory: Directory) -> dict[Question, Expectation]:
    rows = directory.expectations
    return {(row.q, directory.edition(row.lang or "").lang, row.city or ""): row for row in rows}


def _named(edition: Edition, query: str) -> str:
    """The city that a query names: it is asked there."""
    spaced = terms.spaced(query)
    return next((city for name, city in edition.city_names if name in spaced), "")


def _state(row: Expectation | None, ids: Sequence[str]) -> State | None:
    if row is None:
        return None
    grades = {found.id: found.grade for found in row.find}
    absent, unwanted = missed(row, ids)
    return State(not absent and not unwanted, grades.get(ids[0], 0) if ids else 0)
