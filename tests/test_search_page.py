"""Search as readers meet it: on its page, in the box of every page, from a server in a sub-path and from disk."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.conftest import ROOT, Quiet, SiteFolder

pytestmark = pytest.mark.browser

AXE = ROOT / "node_modules/axe-core/axe.min.js"
CARD, FAMILY = "guangzhou/social-security/card", "social-security"
SERVICES = {
    "catalogue/social-security/loss.md": """
title: 社会保障卡挂失
short_title: 社保卡挂失
parent: social-security/card
channels: [{kind: phone, number: "12333", does: [full]}]
visits: {min: 0, max: 0}
fees: free
time: {instant: true}
""",
    "catalogue/social-security/renew.md": """
title: 社会保障卡换领
short_title: 社保卡换领
parent: social-security/insurance
channels: [{kind: counter, name: 社保卡服务网点, does: [full]}]
visits: {min: 1, max: 2}
fees: [{name: 工本费, amount: "20", currency: CNY}, {name: 加急费, amount: "45.5", currency: CNY}]
""",
    "catalogue/social-security/balance.md": """
title: 社保卡余额查询
parent: social-security/insurance
channels: [{kind: web, name: 国家社会保险公共服务平台, url: "https://si.12333.gov.cn/", does: [full]}]
visits: {min: 0, max: 0}
fees: free
""",
    "catalogue/tax/card-tax.md": """
title: 社保卡缴税
channels: [{kind: counter, name: 办税服务厅, does: [full]}]
visits: {min: 1, max: 1}
fees: unknown
""",
    "cities/shenzhen/tax/boat.md": """
