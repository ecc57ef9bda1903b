"""A comparison as plain values for machines; docs/report.md describes the shape."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sitegen import report
from sitegen.changes.compare import Changes
from sitegen.changes.entries import Group
from sitegen.changes.fields import FieldChange, plain
from sitegen.changes.pages import Pages
from sitegen.diagnostics import Translate

FORMAT = 1


def record(changes: Changes, since: str, summary: str, translate: Translate) -> dict[str, Any]:
    """All of a comparison; `since` names what it was compared with."""
    return {
        "format": FORMAT,
        "since": since,
        "summary": summary,
        "added": [_group(one) for one in changes.added],
        "removed": [_group(one) for one in changes.removed],
        "moved": [{"before": asdict(one.before), "after": asdict(one.after)} for one in changes.moved],
        "changed": [_group(one) for one in changes.changed],
        "search": asdict(changes.search),
        "freshness": asdict(changes.freshness),
        "pages": _pages(changes.pages) if changes.pages else None,
        "bundles": [asdict(one) for one in changes.bundles],
        "faults": {
            "dead_ends": report.records(changes.dead_ends, translate),
            "new": report.records(changes.new_faults, translate),
            "mended": report.records(changes.mended, translate),
        },
    }


def _group(group: Group) -> dict[str, Any]:
    places = [place.address for place in group.places]
    return {**asdict(group.subject), "places": places, "changes": [_change(one) for one in group.changes]}


def _change(change: FieldChange) -> dict[str, Any]:
    named = {name: getattr(change, name) for name in ("path", "field", "item", "part", "lang")}
    return {**named, "before": plain(change.before), "after": plain(change.after)}


def _pages(pages: Pages) -> dict[str, Any]:
    addresses = sorted({*pages.before, *pages.after})
    sizes = {
        address: [len(side[address]) if address in side else None for side in (pages.before, pages.after)]
        for address in addresses
    }
    return {"added": pages.added, "removed": pages.removed, "changed": pages.changed, "bytes": sizes}
