"""Rules that judge content as a whole. A new rule is one new file and one line here.

Those in `STRICT` can find errors, the others warnings only; all in `OF_ENTRIES` are quick, the last one in `RULES`
looks at every word of search. `dated` alone is told what day it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from sitegen import codes
from sitegen.checks import (
    bodies,
    cities,
    contacts,
    cycles,
    dated,
    debris,
    fees,
    gaps,
    headings,
    hosts,
    leftovers,
    link_texts,
    links,
    names,
    paths,
    ranges,
    references,
    related,
    scopes,
    served,
    spacing,
    thesaurus,
    titles,
    visits,
)
from sitegen.diagnostics import Diagnostic, fault
from sitegen.directory import Directory

Rule = Callable[[Directory], Iterable[Diagnostic]]
STRICT: tuple[Rule, ...] = (
    references.check,
    scopes.check,
    cycles.check,
    ranges.check,
    paths.check,
    links.check,
    served.check,
    hosts.check,
)
OF_ENTRIES = (
    *STRICT,
    gaps.check,
    debris.check,
    leftovers.check,
    visits.check,
    fees.check,
    contacts.check,
    titles.check,
    names.check,
    cities.check,
    bodies.check,
    headings.check,
    link_texts.check,
    related.check,
    spacing.check,
)
RULES = (*OF_ENTRIES, thesaurus.check)
APART = (codes.PLAIN_HTTP, codes.GAPS)  # one line for many already


def check(directory: Directory, today: date, rules: Sequence[Rule] = RULES) -> list[Diagnostic]:
    """All that the rules find, in the order of files."""
    found = {diagnostic for rule in rules for diagnostic in rule(directory)}
    return sorted(found.union(dated.check(directory, today)), key=lambda d: d.sort_key)


def summed(directory: Directory, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The same with one line for each owner of imported entries and kind of warning, at the first of them."""
    owners = {
        entry.path: str(entry.values.get("owner") or entry.values.get("provider") or "nobody")
        for entry in directory.shelf.kind("service").values()
        if entry.values.get("imported")
    }
    rest: list[Diagnostic] = []
    groups: dict[tuple[str, str], list[Diagnostic]] = {}
    for diagnostic in found:
        if diagnostic.severity == "error" or diagnostic.code in APART or diagnostic.span.path not in owners:
            rest.append(diagnostic)
        else:
            groups.setdefault((owners[diagnostic.span.path], diagnostic.code.name), []).append(diagnostic)
    for (owner, name), several in groups.items():
        if len(several) == 1:
            rest += several
        else:
            first = min(several, key=lambda d: d.sort_key)
            rest.append(fault(codes.IMPORTED, first.span, owner=owner, name=name, count=str(len(several))))
    return sorted(rest, key=lambda d: d.sort_key)


def errors(directory: Directory) -> Iterator[list[Diagnostic]]:
    """What stops publishing, rule by rule, without those that only warn."""
    for rule in STRICT:
        yield [diagnostic for diagnostic in rule(directory) if diagnostic.severity == "error"]