title: 船舶登记
channels: [{kind: counter, name: 海事窗口, does: [full]}]
visits: {min: 1, max: 1}
fees: unknown
""",
}


@pytest.fixture(scope="session")
def towns(tmp_path_factory: pytest.TempPathFactory) -> dict[str, SiteFolder]:
    """The tiny site with a larger family and fourteen more towns, in both styles of links."""
    folder = tmp_path_factory.mktemp("towns")
    shutil.copytree(ROOT / "tests/sites/tiny/content", folder / "content")
    site = SiteFolder(folder)
    for path, fields in SERVICES.items():
        site.write(
            path, f"---{fields}summary: 说明。\nproxy: unknown\nprovider: hrss\nstatus: active\nowner: catalogue\n---\n"
        )
    for n in range(14):
        town = f"name: 小镇{n:02}\nlevel: city\nadopts: [social-security/insurance, social-security/card]\n"
        site.write(f"cities/town-{n:02}/city.yaml", town)
    offline = SiteFolder(tmp_path_factory.mktemp("towns-offline"))
    (offline.folder / "content").symlink_to(site.content)
    assert site.build()["exit"] == offline.build("--links", "offline")["exit"] == 0
    return {"http": site, "file": offline}


@pytest.fixture(scope="session")
def root(towns: dict[str, SiteFolder]) -> Iterator[str]:
    """The towns on a web server, in a sub-path."""
    handler = partial(Quiet, directory=str(towns["http"].folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/output/"
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, root: str, towns: dict[str, SiteFolder]) -> str:
    """Where the towns are: on the web, and on a disk."""
    return root if request.param == "http" else towns["file"].output.as_uri() + "/"


def at(base: str, folder: str = "", query: str = "") -> str:
    """The address of a page, in the style of links of its site."""
    return base + folder + ("index.html" if base.startswith("file:") else "") + query


def ids(page: Page) -> list[str]:
    """The ids of the results, once those of the present query stand."""
    page.wait_for_selector("html[data-search=done]")
    return [str(r.get_attribute("data-id")) for r in page.locator("[data-result]").all()]


def ask(page: Page, url: str, query: str) -> list[str]:
    """Type a query into the search box of a page and submit it; the ids of the results."""
    page.goto(url)
    page.locator("input[name=q]").fill(query)
    page.locator("input[name=q]").press("Enter")
    return ids(page)


def suggestions(page: Page, url: str, query: str) -> list[str]:
    """Type a query into the box of a page, without submitting it; the suggestions that open."""
    page.goto(url)
    page.locator("input[name=q]").click()
    page.locator("input[name=q][role=combobox]").wait_for()
    page.locator("input[name=q]").press_sequentially(query)
    page.locator("input[name=q][aria-expanded=true]").wait_for()
    return page.locator(".suggestion__name").all_inner_texts()


# The search page.


def test_answers_come_while_one_types(page: Page, base: str) -> None:
    """The page is ready before anything is asked; an input leaves `done` at once, and the answers bring it back."""
    page.goto(at(base, "search/"))
    page.wait_for_selector("html[data-search=ready]")
    assert page.locator("[data-search-browse]").is_visible()
    page.locator("input[name=q]").press_sequentially("社保卡")
    assert "services/social-security/card" in ids(page)
    left = page.evaluate("""() => {
        document.querySelector("input[name=q]").value = "契税";
        document.querySelector("input[name=q]").dispatchEvent(new Event("input"));
        return document.documentElement.dataset.search;
    }""")
    assert left != "done"
    assert ids(page)[0] == "services/tax/deed-tax"
    page.locator("input[name=q]").fill("")
    page.wait_for_selector("html[data-search=ready]")
    assert page.locator("[data-result]").count() == 0


def test_a_late_answer_is_dropped(page: Page, root: str) -> None:
    """What comes for a question that nobody asks any more is not shown."""
    held: list[Route] = []
    page.route("**/zh-hans/guangzhou/*.js", lambda route: held.append(route))
    page.goto(at(root, "search/", "?q=社保卡&city=guangzhou"), wait_until="commit")
    page.wait_for_selector("html[data-search=asking]")
    page.locator("select[name=city]").select_option("shenzhen")
    assert ids(page)[0].startswith("shenzhen/")
    assert held
    for route in held:
        route.continue_()
    page.wait_for_load_state("load")
    page.wait_for_timeout(100)
    assert ids(page)[0].startswith("shenzhen/")


def test_an_address_can_be_shared(page: Page, base: str) -> None:
    """Query, place and choices stand in the address, without a step in the history, and bring the same results."""
    page.goto(at(base, "search/", "?q=社保&city=guangzhou"))
    before = page.evaluate("history.length")
    ids(page)
    page.locator("input[name=q]").fill("社保卡")
    page.locator("label.filter", has_text="不用跑").click()
    found = ids(page)
    page.wait_for_url("**visit=0**")
    assert page.evaluate("history.length") == before
    assert page.evaluate("Object.fromEntries(new URLSearchParams(location.search))") == {
        "q": "社保卡",
        "city": "guangzhou",
        "visit": "0",
    }
    other = page.context.new_page()
    other.goto(page.url)
    assert ids(other) == found
    assert other.locator("select[name=city]").input_value() == "guangzhou"


def test_the_way_back_leads_to_what_was_typed_last(page: Page, base: str) -> None:
    """After live typing, the way back of a service leads to the last query, even where it was typed just now."""
    page.goto(at(base, "search/", "?q=契税&city=guangzhou"))
    ids(page)
    page.locator("input[name=q]").fill("社保卡")
    ids(page)
    page.locator("[data-result] h2 a").first.click()
    page.locator("a.back").click()
    page.wait_for_selector("html[data-search=done]")
    assert page.locator("input[name=q]").input_value() == "社保卡"


def test_the_way_back_is_for_who_came_that_way(page: Page, base: str) -> None:
    """Who came from the search finds it next to the breadcrumb; who came directly is not diverted."""
    page.goto(at(base, CARD + "/"))
    assert page.locator("a.back").count() == 0
    ask(page, at(base, "guangzhou/"), "社保卡")
    page.locator("[data-result] h2 a").first.click()
    page.locator("a.back").click()
    assert page.locator("body").get_attribute("data-id") == "search" and "q=" in page.url


@pytest.mark.parametrize("folder", ["guangzhou/social-security/", "journeys/first-job/", "a-z/b/"])
def test_lists_and_journeys_are_ways_back(page: Page, base: str, folder: str) -> None:
    """Who followed a link of a list or of a journey finds it next to the breadcrumb, also after another such way."""
    for start in ("categories/social-security/", folder):
        page.goto(at(base, start))
        page.locator("main a[href$='card/'], main a[href$='card/index.html']").first.click()
        page.locator("a.back").wait_for()
    page.locator("a.back").click()
    assert page.url == at(base, folder)


@pytest.mark.parametrize("start", ["javascript:alert(1)//", "https://example.org/search/", "file:///search/"])
def test_an_address_leads_back_to_this_site_alone(page: Page, towns: dict[str, SiteFolder], start: str) -> None:
    """What a made-up address names as the way back is none, unless it is a page of the copy."""
    page.goto(at(towns["file"].output.as_uri() + "/", CARD + "/", f"?from={start}"))
    assert page.locator("[data-way-back]").count() == 1 and page.locator("a.back").count() == 0


def test_the_first_result_answers_at_once(page: Page, base: str) -> None:
    """Visits, cost, time, whom to call and the main channel are seen without opening a page; only in the first."""
    page.goto(at(base, "search/", "?q=社保卡&city=guangzhou"))
    assert ids(page)[0] == CARD
    first = page.locator("[data-result]").first
    said = first.locator("dl").inner_text()
    assert [word for word in ("可以不跑", "免费", "30 个工作日") if word not in said] == []
    assert first.locator("dl a[href^='tel:']").get_attribute("href") == "tel:12333"
    way = first.locator("dl a.outside")
    assert way.get_attribute("href") == "https://si.12333.gov.cn/"
    assert "noopener" in str(way.get_attribute("rel"))
    assert page.locator("[data-result] dl").count() == 1
    first.locator("h2 a").click()
    assert page.locator("body").get_attribute("data-id") == CARD


def test_a_result_shows_visits_cost_time_and_its_family(page: Page, base: str) -> None:
    """Each further result has marks in words, its trail from the hub and its group; all links lead somewhere."""
    page.goto(at(base, "search/", "?q=社保卡&city=guangzhou"))
    ids(page)
    renew = page.locator("[data-id='guangzhou/social-security/renew']")
    assert renew.locator(".result__marks .mark").all_inner_texts() == ["最多跑 2 次", "¥20 起"]
    loss = page.locator("[data-id='guangzhou/social-security/loss']")
    assert loss.locator(".result__marks .mark").all_inner_texts() == ["不用跑", "免费", "当场办好"]
    assert loss.locator("[data-trail]").inner_text() == "小城办事 › 广州 › 社会保险"
    assert loss.locator("[data-parent] a").inner_text() == "办社保卡"
    assert loss.locator("h2 mark").inner_text() == "社保卡"
    for n in range(loss.locator("a").count()):
        loss.locator("a").nth(n).click()
        assert page.locator("h1").count() == 1, page.url
        page.go_back()
        ids(page)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("shebaoka", "拼音：shebaoka → 社保卡"),
        ("射保卡", "也许打错了字：射保"),
        ("sbk", "拼音首字母：sbk → 社保卡"),
        ("社保卡", ""),
    ],
)
def test_a_result_says_why_it_was_found(page: Page, root: str, query: str, said: str) -> None:
    """What was typed, and what it was taken for, where that is not plain to see."""
    page.goto(at(root, "search/", f"?q={query}&city=guangzhou"))
    ids(page)
    reasons = page.locator(f"[data-id='{CARD}'] .result__why").all_inner_texts()
    assert len(reasons) == bool(said)
    assert all(reason.startswith(said) for reason in reasons)
    assert page.locator(f"[data-id='{CARD}'] h2 mark").inner_text() == "社保卡"


def test_choices_narrow_the_answers(page: Page, root: str) -> None:
    """Choices show some of the answers without asking anew, by keyboard, with counts, and say how many they hide."""
    page.goto(at(root, "search/", "?q=社保卡&city=guangzhou"))
    everything = ids(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.resource_type == "script" else None)
    group = page.get_by_role("group", name="只看")
    visit = group.get_by_role("checkbox", name="不用跑 3")
    visit.focus()
    page.keyboard.press("Space")
    kept = ids(page)
    assert sorted(kept) == [f"guangzhou/social-security/{id}" for id in ("balance", "card", "loss")]
    assert "不用跑" in page.locator("[data-result]").first.locator("dl").inner_text() or kept[0] == CARD
    group.get_by_role("checkbox", name="电话办").check()
    assert ids(page) == ["guangzhou/social-security/loss"]
    group.get_by_role("checkbox", name="网上办").check()
    assert sorted(ids(page)) == sorted(kept), "any of the channels chosen will do"
    assert page.locator("[data-search-hidden]").inner_text().startswith(f"另有 {len(everything) - 3} 项")
    assert asked == []
    page.locator("input[name=q]").fill("社保卡挂失")
    assert "guangzhou/social-security/renew" not in ids(page), "choices are kept while typing"
    page.get_by_role("button", name="全部显示").click()
    assert "guangzhou/social-security/renew" in ids(page)
    assert page.locator("[data-search-hidden]").is_hidden()


def test_a_category_can_be_chosen(page: Page, root: str) -> None:
    """The categories of the answers stand in a list with their counts, and in the address."""
    page.goto(at(root, "search/", "?q=社保卡&city=guangzhou"))
    ids(page)
    page.get_by_label("分类", exact=True).select_option(label="税务 (1)")
    assert ids(page) == ["guangzhou/tax/card-tax"]
    page.wait_for_url("**category=tax**")
    page.reload()
    assert ids(page) == ["guangzhou/tax/card-tax"]


def test_few_answers_offer_no_choices(page: Page, root: str) -> None:
    """Where there is little to choose from, no choices stand in the way."""
    page.goto(at(root, "search/", "?q=船舶登记&city=shenzhen"))
    assert ids(page) == ["shenzhen/tax/boat"]
    assert page.locator("[data-search-filters]").is_hidden()


def test_a_service_of_many_places_lists_them(page: Page, base: str) -> None:
    """A result for several cities links each; from the thirteenth on the page over all cities stands for the rest."""
    page.goto(at(base, "search/", "?q=社保卡"))
    ids(page)
    card = page.locator("[data-id='services/social-security/card']")
    links = card.locator("[data-cities] a")
    assert links.count() == 13
    assert links.last.inner_text() == "全部 16 个地方"
    card.locator("[data-cities] a", has_text="广州").click()
    assert page.locator("body").get_attribute("data-id") == CARD
    page.go_back()
    ids(page)
    links.last.click()
    assert page.locator("body").get_attribute("data-id") == "services/social-security/card"
    page.goto(at(base, "search/", "?q=社保卡挂失"))
    ids(page)
    few = page.locator("[data-id='services/social-security/loss'] [data-cities] a")
    assert few.all_inner_texts() == ["广州"]


def test_a_place_named_in_the_query_is_said(page: Page, root: str) -> None:
    """The place that a query names answers, which is said; a button asks in the chosen place instead."""
    page.goto(at(root, "search/", "?q=深圳社保卡&city=guangzhou"))
    assert ids(page)[0].startswith("shenzhen/")
    note = page.locator("[data-search-place]")
    assert "深圳" in note.inner_text()
    assert page.locator("select[name=city]").input_value() == "guangzhou", "nothing is chosen silently"
    note.get_by_role("button", name="改在广州找").click()
    page.wait_for_selector("[data-id^=guangzhou]")
    assert note.is_hidden()


def test_no_answer_is_said_plainly(page: Page, base: str) -> None:
    """Nothing pretends to match: the page names the query, and offers the hotline, categories and the A–Z list."""
    page.goto(at(base, "search/", "?q=量子计算&city=guangzhou"))
    assert ids(page) == []
    empty = page.locator("[data-search-empty]")
    assert "没有和“量子计算”相符的服务" in empty.locator("h2").first.inner_text()
    assert empty.locator("a[href='tel:12345']").is_visible()
    assert empty.locator("a", has_text="社会保险").is_visible()
    assert empty.locator("a", has_text="A–Z").is_visible()
    assert page.get_by_role("button", name="到所有地方里找").is_hidden(), "there is nothing anywhere"
    page.locator("input[name=q]").fill("社保卡")
    page.wait_for_selector("[data-result]")
    ids(page)
    assert empty.is_hidden()


def test_what_other_places_have_is_named(page: Page, base: str) -> None:
    """Nothing here, something elsewhere: plain links that name their places, and a button to search everywhere."""
    page.goto(at(base, "search/", "?q=船舶登记&city=guangzhou"))
    assert ids(page) == []
    empty = page.locator("[data-search-empty]")
    assert "广州没有" in empty.locator("h2").first.inner_text()
    row = empty.locator("[data-search-elsewhere] li")
    assert row.all_inner_texts() == ["船舶登记 深圳"]
    page.get_by_role("button", name="到所有地方里找").click()
    page.wait_for_selector("[data-id='shenzhen/tax/boat']")
    page.go_back()
    page.goto(at(base, "search/", "?q=船舶登记&city=guangzhou"))
    ids(page)
    row.locator("a").click()
    assert page.locator("body").get_attribute("data-id") == "shenzhen/tax/boat"


def test_a_search_that_cannot_be_loaded_leads_on(chromium: Browser, root: str) -> None:
    """Where scripts don't come, the page says so and shows the categories; the state is `done` all the same."""
    page = chromium.new_page()
    page.route("**/zh-hans/guangzhou/*.js", lambda route: route.abort())
    page.goto(at(root, "search/", "?q=社保卡&city=guangzhou"))
    assert ids(page) == []
    assert "没能加载" in page.locator("[data-search-status]").inner_text()
    assert page.locator("[data-search-browse] a", has_text="社会保险").is_visible()
    page.close()


