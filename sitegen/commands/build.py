"""Build content/ into output/."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from sitegen.commands import common
from sitegen.diagnostics import Translate


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--links", choices=("web", "offline"), default="web", help="web: folders; offline: files")
    parser.add_argument("--in-place", action="store_true", help="replace file by file")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write what was done as JSON")


def run(options: argparse.Namespace, translate: Translate) -> int:
    """Build content into output."""
    from sitegen import pipeline, report

    settings = common.settings(options)
    with common.no_collector(), common.executor(settings.jobs) as executor:
        done = pipeline.build(settings, executor, common.tell(options.quiet, translate), in_place=options.in_place)
    common.clear_line()
    record = json.dumps(report.build_record(done, translate), ensure_ascii=False, indent=1)
    if options.report:
        options.report.write_text(record + "\n", encoding="utf-8")
    if options.json:
        print(record)
    else:
        errors = [d for d in done.diagnostics if d.severity == "error"]
        if errors:
            print(report.text(errors, translate), file=sys.stderr)
        if errors or not options.quiet:
            print(report.summary(done, str(settings.output), translate), file=sys.stderr if errors else sys.stdout)
    return common.CONTENT if done.written is None else common.DONE
