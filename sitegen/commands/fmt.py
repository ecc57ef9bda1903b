"""Bring entries into one form: the order of fields, quotes, lists, blank lines. Values, comments and texts stay."""

from __future__ import annotations

import argparse
import json
import sys
from difflib import unified_diff
from pathlib import Path

from sitegen.commands import common
from sitegen.diagnostics import Diagnostic, Translate, has_errors


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="only these files or folders")
    parser.add_argument("--check", action="store_true", help="write nothing; say what would change, and exit with 1")


def run(options: argparse.Namespace, translate: Translate) -> int:
    """Write the files that are not in their one form; with --check tell which they are."""
    from sitegen import disk, entry, formatting, report, source

    content: Path = options.content
    wanted = _wanted(options.paths, content, translate)
    faults: list[Diagnostic] = []
    changed: dict[str, str] = {}
    refused: list[str] = []
    total = 0
    for path in source.scan(content)[0]:
        place, _ = entry.classify(path)
        if place is None or not common.is_wanted(path, wanted):
            continue
        total += 1
        file, wrong = source.load(content, path)
        faults += wrong
        if file is None:
            continue
        try:
            text, wrong = formatting.formatted(file, place)
        except formatting.FormattingError as error:
            refused.append(str(error))
            continue
        faults += wrong
        before = (content / path).read_bytes()
        if not wrong and text.encode() != before:
            changed[path] = _diff(path, before, text) if options.check else ""
            if not options.check:
                disk.write(content / path, text.encode())
    if options.json:
        rows = {"changed": list(changed), "diagnostics": report.records(faults, translate)}
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    elif options.check:
        print("".join(f"{content / path}\n{diff}" for path, diff in changed.items()), end="")
    elif not options.quiet:
        print("".join(f"{content / path}\n" for path in changed), end="")
    if faults and not options.json:
        print(report.text(faults, translate), file=sys.stderr)
    if refused:
        print("\n".join(refused), file=sys.stderr)
    if not options.quiet and not options.json:
        print(_summary(len(changed), total, options.check, translate))
    if refused:
        return common.OURS
    return common.CONTENT if has_errors(faults) or (options.check and changed) else common.DONE


def _wanted(paths: list[str], content: Path, translate: Translate) -> list[str] | None:
    """The files and folders asked for, below the content folder; None for all. Raises common.UsageError."""
    if not content.is_dir():
        raise common.UsageError(f"there is no folder {content}; name the folder of entries with --content")
    named = [Path(path) for path in paths]
    missing = next((path for path in named if not path.exists() and not (content / path).exists()), None)
    if missing is not None:
        said = translate("there is no {path}, neither here nor in {content}")
        raise common.UsageError(said.format(path=missing, content=content))
    return common.below(named, content) if named else None


def _summary(changed: int, total: int, checked: bool, translate: Translate) -> str:
    """How many files were changed, or would be."""
    if checked and changed:
        said = translate("{count} of {total} files are in another form; to mend them run: python build.py fmt")
    elif changed:
        said = translate("{count} of {total} files brought into form")
    else:
        said = translate("All {total} files are in form")
    return said.format(count=changed, total=total)


def _diff(path: str, before: bytes, text: str) -> str:
    """What would change, as a unified diff; empty where only marks or line ends do."""
    old = before.decode("utf-8-sig").splitlines()
    return "".join(f"{line}\n" for line in unified_diff(old, text.splitlines(), path, path, lineterm=""))
