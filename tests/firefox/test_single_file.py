"""The single file of a city in Firefox, with script and without."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sitegen.directory import Directory
from sitegen.search import Desk
from tests.conftest import ROOT, SiteFolder
from tests.firefox.marionette import Firefox, until
from tests.firefox.reader import ids, texts, type_query
from tests.test_single_file import directory as directory

pytestmark = pytest.mark.firefox

CITY, CATEGORY, SERVICE = "guangzhou", "guangzhou/household", "guangzhou/household/id-card-replace"
QUERIES = (
    *("社保卡", "驾照到期", "身份证丢了去哪办", "公积", "登记 失业", "车传税"),
    *("補領身份證", "養老金領取", "電動單車上牌"),
    *("gangaotongxingzheng", "linshishenfenzheng", "sbk"),
)
LINKS = """
    const links = (page) => Array.from(page.querySelectorAll("a[href^='#']"), (link) => link.hash.slice(1));
    return Object.fromEntries(Array.from(document.querySelectorAll(".single__page"), (page) => [page.id, links(page)]));
"""


def sections(firefox: Firefox) -> list[str]:
    """The ids of the pages of the file that are in sight."""
    return texts(firefox, ".single__page", "e.id")


def shown(firefox: Firefox, id: str) -> None:
    """Wait until this page of the file is in sight, and no other."""
    until(lambda: sections(firefox) == [id], id)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The addresses of both forms of a city of the shipped content as one file, each in a folder of its own."""
    folder = tmp_path_factory.mktemp("single")
    (folder / "content").symlink_to(ROOT / "content")
    found = {}
    for form in ("html", "packed.html"):
        words = ("bundle", "--city", CITY, "--format", form, "--to", str(folder / form / "made"), "--quiet")
        assert SiteFolder(folder).run(*words) == 0
        (folder / form / "alone").mkdir()
        file = folder / form / "made" / f"{CITY}.{form}"
        found[form] = file.rename(folder / form / "alone" / file.name).as_uri()
    return found


@pytest.fixture
def file(made: dict[str, str]) -> str:
    """The address of the city as one file that reads without script."""
    return made["html"]


@pytest.fixture(params=["html", "packed.html"])
def either(request: pytest.FixtureRequest, made: dict[str, str]) -> str:
    """The address of the city as one file, plain and packed."""
    return made[request.param]


@pytest.fixture(scope="module")
def desk(directory: Directory) -> Desk:
    """The search that `build.py search` asks."""
    return Desk(directory)


@pytest.fixture
def without_script(firefox: Firefox) -> Iterator[Firefox]:
    """Firefox, which runs no scripts of pages."""
    switch = "Services.prefs.setBoolPref('javascript.enabled', arguments[0])"
    firefox.chrome(switch, False)
    yield firefox
    firefox.chrome(switch, True)


@pytest.mark.parametrize("query", QUERIES)
def test_it_ranks_as_the_terminal(firefox: Firefox, either: str, desk: Desk, query: str) -> None:
    """The hub first; names, questions, traditional characters, pinyin, initials, homophones bring the same ten."""
    firefox.open(either)
    assert sections(firefox) == ["hub"]
    type_query(firefox, query)
    expected = [record.id for record, _ in desk.ask(query, CITY, "zh-Hans")]
    assert ids(firefox) == expected[:10] != []
    assert sections(firefox) == ["search"]


def test_a_result_leads_on_and_back(firefox: Firefox, either: str) -> None:
    """A result opens its page; Back returns to the results, the first crumb to the hub."""
    firefox.open(either)
    type_query(firefox, "身份证补领")
    found = ids(firefox)
    assert found[0] == SERVICE
    firefox.click("[data-result] h2 a")
    shown(firefox, SERVICE)
    firefox.back()
    shown(firefox, "search")
    assert ids(firefox) == found
    firefox.click("[data-result] h2 a")
    shown(firefox, SERVICE)
    firefox.click(f"[id='{SERVICE}'] a[data-hub]")
    shown(firefox, "hub")


def test_it_is_read_without_script(without_script: Firefox, file: str) -> None:
    """By links alone from the hub to a service, its answers, and back; one page is in sight at a time."""
    firefox = without_script
    firefox.open(file)
    shown(firefox, "hub")
    assert texts(firefox, ".single--led") == [], "a script runs"
    for id in (CITY, CATEGORY, SERVICE):
        firefox.click(f"[id='{sections(firefox)[0]}'] a[href='#{id}']")
        shown(firefox, id)
    assert len(texts(firefox, f"[id='{SERVICE}'] .answers dt")) > 3
    firefox.back()
    shown(firefox, CATEGORY)
    firefox.click(f"[id='{CATEGORY}'] a[data-hub]")
    shown(firefox, "hub")


def test_every_service_is_reached_without_script(without_script: Firefox, file: str, directory: Directory) -> None:
    """Links alone lead from the hub to each service of the city; each is seen alone, with its name."""
    firefox = without_script
    firefox.open(file)
    links: dict[str, list[str]] = firefox.run(LINKS)
    reached, edge = {"hub"}, {"hub"}
    while edge:
        edge = {link for id in edge for link in links[id] if link in links} - reached
        reached |= edge
    services = {s.id: s.name.value for s in directory.default.services[CITY].values() if s.published}
    assert services.keys() - reached == set()
    for id, name in services.items():
        firefox.open(f"{file}#{id}")
        assert sections(firefox) == [id]
        assert texts(firefox, f"[id='{id}'] h1") == [name]
