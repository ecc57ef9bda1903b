"""How often one must go there fits the channels, and a visit has its reason.

Reason: "0 visits" is the promise that readers choose a service by; where only counters and kiosks follow, it is empty.
Source: 实施清单 (the element list of China's service guides), 到办事现场次数 and 必须现场办理原因说明: whoever asks for
a visit states why.
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import codes, model
from sitegen.checks.walk import place_of, services
from sitegen.diagnostics import Diagnostic, fault
from sitegen.directory import Directory
from sitegen.source import Name

FROM_AFAR = ("web", "mini_program", "official_account", "app", "phone", "sms", "mail", "home_visit")


def check(directory: Directory) -> Iterator[Diagnostic]:
    """A report for each promise of 0 visits that no channel keeps, and for each visit without a reason."""
    for entry, service in services(directory):
        visits = service.visits
        if not isinstance(visits, model.Visits):
            continue
        stated = entry.values.get("visits")
        on_site = bool(service.channels) and not any(channel.kind in FROM_AFAR for channel in service.channels)
        if visits.min == 0 and on_site and (stated or entry.values.get("channels")):
            keys = ("visits", "min") if isinstance(stated, dict) and "min" in stated else (Name("channels"),)
            yield fault(codes.ZERO_VISITS, place_of(entry, keys))
        if visits.max > 0 and visits.reason is None and stated:
            yield fault(codes.NO_REASON, place_of(entry, ("visits", "max")))
