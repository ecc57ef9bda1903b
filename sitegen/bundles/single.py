"""A bundle as one HTML file: every page is a section of it, shown when the address names it (CSS `:target`).

Phones open such a file from anywhere; what lies beside it they cannot read. So all is in it: styles, scripts with
their digests in the policy, the index as data that is read when somebody searches. The pages stand in a `<noscript>`:
without script they are sections like any, with script a text that costs nothing until a page of it is wanted.

The packed variant weighs a sixth: pages, index and scripts are one text in gzip, which a script of the file unpacks
with the browser's own `DecompressionStream` (Compression Streams, WHATWG). Where there is none it says which file to
take.
"""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from html import escape
from pathlib import Path

from sitegen import cache, disk, pipeline, theme
from sitegen.bundles.contents import Contents, Maker
from sitegen.strings import of_messages

SHELL, HUB, NOT_FOUND = "search/index.html", "index.html", "404.html"
POLICY = (
    "default-src 'none'; script-src {scripts}; style-src {styles}; img-src data:; form-action 'self' file: content:"
)
_CALL = re.compile(r'sitegen\.(\w+)\("([^"]+)",(.*)\);\n', re.DOTALL)
_REFERRED = re.compile(r' (?:for="|aria-controls="|aria-describedby="|href="#)([^"]+)"')
_LABELLED = re.compile(r' aria-labelledby="[^"]*"')
# What scripts of pages on the web look for, and what the policy of the whole file says already.
_NEEDLESS = re.compile(r' data-way-back[^>]*|<div class="banners"[^>]*>\s*</div>| rel="noopener noreferrer external"')
_ID = re.compile(r' id="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Parts:
    """The texts of which the file consists; the `shell` has marks where the others belong."""

    shell: str
    pages: str
    data: str
    style: str
    scripts: tuple[str, ...]


def write_single(made: Contents, maker: Maker, to: Path) -> None:
    """Write the pages of a bundle in the language of the site as one file, whole or not at all.

    Raises OSError where the disk fails.
    """
    disk.write(to, plain(_parts(made, maker)).encode())


def write_packed(made: Contents, maker: Maker, to: Path) -> None:
    """Write the same file packed, for browsers that run scripts and unpack gzip.

    Raises OSError where the disk fails.
    """
    translate = of_messages(made.part.default.site.default_language).gettext
    unpack = theme.load(maker.settings.theme).single["unpack.js"].decode()
    instead = translate("This file needs a newer browser, with scripts. Take {file} instead.").format(
        file=f"{made.facts.name}.html"
    )
    disk.write(to, packed(_parts(made, maker), unpack, instead).encode())


def _parts(made: Contents, maker: Maker) -> Parts:
    settings = replace(maker.settings, links="single")
    part = replace(made.part, editions=made.part.editions[:1])
    blobs, _ = pipeline.site(part, settings, maker.store, maker.executor, maker.tell)
    texts = {path: blob for path, blob in blobs.items() if path.endswith((".html", ".js"))}
    files = {path: cache.get(maker.store.store, blob).decode() for path, blob in texts.items()}
    return parts(files, theme.load(settings.theme))


def parts(files: Mapping[str, str], look: theme.Theme) -> Parts:
    """The parts of the file: the layout around all pages, and the rest.

    `files` are texts by path, pages as sections.
    """
    pages = [_page(files[path], n) for n, path in enumerate(sorted(filter(_is_page, files)), 1)]
    sheets = *(look.assets[look.asset(name, "css")] for name in ("site", "print")), look.single["single.css"]
    found = *(look.assets[look.asset(name, "js")] for name in ("site", "search")), look.single["single.js"]
    return Parts(
        shell=files[SHELL].replace("<!-- hub -->", _page(files[HUB], 0)),
        pages="\n".join(pages),
        data="\n".join(_data(files)),
        style=b"\n".join(sheets).decode(),
        scripts=tuple(script.decode().replace("</", "<\\/") for script in found),
    )


def plain(own: Parts) -> str:
    """The file that every browser reads."""
    scripts = "\n".join(f"<script>{text}</script>" for text in own.scripts)
    return _filled(own, own.scripts, own.pages, own.data, scripts)


def packed(own: Parts, unpack: str, instead: str) -> str:
    """The packed file: what `unpack`, a script, needs to make the plain one of it, and what it says where it cannot."""
    text = json.dumps([own.pages, own.data, own.scripts], ensure_ascii=False, separators=(",", ":"))
    data = b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()
    said = f'<p class="single__instead">{escape(instead)}</p>'
    held = f'<template data-instead>{said}</template>\n<script type="application/gzip" data-packed>{data}</script>'
    return _filled(own, (*own.scripts, unpack), said, held, f"<script>{unpack}</script>")


def _filled(own: Parts, scripts: Sequence[str], pages: str, data: str, running: str) -> str:
    """The shell with its marks filled in; `scripts` are all that may run."""
    policy = POLICY.format(scripts=" ".join(map(_digest, scripts)), styles=_digest(own.style))
    filled = {
        "policy": f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        "styles": f"<style>{own.style}</style>",
        "pages": pages,
        "data": data,
        "scripts": running,
    }
    return re.sub(r"<!-- (\w+) -->", lambda mark: filled[mark[1]], own.shell)


def _is_page(path: str) -> bool:
    return path.endswith(".html") and path not in (SHELL, HUB, NOT_FOUND)


def _page(text: str, number: int) -> str:
    """A page without what the whole has once; ids within it become its own, and those that nothing names go."""
    head, rest = text.split(">", 1)
    own = set(_ID.findall(rest)) & set(_REFERRED.findall(rest))
    rest = _REFERRED.sub(lambda m: m[0].replace(m[1], f"{number}:{m[1]}") if m[1] in own else m[0], rest)
    rest = _ID.sub(lambda m: f' id="{number}:{m[1]}"' if m[1] in own else "", _LABELLED.sub("", rest))
    return re.sub(r"\n\s*\n", "\n", f"{head}>{_NEEDLESS.sub('', rest)}")


def _data(files: Mapping[str, str]) -> Iterator[str]:
    """What the search loads, as data that is read when it is asked for: the name, and the function it is for."""
    for path in sorted(files):
        call = _CALL.fullmatch(files[path]) if path.startswith("assets/search/") else None
        if call:
            yield f'<script type="application/json" data-brings="{call[2]}" data-call="{call[1]}">{call[3]}</script>'


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
