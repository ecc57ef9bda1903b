"""The analyser: how text becomes search terms. tests/terms.json binds it to its twin, themes/default/scripts/terms.js.

1. Fold: NFKC, lower case, combining accents U+0300-036F dropped, traditional characters simplified.
2. Cut at every character in `SEPARATORS`.
3. A run of characters in `CJK` gives each character and each pair of neighbours; any other run is one term.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sitegen import hanzi

SEPARATORS = (
    (0x00, 0x2F),
    (0x3A, 0x60),
    (0x7B, 0xBF),
    (0xD7, 0xD7),
    (0xF7, 0xF7),
    (0x2000, 0x2BFF),
    (0x2E00, 0x2E7F),
    (0x3000, 0x3004),
    (0x3008, 0x3020),
    (0x3030, 0x3030),
    (0x30FB, 0x30FB),
    (0xD800, 0xF8FF),
    (0xFE00, 0xFE6F),
    (0xFF00, 0xFF0F),
    (0xFF1A, 0xFF20),
    (0xFF3B, 0xFF40),
    (0xFF5B, 0xFF65),
    (0xFFE0, 0xFFFF),
    (0x1F000, 0x1FAFF),
    (0xE0000, 0x10FFFF),
)
CJK = (
    (0x2E80, 0x2FDF),
    (0x3005, 0x3007),
    (0x3021, 0x302F),
    (0x3031, 0x30FA),
    (0x30FC, 0x318F),
    (0x31A0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xA000, 0xA4CF),
    (0xAC00, 0xD7AF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
_ACCENTS = re.compile("[\u0300-\u036f]")


def _ranges(ranges: tuple[tuple[int, int], ...]) -> str:
    return "".join(f"{re.escape(chr(low))}-{re.escape(chr(high))}" for low, high in ranges)


_CJK_OR_WORD = re.compile(f"[{_ranges(CJK)}]+|[a-z0-9]+")
_RUNS = re.compile(f"([{_ranges(CJK)}]+)|([^{_ranges(SEPARATORS)}{_ranges(CJK)}]+)")


_CJK = re.compile(f"[{_ranges(CJK)}]+")


def is_cjk(text: str) -> bool:
    """Whether a character, or each of several, is Chinese, Japanese or Korean."""
    return _CJK.fullmatch(text) is not None


def fold(text: str, simple: Mapping[str, str] | None = None) -> str:
    """The text as search compares it: width, case, accents, traditional and simplified characters made equal.

    `simple` are the simplified forms that count; all where none are given.
    """
    if text.isascii():
        return text.lower()
    plain = _ACCENTS.sub("", unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).lower()))
    forms = hanzi.simplified() if simple is None else simple
    return "".join(forms.get(char, char) for char in unicodedata.normalize("NFC", plain))


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text without a separator: Chinese, Japanese or Korean characters, or a word of other letters.

    `joined`: nothing stands between it and the run before.
    """

    text: str
    cjk: bool
    joined: bool = False


def runs(text: str, simple: Mapping[str, str] | None = None) -> list[Run]:
    """The runs of a text, folded, in its order."""
    found: list[Run] = []
    end = -1
    for match in _RUNS.finditer(fold(text, simple)):
        found.append(Run(match.group(), match.group(1) is not None, match.start() == end))
        end = match.end()
    return found


@lru_cache(maxsize=50_000)
def terms(text: str) -> tuple[str, ...]:
    """The terms of a text, in its order: words, and for CJK each character and each pair of neighbours."""
    found: list[str] = []
    for match in _RUNS.finditer(fold(text)):
        cjk, word = match.groups()
        if word:
            found.append(word)
        else:
            found += cjk
            found += [cjk[i : i + 2] for i in range(len(cjk) - 1)]
    return tuple(found)


def spaced(text: str) -> str:
    """A phrase as queries are searched for it: characters as they are, words with single spaces."""
    found = runs(text)
    return (" " if all(not run.cjk for run in found) else "").join(run.text for run in found)


def pinyin(text: str) -> tuple[str, ...]:
    """The syllables of a text: pinyin for Chinese characters, words in Latin letters as they are."""
    found: list[str] = []
    for run in _CJK_OR_WORD.findall(fold(text)):
        found += [run] if run.isascii() else hanzi.readings(run)
    return tuple(found)


def sort_key(text: str) -> str:
    """A key that sorts names as a Chinese reader expects: by pronunciation, Latin words among them."""
    return " ".join(pinyin(text)) or fold(text)
