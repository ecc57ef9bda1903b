"""The thesaurus laid over the records of a place: which words, and which initials, mean which of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from sitegen import hanzi, terms
from sitegen.search.index import SAID, Postings, line, meaning
from sitegen.search.intent import LONGEST_MEANING, LONGEST_PHRASE
from sitegen.search.records import Record

INITIALS, ASKED_INITIALS = range(2, 6), range(3, 5)

Groups = Sequence[tuple[tuple[str, ...], tuple[str, ...]]]
Lines = Sequence[frozenset[str]]


def meanings(records: Sequence[Record], groups: Groups) -> Postings:
    """The postings of the words of the thesaurus that mean one of these records, and of initials.

    A word is a `synonym` of each record whose names contain what it means most, the first of its targets that any name
    holds, and a `name` of one that is called just so; of the other targets' records it is `related`. Initials stand
    for words that names contain, and are a `question` of what such a word means. Words that mean the same share one
    posting. Each pair of neighbours in a synonym is `said` of what it means: people vary words more than any thesaurus
    can list.
    """
    lines = [frozenset(line(name) for name in (*record.names, *record.cores)) for record in records]
    thesaurus = _read(tuple(groups))
    short = {name for of in lines for name in of if _has_initials(name)} - thesaurus.index.lines
    held = _holders(lines, thesaurus.index) | _holders(lines, _indexed(short))
    called: dict[str, list[int]] = {}
    for number, of in enumerate(lines):
        for name in of & held.keys():
            called.setdefault(name, []).append(number)

    senses: dict[str, dict[str, bool]] = {}
    for said, targets, equal in thesaurus.groups:
        present = [target for target in targets if target in held]
        for word in said if present else ():
            known = senses.setdefault(word, {})
            for target in present:
                known[target] = known.get(target, False) or equal or target == present[0]
    for word in held.keys() & thesaurus.index.lines:
        if _can_be_asked(word):
            senses.setdefault(meaning(word), {})[word] = True

    @cache
    def posting(known: tuple[tuple[str, bool], ...], asked: frozenset[str]) -> dict[str, list[int]]:
        synonym = {number for target, most in known if most for number in held[target]}
        fields = {
            "name": {number for target, most in known if most for number in called.get(target, ())},
            "synonym": synonym,
            "related": {number for target, most in known if not most for number in held[target]} - synonym,
            "question": {number for target in asked for number in held[target]},
        }
        return {name: sorted(numbers) for name, numbers in fields.items() if numbers}

    asked: dict[str, set[str]] = {}
    for letters, term, word in (*thesaurus.initials, *_initials(short)):
        if word in held:
            senses.setdefault(letters, {})[word] = True
        if term in senses and len(word) in ASKED_INITIALS:
            asked.setdefault(letters, set()).update(senses[term])
    found = {
        word: posting(tuple(senses.get(word, {}).items()), frozenset(asked.get(word, ())))
        for word in senses.keys() | asked.keys()
    }
    return found | _said(found)


def _said(found: Postings) -> Postings:
    """Of pairs of neighbours: the records of which a word of characters that holds the pair is a synonym."""
    said: dict[str, set[int]] = {}
    for word, fields in found.items():
        if "synonym" in fields and terms.is_cjk(word[1:]):
            for a, b in pairwise(word[1:]):
                said.setdefault(f"{SAID}{a}{b}", set()).update(fields["synonym"])
    return {pair: {"said": sorted(numbers)} for pair, numbers in said.items()}


@dataclass(frozen=True, slots=True)
class _Index:
    """Lines to be found within others: all, and the lengths of those that begin with the same one or two characters."""

    lines: frozenset[str]
    lengths: dict[str, set[int]]


@dataclass(frozen=True, slots=True)
class _Thesaurus:
    """A thesaurus as terms and lines: what each group's words mean, whether they are equal; all lines, their initials.

    Words of a group are terms of the index (`index.meaning`), what they mean are lines of names (`index.line`).
    """

    groups: tuple[tuple[tuple[str, ...], tuple[str, ...], bool], ...]
    index: _Index
    initials: list[tuple[str, str, str]]


@lru_cache(maxsize=1)
def _read(groups: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]) -> _Thesaurus:
    """The thesaurus for comparison with the names of any place; it is the same for all."""
    lines: dict[str, None] = {}
    rows = []
    for said, means in groups:
        words, targets = [line(text) for text in said], [line(text) for text in means]
        lines |= dict.fromkeys((*words, *targets))
        rows.append((tuple(map(meaning, filter(_can_be_asked, words))), tuple(dict.fromkeys(targets)), said == means))
    return _Thesaurus(tuple(rows), _indexed(lines), _initials(filter(_has_initials, lines)))


def _indexed(lines: Iterable[str]) -> _Index:
    """Lines made ready to be found."""
    index = _Index(frozenset(lines), {})
    for one in index.lines:
        index.lengths.setdefault(one[:2], set()).add(len(one))
    return index


def _holders(lines: Lines, index: _Index) -> dict[str, list[int]]:
    """The numbers of the records one of whose lines holds each of these that any holds, whole words only."""
    held: dict[str, list[int]] = {}
    for number, of in enumerate(lines):
        found: set[str] = set()
        for text in of:
            for start, char in enumerate(text):
                if char.isascii() and char != " ":
                    continue  # within a word
                for begins in (char, text[start : start + 2]):
                    found.update(text[start : start + length] for length in index.lengths.get(begins, ()))
        for one in found & index.lines:
            held.setdefault(one, []).append(number)
    return held


def _can_be_asked(word: str) -> bool:
    """Whether a query asks for a meaning of this length and kind."""
    if word.isascii():
        return word.count(" ") <= LONGEST_PHRASE + 1
    return 1 < len(word) <= LONGEST_MEANING and terms.is_cjk(word)


def _has_initials(word: str) -> bool:
    """Whether people may type a word by its initials."""
    return len(word) in INITIALS and terms.is_cjk(word)


def _initials(words: Iterable[str]) -> list[tuple[str, str, str]]:
    """The terms of the initials that stand for words, the terms of the words, and these."""
    letters = ((word, "".join(syllable[0] for syllable in hanzi.readings(word))) for word in words)
    return [(meaning(typed), meaning(word), word) for word, typed in letters]
