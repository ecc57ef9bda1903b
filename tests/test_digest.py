"""Digests: equal values equal digests, different values different ones."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import digest
from sitegen.model import Fee, Text

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(PLAIN, PLAIN)
def test_equal_values_equal_digests(one: object, other: object) -> None:
    """Two plain values have one digest exactly if they are the same."""
    same = repr(one) == repr(other) or (one == other and not _holds_number(one))
    assert (digest.of(one) == digest.of(other)) == same


def _holds_number(value: object) -> bool:
    """Whether 1 == True could make two different values equal."""
    if isinstance(value, list):
        return any(_holds_number(v) for v in value)
    if isinstance(value, dict):
        return any(_holds_number(v) for v in value.values())
    return isinstance(value, (bool, int))


def test_views_have_digests() -> None:
    """Dataclasses, dates, times and amounts are taken apart; their kinds count."""
    fee = Fee(Text("工本费", "zh-Hans"), Decimal("20"), "CNY")
    assert digest.of(fee) == digest.of(Fee(Text("工本费", "zh-Hans"), Decimal("20"), "CNY"))
    assert digest.of(fee) != digest.of(Fee(Text("工本费", "en"), Decimal("20"), "CNY"))
    assert digest.of(date(2026, 1, 1)) != digest.of("2026-01-01")
    assert digest.of(time(9)) != digest.of(time(10))


def test_sets_are_refused() -> None:
    """A set has no order, so it has no digest."""
    with pytest.raises(TypeError, match="no digest of set"):
        digest.of({"a"})
