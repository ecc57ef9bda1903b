"""Links of a page into the repository of the content."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Page

from tests.conftest import SiteFolder

CARD = "guangzhou/social-security/card"
FILE = "catalogue/social-security/card.md"


def tools(tiny: SiteFolder, page: Page, repository: str, *words: str) -> list[str]:
    """Where the links at the end of a page lead."""
    tiny.edit("site.yaml", "currency:", f"repository: {repository}\ncurrency:")
    assert tiny.build(*words)["exit"] == 0
    page.goto((tiny.output / CARD / "index.html").as_uri())
    return [str(link.get_attribute("href")) for link in page.locator(".tools a").all()]


def test_github_is_given_the_page_and_its_file(tiny: SiteFolder, page: Page) -> None:
    """On GitHub the form for what is wrong opens with title, address and file; the file opens in its editor."""
    edit, report = tools(tiny, page, "https://github.com/town/hub/", "--base-url", "https://example.org/hub")
    assert edit == f"https://github.com/town/hub/edit/main/content/{FILE}"
    assert report.startswith("https://github.com/town/hub/issues/new?")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(report).query, strict_parsing=True).items()}
    assert asked.pop("title").endswith(f"({CARD})")
    assert asked == {"template": "wrong.yml", "page": f"https://example.org/hub/{CARD}/", "entry": FILE}


@pytest.mark.parametrize("host", ["gitlab.com", "gitlab.example.org"])
def test_gitlab_is_given_a_description(tiny: SiteFolder, page: Page, host: str) -> None:
    """On GitLab, anybody's, title and description are filled in; without a base URL the page is named by its id."""
    edit, report = tools(tiny, page, f"https://{host}/town/hub")
    assert edit == f"https://{host}/town/hub/-/edit/main/content/{FILE}"
    asked = parse_qs(urlsplit(report).query, strict_parsing=True)
    assert asked["issue[description]"] == [f"{CARD}\n\n{FILE}"]
    assert asked["issue[title]"][0].endswith(f"({CARD})") and unquote(report).startswith(f"https://{host}/town/hub/-/")


@pytest.mark.parametrize("repository", ["https://example.org/town/hub", "https://notgithub.com/town/hub"])
def test_others_are_given_the_repository(tiny: SiteFolder, page: Page, repository: str) -> None:
    """Where nothing is known of a service, both links lead to the repository itself."""
    assert tools(tiny, page, repository) == [repository, repository]
