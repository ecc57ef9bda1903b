"""The index and its answers: equal to lunr's own, the same in Python and JavaScript, from just the chunks needed."""

from __future__ import annotations

import json
import random
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lunr.builder import Builder

from sitegen import hanzi, pipeline, search
from sitegen.directory import Directory
from sitegen.search import answer, chunks, filing, index, meanings, query
from sitegen.search.records import Record, core

ROOT = Path(__file__).parent.parent
ODD = [
    "",
    " ",
    "税",
    "量子计算",
    "a:b ~1 ^2 +x -y *",
    "社保: 卡",
    "社保~",
    "1:1",
    "𠮷",
    "𠮷祥 社保",
    "ETC",
    "😀",
    "ｓｈｅｂａｏ",
]
ODD += [
    "社保k",
    "身份zheng",
    "sheb",
    "s",
    "公机金",
    "護照補辦",
    "廣州社保",
    "guangzhou gjj",
    "的",
    "了吗",
    "'; --",
    "<b>社保</b>",
]


@pytest.fixture(scope="module")
def directory() -> Directory:
    found, _ = pipeline.read(ROOT / "content")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def desk(directory: Directory) -> search.Desk:
    return search.Desk(directory)


def asked(directory: Directory, city: str | None, lang: str = "zh-Hans") -> list[str]:
    """The queries of the expectations of a place and language, and odd ones."""
    return [e.q for e in directory.expectations if e.city == city and (e.lang or lang) == lang] + ODD


def whole_index(postings: index.Postings, boosts: dict[str, float], records: int) -> Any:
    """The index that lunr.py builds by itself of all terms."""
    rows: list[index.Fields] = [{name: set() for name in boosts} for _ in range(records)]
    for term, fields in postings.items():
        for name, numbers in fields.items():
            for number in numbers:
                rows[number][name].add(term)
    builder = Builder()
    builder.b(0)
    for name, boost in boosts.items():
        builder.field(name, boost=boost)
    builder.ref("ref")
    for number, row in enumerate(rows):
        builder.add({"ref": str(number), **{name: sorted(found) for name, found in row.items()}})
    return builder.build()


@pytest.mark.parametrize(("city", "lang"), [("guangzhou", "zh-Hans"), ("guangan", "zh-Hans"), ("shenzhen", "en")])
def test_chunks_answer_like_lunrs_own_whole_index(
    directory: Directory, desk: search.Desk, city: str, lang: str
) -> None:
    """Ids and scores of what a query loads equal those of the index that lunr.py built, to six decimals."""
    scope = desk.scope(city, lang)
    head = index.postings(index.head(scope.records), index.HEAD)
    head |= meanings.meanings(scope.records, search.groups(directory))
    tiers = ((head, index.HEAD), (index.postings(index.text(scope.records), index.TEXT), index.TEXT))
    for (postings, boosts), held in zip(tiers, scope.held, strict=True):
        whole = whole_index(postings, boosts, len(scope.records))
        for q in asked(directory, city, lang):
            clauses = query.clauses(search.understand(q, scope.words), scope.words, held)
            part = answer.index({t: held.postings(t) for t in clauses.weights}, boosts, scope.shape.count)
            assert scores(answer.matches(clauses, whole)) == scores(answer.matches(clauses, part)), q


def scores(found: list[answer.Match]) -> dict[int, float]:
    return {match.number: round(match.score, 6) for match in found}


@pytest.mark.parametrize("city", ["guangzhou", "guangan", ""])
def test_a_query_needs_only_its_chunks(directory: Directory, desk: search.Desk, city: str) -> None:
    """What the chunks of a query's keys hold is all that the query asks of the index."""
    scope = desk.scope(city, "zh-Hans")
    for q in asked(directory, city or None):
        understood = search.understand(q, scope.words)
        for tier, marks, held in zip(
            (scope.head, scope.text), (chunks.MARKS, chunks.TEXT_MARKS), scope.held, strict=True
        ):
            lows = [chunk.low for chunk in tier]
            places = chunks.locate(lows, filing.keys(understood, scope.words))
            part = chunks.Held([tier[n] for n in places], marks, scope.words, scope.shape)
            expected = query.clauses(understood, scope.words, held)
            assert query.clauses(understood, scope.words, part) == expected, q
            assert [part.postings(t) for t in expected.weights] == [held.postings(t) for t in expected.weights]


