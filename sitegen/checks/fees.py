"""A fee names the rule that sets it.

Reason: readers must be able to tell a lawful fee from one that somebody asks for.
Source: 实施清单, 收费依据, which every 收费项目 states; a service that costs nothing says `free` or an amount of 0.
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import codes
from sitegen.checks.walk import place_of, services
from sitegen.diagnostics import Diagnostic, fault
from sitegen.directory import Directory


def check(directory: Directory) -> Iterator[Diagnostic]:
    """A report for each fee, not of 0, that an entry states without its basis."""
    for entry, service in services(directory):
        if isinstance(entry.values.get("fees"), tuple) and isinstance(service.fees, tuple):
            for number, fee in enumerate(service.fees):
                if fee.amount != 0 and fee.basis is None:
                    place = place_of(entry, ("fees", number, "name"))
                    yield fault(codes.NO_BASIS, place, name=fee.name.value)
