"""File names from names: readable, stable, different within a folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from sitegen import terms, urls

LONGEST = 60
SHORTEST_PART = 4


def slug(text: str) -> str:
    """A name as an id: pinyin for Chinese, words in Latin letters, cut behind a syllable at 60 characters."""
    if urls.is_slug(text) and len(text) <= LONGEST:
        return text
    syllables = [s for s in terms.pinyin(text.replace("'", "").replace("’", "")) if urls.is_slug(s)]
    while len(syllables) > 1 and len("-".join(syllables)) > LONGEST:
        syllables.pop()
    return "-".join(syllables)[:LONGEST]


def different(wishes: Sequence[tuple[str, str]], is_taken: Callable[[str], bool]) -> list[str]:
    """An id for each (wished id, distinguishing text); where several wish the same, each takes a part of its text.

    Where the texts do not tell them apart, the first one has its wish and the next are numbered.
    """
    wanted = Counter(wish for wish, _ in wishes)
    rivals = {wish: [text for other, text in wishes if other == wish] for wish, count in wanted.items() if count > 1}
    given: set[str] = set()
    result = []
    for wish, text in wishes:
        part = _part(text, rivals.get(wish, [text])) if wanted[wish] > 1 or is_taken(wish) or urls.is_part(wish) else ""
        name = _free(
            f"{wish}-{part}" if part else wish, lambda name: name in given or is_taken(name) or urls.is_part(name)
        )
        given.add(name)
        result.append(name)
    return result


def _part(text: str, rivals: Sequence[str]) -> str:
    """The shortest ending of a code's first part that no rival shares, a name whole; empty where nothing tells."""
    if rivals.count(text) > 1 or not text:
        return ""
    if not text.isascii():
        return slug(text)
    heads = [_compact(rival.partition("-")[0]) for rival in rivals]
    own = _compact(text.partition("-")[0])
    for length in range(SHORTEST_PART, len(own) + 1):
        endings = [head[-length:] for head in heads]
        if endings.count(own[-length:]) == 1:
            return own[-length:]
    return slug(text)


def _compact(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def _free(name: str, is_taken: Callable[[str], bool]) -> str:
    """The name, numbered where it is taken."""
    numbered: Iterable[str] = (f"{name}-{number}" for number in range(2, 100_000))
    return name if not is_taken(name) else next(other for other in numbered if not is_taken(other))