def scripts_answer(node: str, data: dict[str, Any]) -> Any:
    """What the scripts of the page answer."""
    call = [node, str(ROOT / "tests/node/search.js"), str(ROOT / "themes/default/scripts")]
    done = subprocess.run(call, input=json.dumps(data), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def as_loaded(scope: search.Scope, name: str) -> tuple[dict[str, Any], dict[str, str]]:
    """The files of a scope as pages load them, by name, and the list of its chunks."""
    files: dict[str, Any] = {}
    listed: dict[str, Any] = {"size": search.PART}
    for part, found in search.chunk_files(scope).items():
        row: list[str] = []
        for number, (low, data) in enumerate(found):
            files[f"{name}/{part}{number}"] = data
            row += [*([low] if number and part != "parts" else []), f"{part}{number}"]
        listed[part] = " ".join(row)
    return files, listed


@pytest.mark.node
@pytest.mark.parametrize("lang", ["zh-Hans", "en"])
def test_javascript_gives_the_same_answers(directory: Directory, desk: search.Desk, node: str, lang: str) -> None:
    """The browser's order, scores and reasons are the terminal's, over all expectations and odd input."""
    edition = directory.edition(lang)
    places = sorted({e.city or "" for e in directory.expectations} | {"", *(id for _, id in edition.city_names)})
    places = [place for place in places if not place or edition.services.get(place)]
    data: dict[str, Any] = {"cities": edition.city_names, "files": {}, "scopes": {}, "queries": []}
    for place in places:
        files, data["scopes"][place or "hub"] = as_loaded(desk.scope(place, lang), place or "hub")
        data["files"].update(files)
        data["queries"] += [{"q": q, "city": place} for q in asked(directory, place or None, lang)]
    data["words"] = search.as_json(desk.scope("", lang).words)
    expected = []
    for row in data["queries"]:
        _, found = desk.found(row["q"], row["city"], lang)
        expected.append([[a.number, a.score, a.covered, [list(w) for w in a.why]] for a in found.answers])
    for row, want, got in zip(data["queries"], expected, scripts_answer(node, data), strict=True):
        assert want == got, row


def record(name: str, number: int) -> Record:
    texts = {"title": (name,), "alias": (), "question": (), "summary": (name[::-1],), "body": ()}
    return Record(f"x/y/{number}", (name,), (), texts, f"x/y/{number // 2}", ("类",), (), {"title": name})


@pytest.mark.node
def test_any_text_can_be_indexed_and_asked(node: str) -> None:
    """Random Unicode, full-width letters and lunr's operators neither throw nor part the two languages."""
    dice = random.Random(3)
    pool = [*map(chr, (*range(0x20, 0x17F), *range(0x370, 0x5F4), *range(0x4E00, 0x4E80), *range(0xFF01, 0xFF5E)))]
    pool += [
        *"社保医身份证公积金护照護陸",
        "𠮷",
        "😀",
        "𪚥",
        "\u200d",
        "\u202e",
        ":",
        "~",
        "^",
        "+",
        "-",
        "*",
        " ",
        " ",
    ]
    texts = ["".join(dice.choices(pool, k=dice.randint(1, 12))) for _ in range(300)]
    records = [record(text, n) for n, text in enumerate(texts[:150])]
    words = search.Words(
        ("什么",), {t: s for t, s in hanzi.simplified().items() if s in "".join(pool)}, {"行": ("hang",)}
    )
    scope = search.make(records, [(("社保", "保社"), ("身份", "社保"))], words)
    files, listed = as_loaded(scope, "hub")
    data: dict[str, Any] = {"words": search.as_json(words), "cities": [], "files": files, "scopes": {"hub": listed}}
    data["queries"] = [{"q": text} for text in texts]
    expected = []
    for text in texts:
        found = search.find(scope, search.understand(text, words))
        expected.append([[a.number, a.score, a.covered, [list(w) for w in a.why]] for a in found.answers])
    for text, want, got in zip(texts, expected, scripts_answer(node, data), strict=True):
        assert want == got, repr(text)
    assert sum(map(bool, expected)) > 150


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 10**6), max_size=30))
def test_numbers_of_records_survive_packing(numbers: list[int]) -> None:
    """A posting written as text reads back as it was."""
    fields = {"title": sorted(set(numbers))} if numbers else {}
    assert fields == chunks._decode(chunks._encode(fields, chunks.MARKS), chunks.MARKS)


