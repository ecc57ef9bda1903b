"""The text of a city's entry speaks of that city.

Reason: entries are written by copying a neighbour's; what stays of it sends readers to the wrong town.
Not looked at: links, official names of bodies, channels, laws and titles in 《》, addresses, the cities above and
below one's own, and roads, schools and hospitals that are called after a city.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sitegen import codes, schema
from sitegen.checks.walk import place_inside, walk
from sitegen.diagnostics import Diagnostic, fault
from sitegen.directory import Directory
from sitegen.entry import Entry

OFFICIAL = ("name", "address", "transport", "access")
_ASIDE = re.compile(r"!?\[[^\]]*\]\([^)]*\)|《[^》]*》|[a-z]+://\S+", re.IGNORECASE)


def check(directory: Directory) -> Iterator[Diagnostic]:
    """A report for each entry of a city whose text names another one, at the first such name."""
    names = _names(directory)
    found = _any_of(names, "(?<![A-Za-z])", "(?![A-Za-z路街道巷大医])")
    official = _any_of({p.name.value for edition in directory.editions for p in edition.providers.values()})
    foreign: dict[str, set[str]] = {}
    for entry in directory.shelf.all():
        city = entry.place.city
        if city and city not in foreign:
            kin = _kin(directory, city)
            foreign[city] = {word for word, id in names.items() if id not in kin}
        if city and not foreign[city].isdisjoint(found.findall(entry.source.text)):
            yield from _stray(entry, found, official, foreign[city])


def _any_of(words: Iterable[str], before: str = "", behind: str = "") -> re.Pattern[str]:
    """A pattern that finds any of these words, the longest first."""
    either = "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
    return re.compile(f"{before}(?:{either or '(?!)'}){behind}")


def _names(directory: Directory) -> dict[str, str]:
    """What the cities are called in all languages, with their ids; one sign alone is no name."""
    found: dict[str, str] = {}
    for edition in directory.editions:
        for city in edition.cities.values():
            for name in (city.name, city.short_name):
                if name is not None and len(name.value) > 1:
                    found.setdefault(name.value, city.id)
    return found


def _kin(directory: Directory, city: str) -> set[str]:
    """A city with those that it lies in and those that lie in it."""
    cities = directory.default.cities

    def above(id: str) -> list[str]:
        trail: list[str] = []
        while id in cities and id not in trail:
            trail.append(id)
            id = cities[id].parent or ""
        return trail

    return {city, *above(city), *(other for other in cities if city in above(other))}


def _stray(entry: Entry, found: re.Pattern[str], official: re.Pattern[str], foreign: set[str]) -> Iterator[Diagnostic]:
    for keys, kind, value in walk(entry):
        if not isinstance(kind, schema.Words) or keys[-1] in OFFICIAL:
            continue
        text = _ASIDE.sub(_blank, value.value)
        if any(match.group() in foreign for match in found.finditer(text)):
            text = official.sub(_blank, text)
            match = next((match for match in found.finditer(text) if match.group() in foreign), None)
            if match:
                span = place_inside(entry, keys, value.value, match.start(), len(match.group()))
                yield fault(codes.OTHER_CITY, span, word=match.group())
                return


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
