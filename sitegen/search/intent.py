"""What a query says, before any index is asked: its city, its question words, how it sounds.

themes/default/scripts/intent.js is the twin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lunr.stop_word_filter import WORDS as STOP_WORDS

from sitegen import hanzi, terms

SPLITS = 3
SHORTEST_TYPO = 4
LONGEST_MEANING, LONGEST_PHRASE = 8, 4
WEAK = frozenset("的了吗呢吧啊呀么着过在是有要想去把被和与及我你他她它们这那个给能会不没到")
WEAK_WORDS = frozenset((*STOP_WORDS, *"s t im ive dont didnt doesnt isnt wont".split()))
LATER_WORDS = (
    *"变更 注销 延续 延期 补办 补发 补领 补证 换发 换领 换证 遗失 挂失 终止 撤销 恢复 暂停 吊销 审验 损毁".split(),
    *("change", "cancel", "renew", "replace", "lost", "closing"),
)


@dataclass(frozen=True, slots=True)
class Words:
    """What understands queries of one language: its question words, the longest first, and the characters that occur.

    `simple` are the simplified forms of traditional characters, `sounds` the readings beside the common one; `pinyin`
    tells whether readers of the language type it.
    """

    stop: tuple[str, ...] = ()
    simple: dict[str, str] = field(default_factory=dict)
    sounds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    pinyin: bool = True

    def splits(self, letters: str) -> tuple[tuple[tuple[str, ...], bool], ...]:
        """The ways to read letters as pinyin, where readers of the language type it."""
        return splits(letters) if self.pinyin else ()

    def readings(self, char: str) -> tuple[str, ...]:
        """How a character may be read, its common sound first; one that has none gives itself."""
        common = hanzi.common().get(char)
        extra = self.sounds.get(char, ())
        return (common, *extra) if common else extra or (char,)


@dataclass(frozen=True, slots=True)
class Understood:
    """A query without its question words: the runs that ask, and the city it names.

    `whole` has the question words too, unless the query begins with one: names that hold some are found by it.
    """

    runs: tuple[terms.Run, ...]
    city: str | None
    whole: tuple[terms.Run, ...]


def understand(query: str, words: Words, cities: Sequence[tuple[str, str]] = ()) -> Understood:
    """The query as runs, without question words and without the city it names. `cities`: (name, id)."""
    runs = terms.runs(query, words.simple)
    city, runs = _without_city(runs, cities)
    whole = tuple(runs)
    for phrase in words.stop:
        stripped = _without(runs, phrase)
        if stripped:
            runs = stripped
    begins = runs and whole[0].text[0] == runs[0].text[0]
    return Understood(tuple(runs), city, whole if begins else tuple(runs))


def _without_city(runs: list[terms.Run], cities: Sequence[tuple[str, str]]) -> tuple[str | None, list[terms.Run]]:
    for name, id in cities:
        rest = _without(runs, name)
        if rest is not None and rest:
            return id, rest
    return None, runs


def _without(runs: list[terms.Run], phrase: str) -> list[terms.Run] | None:
    """The runs without a phrase (characters, or words with spaces); None where it is not there."""
    if not phrase.isascii():
        if not any(run.cjk and phrase in run.text for run in runs):
            return None
        rest = []
        for run in runs:
            parts = run.text.split(phrase) if run.cjk else [run.text]
            rest += [terms.Run(p, run.cjk, run.joined and n == 0) for n, p in enumerate(parts) if p]
        return rest
    asked = phrase.split(" ")
    for start in range(len(runs) - len(asked) + 1):
        if [run.text for run in runs[start : start + len(asked)]] == asked:
            return runs[:start] + runs[start + len(asked) :]
    return None


@lru_cache(maxsize=5_000)
def splits(letters: str) -> tuple[tuple[tuple[str, ...], bool], ...]:
    """The ways to read letters as pinyin, the fewest syllables first; True where the last is still being typed."""
    known = hanzi.syllables()
    found: list[tuple[tuple[str, ...], bool]] = []

    def walk(rest: str, way: tuple[str, ...]) -> None:
        if len(found) > 60 or len(way) > 12:
            return
        if not rest:
            found.append((way, False))
            return
        for end in range(min(6, len(rest)), 0, -1):
            if rest[:end] in known:
                walk(rest[end:], (*way, rest[:end]))
        if way and any(s.startswith(rest) and s != rest for s in known):
            found.append(((*way, rest), True))

    if letters.isascii() and letters.isalpha():
        walk(letters, ())
    found.sort(key=lambda way: (way[1], len(way[0])))
    return tuple(found[:SPLITS])


def spell(runs: Sequence[terms.Run], words: Words) -> str:
    return "".join("".join(words.readings(c)[0] for c in run.text) if run.cjk else run.text for run in runs)