@pytest.mark.parametrize(
    ("field", "text"), [("alias", "便民快办"), ("summary", "出门前先打电话问清楚。"), ("question", "周末能去吗")]
)
def test_one_edited_entry_moves_little(directory: Directory, desk: search.Desk, field: str, text: str) -> None:
    """One more alias, sentence or question rewrites at most 15 % of the bytes that the city's search consists of."""
    scope = desk.scope("guangzhou", "zh-Hans")
    before = bytes_of(scope)
    for number in (3, 77, 200):
        old = scope.records[number]
        names = (*old.names, text) if field == "alias" else old.names
        new = replace(old, texts=old.texts | {field: (*old.texts[field], text)}, names=names)
        edited = [*scope.records[:number], new, *scope.records[number + 1 :]]
        after = bytes_of(search.make(edited, search.groups(directory), scope.words))
        fresh = sum(len(one) for one in after - before)
        assert 0 < fresh <= 0.15 * sum(map(len, after)), number


def bytes_of(scope: search.Scope) -> set[str]:
    return {json.dumps(data, ensure_ascii=False) for found in search.chunk_files(scope).values() for _, data in found}


def test_a_family_word_brings_the_head_first_then_its_family(desk: search.Desk) -> None:
    """社保 in 广州: the head service, and below it services that belong to it, each with its trail and parent."""
    (head, _), *rest = desk.ask("社保", "guangzhou", "zh-Hans")[:6]
    assert head.id == "guangzhou/social-security/social-insurance"
    assert head.trail[0] == ("广州", "guangzhou/")
    assert any(found.parent == head.id for found, _ in rest)
    head, child = (found for found, _ in desk.ask("开餐厅", "guangan", "zh-Hans")[:2])
    assert child.parent == head.id  # a child that is called like its head does not come before it


@pytest.mark.parametrize(
    ("asked_for", "city", "expected"),
    [
        ("社保卡", "guangzhou", "guangzhou/social-security/card"),
        ("shebaoka", "guangzhou", "guangzhou/social-security/card"),
        ("社宝卡", "guangzhou", "guangzhou/social-security/card"),
        ("護照", "guangzhou", "guangzhou/exit-entry/passport"),
        ("广州护照", "", "guangzhou/exit-entry/passport"),
        ("身份证", "", "services/household/id-card"),
    ],
)
def test_everyday_words_find_their_service(desk: search.Desk, asked_for: str, city: str, expected: str) -> None:
    """A plain word finds the service of that name first, also by its sound, in other characters, with its city."""
    assert expected == desk.ask(asked_for, city, "zh-Hans")[0][0].id


@pytest.mark.parametrize(
    ("means", "expected"), [(("甲类", "乙类"), [0, 1]), (("乙类", "甲类"), [1, 0]), (("丙类", "甲类"), [0])]
)
def test_the_first_target_that_a_place_has_is_meant_most(means: tuple[str, ...], expected: list[int]) -> None:
    """Of what a word means, the first that any name holds comes first, the others follow."""
    scope = search.make([record("甲类经营", 0), record("乙类经营", 2)], [(("开店铺",), means)], search.Words())
    found = search.find(scope, search.understand("开店铺", scope.words))
    assert expected == [answer.number for answer in found.answers]


