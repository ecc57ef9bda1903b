"""Judge entries, search and links; publish nothing."""

from __future__ import annotations

import argparse
import subprocess
from pathlib import Path

from sitegen.commands import common, freshness
from sitegen.diagnostics import Translate, has_errors


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="only faults of these files or folders")
    parser.add_argument("--since", default="", metavar="REV", help="only faults of files changed since")
    parser.add_argument("--format", choices=("text", "json", "github", "gitlab", "sarif"), default="text")
    parser.add_argument("--strict", action="store_true", help="exit 1 for warnings and overdue entries too")
    parser.add_argument("--freshness", action="store_true", help="only tell what falls due, owner by owner")


def run(options: argparse.Namespace, translate: Translate) -> int:
    """Judge content, search expectations and the links of the made site in both link styles; publish nothing."""
    if options.freshness:
        return freshness.show(options, translate)
    from sitegen import pipeline, report

    settings = common.settings(options)
    wanted = _paths(options, settings.content)
    with common.no_collector():
        if wanted is not None:
            faults = pipeline.check_files(settings, wanted)
        else:
            with common.executor(settings.jobs) as executor:
                faults = pipeline.check(settings, executor, common.tell(options.quiet, translate))
            common.clear_line()
    style = "json" if options.json else options.format
    shown = report.FORMATS[style](faults, translate)
    if shown:
        print(shown)
    if style == "text" and not options.quiet:
        print(report.counted(faults, translate))
    return common.CONTENT if has_errors(faults) else common.DONE


def _paths(options: argparse.Namespace, content: Path) -> list[str] | None:
    """The files that were asked for, below the content folder; None for all. Raises common.UsageError."""
    named = [Path(p) for p in options.paths]
    if options.since:
        changed = ["git", "diff", "--name-only", "-z", "--relative", options.since, "--", str(content)]
        new = ["git", "ls-files", "--others", "--exclude-standard", "-z", "--", str(content)]
        for call in (changed, new):
            git = subprocess.run(call, capture_output=True, text=True, check=False)
            if git.returncode:
                raise common.UsageError(f"git knows no {options.since}: {git.stderr.strip()}")
            named += [Path(p) for p in git.stdout.split("\0") if p]
    elif not named:
        return None
    return common.below(named, content)