def test_without_javascript_the_search_page_leads_on(chromium: Browser, root: str) -> None:
    """With scripts off the page offers categories and the A–Z list, and no empty choices."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(at(root, "search/", "?q=社保卡"))
    assert page.locator("[data-search-browse] a", has_text="社会保险").is_visible()
    assert page.locator("main a", has_text="A–Z").is_visible()
    assert page.locator("[data-search-filters]").is_hidden()
    context.close()


# The box of every other page.


def test_the_box_becomes_a_combobox_when_it_is_entered(page: Page, base: str) -> None:
    """Nothing of the search is loaded before the box is entered; then it suggests, politely announced."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(at(base, "guangzhou/"))
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "search" in url] == []
    assert page.locator("input[name=q]").get_attribute("role") is None
    shown = suggestions(page, at(base, "guangzhou/"), "社保卡")
    assert "办社保卡" in shown and len(shown) <= 7
    assert page.locator("form [role=status]").inner_text() == f"{len(shown)} 条建议"
    box = page.get_by_role("combobox", name="在广州，您要办什么事？")
    assert box.get_attribute("aria-controls") == page.get_by_role("listbox").get_attribute("id")


def test_suggestions_are_reached_by_keys(page: Page, base: str) -> None:
    """Arrows walk through box and list, Home returns to the text, Escape closes, Enter opens the active one."""
    suggestions(page, at(base, "guangzhou/"), "社保卡")
    box, options = page.locator("input[name=q]"), page.get_by_role("option")
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    assert options.first.get_attribute("aria-selected") == "true"
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") == options.last.get_attribute("id")
    box.press("Home")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert page.get_by_role("listbox").count() == 0
    assert box.input_value() == "社保卡"
    box.press("ArrowDown")
    assert box.get_attribute("aria-expanded") == "true"
    name = options.first.locator(".suggestion__name").inner_text()
    box.press("Enter")
    page.wait_for_selector("h1")
    page.wait_for_url("**/guangzhou/social-security/**")
    assert page.locator("h1").inner_text() == name


