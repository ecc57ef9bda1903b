"""Copies opened from disk in Chromium: an archive unpacked into a folder, with every kind of page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.conftest import SiteFolder, Terminal
from tests.test_bundles import bundle, unpacked
from tests.test_search_page import towns as towns

CITY, QUERY = "guangzhou", "shebaoka"
KINDS = ("a-z about category city hub journey list location locations notice provider providers search service").split()
OVER_PLACES = ["category-over-cities", "shared"]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, towns: dict[str, SiteFolder]) -> SiteFolder:
    """The towns, where a service had another address before."""
    folder = tmp_path_factory.mktemp("copied")
    shutil.copytree(towns["file"].content, folder / "content")
    made = SiteFolder(folder)
    made.edit("catalogue/social-security/renew.md", "parent:", "redirects: [guangzhou/social-security/swap]\nparent:")
    return made


@pytest.fixture(scope="session")
def copy(site: SiteFolder) -> Path:
    """The unpacked archive of a city."""
    return unpacked(bundle(site, "--city", CITY) / f"{CITY}.zip", site.folder / "copy")


def addresses(copy: Path) -> dict[str, str]:
    """The address of a page of each kind in a copy."""
    files = [file for file in copy.rglob("*.html") if file.relative_to(copy).parts[0] != "en"]
    kinds = [re.search(r'<body class="page page--([\w-]+)"', file.read_text(encoding="utf-8")) for file in files]
    return {kind[1]: file.as_uri() for kind, file in zip(kinds, files, strict=True) if kind}


@pytest.fixture(scope="session")
def pages(copy: Path) -> dict[str, str]:
    """The address of a page of each kind in the copy of the city."""
    return addresses(copy)


@pytest.fixture(scope="session")
def pages_of_all(site: SiteFolder) -> dict[str, str]:
    """The address of a page of each kind in the copy of all places."""
    return addresses(unpacked(bundle(site, "--all", to="all") / "hub.zip", site.folder / "whole"))


@pytest.fixture
def reader(page: Page) -> Iterator[Page]:
    """A phone-sized page that fails the test on any request that fails or leaves the disk."""
    lost: list[str] = []
    page.on("request", lambda request: None if request.url.startswith("file:") else lost.append(request.url))
    page.on("requestfailed", lambda request: None if "ABORTED" in str(request.failure) else lost.append(request.url))
    yield page
    assert lost == []


def test_every_kind_is_known(pages: dict[str, str], pages_of_all: dict[str, str]) -> None:
    """What follows opens a page of each kind there is."""
    assert sorted(pages) == sorted([*KINDS, "moved"])
    assert sorted(pages_of_all) == sorted([*KINDS, *OVER_PLACES, "moved"])


def visited(reader: Page, address: str, expected: list[dict[str, Any]], *, box: bool = True) -> None:
    """The first crumb leads to the hub; what is typed, into the box or on the search page, is answered as expected."""
    reader.goto(address)
    reader.locator("a[data-hub]").first.click()
    assert reader.locator("body").get_attribute("data-id") == "hub"
    reader.goto(address)
    reader.locator("input[name=q]").press_sequentially(QUERY)
    if box:
        reader.wait_for_selector("input[aria-expanded=true]")
        assert reader.locator(".suggestion__name").all_inner_texts() == [one["title"] for one in expected[:7]]
        reader.keyboard.press("Enter")
    reader.wait_for_selector("html[data-search=done]", state="attached")
    found = [result.get_attribute("data-id") for result in reader.locator("[data-result]").all()]
    assert found == [one["id"] for one in expected[:10]]


@pytest.mark.browser
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_every_kind(reader: Page, pages: dict[str, str], terminal: Terminal, kind: str) -> None:
    """In the copy of a city every page leads to the hub, and is searched as the terminal searches the city."""
    visited(reader, pages[kind], terminal(QUERY, CITY), box=kind != "search")


@pytest.mark.browser
@pytest.mark.parametrize("kind", OVER_PLACES)
def test_a_page_over_places(reader: Page, pages_of_all: dict[str, str], terminal: Terminal, kind: str) -> None:
    """In the copy of all places those that stand over them are searched over all."""
    visited(reader, pages_of_all[kind], terminal(QUERY))


@pytest.mark.browser
def test_choices_narrow_the_answers(reader: Page, pages: dict[str, str]) -> None:
    """A choice shows some of the answers, in their order."""
    reader.goto(pages["search"] + "?q=社保卡")
    reader.wait_for_selector("html[data-search=done]", state="attached")
    everything = [result.get_attribute("data-id") for result in reader.locator("[data-result]").all()]
    kept = {f"{CITY}/social-security/{name}" for name in ("card", "balance", "loss")}
    reader.locator("label.filter:has([name=visit][value='0'])").click()
    reader.wait_for_selector("html[data-search=done]", state="attached")
    found = [result.get_attribute("data-id") for result in reader.locator("[data-result]").all()]
    assert found == [id for id in everything if id in kept] and 0 < len(found) < len(everything)
