"""Which words find what, before and after: the words that a change touches, and the expectations that it may."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sitegen import terms
from sitegen.audit import FIRST, missed
from sitegen.changes.entries import Key, values
from sitegen.directory import Directory, Edition
from sitegen.model import Expectation, Service, Text
from sitegen.search import Desk, Record, city_records, hub_records

MOST_WORDS = 300


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
    """What changes for who searches; `asked` words of those touched, `left_out` were too many to ask."""

    words: tuple[WordChange, ...]
    expectations: tuple[ExpectationChange, ...]
    asked: int = 0
    left_out: int = 0


def compare(before: Directory, after: Directory, pairs: Mapping[Key, Key]) -> Search:
    """What searching both directories says; `pairs` lead from what moved to what it was."""
    changed = _changed_scopes(before, after)
    desks = Desk(before), Desk(after)
    touched = sorted(set(_touched(before, after, pairs)))
    now = {_search_id(old): _search_id(new) for new, old in pairs.items()}
    words = []
    for word, lang, city in touched[:MOST_WORDS]:
        old, new = (_ids(desk, word, city, lang)[:1] for desk in desks)
        first, second = "".join(old), "".join(new)
        if now.get(first, first) != second:
            words.append(WordChange(word, lang, city, first, second))
    asked = min(len(touched), MOST_WORDS)
    return Search(tuple(words), tuple(_expectations(desks, changed)), asked, len(touched) - asked)


def _search_id(key: Key) -> str:
    return f"services/{key[1]}" if key[0] == "catalogue" else key[1]


def _ids(desk: Desk, query: str, city: str, lang: str) -> list[str]:
    """The first answers to a query; none where the place or the language is not there."""
    edition = desk.directory.edition(lang)
    if edition.lang.lower() != lang.lower() or (city and city not in edition.services):
        return []
    return [record.id for record, _ in desk.ask(query, city, lang)][:FIRST]


def _touched(before: Directory, after: Directory, pairs: Mapping[Key, Key]) -> Iterator[tuple[str, str, str]]:
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
            shared = set(_said(template)) if template else set()
            offered = service.city or service.id in edition.offers
            found[key] = {w: service.city or "" for w in _said(service) if w not in shared} if offered else {}
    return found


def _said(service: Service) -> Iterable[str]:
    texts = (service.title, service.short_title, *service.aliases, *service.questions)
    return [text.value for text in texts if isinstance(text, Text)]


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


def _expectations(desks: tuple[Desk, Desk], changed: set[tuple[str, str]]) -> Iterator[ExpectationChange]:
    """The expected queries that are answered otherwise, asked only where a search or what is expected changed."""
    rows = [_rows(desk.directory) for desk in desks]
    for key in dict.fromkeys((*rows[1], *rows[0])):
        query, lang, city = key
        edition = desks[1].directory.edition(lang)
        where = _named(edition, query) or city
        if (edition.lang, where) not in changed and rows[0].get(key) == rows[1].get(key):
            continue
        before, after = (_state(desk, found.get(key), where) for desk, found in zip(desks, rows, strict=True))
        if before != after:
            yield ExpectationChange(query, edition.lang, city, before, after)


def _rows(directory: Directory) -> dict[tuple[str, str, str], Expectation]:
    default = directory.default.lang
    return {(row.q, row.lang or default, row.city or ""): row for row in directory.expectations}


def _named(edition: Edition, query: str) -> str:
    """The city that a query names: it is asked there."""
    spaced = terms.spaced(query)
    return next((city for name, city in edition.city_names if name in spaced), "")


def _state(desk: Desk, row: Expectation | None, city: str) -> State | None:
    if row is None:
        return None
    ids = _ids(desk, row.q, city, row.lang or desk.directory.default.lang)
    grades = {found.id: found.grade for found in row.find}
    absent, unwanted = missed(row, ids)
    return State(not absent and not unwanted, grades.get(ids[0], 0) if ids else 0)
