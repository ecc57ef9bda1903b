"""Search in Firefox on pages opened from disk: the same answers as the terminal, and no error on the console."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import SiteFolder, Terminal
from tests.firefox.marionette import DOWN, ENTER, Firefox, until
from tests.firefox.reader import BOX, ids, page, suggestions, texts, type_query

pytestmark = pytest.mark.firefox

CARD = "guangzhou/social-security/card"


@pytest.fixture
def site(towns: dict[str, SiteFolder]) -> SiteFolder:
    """The towns with links to files."""
    return towns["file"]


def at(site: SiteFolder, page: str, query: str = "") -> str:
    """The address of a page on the disk."""
    return (site.output / page).as_uri() + query


@pytest.mark.parametrize(
    ("query", "city", "first"),
    [
        ("社保卡", "guangzhou", CARD),
        ("挂失怎么办", "guangzhou", "guangzhou/social-security/loss"),
        ("shebaoka", "guangzhou", CARD),
        ("sbk", "guangzhou", CARD),
        ("射保卡", "guangzhou", CARD),
        ("社會保障卡掛失", "guangzhou", "guangzhou/social-security/loss"),
        ("深圳社保卡", "guangzhou", "shenzhen/social-security/card"),
        ("社保卡", "", "services/social-security/card"),
    ],
)
def test_the_search_page_answers_as_the_terminal_does(
    firefox: Firefox, site: SiteFolder, terminal: Terminal, query: str, city: str, first: str
) -> None:
    """Names, questions, pinyin, initials, homophones, traditional characters, a place: same ids, same order."""
    firefox.open(at(site, "search/index.html", f"?city={city}"))
    type_query(firefox, query)
    found = ids(firefox)
    assert found == [result["id"] for result in terminal(query, city)]
    assert found[0] == first
    assert len(texts(firefox, "[data-result] [data-trail]")) == len(found)
    assert texts(firefox, "[data-search-empty]") == []


def test_english_pages_are_searched_in_english(firefox: Firefox, site: SiteFolder, terminal: Terminal) -> None:
    """The search of another language has an index of its own."""
    firefox.open(at(site, "en/search/index.html", "?city=guangzhou"))
    type_query(firefox, "social car")
    found = ids(firefox)
    assert found == [result["id"] for result in terminal("social car", "guangzhou", "en")]
    assert found[0] == CARD


def test_an_address_brings_results_that_lead_on(firefox: Firefox, site: SiteFolder) -> None:
    """A query in the address is answered; a service of many places lists them, and each link opens its page."""
    firefox.open(at(site, "search/index.html", "?q=社保卡"))
    assert ids(firefox)[0] == "services/social-security/card"
    assert texts(firefox, "[data-result]:first-of-type [data-cities] a")[-1] == "全部 16 个地方"
    firefox.click(f"[data-cities] a[href*='{CARD}/']")
    until(lambda: page(firefox) == CARD, "the page of the service")


def test_the_box_of_a_service_suggests(firefox: Firefox, site: SiteFolder, terminal: Terminal) -> None:
    """The box of a page suggests what the terminal finds first; a key chooses, and Enter opens the service."""
    firefox.open(at(site, f"{CARD}/index.html"))
    found = terminal("社會保障卡", "guangzhou")
    assert suggestions(firefox, "社會保障卡") == [result["title"] for result in found[:7]]
    firefox.type(BOX, DOWN + DOWN + ENTER)
    until(lambda: page(firefox) == found[1]["id"], "the page of the second suggestion")


def test_enter_in_the_box_of_a_service_asks_the_search_page(
    firefox: Firefox, site: SiteFolder, terminal: Terminal
) -> None:
    """A form leads to a file on the disk, with the query and the city of the page."""
    firefox.open(at(site, f"{CARD}/index.html"))
    suggestions(firefox, "shebaoka")
    firefox.type(BOX, ENTER)
    until(lambda: page(firefox) == "search", "the search page")
    assert ids(firefox) == [result["id"] for result in terminal("shebaoka", "guangzhou")]


def test_choices_narrow_the_answers(firefox: Firefox, site: SiteFolder, terminal: Terminal) -> None:
    """A choice shows some of the answers, in their order, and stands in the address; a button shows all again."""
    firefox.open(at(site, "search/index.html", "?q=社保卡&city=guangzhou"))
    everything = ids(firefox)
    kept = {f"guangzhou/social-security/{name}" for name in ("card", "balance", "loss")}
    assert kept < set(everything)
    firefox.click("label.filter:has([name=visit][value='0'])")
    assert ids(firefox) == [id for id in everything if id in kept]
    firefox.click("label.filter:has([name=channel][value=phone])")
    assert ids(firefox) == ["guangzhou/social-security/loss"]
    until(lambda: "visit=0&channel=phone" in firefox.run("return location.search"), "the choices in the address")
    firefox.click("[data-search-hidden] button")
    assert ids(firefox) == everything == [result["id"] for result in terminal("社保卡", "guangzhou")]


def test_no_answer_is_said_plainly(firefox: Firefox, site: SiteFolder, terminal: Terminal) -> None:
    """Where nothing answers, the page says so and names the hotline; the next query takes that away."""
    firefox.open(at(site, "search/index.html", "?city=guangzhou"))
    type_query(firefox, "量子计算")
    assert ids(firefox) == []
    assert terminal("量子计算", "guangzhou") == []
    assert "没有和“量子计算”相符的服务" in texts(firefox, "[data-search-empty] h2")[0]
    assert texts(firefox, "[data-search-empty] a[href='tel:12345']") != []
    firefox.open(at(site, "search/index.html", "?q=船舶登记&city=guangzhou"))
    assert ids(firefox) == []
    assert texts(firefox, "[data-search-elsewhere] li") == ["船舶登记 深圳"]


FAULTS = {
    "thrown": ("", "missing();"),
    "promised": ("", "Promise.reject(new Error('missing'));"),
    "said": ("", "console.error('missing');"),
    "no script": ("<script src='missing.js'></script>", ""),
    "no style": ("<link rel=stylesheet href='missing.css'>", ""),
    "no picture": ("<img src='missing.png'>", ""),
    "network": ("", "new Image().src = 'https://example.org/';"),
    "forbidden": ("<script>missing();</script>", ""),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_a_page_is_noticed(started: Firefox, tmp_path: Path, fault: str) -> None:
    """What the other tests must not see is seen here: they can fail."""
    markup, script = FAULTS[fault]
    (tmp_path / "script.js").write_text(script, encoding="utf-8")
    policy = "<meta http-equiv=Content-Security-Policy content=\"script-src 'self' file:\">"
    text = f"<!doctype html><meta charset=utf-8>{policy}{markup}<script src=script.js></script>"
    (tmp_path / "index.html").write_text(text, encoding="utf-8")
    started.open((tmp_path / "index.html").as_uri())
    assert len(started.faults()) == 1
