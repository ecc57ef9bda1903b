"""What commands print: diagnostics for people and for machines, progress, and the summary at the end."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from unicodedata import east_asian_width

from sitegen import github
from sitegen.bundles import Written
from sitegen.diagnostics import Diagnostic, Translate, hint, message, visible
from sitegen.pipeline import Report

Writer = Callable[[Sequence[Diagnostic], Translate], str]
SHOWN_WARNINGS = 20


def text(diagnostics: Sequence[Diagnostic], translate: Translate) -> str:
    """Diagnostics for people: place, message and remedy, then the line with a caret."""
    return "\n".join(_one(d, translate) for d in diagnostics)


def _one(diagnostic: Diagnostic, translate: Translate) -> str:
    span = diagnostic.span
    place = f"{visible(span.path)}:{span.line}:{span.column}"
    severity = translate(diagnostic.severity)
    first = (
        f"{place}: {severity}[{diagnostic.code.name}]: {message(diagnostic, translate)}; {hint(diagnostic, translate)}"
    )
    if not span.text.strip():
        return first
    line = visible(span.text.replace("\t", " "))
    number = str(span.line)
    indent = sum(_columns(c) for c in span.text[: span.column - 1])
    carets = max(1, sum(_columns(c) for c in span.text[span.column - 1 : span.column - 1 + span.width]))
    return f"{first}\n  {number} | {line}\n  {' ' * len(number)} | {' ' * indent}{'^' * carets}"


def _columns(character: str) -> int:
    """How many columns of a terminal a character takes."""
    return 2 if east_asian_width(character) in "WF" else 1


def records(diagnostics: Iterable[Diagnostic], translate: Translate) -> list[dict[str, object]]:
    """Diagnostics as plain values: file, line, column, code, severity, message, hint."""
    return [
        {
            "file": d.span.path,
            "line": d.span.line,
            "column": d.span.column,
            "code": d.code.name,
            "severity": d.severity,
            "message": message(d, translate),
            "hint": hint(d, translate),
        }
        for d in diagnostics
    ]


def as_json(diagnostics: Sequence[Diagnostic], translate: Translate) -> str:
    """Diagnostics as a JSON list."""
    return json.dumps(records(diagnostics, translate), ensure_ascii=False, indent=1)


def gitlab(diagnostics: Sequence[Diagnostic], translate: Translate) -> str:
    """A Code Quality report of GitLab; fingerprints leave the line out, so that edits above reopen nothing."""
    seen: Counter[str] = Counter()
    rows = []
    for d in diagnostics:
        key = f"{d.span.path}:{d.code.name}:{d.values}"
        seen[key] += 1
        rows.append(
            {
                "description": f"{message(d, translate)}; {hint(d, translate)}",
                "check_name": d.code.name,
                "fingerprint": sha256(f"{key}:{seen[key]}".encode()).hexdigest(),
                "severity": "major" if d.severity == "error" else "minor",
                "location": {"path": d.span.path, "lines": {"begin": d.span.line}},
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=1)


def sarif(diagnostics: Sequence[Diagnostic], translate: Translate) -> str:
    """A SARIF 2.1.0 log, as code scanning reads it."""
    rules = {d.code.name: d.code for d in diagnostics}
    driver = {
        "name": "sitegen",
        "rules": [{"id": n, "shortDescription": {"text": translate(c.why)}} for n, c in sorted(rules.items())],
    }
    results = [
        {
            "ruleId": d.code.name,
            "level": d.severity,
            "message": {"text": f"{message(d, translate)}; {hint(d, translate)}"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": d.span.path},
                        "region": {"startLine": d.span.line, "startColumn": d.span.column},
                    }
                }
            ],
        }
        for d in diagnostics
    ]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=1)


FORMATS: dict[str, Writer] = {
    "text": text,
    "json": as_json,
    "github": github.annotate,
    "gitlab": gitlab,
    "sarif": sarif,
}


def build_record(report: Report, translate: Translate) -> dict[str, object]:
    """What `build --report` writes."""
    written = report.written
    return {
        "pages": report.pages,
        "made": len(written.made) if written else 0,
        "kept": len(written.kept) if written else 0,
        "removed": len(written.removed) if written else 0,
        "seconds": report.seconds,
        "bytes": written.bytes if written else 0,
        "diagnostics": records(report.diagnostics, translate),
    }


def counted(diagnostics: Sequence[Diagnostic], translate: Translate) -> str:
    """How many errors and warnings there are: "2 errors, 1 warning"."""
    count = Counter(d.severity for d in diagnostics)
    errors, warnings = count["error"], count["warning"]
    words = [translate("1 error" if errors == 1 else "{count} errors").format(count=errors)] if errors else []
    if warnings:
        words.append(translate("1 warning" if warnings == 1 else "{count} warnings").format(count=warnings))
    return translate(", ").join(words) or translate("no faults")


def summary(report: Report, place: str, translate: Translate) -> str:
    """The last lines of a build: what was made, how long it took, where to look."""
    written = report.written
    if written is None:
        return translate("Nothing was published: {counted}. The site in {place} stays as it was.").format(
            counted=counted(report.diagnostics, translate), place=place
        )
    line = translate(
        "{pages} pages in {seconds} s: {made} files made, {kept} kept, {removed} removed; the site has {size} MB."
    ).format(
        pages=report.pages,
        seconds=round(sum(report.seconds.values()), 1),
        made=len(written.made),
        kept=len(written.kept),
        removed=len(written.removed),
        size=round(written.bytes / 1e6, 1),
    )
    faults = counted(report.diagnostics, translate)
    look = translate("Open {place}/index.html, or run: python build.py serve").format(place=place)
    more = translate("{counted}; to read them run: python build.py check").format(counted=faults)
    return "\n".join([line, look, *([more] if report.diagnostics else [])])


def row(written: Written) -> dict[str, object]:
    """A bundle that was written, for machines; sizes in bytes."""
    return {
        "name": written.facts.name,
        "services": written.facts.services,
        "files": written.files,
        "bytes": written.size,
        "file": written.path.as_posix(),
        **written.changes,
    }


def table(bundles: Sequence[Written], translate: Translate) -> str:
    """Bundles as a table: size in kB, where each lies, and how many services it tells of; then all of them."""
    rows = [
        f"{one.size / 1000:>12,.0f} kB  {one.path}  "
        + translate("{count} services").format(count=f"{one.facts.services:,}")
        for one in bundles
    ]
    whole = f"{sum(one.size for one in bundles) / 1000:>12,.0f} kB  " + translate("together")
    return "\n".join([*rows, whole] if len(rows) > 1 else rows)
