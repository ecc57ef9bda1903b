"""Judge entries, search and links; publish nothing. With --fix mend what is safe to mend before."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from sitegen.commands import common, freshness, mending, outside
from sitegen.diagnostics import Diagnostic, Translate, has_errors


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="only faults of these files or folders")
    parser.add_argument("--since", default="", metavar="REV", help="only faults of files changed since")
    parser.add_argument("--format", choices=("text", "json", "github", "gitlab", "sarif"), default="text")
    parser.add_argument("--strict", action="store_true", help="exit 1 for warnings and overdue entries too")
    parser.add_argument("--freshness", action="store_true", help="only tell what falls due, owner by owner")
    outside.add_options(parser)
    parser.add_argument("--fix", action="store_true", help="mend form, blanks in Chinese texts, references that moved")


def run(options: argparse.Namespace, translate: Translate) -> int:
    """Judge content, search expectations and the links of the made site in both link styles; publish nothing."""
    if options.freshness:
        return freshness.show(options, translate)
    from sitegen import pipeline, report

    settings = common.settings(options)
    wanted = _paths(options, settings.content)
    mended = mending.mend(settings, wanted) if options.fix else []
    with common.no_collector():
        if wanted is not None:
            faults = pipeline.check_files(settings, wanted)
        else:
            with common.executor(settings.jobs) as executor:
                faults = pipeline.check(settings, executor, common.tell(options.quiet, translate))
            common.clear_line()
    if options.external:

        def asked(path: str) -> bool:
            return wanted is None or any(path == p or path.startswith(f"{p}/") for p in wanted)

        faults += outside.faults(options, settings, asked, translate)
    style = "json" if options.json else options.format
    if mended and style != "json" and not options.quiet:
        print(mending.text(mended, translate), file=sys.stdout if style == "text" else sys.stderr)
    shown = report.FORMATS[style](faults, translate)
    if options.fix and style == "json":
        shown = json.dumps(
            {"mended": mending.records(mended), "diagnostics": report.records(faults, translate)},
            ensure_ascii=False,
            indent=1,
        )
    if shown:
        print(shown)
    if style == "text" and not options.quiet:
        print(report.counted(faults, translate))
    if style == "github":
        _summarise(faults, translate)
    return common.CONTENT if has_errors(faults) or (options.strict and faults) else common.DONE


def _summarise(faults: list[Diagnostic], translate: Translate) -> None:
    """Add all faults to the summary of the step that GitHub runs, where it names the file for it."""
    from sitegen import github

    name = os.environ.get("GITHUB_STEP_SUMMARY", "")
    if name:
        path = Path(name)
        room = github.MOST_BYTES - (path.stat().st_size if path.exists() else 0)
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(github.summary(faults, translate, room))


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
