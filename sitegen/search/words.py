"""What understands queries: question words, the thesaurus, and the characters of a language."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from sitegen import hanzi, terms
from sitegen.directory import Directory
from sitegen.search.chunks import numbers
from sitegen.search.intent import WEAK, Words
from sitegen.search.meanings import Groups
from sitegen.search.records import Record


def groups(directory: Directory) -> Groups:
    """The thesaurus: the words people say, and the words they mean by them."""
    return [(group.words or group.source, group.words or group.target) for group in directory.synonyms]


def words(directory: Directory, lang: str, records: Iterable[Record]) -> Words:
    """What queries of a language need: its stop phrases, the longest first, and the characters of its records."""
    stop = {terms.spaced(p) for tag, phrases in directory.stop_phrases if tag == lang.lower() for p in phrases}
    names = {name for record in records for name in (*record.names, *record.cores, *record.branch)}
    said = {word for group in directory.synonyms for word in (*group.words, *group.source)}
    asked = {text for record in records for text in record.texts["question"]}
    chars = {char for text in (*names, *said, *asked, *stop) for char in terms.fold(text)}
    sounds: dict[str, set[str]] = {}
    for run in sorted({run.text for name in (*names, *said) for run in terms.runs(name) if run.cjk}):
        for char, syllable in zip(run, hanzi.readings(run), strict=True):
            if syllable not in (char, hanzi.common().get(char)):
                sounds.setdefault(char, set()).add(syllable)
    return Words(
        needed(stop - {""}),
        {char: plain for char, plain in sorted(hanzi.simplified().items()) if plain in chars},
        {char: tuple(sorted(found)) for char, found in sorted(sounds.items())},
        lang.split("-")[0] == "zh",
    )


def needed(phrases: set[str]) -> tuple[str, ...]:
    """The phrases, the longest first, without those of which too little stays when shorter ones are stripped."""
    kept: list[str] = []
    for phrase in sorted(phrases, key=lambda p: (len(p), p)):
        left = phrase
        for shorter in reversed(kept):
            left = left.replace(shorter, "")
        if any(char not in WEAK for char in left.replace(" ", "")):
            kept.append(phrase)
    return tuple(sorted(kept, key=lambda p: (-len(p), p)))


def as_json(words: Words) -> dict[str, Any]:
    """What the page's script needs to understand queries."""
    by_sound: dict[str, str] = {}
    for char, syllables in words.sounds.items():
        for syllable in syllables:
            by_sound[syllable] = by_sound.get(syllable, "") + char
    forms = sorted((ord(char), ord(plain)) for char, plain in words.simple.items())
    steps = [(char - before, plain - last) for (before, last), (char, plain) in pairwise([(0, 0), *forms])]
    return {
        "stop": list(words.stop),
        "simple": [numbers(step for step, _ in steps), numbers(2 * abs(step) + (step < 0) for _, step in steps)],
        "sounds": by_sound,
        "pinyin": words.pinyin,
    }
