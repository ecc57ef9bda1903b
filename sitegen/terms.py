"""The analyser: how text becomes search terms. tests/terms.json binds it to its twin, themes/default/scripts/terms.js.

1. Fold: NFKC, lower case, then combining accents U+0300-036F dropped.
2. Cut at every character in `SEPARATORS`.
3. A run of characters in `CJK` gives each character and each pair of neighbours; any other run is one term.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

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


def fold(text: str) -> str:
    """The text as search compares it: full-width and half-width, upper and lower case, accents made equal."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", plain)))


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


def phrase(text: str) -> str:
    """The text as one term: what is compared when a query is the whole of a name."""
    return "".join(match.group() for match in _RUNS.finditer(fold(text)))


@lru_cache(maxsize=100_000)
def pinyin(text: str) -> tuple[str, ...]:
    """The syllables of a text: pinyin for Chinese characters, words in Latin letters as they are."""
    from pypinyin import Style, lazy_pinyin  # 0.3 s of dictionary, needed by few runs

    found: list[str] = []
    for run in _CJK_OR_WORD.findall(fold(text)):
        found += lazy_pinyin(run, style=Style.NORMAL) if not run.isascii() else [run]
    return tuple(found)


def sort_key(text: str) -> str:
    """A key that sorts names as a Chinese reader expects: by pronunciation, Latin words among them."""
    return " ".join(pinyin(text)) or fold(text)
