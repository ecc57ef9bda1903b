"""The copy of a place in Firefox: an archive unpacked into a folder, with every kind of page."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Terminal
from tests.firefox.marionette import ENTER, Firefox, until
from tests.firefox.reader import BOX, ids, page, suggestions, texts, type_query
from tests.test_copy import CITY, KINDS, OVER_PLACES, QUERY
from tests.test_copy import copy as copy
from tests.test_copy import pages as pages
from tests.test_copy import pages_of_all as pages_of_all
from tests.test_copy import site as site

pytestmark = pytest.mark.firefox

CARD = "guangzhou/social-security/card"


def visited(firefox: Firefox, address: str, expected: list[dict[str, Any]], *, box: bool = True) -> None:
    """The first crumb leads to the hub; what is typed, into the box or on the search page, is answered as expected."""
    firefox.open(address)
    assert firefox.faults() == []
    firefox.click("a[data-hub]")
    until(lambda: page(firefox) == "hub", "the hub")
    firefox.open(address)
    if box:
        assert suggestions(firefox, QUERY) == [result["title"] for result in expected[:7]]
        firefox.type(BOX, ENTER)
        until(lambda: page(firefox) == "search", "the search page")
    else:
        type_query(firefox, QUERY)
    assert ids(firefox) == [result["id"] for result in expected[:10]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_every_kind(firefox: Firefox, pages: dict[str, str], terminal: Terminal, kind: str) -> None:
    """In the copy of a city every page leads to the hub, and is searched as the terminal searches the city."""
    visited(firefox, pages[kind], terminal(QUERY, CITY), box=kind != "search")


@pytest.mark.parametrize("kind", OVER_PLACES)
def test_a_page_over_places(firefox: Firefox, pages_of_all: dict[str, str], terminal: Terminal, kind: str) -> None:
    """In the copy of all places those that stand over them are searched over all."""
    visited(firefox, pages_of_all[kind], terminal(QUERY))


def test_choices_narrow_the_answers(firefox: Firefox, pages: dict[str, str]) -> None:
    """A choice shows some of the answers, in their order."""
    firefox.open(pages["search"] + "?q=社保卡")
    everything = ids(firefox)
    kept = {f"{CITY}/social-security/{name}" for name in ("card", "balance", "loss")}
    firefox.click("label.filter:has([name=visit][value='0'])")
    assert ids(firefox) == [id for id in everything if id in kept]
    assert 0 < len(kept) < len(everything)


def test_a_result_leads_on_and_back(firefox: Firefox, pages: dict[str, str]) -> None:
    """A result opens its page, which shows the way back to the results beside the trail."""
    firefox.open(pages["search"])
    type_query(firefox, QUERY)
    found = ids(firefox)
    assert found[0] == CARD
    firefox.click("[data-result] h2 a")
    until(lambda: page(firefox) == CARD, "the page of the first result")
    assert texts(firefox, ".trail a.back") == ["← 返回搜索结果"]
    assert firefox.faults() == []
    firefox.click("a.back")
    until(lambda: page(firefox) == "search", "the search page")
    assert ids(firefox) == found


def test_a_former_address_leads_on(firefox: Firefox, pages: dict[str, str]) -> None:
    """A page that has moved opens the one of today."""
    firefox.open(pages["moved"])
    until(lambda: page(firefox) == "guangzhou/social-security/renew", "the page of today")