def test_enter_without_a_choice_asks_the_search_page(page: Page, base: str) -> None:
    """Nothing is chosen for the reader: Enter in the box submits it."""
    suggestions(page, at(base, "guangzhou/"), "社保卡")
    page.locator("input[name=q]").press("Enter")
    page.wait_for_url("**/search/**")
    assert CARD in ids(page)


def test_keys_of_an_input_method_are_left_alone(page: Page, root: str) -> None:
    """While characters are being put together, arrows and Enter belong to the input method."""
    suggestions(page, at(root, "guangzhou/"), "社保卡")
    page.locator("input[name=q]").dispatch_event("keydown", {"key": "ArrowDown", "isComposing": True})
    assert page.locator("input[name=q]").get_attribute("aria-activedescendant") is None


def test_a_suggestion_can_be_clicked(page: Page, base: str) -> None:
    """A click opens the page of the suggestion; on the hub each says how many places have it."""
    suggestions(page, at(base), "社保卡")
    card = page.get_by_role("option").filter(has_text="办社保卡").first
    assert "16 个地方" in card.inner_text()
    card.click()
    page.wait_for_selector("body[data-id='services/social-security/card']")


def test_the_box_closes_when_it_is_left(page: Page, root: str) -> None:
    """The list goes when the focus does."""
    suggestions(page, at(root, "guangzhou/"), "社保卡")
    page.locator("input[name=q]").press("Tab")
    assert page.get_by_role("listbox").count() == 0


