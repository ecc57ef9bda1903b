"""Inheritance and translation of values: lists replace, mappings merge, ~ deletes, texts fall back one by one."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import merge, schema
from sitegen.model import Text

LEAVES = st.none() | st.integers() | st.text(max_size=3) | st.tuples(st.integers(), st.integers())
VALUES: st.SearchStrategy[dict[str, Any]] = st.dictionaries(
    st.sampled_from("abc"), st.recursive(LEAVES, lambda inner: st.dictionaries(st.sampled_from("abc"), inner))
)


def zh(text: str) -> Text:
    return Text(text, "zh-Hans")


def en(text: str) -> Text:
    return Text(text, "en")


def nothing_left(value: object) -> bool:
    """Whether no ~ is left in a value, at any depth."""
    if isinstance(value, dict):
        return all(nothing_left(inner) for inner in value.values())
    return value is not None


def test_lists_replace() -> None:
    """A stated list stands alone; nothing of the inherited one is kept."""
    assert merge.merge({"a": (1, 2, 3)}, {"a": (4,)}) == {"a": (4,)}
    assert merge.merge({"a": (1,)}, {"a": ()}) == {"a": ()}


def test_mappings_merge() -> None:
    """Of a mapping only the stated fields change, at any depth."""
    base = {"a": {"x": 1, "y": {"p": 1, "q": 2}}, "b": 1}
    assert merge.merge(base, {"a": {"y": {"q": 3}}}) == {"a": {"x": 1, "y": {"p": 1, "q": 3}}, "b": 1}


def test_a_tilde_deletes() -> None:
    """None takes an inherited value away, inside a mapping too, and is never left behind."""
    assert merge.merge({"a": 1, "b": {"x": 1, "y": 2}}, {"a": None, "b": {"x": None}}) == {"b": {"y": 2}}
    assert merge.merge({"a": "unknown"}, {"a": {"x": None, "y": 1}}) == {"a": {"y": 1}}


def test_a_word_replaces_a_mapping_and_a_mapping_a_word() -> None:
    """Values of different shapes do not mix."""
    assert merge.merge({"a": {"x": 1}}, {"a": "unknown"}) == {"a": "unknown"}
    assert merge.merge({"a": "free"}, {"a": {"x": 1}}) == {"a": {"x": 1}}


@settings(deadline=None)
@given(VALUES, VALUES)
def test_merging_again_changes_nothing(base: dict[str, Any], over: dict[str, Any]) -> None:
    """What was merged once is not changed by the same values, and holds no ~."""
    once = merge.merge(merge.merge({}, base), over)
    assert merge.merge(once, over) == once
    assert nothing_left(once)


@settings(deadline=None)
@given(VALUES)
def test_nothing_is_neutral(stated: dict[str, Any]) -> None:
    """Nothing laid over values leaves them, and values laid over nothing lose but their ~."""
    alone = merge.merge({}, stated)
    assert nothing_left(alone)
    assert merge.merge(alone, {}) == alone


@settings(deadline=None)
@given(VALUES, VALUES)
def test_the_base_is_not_changed(base: dict[str, Any], over: dict[str, Any]) -> None:
    """Templates are shared by many cities: merging must not touch them."""
    before = repr(base)
    merge.merge(base, over)
    assert repr(base) == before


def test_a_translation_replaces_texts_only() -> None:
    """Texts are replaced, facts stay, and what is not translated keeps its language."""
    base = {"title": zh("契税"), "summary": zh("申报契税。"), "status": "active"}
    over = {"title": en("Deed tax"), "status": "closed"}
    assert merge.overlay(base, over, schema.SERVICE) == {**base, "title": en("Deed tax")}


def test_a_translation_adds_nothing() -> None:
    """A text whose source is not stated is not shown in translation alone."""
    assert merge.overlay({"title": zh("契税")}, {"summary": en("Declare.")}, schema.SERVICE) == {"title": zh("契税")}


def test_lists_align_by_their_order() -> None:
    """Each value of a list takes its own translation; ~ and missing ones at the end fall back."""
    base = {"audience": (zh("甲"), zh("乙"), zh("丙"))}
    over = {"audience": (None, en("B"))}
    assert merge.overlay(base, over, schema.SERVICE) == {"audience": (zh("甲"), en("B"), zh("丙"))}


def test_names_are_lists_of_their_own() -> None:
    """Other names are no translations of each other: their list is taken whole."""
    base = {"aliases": (zh("甲"), zh("乙"), zh("丙"))}
    assert merge.overlay(base, {"aliases": (en("a"),)}, schema.SERVICE) == {"aliases": (en("a"),)}


def test_records_in_lists_keep_their_facts() -> None:
    """A document's name is translated, its need stays."""
    base = {"documents": ({"name": zh("身份证"), "need": "required"},)}
    over = {"documents": ({"name": en("Identity card")},)}
    expected = {"documents": ({"name": en("Identity card"), "need": "required"},)}
    assert merge.overlay(base, over, schema.SERVICE) == expected


def test_a_word_in_place_of_a_value_is_never_translated() -> None:
    """`free` and `unknown` are facts: no translation of any shape lies over them."""
    base = {"fees": "free", "proxy": "unknown"}
    over = {"fees": ({"name": en("Fee")},), "proxy": {"who": en("Anybody")}}
    assert merge.overlay(base, over, schema.SERVICE) == base
    assert merge.overlay({"fees": "unknown"}, {"fees": "free"}, schema.SERVICE) == {"fees": "unknown"}


def test_longer_translations_are_found_at_any_depth() -> None:
    """A translated list with more values than its source is reported with its keys, in records and lists of them."""
    base = {"proxy": {"documents": (zh("委托书"),)}, "audience": (zh("甲"),)}
    over = {"proxy": {"documents": (en("Letter"), en("Card"))}, "audience": (en("A"),)}
    assert merge.misaligned(base, over, schema.SERVICE) == [(("proxy", "documents"), 2, 1)]
    assert merge.misaligned({}, {"audience": (en("A"),)}, schema.SERVICE) == [(("audience",), 1, 0)]


def test_missing_fields_have_dotted_names() -> None:
    """What a value inside a field lacks is named with the field around it."""
    names = [name for name, _ in merge.missing({"lat": 1, "geo": {"lat": 2.0}}, schema.LOCATION)]
    assert names == ["name", "address", "geo.lon"]
