"""The site as an app: the web app manifest, and what a reader's copy of each city needs for reading offline."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping

from sitegen import urls
from sitegen.excerpt import excerpt
from sitegen.views.frame import Build, copy_file, notices_file


def manifest(build: Build, look: bytes) -> dict[str, object]:
    """The web app manifest (W3C): colours, icons and display are the theme's, the name is the site's.

    Addresses in it are relative to itself, so that it holds under any base path.
    """
    site = build.edition.site
    own = {"name": site.name.value, "short_name": site.name.value, "lang": build.lang, "start_url": "./", "scope": "./"}
    return {**own, **json.loads(look)}


def copies(
    build: Build, files: Mapping[str, str], assets: Collection[str], size: Callable[[str], int]
) -> Iterator[tuple[str, dict[str, object]]]:
    """For each city of a language the path of its list, and the list: what a copy holds, as addresses and digests.

    `files` are blobs by path, `assets` the theme's files that every page needs, `size` tells the bytes of a blob.
    A list knows nothing of when it was made: it has the same bytes until a file in it changes.
    """
    parts: dict[str, dict[str, str]] = {}
    for file, blob in files.items():
        parts.setdefault(_holder(file, build, assets), {})[urls.address_of(file)] = blob
    shared = parts[""]
    for city in build.edition.cities.values():
        if build.edition.speaks(city.id):
            part = excerpt(build.directory, (city.id,)).edition(build.lang)
            held = shared | parts[city.id]
            alone = set(part.providers), set(part.journeys), set(part.notices)
            for folder, needed in zip(urls.STANDING_ALONE, alone, strict=True):
                for id in needed:
                    held |= parts.get(f"{folder}/{id}", {})
            listed = {
                "city": city.id,
                "title": (city.short_name or city.name).value,
                "bytes": sum(map(size, held.values())),
                "files": dict(sorted(held.items())),
            }
            yield copy_file(build.lang, city.id), listed


def _holder(file: str, build: Build, assets: Collection[str]) -> str:
    """Whose copy needs a file in this language: a city's id, or "" for every city's; else a word that no city has."""
    own, search = build.here(urls.HUB), f"assets/search/{build.lang.lower()}"
    if file in assets or file in (build.app_script, notices_file(build.lang), f"{search}.js"):
        return ""
    if file.startswith(f"{search}/"):
        return file.removeprefix(f"{search}/").removesuffix(".js").split("/")[0]
    return urls.holder(urls.address_of(file.removeprefix(own))) if file.startswith(own) else "none"
