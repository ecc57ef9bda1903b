"""What a query asks of an index. The specification; themes/default/scripts/query.js is its twin.

1. The text is folded (`terms`), a city named in it is taken out (`Understood.city`), question words are stripped.
2. Chinese characters that stand together make a chain, and so do letters that can be read as pinyin, also right
   behind characters (社保k). Other letters are words.
3. A chain asks for each pair of neighbours; a pair that no name holds asks for those that sound the same and share the
   most characters with it (公机金), but not where one word ends and the next begins; a character that stands alone asks
   for itself.
   A pair also asks for what is called so in a word of the thesaurus: that covers it but partly (`answer.PARTLY`).
4. Words of the thesaurus and initials in a chain or in neighbouring words ask for what means them, names in them for
   what is called so.
5. A word asks for its stem; the last one, still being typed, for words that begin with it; one that no name holds and
   that is part of no meaning for those that differ in a letter or two.
6. The whole query asks for a name that sounds just like it, else for names that begin with it.

How what is found is ranked, and what is too little to be an answer, says `answer.rank`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sitegen import terms
from sitegen.search.chunks import Held
from sitegen.search.index import meaning, stem
from sitegen.search.intent import (
    LATER_WORDS,
    LONGEST_MEANING,
    LONGEST_PHRASE,
    SHORTEST_TYPO,
    WEAK,
    WEAK_WORDS,
    Understood,
    Words,
    spell,
)

SOUND, BEGUN, TYPO, NAME_BEGUN = 0.5, 0.7, 0.6, 0.2
LONG_MEANING = 3
MOST = 12
SPLIT_MORE = 0.3
LONGER = 0.5
LIGHT = 0.25
ENDING, LONG_STEM, FAR = 4, 5, 9

Why = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Unit:
    """A character, or a syllable typed in letters (`char` empty); `open` where the syllable is still being typed."""

    char: str
    sounds: tuple[str, ...]
    open: bool = False

    @property
    def typed(self) -> str:
        """As it was typed."""
        return self.char or self.sounds[0]

    def says(self, char: str, readings: tuple[str, ...]) -> bool:
        """Whether this may be that character: the same, or one that sounds alike."""
        if self.open:
            return any(r.startswith(self.sounds[0]) for r in readings)
        return char == self.char or any(sound in readings for sound in self.sounds)


@dataclass(slots=True)
class Clauses:
    """What is asked of lunr: the weight of each term, which positions of the query it covers, and why it is asked.

    `names` are the positions of names and long meanings in the query, `meanings` of the other meanings; `later` tells
    whether it asks for what changes or ends something.
    """

    weights: dict[str, float] = field(default_factory=dict)
    covers: dict[str, set[int]] = field(default_factory=dict)
    why: dict[str, Why] = field(default_factory=dict)
    positions: list[float] = field(default_factory=list)
    names: list[set[int]] = field(default_factory=list)
    meanings: list[set[int]] = field(default_factory=list)
    later: bool = False

    def is_part(self, term: str) -> bool:
        """Whether a name or meaning stands for a part of the query only: what is called so is not what is meant."""
        return term[0] in "=~" and len(self.covers[term]) < len(self.positions)

    def ask(self, term: str, weight: float, covered: Iterable[int], why: Why | None = None) -> None:
        """Ask for a term; the greatest weight counts, the covered positions add up."""
        if weight > self.weights.get(term, 0):
            self.weights[term] = weight
        self.covers.setdefault(term, set()).update(covered)
        if why:
            self.why.setdefault(term, why)


def clauses(understood: Understood, words: Words, held: Held) -> Clauses:
    """What the query asks of the index that holds these terms."""
    asked = Clauses(later=any(word in run.text for run in understood.runs for word in LATER_WORDS))
    chain: list[Unit] = []
    row: list[str] = []

    def close(*, last: bool = False) -> None:
        _ask_chain(asked, chain, words, held)
        _ask_words(asked, row, words, held, last=last)
        chain.clear()
        row.clear()

    for run in understood.runs:
        units = [Unit(c, words.readings(c)[:1]) for c in run.text] if run.cjk else _syllables(run, chain, words, held)
        if not units:
            if chain:
                close()
            row.append(run.text)
        else:
            if row or not run.joined:
                close()
            chain += units
    close(last=True)
    _ask_names(asked, understood, words, held)
    return asked


def _syllables(run: terms.Run, before: Sequence[Unit], words: Words, held: Held) -> list[Unit]:
    """The letters of a run as syllables, read in the way of which the index holds most; none where they are a word."""
    if held.has(stem(run.text)) or held.has(meaning(run.text)):
        return []
    best: list[Unit] = []
    most = 0.0
    ways = words.splits(run.text)
    fewest = min((len(way) for way, _ in ways), default=0)
    for way, begun in ways:
        units = [Unit("", (s,), begun and n == len(way) - 1) for n, s in enumerate(way)]
        chain = [*(before[-1:] if run.joined else ()), *units]
        met = sum(bool(_alike(a, b, words, held)) for a, b in pairwise(chain))
        share = met / (len(chain) - 1) if len(chain) > 1 else 0.5 * bool(_single(units[0], words, held))
        share -= SPLIT_MORE * (len(way) - fewest)
        if share > most:
            best, most = units, share
    return best


def _alike(a: Unit, b: Unit, words: Words, held: Held) -> list[str]:
    """The pairs of the index that sound like two units, of them those that share the most characters with them."""
    found: dict[str, int] = {}
    for sound in a.sounds:
        for pair in held.sounding(sound, "2"):
            if b.says(pair[1], words.readings(pair[1])):
                found[pair] = (pair[0] == a.char) + (pair[1] == b.char)
    most = max(found.values(), default=0)
    return sorted(pair for pair, shared in found.items() if shared == most)[:MOST]


def _single(unit: Unit, words: Words, held: Held) -> list[str]:
    """The single characters of the index that sound like a unit."""
    return sorted({char for sound in unit.sounds for char in held.sounding(sound, "1")})[:MOST]


def _ask_chain(asked: Clauses, chain: Sequence[Unit], words: Words, held: Held) -> None:
    """Ask for the pairs of a chain, or for its only character, and for the meanings in it."""
    start = len(asked.positions)
    asked.positions += [LIGHT if unit.char in WEAK else 1.0 for unit in chain]
    typed = "".join(unit.typed for unit in chain)
    if len(chain) == 1 and chain[0].char not in WEAK:
        unit = chain[0]
        for term in [unit.char] if held.has(unit.char) else [] if unit.char else _single(unit, words, held):
            asked.ask(term, 1.0, (start,), None if unit.char else ("sound", typed, term))
    pairs = list(pairwise(chain))
    exact = [bool(a.char and b.char) and held.has(a.char + b.char) for a, b in pairs]
    for n, (a, b) in enumerate(pairs, start):
        letters = not (a.char and b.char)
        if exact[n - start]:
            asked.ask(a.char + b.char, 1.0, (n, n + 1))
            continue
        between = any(exact[: n - start][-1:]) and any(exact[n - start + 1 :][:1])
        if not letters and (between or not held.is_head):
            continue  # where one word ends and the next begins, no wrong character is looked for
        for term in _alike(a, b, words, held):
            kind = "sound" if letters else "corrected"
            asked.ask(
                term,
                1.0 if letters else SOUND,
                (n, n + 1),
                (kind, (a.char or a.sounds[0]) + (b.char or b.sounds[0]), term),
            )
    for n, (a, b) in enumerate(pairs, start):
        pair = f"+{a.char}{b.char}"
        if a.char and b.char and held.has(pair):
            asked.ask(pair, 1.0, (n, n + 1))
    for n in range(start, start + len(chain)):
        for end in range(n + 2, min(start + len(chain), n + LONGEST_MEANING) + 1):
            name = "=" + "".join(unit.sounds[0] for unit in chain[n - start : end - start])
            if end - n < len(chain) and held.has(name):
                asked.ask(name, 1.0, range(n, end))
                asked.names.append(set(range(n, end)))
    taken: list[tuple[int, int]] = []
    for length in range(min(len(chain), LONGEST_MEANING), 1, -1):
        for n in range(len(chain) - length + 1):
            if any(low <= n and n + length <= high for low, high in taken):
                continue
            said = chain[n : n + length]
            found = _meanings(said, words, held)
            for term in found:
                covered = range(start + n, start + n + length)
                same = "".join(unit.char for unit in said) == term[1:]
                kind = "meaning" if same else "corrected" if all(unit.char for unit in said) else "sound"
                why = kind, "".join(unit.typed for unit in said), term[1:]
                asked.ask(term, 1 + LONGER * (length - 2), covered, why)
            if found:
                taken.append((n, n + length))
                (asked.names if length >= LONG_MEANING else asked.meanings).append(set(covered))


def _meanings(said: Sequence[Unit], words: Words, held: Held) -> list[str]:
    """The meanings of the index for just these units: by their characters, else by their sound."""
    exact = "~" + "".join(unit.char for unit in said)
    if all(unit.char for unit in said):
        if held.has(exact):
            return [exact]
        if all(held.has(a.char + b.char) for a, b in pairwise(said)):
            return []
    found = {
        term
        for sound in said[0].sounds
        for term in held.sounding(sound, "~")
        if len(term) == len(said) + 1
        and all(u.says(char, words.readings(char)) for u, char in zip(said, term[1:], strict=True))
        and any(u.char == char for u, char in zip(said, term[1:], strict=True)) == any(u.char for u in said)
    }
    return sorted(found)[:MOST]


def _ask_words(asked: Clauses, row: Sequence[str], words: Words, held: Held, *, last: bool) -> None:
    """Ask for neighbouring words: their stems, what begins with the last, what differs little; and for meanings."""
    start = len(asked.positions)
    asked.positions += [LIGHT if word in WEAK_WORDS or len(word) == 1 else 1.0 for word in row]
    stems = [stem(word) for word in row]
    corrected = list(stems)
    said = _ask_phrases(asked, row, stems, start, held)
    for n, word in enumerate(row, start):
        if word in WEAK_WORDS:
            continue
        exact = stem(word)
        if held.has(exact):
            asked.ask(exact, 1.0, (n,))
        begun = sorted(t for t in held.beginning(word, "") if t != exact)[:MOST] if len(word) > 2 else []
        if last and n == len(asked.positions) - 1 and begun:
            for term in begun:
                asked.ask(term, BEGUN, (n,))
        elif n not in said and not held.has(exact):
            meant = _near(word, words, held)
            for term in meant:
                for asked_for in (term, meaning(term)):
                    if held.has(asked_for):
                        asked.ask(asked_for, TYPO, (n,), ("corrected", word, term))
            if len(meant) == 1:
                corrected[n - start] = meant[0]
    if corrected != stems:
        _ask_phrases(asked, row, corrected, start, held)


def _ask_phrases(asked: Clauses, row: Sequence[str], stems: Sequence[str], start: int, held: Held) -> set[int]:
    """Ask for the meanings and names that neighbouring words are, and give the positions of these."""
    said: set[int] = set()
    for low in range(len(row)):
        for high in range(low + 1, min(len(row), low + LONGEST_PHRASE) + 1):
            covered = set(range(start + low, start + high))
            term, name = meaning(" ".join(stems[low:high])), "=" + "".join(row[low:high])
            if held.has(term):
                said |= covered
                asked.ask(term, 1.0, covered, ("meaning", " ".join(row[low:high]), term[1:]))
            if held.has(name) and row[low] not in WEAK_WORDS:
                said |= covered
                asked.ask(name, 1.0, covered)
                asked.names.append(covered)
            elif held.has(term):
                (asked.names if high - low > 1 else asked.meanings).append(covered)
    return said


def _near(word: str, words: Words, held: Held) -> list[str]:
    """The words of the index that differ least from this one: in one letter, in two where it has eight or more."""
    if len(word) < SHORTEST_TYPO or words.splits(word) or not held.is_head:
        return []
    most = 2 if len(word) > 7 else 1
    near = {term.removeprefix("~") for mark in ("", "~") for term in held.beginning(word[0], mark) if "_" not in term}
    forms = {re.sub("y$", "i", word), stem(word)}
    found = [(min(distance(form, term, most) for form in forms), term) for term in near]
    least = min((far for far, _ in found), default=FAR)
    return sorted(term for far, term in found if far == least < FAR)[:MOST]


def distance(word: str, stem: str, most: int) -> int:
    """How many letters must be put in, left out, changed or swapped with the next to make a word begin with a stem.

    Optimal string alignment (Damerau 1964), up to `ENDING` last letters of the word left aside where the stem is not
    short; `FAR` for all that lies beyond `most`.
    """
    long = len(stem) >= LONG_STEM
    ending, most = (ENDING, most) if long else (0, min(most, 1))
    if len(stem) < SHORTEST_TYPO or not -most <= len(word) - len(stem) <= ending + most:
        return FAR
    before: list[int] = []
    row = list(range(len(stem) + 1))
    best = FAR
    for i, x in enumerate(word, 1):
        above, row = row, [i]
        for j, y in enumerate(stem, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (x != y))
            if i > 1 and j > 1 and x == stem[j - 2] and word[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = above
        if i >= len(word) - ending:
            best = min(best, row[-1])
    return best if best <= most else FAR


def _ask_names(asked: Clauses, understood: Understood, words: Words, held: Held) -> None:
    """Ask for names that sound like the whole query, with its question words or without; else for what begins so."""
    every = range(len(asked.positions))
    spelled = dict.fromkeys(spell(runs, words) for runs in (understood.whole, understood.runs))
    named = [f"={s}" for s in spelled if s and held.has(f"={s}")]
    for term in named:
        asked.ask(term, 1.0, every)
    for s in [] if named else spelled:
        if len(s) > 2:
            for term in sorted(held.beginning(s, "="))[:MOST]:
                asked.ask(term, NAME_BEGUN * len(s) / (len(term) - 1), every)
