"""A comparison as Markdown for the comment under a pull request."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.changes.saying import CLOSE, OPEN
from sitegen.changes.telling import Section
from sitegen.diagnostics import Translate

# A comment on GitHub has at most 65,536 characters; some are left for whoever posts it.
LIMIT = 60_000
RESERVE = 300
FOLDED = 12
_QUOTE = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")


def write(summary: str, sections: Sequence[Section], translate: Translate, limit: int = LIMIT) -> str:
    """The report, cut at `limit` characters with a line that says how many rows were left out."""
    lines = [f"**{line(summary)}**"]
    used, left_out = len(lines[0]) + RESERVE, 0
    for section in sections:
        rows = [("  " * row.level) + "- " + line(row.text) for row in section.rows]
        folds = len(rows) > FOLDED
        count = sum(row.level == 0 for row in section.rows)
        head = ["", f"### {section.title} ({count})", ""]
        opening = [f"<details><summary>{translate('show')}</summary>", ""] if folds else []
        closing = ["", "</details>"] if folds else []
        used += sum(len(part) + 1 for part in (*head, *opening, *closing))
        kept = _fitting(rows, limit - used)
        used += sum(len(row) + 1 for row in kept)
        left_out += len(rows) - len(kept)
        if kept:
            lines += [*head, *opening, *kept, *closing]
    if left_out:
        said = translate("{count} lines are left out here; report --format json or html has all of them.")
        lines += ["", said.format(count=left_out)]
    return "\n".join(lines) + "\n"


def _fitting(rows: Sequence[str], room: int) -> list[str]:
    """The first rows that have room."""
    kept = []
    for row in rows:
        room -= len(row) + 1
        if room < 0:
            break
        kept.append(row)
    return kept


def line(text: str) -> str:
    """A row as Markdown: what content says becomes code, in which nothing is a link, a mention or markup."""
    return _QUOTE.sub(lambda match: _code(match.group(1)), text)


def _code(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if not text.strip() or text[:1] in "` " or text[-1:] in "` " else ""
    return f"{fence}{pad}{text}{pad}{fence}"
