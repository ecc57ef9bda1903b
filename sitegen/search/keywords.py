"""What people may type for a service, spelled out for indexes that know no thesaurus, pinyin or initials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sitegen import terms
from sitegen.search.index import line, meaning, spellings
from sitegen.search.meanings import Groups, meanings
from sitegen.search.records import Record

SAYS = ("name", "synonym")


@dataclass(frozen=True, slots=True)
class Keywords:
    """What a service is `called`, and other words that are `meant` for it, with the sounds of both."""

    called: tuple[str, ...]
    meant: tuple[str, ...]


def keywords(records: Sequence[Record], groups: Groups) -> list[Keywords]:
    """The words that mean each record: its names, what the thesaurus knows for them, how all of these sound, initials.

    A sound is one word (`shebaoka`), as people type it; what is only related to a record is left out.
    """
    written = {meaning(line(word)): word for group in groups for words in group for word in words}
    meant: list[set[str]] = [set() for _ in records]
    for term, fields in meanings(records, groups).items():
        word = written.get(term, term.removeprefix("~").replace("_", " "))
        for number in {number for field in SAYS for number in fields.get(field, ())}:
            meant[number].add(word)
    rows = zip(records, meant, strict=True)
    return [Keywords(_sounded((*one.names, *one.cores)), _sounded(sorted(words))) for one, words in rows]


def _sounded(words: Sequence[str]) -> tuple[str, ...]:
    """Words, and the sounds of those with Chinese characters."""
    sounds = [sound for word in words if any(map(terms.is_cjk, word)) for sound in spellings(word)]
    return tuple(dict.fromkeys((*words, *sounds)))
