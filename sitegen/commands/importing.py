"""Bring a table into content by a mapping file."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from sitegen.commands import common
from sitegen.diagnostics import Translate, has_errors


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("mapping", type=Path, help="the mapping file")
    parser.add_argument("--dry-run", action="store_true", help="say what would change and write nothing")


def run(options: argparse.Namespace, translate: Translate) -> int:
    """Bring a table into content by its mapping file."""
    from sitegen import importers, report

    if not options.mapping.is_file():
        raise common.UsageError(f"there is no mapping file {options.mapping}")
    done = importers.run(options.mapping, options.content, options.dry_run)
    faults = [*done.diagnostics, *done.dropped]
    if options.json:
        names = ("made", "changed", "kept", "removed")
        record: dict[str, object] = {name: list(getattr(done, name)) for name in names}
        print(json.dumps({**record, "diagnostics": report.records(faults, translate)}, ensure_ascii=False, indent=1))
    else:
        if faults:
            print(report.text(faults, translate), file=sys.stderr)
        if options.dry_run:
            for mark, paths in (("+", done.made), ("~", done.changed)):
                print("".join(f"{mark} {path}\n" for path in paths), end="")
        if not options.quiet:
            print(
                translate("{made} entries made, {changed} changed, {kept} kept; {gone} rows are gone").format(
                    made=len(done.made), changed=len(done.changed), kept=len(done.kept), gone=len(done.removed)
                )
            )
    return common.CONTENT if has_errors(faults) else common.DONE
