"""Addresses and links: paths and URLs turn into each other in both styles; outside links by allow-list."""

from __future__ import annotations

import posixpath
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import urls

SEGMENT = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True)
ADDRESS = st.lists(SEGMENT, max_size=4).map(lambda parts: urls.folder(*parts))


@given(ADDRESS | st.just("404.html"), ADDRESS | st.just("404.html"))
def test_web_links_lead_to_their_target(source: str, target: str) -> None:
    """A browser on the source page that follows the link asks for the target, under any base."""
    base = "https://example.org/repo/"
    assert urljoin(base + source, urls.relative(source, target, "web")) == base + target


@given(ADDRESS | st.just("404.html"), ADDRESS | st.just("404.html"))
def test_offline_links_name_files(source: str, target: str) -> None:
    """From disk the link leads to the very file of the target."""
    link = urls.relative(source, target, "offline")
    assert posixpath.normpath(posixpath.join(posixpath.dirname(urls.file_of(source)), link)) == urls.file_of(target)
    assert not link.endswith("/")


@pytest.mark.parametrize(
    "url",
    [
        "https://si.12333.gov.cn/",
        "http://www.example.com/a?b=c#d",
        "tel:12345",
        "sms:12345",
        "mailto:a@example.com",
        "weixin://dl/business/?t=x",
        "geo:23.1,113.2",
    ],
)
def test_these_may_be_linked(url: str) -> None:
    """Web, phone, mail, WeChat and map addresses are let through."""
    assert urls.is_outside(url)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "&#106;avascript:alert(1)",
        "%6aavascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//host/path",
        "/etc/passwd",
        "relative/page",
        "https://user:pass@example.com/",
        "https:///nohost",
        "https://exa mple.com/",
        "https:\\\\example.com",
        "file:///etc/passwd",
        "blob:x",
        "",
    ],
)
def test_these_may_not_be_linked(url: str) -> None:
    """Programs, half addresses, hidden schemes and credentials are not."""
    assert not urls.is_outside(url)


def test_ids() -> None:
    """Ids are lower-case ASCII words joined by single hyphens."""
    assert [urls.is_slug(t) for t in ("id-card", "a1", "ID", "a--b", "-a", "卡", "")] == [True, True, *[False] * 5]
    assert urls.is_part("page-2") and not urls.is_part("page-two")
