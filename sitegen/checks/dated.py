"""The day on which an entry was checked is a day that can have been.

Reason: readers trust an entry by it, and it decides when the entry falls due; a slip of the year hides an old one.
Tomorrow is let pass: it is today already in a time zone further east.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sitegen import codes
from sitegen.checks.walk import place_of
from sitegen.diagnostics import Diagnostic, fault
from sitegen.directory import Directory

EARLIEST = date(2000, 1, 1)


def check(directory: Directory, today: date) -> Iterator[Diagnostic]:
    """A report for each entry that was checked after today or before 2000."""
    latest = today + timedelta(days=1)
    for entry in directory.shelf.all():
        day = entry.values.get("verified")
        if isinstance(day, date) and not EARLIEST <= day <= latest:
            yield fault(codes.ODD_VERIFIED, place_of(entry, ("verified",)), found=day.isoformat())
