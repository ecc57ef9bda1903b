"""How what falls due is told: a calendar and a feed on the site, for all and for each owner, and a table for editors.

The calendar knows nothing of the day it is made on: its bytes change when content does. The feed changes on the day
something comes within thirty days of falling due, or falls due. So subscribers may ask often and be told "unchanged".
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import due, urls
from sitegen.digest import of_bytes
from sitegen.freshness import calendar, feed
from sitegen.freshness.occasions import occasions
from sitegen.views.frame import Build

FOLDER = urls.folder("freshness")
ALL = "all"


def files(build: Build) -> Iterator[tuple[str, bytes]]:
    """The calendar and, where the base URL is known, the feed of everything, and of each owner who is named."""
    found = occasions(due.reviews(build.directory))
    owners = {ALL: "", **{name_of(one.owner): one.owner for one in found if one.owner}}
    for name, owner in owners.items():
        own = [one for one in found if owner in ("", one.owner)]
        if own:
            yield f"{FOLDER}{name}.ics", calendar.write(build, owner, own)
            if build.base_url:
                yield f"{FOLDER}{name}.xml", feed.write(build, owner, own, f"{FOLDER}{name}.xml")


def name_of(owner: str) -> str:
    """What an owner's files are called: the owner where that can be an address, else a digest of it."""
    return owner if urls.is_slug(owner) and owner != ALL else of_bytes(owner.encode())[:12]
