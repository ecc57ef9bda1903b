"""The analyser and its twin: one fixture file and random text bind Python and JavaScript."""

from __future__ import annotations

import json
import random
import re
import subprocess
from pathlib import Path
from typing import Any

import pypinyin
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import hanzi, search, terms
from sitegen.search import index, intent

ROOT = Path(__file__).parent.parent
CASES: list[dict[str, Any]] = json.loads((ROOT / "tests/terms.json").read_text(encoding="utf-8"))
ALPHABET = "社保卡身份证医㐀𠮷豈한ガaZé９Ａß０ :~^+-*/\"'<>&\\\t\u200b\u3000\ufeff、。《》（）😀\U000e0041\u0301\u0130"


KEYS = ("fold", "runs", "sound", "stems")


def python(text: str) -> dict[str, Any]:
    runs = terms.runs(text)
    return {
        "fold": terms.fold(text),
        "runs": [[run.text, run.cjk, run.joined] for run in runs],
        "sound": intent.spell(runs, intent.Words()),
        "stems": [index.stem(run.text) for run in runs if not run.cjk],
    }


def javascript(node: str, texts: list[str]) -> list[dict[str, Any]]:
    words = search.as_json(intent.Words(simple=dict(hanzi.simplified())))
    given = {"simple": words["simple"], "texts": texts}
    call = [node, str(ROOT / "tests/node/terms.js"), str(ROOT / "themes/default/scripts")]
    done = subprocess.run(call, input=json.dumps(given), capture_output=True, text=True, check=True)
    result: list[dict[str, Any]] = json.loads(done.stdout)
    return result


@pytest.mark.parametrize("case", CASES, ids=lambda c: repr(c["text"]))
def test_cases_in_python(case: dict[str, Any]) -> None:
    """The fixture's cases hold in Python."""
    assert python(case["text"]) == {key: case[key] for key in KEYS}


@pytest.mark.node
def test_cases_in_javascript(node: str) -> None:
    """The fixture's cases hold in JavaScript."""
    found = javascript(node, [case["text"] for case in CASES])
    assert found == [{key: case[key] for key in KEYS} for case in CASES]


def samples(count: int, seed: int) -> list[str]:
    """Random texts: of tricky characters, and of any that both sides know (assigned in Unicode 14)."""
    dice = random.Random(seed)
    tricky = ["".join(dice.choices(ALPHABET, k=dice.randint(0, 12))) for _ in range(count)]
    ranges = [(0x20, 0x2FF), (0x370, 0x3FF), (0x2010, 0x206F), (0x3001, 0x30FF), (0x4E00, 0x9FFF), (0xFF01, 0xFFEE)]
    wide = ["".join(chr(dice.randint(*dice.choice(ranges))) for _ in range(8)) for _ in range(count)]
    return tricky + wide


@pytest.mark.node
def test_python_and_javascript_agree_on_random_text(node: str) -> None:
    """Whatever is typed gives the same terms on both sides, and nothing throws."""
    texts = samples(2_000, 1)
    assert javascript(node, texts) == [python(text) for text in texts]


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    """Folding is idempotent where lower case is."""
    once = terms.fold(text)
    assert terms.terms(once) == terms.terms(terms.fold(once))


@given(st.text(), st.text())
def test_a_text_holds_the_terms_of_its_parts(left: str, right: str) -> None:
    """Terms of two texts with a space between are those of both."""
    assert set(terms.terms(f"{left} {right}")) == set(terms.terms(left)) | set(terms.terms(right))


def test_names_sort_by_pronunciation() -> None:
    """A–Z of Chinese names is by pinyin, Latin names among them."""
    assert sorted(["重庆", "eID", "社保", "护照"], key=terms.sort_key) != ["重庆", "eID", "社保", "护照"]
    assert sorted(["重庆", "eID", "社保", "护照"], key=terms.sort_key) == ["重庆", "eID", "护照", "社保"]


def test_every_common_character_has_one_of_its_readings() -> None:
    """The order of GB 2312 gives each of its 3,755 common characters a sound that the dictionary knows."""
    common = hanzi.common()
    assert len(common) == 3755
    style = pypinyin.Style.NORMAL
    heard = {char: pypinyin.pinyin(char, style=style, heteronym=True)[0] for char in common}
    assert [char for char, sound in common.items() if sound not in heard[char]] == []


@pytest.mark.node
def test_stems_of_english_words_agree(node: str) -> None:
    """lunr.py and lunr.js stem every English word of the catalogue alike."""
    text = " ".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "content").rglob("*.en.*")))
    found = sorted(set(re.findall("[a-z]{3,}", text.lower())))
    assert len(found) > 2000
    assert [case["stems"] for case in javascript(node, found)] == [[index.stem(word)] for word in found]
