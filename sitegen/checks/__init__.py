"""Rules that judge content as a whole. A new rule is one new file and one line here.

Those in `STRICT` can find errors, the others warnings only; all in `OF_ENTRIES` are quick, the last one in `RULES`
looks at every word of search.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from sitegen.checks import cycles, debris, gaps, links, paths, ranges, references, scopes, served, thesaurus
from sitegen.diagnostics import Diagnostic
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
)
OF_ENTRIES = (*STRICT, gaps.check, debris.check)
RULES = (*OF_ENTRIES, thesaurus.check)


def check(directory: Directory, rules: Sequence[Rule] = RULES) -> list[Diagnostic]:
    """All that the rules find, in the order of files."""
    found = {diagnostic for rule in rules for diagnostic in rule(directory)}
    return sorted(found, key=lambda d: d.sort_key)


def errors(directory: Directory) -> Iterator[list[Diagnostic]]:
    """What stops publishing, rule by rule, without those that only warn."""
    for rule in STRICT:
        yield [diagnostic for diagnostic in rule(directory) if diagnostic.severity == "error"]
