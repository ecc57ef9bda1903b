"""Text of entries as safe HTML: Markdown with raw HTML off, then an allow-list. The only module that knows Markdown."""

from __future__ import annotations

from functools import lru_cache

import markdown
import nh3
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor

from sitegen import urls

TAGS = set("a p br hr em strong code pre blockquote ul ol li dl dt dd h2 h3 h4 table thead tbody tr th td".split())
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "th": {"scope"}}


class _Links(Treeprocessor):
    """Takes out links and images that may not be published; their text stays."""

    def run(self, root):  # type: ignore[no-untyped-def]  # the library's element type is untyped
        for element in root.iter("a"):
            if not urls.is_outside(element.get("href", "")):
                element.attrib.pop("href", None)
        for element in root.iter("img"):
            element.tag, element.text = "em", element.get("alt", "")
            element.attrib.clear()


@lru_cache(maxsize=1)
def _converter() -> markdown.Markdown:
    converter = markdown.Markdown(extensions=[TableExtension(), "sane_lists"], output_format="html")
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    converter.treeprocessors.register(_Links(), "links", 5)
    return converter


@lru_cache(maxsize=20_000)
def html(text: str) -> str:
    """The HTML of a Markdown text. Headings begin at level 2; every tag, attribute and scheme is on a list."""
    converter = _converter()
    converter.reset()
    raw = converter.convert(text).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    return nh3.clean(
        raw,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=set(urls.SCHEMES),
        link_rel="noopener noreferrer",
        strip_comments=True,
    )
