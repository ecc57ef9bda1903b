"""`check --freshness`: what falls due, owner by owner."""

from __future__ import annotations

import argparse
import json

from sitegen.commands import common
from sitegen.diagnostics import Translate


def show(options: argparse.Namespace, translate: Translate) -> int:
    """Print the table, or its values with --json; faults of content do not hinder it."""
    from sitegen import due, notices, pipeline
    from sitegen.freshness import table
    from sitegen.views.frame import today

    settings = common.settings(options)
    directory, faults = pipeline.read(settings.content, settings.general, settings.cache)
    if directory is None:
        return common.refused(faults, translate)
    zone = directory.default.site.timezone
    day = today(notices.moment(settings.now, zone), zone)
    found = due.reviews(directory)
    if options.json or options.format == "json":
        print(json.dumps(table.record(found, day), ensure_ascii=False, indent=1))
    else:
        print(table.text(found, day, translate))
    return common.CONTENT if options.strict and due.most_overdue(found, day) else common.DONE
