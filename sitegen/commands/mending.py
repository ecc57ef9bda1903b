"""What `check --fix` does before it judges: mend files, and say what was mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.commands import common
from sitegen.diagnostics import Translate, visible
from sitegen.settings import Settings

if TYPE_CHECKING:
    from sitegen.fixes import Mended

_SHOWN, _AROUND = 40, 12


def mend(settings: Settings, wanted: list[str] | None) -> list[Mended]:
    """Write the files that can be mended; what became of them."""
    from sitegen import disk, fixes, pipeline

    directory, _ = pipeline.read(settings.content, settings.general)
    mended = list(fixes.mend(settings.content, directory, lambda path: common.is_wanted(path, wanted)))
    for one in mended:
        disk.write(settings.content / one.path, one.text.encode())
    return mended


def text(mended: list[Mended], translate: Translate) -> str:
    """What was mended, for people: a line for each text, one for the form of a file."""
    lines = []
    for one in mended:
        if one.formed:
            lines.append(translate("{path}: brought into form").format(path=visible(one.path)))
        for span, before, after in one.edits:
            old, new = _differing(before, after)
            said = translate('{path}:{line}: "{before}" became "{after}"')
            lines.append(said.format(path=visible(one.path), line=span.line, before=visible(old), after=visible(new)))
    if mended:
        lines.append(translate("files mended: {count}").format(count=len(mended)))
    return "\n".join(lines)


def records(mended: list[Mended]) -> list[dict[str, object]]:
    """What was mended, for programs."""
    return [
        {
            "file": one.path,
            "form": one.formed,
            "texts": [{"line": s.line, "column": s.column, "before": a, "after": b} for s, a, b in one.edits],
        }
        for one in mended
    ]


def _differing(before: str, after: str) -> tuple[str, str]:
    """Two texts, or of long ones the part around the first difference."""
    from sitegen.checks.spacing import first_difference

    if max(len(before), len(after)) <= _SHOWN:
        return before, after
    start = max(0, first_difference(before, after) - _AROUND)
    part = slice(start, start + 2 * _AROUND)
    cut = "… " if start else ""
    return f"{cut}{before[part]} …", f"{cut}{after[part]} …"
