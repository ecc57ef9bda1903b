"""Diagnostics on GitHub: annotations beside the lines, and all of them in the summary of a step."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.diagnostics import Diagnostic, Translate, hint, message

MOST_ANNOTATIONS = 10
MOST_BYTES = 1_048_576


def annotate(diagnostics: Sequence[Diagnostic], translate: Translate) -> str:
    """Annotations of GitHub Actions: the first ten errors and the first ten warnings, since it shows no more."""
    errors = [d for d in diagnostics if d.severity == "error"][:MOST_ANNOTATIONS]
    warnings = [d for d in diagnostics if d.severity == "warning"][:MOST_ANNOTATIONS]
    return "\n".join(
        f"::{d.severity} file={_property(d.span.path)},line={d.span.line},col={d.span.column},title={d.code.name}::"
        + _data(f"{message(d, translate)}; {hint(d, translate)}")
        for d in (*errors, *warnings)
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def summary(diagnostics: Sequence[Diagnostic], translate: Translate, room: int) -> str:
    """All diagnostics as a Markdown table of at most so many bytes, errors first; what is cut is counted."""
    head = f"| {translate('place')} | {translate('code')} | {translate('what is wrong')} |\n|---|---|---|\n"
    last = translate("{count} more are not shown.")
    left = room - len(head.encode()) - len(last.encode()) - 20
    if not diagnostics or left < 0:
        return ""
    rows: list[str] = []
    for d in sorted(diagnostics, key=lambda d: d.severity):
        place = cell(f"{d.span.path}:{d.span.line}:{d.span.column}")
        said = cell(f"{message(d, translate)}; {hint(d, translate)}")
        row = f"| {place} | {translate(d.severity)} {d.code.name} | {said} |\n"
        left -= len(row.encode())
        if left < 0:
            break
        rows.append(row)
    more = len(diagnostics) - len(rows)
    return head + "".join(rows) + (f"\n{last.format(count=more)}\n" if more else "\n")


def cell(text: str) -> str:
    """A text in a cell of a Markdown table, shown as it stands."""
    return re.sub(r"([\\`*_{}\[\]<>|~#&!$:@-])", r"\\\1", " ".join(text.split()))
