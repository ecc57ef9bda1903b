"""Rules that judge content as a whole. A new rule is one new file and one line in `RULES`."""

from __future__ import annotations

from sitegen.checks import cycles, debris, gaps, links, paths, ranges, references, scopes, served, thesaurus
from sitegen.diagnostics import Diagnostic
from sitegen.directory import Directory

RULES = (
    references.check,
    scopes.check,
    cycles.check,
    ranges.check,
    paths.check,
    links.check,
    served.check,
    gaps.check,
    debris.check,
    thesaurus.check,
)


def check(directory: Directory) -> list[Diagnostic]:
    """All that the rules find, in the order of files."""
    found = {diagnostic for rule in RULES for diagnostic in rule(directory)}
    return sorted(found, key=lambda d: d.sort_key)
