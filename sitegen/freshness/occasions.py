"""What falls due on one day for one owner: one event of a calendar, one entry of a feed, however many entries it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sitegen import urls
from sitegen.due import Review
from sitegen.views.frame import Build, Words

LISTED = 50


@dataclass(frozen=True, slots=True)
class Occasion:
    """The entries of one owner that fall due on one day; `latest` is when one of them was last checked."""

    owner: str
    day: date
    latest: date
    reviews: tuple[Review, ...]


def occasions(reviews: Iterable[Review]) -> list[Occasion]:
    """All occasions, by day and owner."""
    found: dict[tuple[date, str], list[Review]] = {}
    for review in reviews:
        if review.due:
            found.setdefault((review.due, review.owner), []).append(review)
    return [
        Occasion(owner, day, max(r.verified for r in rows if r.verified), tuple(rows))
        for (day, owner), rows in sorted(found.items())
    ]


def name(build: Build, owner: str) -> str:
    """What a calendar or a feed is called; `owner` is empty where it is that of everybody."""
    site = build.edition.site.name.value
    return build.words.falls_due.value % {"site": f"{site} · {owner}" if owner else site}


def title(one: Occasion, words: Words) -> str:
    """An occasion in a line."""
    return words.to_check.value % {"owner": one.owner or words.nobody.value, "count": len(one.reviews)}


def lines(one: Occasion, build: Build) -> list[str]:
    """The entries of an occasion, each with its address; of very many only the first, and how many more there are."""
    shown = [f"{r.title} {address(r, build) or r.id}" for r in one.reviews[:LISTED]]
    more = len(one.reviews) - LISTED
    return [*shown, build.words.and_more.value % {"count": more}] if more > 0 else shown


def address(review: Review, build: Build) -> str:
    """The full URL of an entry's page; empty where no base URL is known."""
    if not build.base_url:
        return ""
    steps = review.id.split("/")
    above = {"catalogue": "services", "journey": "journeys"}.get(review.kind)
    if review.kind == "location":
        steps = [steps[0], "locations", steps[1]]
    return urls.absolute(build.base_url, build.here(urls.folder(*([above] if above else []), *steps)))