# Promises.


def test_search_asks_nobody_and_stores_nothing(chromium: Browser, base: str) -> None:
    """Only scripts of the site are loaded, each once, nothing fails, and nothing is kept on the device."""
    context = chromium.new_context()
    page = context.new_page()
    asked: list[tuple[str, str]] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append((request.resource_type, request.url)))
    page.on("requestfailed", lambda request: failed.append(request.url))
    suggestions(page, at(base), "社保卡")
    beside = [url for kind, url in asked if kind == "script"]
    asked.clear()
    page.goto(at(base, "search/", "?q=社保&city=guangzhou"))
    ids(page)
    page.locator("input[name=q]").press_sequentially("卡挂失")
    ids(page)
    scripts = [url for kind, url in asked if kind == "script"]
    assert sorted(set(scripts)) == sorted(scripts) and sorted(set(beside)) == sorted(beside)
    assert {kind for kind, _ in asked} <= {"document", "stylesheet", "script", "image", "other"}
    assert [url for _, url in asked if not url.startswith(base)] == []
    assert failed == []
    assert context.cookies() == []
    if base.startswith("http"):
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    context.close()


STATES = {
    "results": "search/?q=社保卡&city=guangzhou",
    "places": "search/?q=社保卡",
    "empty": "search/?q=船舶登记&city=guangzhou",
    "in English": "en/search/?q=card&city=guangzhou",
    "suggestions": "",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(chromium: Browser, root: str, state: str, scheme: Any) -> None:
    """axe-core finds no violation in results, in open suggestions and where nothing answers; 320 px are enough."""
    context = chromium.new_context(viewport={"width": 320, "height": 568}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    if STATES[state]:
        page.goto(root + STATES[state])
        page.wait_for_selector("html[data-search=done]")
        assert page.locator("[data-result]").count() or state == "empty"
    else:
        suggestions(page, root, "社保卡")
        page.locator("input[name=q]").press("ArrowDown")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in result["violations"]] == []
    assert width <= 320


def test_fingers_find_their_targets(chromium: Browser, root: str) -> None:
    """What a result is opened with, choices, places and suggestions are at least 44 px high on a phone."""
    page = chromium.new_page(viewport={"width": 375, "height": 667})
    page.goto(root + "search/?q=社保卡")
    page.wait_for_selector("html[data-search=done]")
    low = """(names) => Array.from(document.querySelectorAll(names))
        .filter((e) => e.offsetHeight && e.getBoundingClientRect().height < 43.5).map((e) => e.outerHTML)"""
    assert page.evaluate(low, ".result h2 a, .filter, .result__cities a, .plain-button") == []
    suggestions(page, root, "社保卡")
    assert page.evaluate(low, ".suggestion") == []
    page.close()


# The shipped content.


@pytest.mark.parametrize("place", ["http", "file"])
def test_search_answers_on_the_web_and_from_disk(
    page: Page,
    address: str,
    shipped: SiteFolder,
    shipped_offline: SiteFolder,
    place: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """社保 in 广州: the head, then its family, each with trail and parent; the terminal gives the same order."""
    start = address + "guangzhou/" if place == "http" else (shipped_offline.output / "guangzhou/index.html").as_uri()
    found = ask(page, start, "社保")
    assert found[0] == "guangzhou/social-security/social-insurance"
    results = page.locator("[data-result]")
    assert page.locator("[data-result] [data-trail]").count() == results.count()
    assert "社保" in page.locator("[data-result] [data-parent]").first.inner_text()
    assert len(found) == 10, "what a screen holds"
    page.get_by_role("button", name="再显示").click()
    assert page.evaluate("document.activeElement.closest('[data-result]').dataset.id") == ids(page)[10]
    assert page.get_by_role("button", name="再显示").count() == 0
    found = ids(page)
    site = shipped if place == "http" else shipped_offline
    site.run("search", "社保", "--city", "guangzhou", "--json", "--lang", "zh-Hans")
    assert found == [r["id"] for r in json.loads(capsys.readouterr().out)["results"]]
    assert "您要办哪一项" in results.first.inner_text(), "a main item offers what belongs to it"
    results.first.locator("a").first.click()
    assert "社会保险" in page.locator("h1").inner_text() or "社保" in page.locator("h1").inner_text()


def test_search_from_the_hub_lists_cities(page: Page, address: str) -> None:
    """A service of several cities is one result with its cities."""
    found = ask(page, address, "身份证")
    assert found[0] == "services/household/id-card"
    assert "广州" in page.locator("[data-result]").first.locator("[data-cities]").inner_text()


def test_search_in_english(page: Page, address: str) -> None:
    """The English pages are searched in English."""
    found = ask(page, address + "en/guangzhou/", "passport")
    assert found[0].startswith("guangzhou/exit-entry/passport")
