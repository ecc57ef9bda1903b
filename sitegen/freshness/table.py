"""What falls due as a table for the terminal and as values for programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from unicodedata import east_asian_width

from sitegen.diagnostics import Translate, visible
from sitegen.due import Review, Tally, by_owner, most_overdue, tally

WORST = 10


def text(found: Sequence[Review], day: date, translate: Translate) -> str:
    """A row for each owner and one for all; below it the entries that are overdue longest."""
    rows = [tally(owner, own, day) for owner, own in by_owner(found).items()]
    head = [
        translate("owner"),
        translate("entries"),
        translate("checked"),
        translate("due in 30 days"),
        translate("overdue"),
        translate("never checked"),
        translate("holds"),
    ]
    names = [visible(one.owner) or translate("nobody") for one in rows]
    body = [_cells(name, one) for name, one in zip(names, rows, strict=True)]
    if len(rows) > 1:
        body.append(_cells(translate("all"), tally("", found, day)))
    worst = most_overdue(found, day)[:WORST]
    below = [translate("Overdue longest:"), *(_line(one) for one in worst)] if worst else []
    return "\n".join([*_aligned([head, *body]), *below])


def _cells(name: str, one: Tally) -> list[str]:
    numbers = (one.entries, one.verified, one.soon, one.overdue, one.never)
    return [name, *(f"{number:,}" for number in numbers), f"{one.share} %"]


def _line(one: Review) -> str:
    return f"  {one.due}  {visible(one.path)}  {visible(one.title)}"


def _aligned(rows: list[list[str]]) -> list[str]:
    """Rows in columns, names to the left, numbers to the right; wide characters take two places."""
    widths = [max(_width(row[n]) for row in rows) for n in range(len(rows[0]))]
    return [
        "  ".join(
            cell + " " * (widths[n] - _width(cell)) if n == 0 else " " * (widths[n] - _width(cell)) + cell
            for n, cell in enumerate(row)
        )
        for row in rows
    ]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def record(found: Sequence[Review], day: date) -> dict[str, object]:
    """The same for programs: every owner, and every entry, the longest overdue first."""
    owners = [tally(owner, own, day) for owner, own in by_owner(found).items()]
    return {
        "day": str(day),
        "owners": [
            {
                "owner": one.owner or None,
                "entries": one.entries,
                "verified": one.verified,
                "due_in_30_days": one.soon,
                "overdue": one.overdue,
                "never_verified": one.never,
                "share": one.share,
            }
            for one in owners
        ],
        "entries": [
            {
                "kind": one.kind,
                "id": one.id,
                "file": one.path,
                "owner": one.owner or None,
                "provider": one.provider or None,
                "verified": str(one.verified) if one.verified else None,
                "due": str(one.due) if one.due else None,
                "days_overdue": one.overdue(day),
            }
            for one in sorted(found, key=lambda one: (-one.overdue(day), one.due or date.max, one.kind, one.id))
        ],
    }
