"""Where terms are filed, and what a query has to look up: by sound, as in a Chinese dictionary.

A term of characters lies under the sounds of its first two, so that characters, what sounds like them and pinyin meet;
a name under every way to read its first two syllables; a word under itself. themes/default/scripts/filing.js is the
twin.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from sitegen import hanzi, terms
from sitegen.search.intent import LONGEST_PHRASE, SHORTEST_TYPO, WEAK, WEAK_WORDS, Understood, Words, spell

LAST = "\U0010ffff"
INITIALS_KEY = "0"
NAME_LETTERS = 6


def filing_keys(term: str, words: Words) -> tuple[str, ...]:
    """Where a term is filed. Where readers type pinyin, initials lie apart: other queries need not load them."""
    if term[0] == "=":
        return _name_keys(term[1:], words)
    plain = term.lstrip("~+")
    if terms.is_cjk(plain[0]):
        firsts = words.readings(plain[0])
        return firsts if len(plain) == 1 else tuple(f"{a}-{b}" for a in firsts for b in words.readings(plain[1]))
    return (INITIALS_KEY + plain,) if words.pinyin and term[0] == "~" else (plain.split("_")[0],)


def keys(understood: Understood, words: Words) -> list[tuple[str, str]]:
    """The ranges of filing keys, first and last, that may hold what the query asks for, each once."""
    found: dict[tuple[str, str], None] = {}

    def file(key: str, end: str = "") -> None:
        found[key, key + end] = None

    for runs in (understood.runs, understood.whole):
        if runs and runs[0].cjk and len(runs[0].text) > 1:
            file("-".join(words.readings(char)[0] for char in runs[0].text[:2]))
        elif runs:
            file(*_name_range(spell(runs, words), words))
    for n, run in enumerate(understood.runs):
        after = understood.runs[n + 1] if n + 1 < len(understood.runs) else None
        if run.cjk:
            sounds = [words.readings(char)[0] for char in run.text]
            for a, b in pairwise(sounds):
                file(f"{a}-{b}")
            if after and after.joined and not after.cjk:
                file(f"{sounds[-1]}-{after.text[0]}", LAST)
            if len(run.text) == 1 and run.text not in WEAK:
                file(sounds[0])
                file(f"{sounds[0]}-", LAST)
            continue
        row = [r.text for r in takewhile(lambda r: not r.cjk, understood.runs[n : n + LONGEST_PHRASE])]
        for end in range(1, len(row) + 1):
            file(*_name_range("".join(row[:end]), words))
        if run.text in WEAK_WORDS:
            file(run.text)
            continue
        if words.pinyin:
            file(INITIALS_KEY + run.text)
        ways = words.splits(run.text)
        file(run.text if ways or len(run.text) < SHORTEST_TYPO else run.text[0], LAST)
        for way, begun in ways:
            for m, (a, b) in enumerate(pairwise(way), 2):
                file(f"{a}-{b}", LAST if begun and m == len(way) else "")
    return list(found)


def _name_keys(spelled: str, words: Words) -> tuple[str, ...]:
    """Where a name is filed, by every way to read its first two syllables; under its first letters where none does."""
    found = []
    for a in _leading(spelled, words):
        rest = spelled[len(a) :]
        found += [f"{a}-{b}" for b in _leading(rest, words) or [rest[:1]]] if rest else [a]
    return tuple(found) or (spelled[:NAME_LETTERS],)


def _name_range(spelled: str, words: Words) -> tuple[str, str]:
    """A filing key, and what may follow it, under which lie the name that is spelled so and all that begin so."""
    for a in _leading(spelled, words)[:1]:
        rest = spelled[len(a) :]
        for b in _leading(rest, words)[:1]:
            return f"{a}-{b}", ""
        return (f"{a}-{rest[0]}", LAST) if rest else (a, "-" + LAST)
    return spelled[:NAME_LETTERS], "" if len(spelled) >= NAME_LETTERS else LAST


def _leading(spelled: str, words: Words) -> Sequence[str]:
    """The syllables that this begins with, the longest first; none in a language without pinyin."""
    ends = range(min(6, len(spelled)), 0, -1) if words.pinyin else ()
    return [spelled[:end] for end in ends if spelled[:end] in hanzi.syllables()]