@pytest.mark.parametrize(
    ("asked_for", "expected"),
    [
        ("工钱拖着登记", [0]),  # half of it is in a name, half in words of the thesaurus that differ
        ("工钱拖着", []),  # nothing but parts of words that mean something is no answer
    ],
)
def test_parts_of_what_people_say_help_but_do_not_answer_alone(asked_for: str, expected: list[int]) -> None:
    """A pair of characters within a word of the thesaurus counts for its services, by half."""
    records = [record("欠薪登记", 0), record("户口迁移", 2)]
    scope = search.make(records, [(("工钱没给", "工资拖着"), ("欠薪",))], search.Words())
    found = search.find(scope, search.understand(asked_for, scope.words))
    assert expected == [answer.number for answer in found.answers]


def test_a_phrase_is_met_before_its_words_are_corrected() -> None:
    """What people call a programme is no typing error of another word."""
    records = [record("Supplemental nutrition", 0), record("Stump removal", 2)]
    words = search.Words(pinyin=False)
    scope = search.make(records, [(("food stamps",), ("supplemental nutrition",))], words)
    for asked_for, expected in (("food stamps", [0]), ("stamp removal", [1])):
        found = search.find(scope, search.understand(asked_for, words))
        assert expected == [answer.number for answer in found.answers], asked_for


def test_who_asks_for_an_end_is_not_given_a_beginning(desk: search.Desk) -> None:
    """What ends something is not set back when the query asks for it."""
    beginning, end = (desk.found(q, "guangan", "zh-Hans")[1] for q in ("公司", "公司注销"))
    assert [False, True] == [beginning.asked[0].later, end.asked[0].later]
    assert desk.ask("公司注销", "guangan", "zh-Hans")[0][0].names[0] == "公司注销登记"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("普通护照申领", "普通护照"),
        ("居民身份证办理（包括临时）", "居民身份证"),
        ("广州市居住证首次申领", "居住证"),
        ("申领", "申领"),
    ],
)
def test_a_name_is_known_without_its_first_step(name: str, short: str) -> None:
    """Who says a thing without more wants to have it."""
    assert short == core(name, ["广州市"])


def test_every_name_from_guangan_finds_its_service(directory: Directory, desk: search.Desk) -> None:
    """A service that has nothing but its official name is found by it, among the first three."""
    services = [s for s in directory.default.services["guangan"].values() if s.published]
    assert len(services) >= 1135
    first = {s.id: [r.id for r, _ in desk.ask(s.title.value, "guangan", "zh-Hans")[:3]] for s in services[::10]}
    assert [id for id, found in first.items() if id not in found] == []


def test_nonsense_finds_nothing(desk: search.Desk) -> None:
    """What the directory does not hold is said plainly."""
    assert desk.ask("量子计算", "guangzhou", "zh-Hans") == []


def test_the_hub_finds_a_shared_service_once(desk: search.Desk) -> None:
    """A service of four cities is one result that lists them."""
    found = [r for r, _ in desk.ask("护照", "", "zh-Hans") if r.id == "services/exit-entry/passport"]
    assert len(found) == 1
    assert found[0].shown["cities"] == ["guangzhou", "hangzhou", "shenzhen", "wuhan"]


def test_one_character_never_names_a_city(directory: Directory) -> None:
    """穗 is an alias of 广州, yet it stands in too many words to be taken out of a query."""
    names = dict(directory.default.city_names)
    assert names["羊城"] == "guangzhou"
    assert "穗" not in names


@pytest.mark.parametrize(("title", "last"), [("行医审批（注销）", True), ("行医审批（含注销）", False)])
def test_an_end_named_in_brackets_comes_after_the_beginning(title: str, last: bool) -> None:
    """What brackets say that a service does counts; what they say that it includes does not."""
    records = [record(title, 0), record("行医审批（新办）" if last else "行医审批（含新办的）", 2)]
    scope = search.make(records, [], search.Words())
    found = search.find(scope, search.understand("行医审批", scope.words))
    assert [answer.number for answer in found.answers] == ([1, 0] if last else [0, 1])
