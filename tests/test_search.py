"""The index and its answers: equal to lunr's own, the same in Python and JavaScript, the head of a family first."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from lunr.builder import Builder

from sitegen import pipeline, search
from sitegen.directory import Directory
from tests.conftest import SiteFolder

ROOT = Path(__file__).parent.parent
QUERIES = [
    "社保",
    "社保卡",
    "身份证丢了去哪办",
    "公积金提取",
    "护照",
    "税",
    "量子计算",
    "",
    "a:b ~1 ^2 +x -y *",
    "𠮷",
    "ETC",
    "😀",
]


@pytest.fixture(scope="module")
def directory() -> Directory:
    found, _ = pipeline.read(ROOT / "content")
    assert found is not None
    return found


def packed(directory: Directory, city: str) -> dict[str, Any]:
    edition = directory.default
    records = search.city_records(edition, city, "web") if city else search.hub_records(edition, "web")
    return search.pack(list(records), search.words(directory, edition.lang))


@pytest.mark.parametrize("city", ["", "guangzhou", "guangan"])
def test_the_packed_index_answers_like_lunrs_own(directory: Directory, city: str) -> None:
    """Ids and scores of the unpacked index equal those of the index that lunr.py built, to six decimals."""
    edition = directory.default
    records = list(search.city_records(edition, city, "web") if city else search.hub_records(edition, "web"))
    builder = Builder()
    builder.ref("ref")
    for name, boost in search.FIELDS.items():
        builder.field(name, boost=boost)
    builder.b(0)
    for number, record in enumerate(records):
        builder.add({"ref": str(number), **record.fields})
    whole = builder.build()
    data = search.pack(records, search.words(directory, edition.lang))
    for query in QUERIES:
        expected = search.find(data, query, whole)
        assert search.find(data, query) == expected


@pytest.mark.node
@pytest.mark.parametrize("city", ["", "guangzhou", "guangan"])
def test_javascript_gives_the_same_answers(directory: Directory, node: str, city: str) -> None:
    """The browser's order and scores are the terminal's, over all expectations and odd input."""
    data = packed(directory, city)
    queries = QUERIES + [e.q for e in directory.expectations]
    call = [node, str(ROOT / "tests/node/search.js"), str(ROOT / "themes/default/scripts")]
    given = json.dumps({"index": data, "queries": queries})
    done = subprocess.run(call, input=given, capture_output=True, text=True, check=True)
    index = search.unpack(data)
    expected = [[[a.id, a.score] for a in search.find(data, query, index)] for query in queries]
    assert json.loads(done.stdout) == expected


def test_a_family_word_brings_the_head_first_then_its_family(directory: Directory) -> None:
    """社保 in 广州: the head service, and below it services that belong to it, each with its trail and parent."""
    found = search.find(packed(directory, "guangzhou"), "社保")
    head, *rest = found[:6]
    assert head.id == "guangzhou/social-security/social-insurance"
    assert all(answer.shown["trail"][0]["text"] == "广州" for answer in found)
    assert any(answer.shown.get("parent", {}).get("text") == "社保" for answer in rest)


@pytest.mark.parametrize(
    ("query", "city", "expected"),
    [
        ("社保卡", "guangzhou", "guangzhou/social-security/card"),
        ("身份证", "guangzhou", "guangzhou/household/id-card"),
        ("身份证", "", "services/household/id-card"),
    ],
)
def test_everyday_words_find_their_service(directory: Directory, query: str, city: str, expected: str) -> None:
    """A plain word finds the service of that name first."""
    assert expected == search.find(packed(directory, city), query)[0].id


def test_every_name_from_guangan_finds_its_service(directory: Directory) -> None:
    """A service that has nothing but its official name is found by it, among the first three."""
    data = packed(directory, "guangan")
    index = search.unpack(data)
    services = [s for s in directory.default.services["guangan"].values() if s.published]
    assert len(services) >= 1135
    lost = [s.id for s in services[::10] if s.id not in [a.id for a in search.find(data, s.title.value, index)[:3]]]
    assert lost == []


def test_nonsense_finds_nothing(directory: Directory) -> None:
    """What the directory does not hold is said plainly."""
    assert search.find(packed(directory, "guangzhou"), "量子计算") == []


def test_the_hub_finds_a_shared_service_once(directory: Directory) -> None:
    """A service of four cities is one result that lists them."""
    found = [a for a in search.find(packed(directory, ""), "护照") if a.id == "services/exit-entry/passport"]
    assert len(found) == 1
    assert {"广州", "深圳", "武汉", "杭州"} <= {c["text"] for c in found[0].shown["cities"]}


def test_an_astral_character_does_not_kill_the_index(tiny: SiteFolder, node: str) -> None:
    """A rare character beyond the basic plane sorts as JavaScript sorts: the index loads on both sides."""
    tiny.edit("catalogue/social-security/card.md", "title: 社会保障卡申领", "title: 𠮷祥卡申领ￚ")
    found, _ = pipeline.read(tiny.content)
    assert found is not None
    data = packed(found, "guangzhou")
    call = [node, str(ROOT / "tests/node/search.js"), str(ROOT / "themes/default/scripts")]
    given = json.dumps({"index": data, "queries": ["𠮷祥"]})
    done = subprocess.run(call, input=given, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [[[a.id, a.score] for a in search.find(data, "𠮷祥")]]
    assert json.loads(done.stdout)[0]
