"""Text of entries: prose comes through whole, nothing that could harm a reader does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import markup

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#09;script:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](//evil.example/)",
    "![x](https://evil.example/track.gif)",
    "<a href='javascript:alert(1)'>x</a>",
    '[x](https://example.org/ "onmouseover=alert(1)")',
    "<svg/onload=alert(1)>",
    "<iframe src=https://evil.example></iframe>",
    "<style>*{display:none}</style>",
    "[x]: javascript:alert(1)\n[x][x]",
    "<javascript:alert(1)>",
    "```<script>\n</script>```",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "[a](https://user:pass@evil.example/)",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_harmful_passes(text: str) -> None:
    """No tag but those on the list, no attribute but a safe href, no foreign scheme."""
    html = markup.html(text)
    tags = re.findall(r"<\s*/?\s*([a-zA-Z0-9]+)([^>]*)>", html)
    assert {name for name, _ in tags} <= markup.TAGS
    for _, attributes in tags:
        assert not re.search(r"\son\w+\s*=|style\s*=|src\s*=", attributes)
    assert all(link.startswith("https://example.org/") for link in re.findall(r'href="([^"]*)"', html))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a<b && c>d", "a&lt;b &amp;&amp; c&gt;d"),
        ("费用 < 40 元", "费用 &lt; 40 元"),
        ("带<户口簿>来", "带&lt;户口簿&gt;来"),
        ("# 标题", "<h2>标题</h2>"),
        ("- 一\n- 二", "<li>一</li>"),
        ("[官网](https://www.gov.cn/)", '<a href="https://www.gov.cn/" rel="noopener noreferrer">官网</a>'),
        ("[电话](tel:12345)", '<a href="tel:12345" rel="noopener noreferrer">电话</a>'),
        ("<https://www.gov.cn/>", '<a href="https://www.gov.cn/"'),
        ("A & B", "A &amp; B"),
    ],
)
def test_prose_comes_through_whole(text: str, expected: str) -> None:
    """What looks like HTML and is prose is shown as it stands; links and lists work."""
    assert expected in markup.html(text)


@given(st.text(alphabet="<>&\"'/=a b户[]()!*_`#:\n", max_size=60))
def test_any_text_is_safe(text: str) -> None:
    """Whatever is written, only listed tags come out."""
    assert set(re.findall(r"<\s*/?\s*([a-zA-Z0-9]+)", markup.html(text))) <= markup.TAGS
