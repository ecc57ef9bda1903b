"""Addresses of pages, links between them in both styles, and which outside links are let through.

An address is the part of a URL behind the site's base, without a leading slash: "" is the hub,
"guangzhou/tax/" a folder page, "404.html" a file. Only this module knows `index.html`.
"""

from __future__ import annotations

import html
import re
from typing import Literal
from unicodedata import name as name_of
from urllib.parse import unquote, urlsplit

LinkStyle = Literal["web", "offline", "single"]

INDEX = "index.html"
SCHEMES = ("http", "https", "mailto", "tel", "sms", "weixin", "geo")
HUB = ""
NOT_FOUND = "404.html"
SEARCH = "search/"
A_TO_Z = "a-z/"
ABOUT = "about/"
BUNDLES = "bundles/"
RESERVED_CITIES = tuple(
    "hub search a-z about services categories providers journeys notices "
    "api bundles admin assets elder freshness".split()
)
SHARED = ("search", "a-z", "about", "bundles")
STANDING_ALONE = ("providers", "journeys", "notices")
CITY_LISTS = ("zero-visit", "bundles", "locations")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PART = re.compile(r"page-[0-9]+")
_LATIN_LOOKING = "асеорхуіјѕһԁԛԝӏ0123456789-"  # Cyrillic letters


def is_slug(text: str) -> bool:
    """Whether a text may be an id: lower-case ASCII letters and digits, single hyphens between."""
    return bool(_SLUG.fullmatch(text))


def is_part(text: str) -> bool:
    """Whether an id would collide with the further parts of a long page (`page-2`)."""
    return bool(_PART.fullmatch(text))


def folder(*segments: str) -> str:
    """The address of a folder page: `folder("guangzhou", "tax")` is "guangzhou/tax/"."""
    return "".join(f"{segment}/" for segment in segments)


def part(address: str, number: int) -> str:
    """The address of the n-th part of a long page; the first part is the page itself."""
    return address if number == 1 else f"{address}page-{number}/"


def in_language(address: str, lang: str, default: str) -> str:
    """The same address in another language: under `<lang>/` for every language but the default."""
    return address if lang == default else f"{lang.lower()}/{address}"


def file_of(address: str) -> str:
    """The file that answers an address: folder pages are their `index.html`."""
    return address + INDEX if address == HUB or address.endswith("/") else address


def address_of(file: str) -> str:
    """The address that a file answers: what `file_of` came from."""
    return file.removesuffix(INDEX) if file == INDEX or file.endswith(f"/{INDEX}") else file


def holder(address: str) -> str:
    """Whose copy for offline reading holds a page: a city's id, "" for every city's.

    Every copy holds the hub and what header and footer lead to; a provider, journey or notice stands for itself
    (`providers/police`): who needs it is told by content. What is about all cities (`services`) is no city's.
    """
    first, _, rest = address.partition("/")
    if first in STANDING_ALONE and rest:
        return f"{first}/{rest.split('/')[0]}"
    return "" if first in ("", *SHARED, *STANDING_ALONE) else first


def data_id(address: str) -> str:
    """The page's id: its address without the outer slashes; the hub's is `hub`."""
    return address.strip("/") or "hub"


def relative(source: str, target: str, style: LinkStyle) -> str:
    """The link from one page to another, relative to the page it stands on.

    `web` links end in the folder (`../x/`), `offline` links name the file (`../x/index.html`),
    since a folder opened from disk shows a listing. In a `single` file all pages are sections, named by their ids.
    """
    if style == "single":
        return f"#{data_id(target)}"
    folders = file_of(source).split("/")[:-1]
    steps = file_of(target).split("/")
    common = 0
    while common < len(folders) and common < len(steps) - 1 and folders[common] == steps[common]:
        common += 1
    path = "../" * (len(folders) - common) + "/".join(steps[common:])
    if style == "offline" or steps[-1] != INDEX:
        return path
    return path.removesuffix(INDEX) or "./"


def base_path(base: str) -> str:
    """The path at which the site begins: "/repo/" for https://example.org/repo, "/" where no base URL is known."""
    return urlsplit(base).path.rstrip("/") + "/"


def absolute(base: str, address: str) -> str:
    """The full URL of an address under the site's base URL."""
    return base.rstrip("/") + "/" + address


def scheme(url: str) -> str:
    """The scheme a browser would see in this text, after all decoding; empty for a relative link."""
    text = unquote(html.unescape(url))
    text = "".join(c for c in text if c > " " and c.isprintable())
    match = re.match(r"([A-Za-z][A-Za-z0-9+.\-]*):", text)
    return match.group(1).lower() if match else ""


def deceives(url: str) -> bool:
    """Whether a web address seems to lead elsewhere than it does.

    It does so with a name and @ before its host, or with letters of an alphabet that looks like another one.
    """
    found = re.match(r"https?:[/\\]*([^/\\?#]*)", url.strip(), re.IGNORECASE)
    host = found.group(1) if found else ""
    return "@" in host or any(map(_is_mixed, host.lower().split(".")))


def _is_mixed(label: str) -> bool:
    """Whether a part of a host mixes Latin with Cyrillic or Greek letters, or is made of those that look Latin."""
    if label.startswith("xn--"):
        try:
            label = label[4:].encode("ascii").decode("punycode")
        except UnicodeError:
            return True
    if label.isascii():
        return False
    scripts = {name_of(c, "").partition(" ")[0] for c in label if c.isalpha()}
    return (len(scripts) > 1 and bool(scripts & {"CYRILLIC", "GREEK"})) or not set(label) - set(_LATIN_LOOKING)


def is_outside(url: str) -> bool:
    """Whether a URL may be published as an outside link: an allowed scheme, a host where one is needed, no deceit."""
    if scheme(url) not in SCHEMES or "\\" in url or any(c.isspace() for c in url) or deceives(url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme.lower() in ("http", "https"):
        return bool(parts.hostname)
    return parts.scheme.lower() in SCHEMES and bool(parts.path)
