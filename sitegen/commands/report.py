"""Say what a change of content means for readers."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sitegen import disk
from sitegen.commands import common, revisions
from sitegen.diagnostics import Translate

if TYPE_CHECKING:
    from sitegen.changes.compare import Changes, Weight
    from sitegen.directory import Directory
    from sitegen.settings import Settings

FIRST, RECORD, LISTED = "index.html", "report.json", "files.txt"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--since", default="", metavar="REV", help="compare with the content at this revision of Git")
    parser.add_argument("--before", type=Path, metavar="DIR", help="compare with the content in this folder")
    parser.add_argument("--format", choices=("markdown", "html", "json"), default="markdown", help="markdown (default)")
    parser.add_argument("--to", type=Path, metavar="PLACE", help="write this file; with --format html this folder")
    parser.add_argument("--bundles", action="store_true", help="weigh the offline copies of the changed cities, too")


def run(options: argparse.Namespace, translate: Translate) -> int:
    """Compare content with what it was, and say what that means for readers; publish nothing."""
    from sitegen import report, theme
    from sitegen.changes import markdown, preview, record, saying, telling
    from sitegen.changes.compare import compare, read
    from sitegen.changes.twice import both

    style = "json" if options.json else options.format
    if bool(options.since) == (options.before is not None):
        raise common.UsageError("name what to compare with: --since REV, or --before DIR")
    if style == "html":
        _check_folder(options.to)
    settings = common.settings(options)
    look = theme.load(settings.theme)
    tell = common.tell(options.quiet, translate)
    with common.no_collector(), TemporaryDirectory() as folder, common.executor(settings.jobs) as executor:
        tell("read", 0, 0)
        then = (_before(options, settings, Path(folder)), settings.general, settings.now.date())
        now = (settings.content, settings.general, settings.now.date(), settings.cache)
        (old, _), (new, faults) = both(executor, read, then, now)
        if old is None:
            raise common.UsageError("the content before has no site.yaml that can be read")
        if new is None:
            return common.refused([*faults], translate)
        tell("compare", 0, 0)
        changes = compare(old, new, look, settings, executor)
        if options.bundles and changes.pages is not None:
            weights = _weights(changes, old.directory, new.directory, settings, executor, translate)
            changes = replace(changes, bundles=tuple(weights))
    common.clear_line()
    lang = translate("en")  # the tag of the language that is spoken here
    sayer = saying.sayer(translate, lang, new.directory.default.site.currency)
    summary, sections = telling.summary(changes, sayer), telling.sections(changes, sayer)
    told = record.record(changes, options.since or str(options.before), summary, translate)
    as_json = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    if style == "html":
        files = preview.files(changes, summary, sections, look, lang)
        _write_folder(options.to, {**files, RECORD: as_json.encode()})
    else:
        text = as_json if style == "json" else markdown.write(summary, sections, translate)
        if options.to:
            disk.write(options.to, text.encode())
        else:
            print(text, end="")
    if changes.errors:
        print(report.text(changes.errors, translate), file=sys.stderr)
    return common.CONTENT if changes.errors else common.DONE


def _before(options: argparse.Namespace, settings: Settings, folder: Path) -> Path:
    """The folder of the content before; that of a revision is written into `folder`. Raises UsageError."""
    if options.before is None:
        revisions.write_content(settings.content, options.since, folder)
        return folder
    before: Path = options.before
    if not before.is_dir():
        raise common.UsageError(f"there is no folder {before}; name the content before with --before DIR")
    return before


def _weights(
    changes: Changes,
    old: Directory,
    new: Directory,
    settings: Settings,
    executor: Executor | None,
    translate: Translate,
) -> Iterator[Weight]:
    """What the archives of the changed cities weigh, before and after."""
    from sitegen import bundles, cache
    from sitegen.changes.compare import Weight

    store = cache.Cache(settings.cache)
    try:
        with TemporaryDirectory() as folder:
            maker = bundles.Maker(settings, store, executor, lambda stage, done, total: None)
            offering = [{one.id for one in directory.default.offering} for directory in (old, new)]
            for city in sorted(offering[0].union(offering[1]).intersection(changes.cities)):
                sizes: list[int | None] = []
                for directory, known in zip((old, new), offering, strict=True):
                    if city not in known:
                        sizes.append(None)
                        continue
                    made = bundles.contents(directory, bundles.wanted(directory, [city], "")[0], maker)
                    (written,) = bundles.write(made, ("zip",), Path(folder), {}, maker, translate)
                    sizes.append(written.size)
                yield Weight(city, *sizes)
    finally:
        store.close()


def _check_folder(to: Path | None) -> None:
    """Raise UsageError where a folder holds anything but an earlier report."""
    if to is None:
        raise common.UsageError("name the folder of the report with --to DIR")
    if to.exists() and not (to.is_dir() and ((to / LISTED).is_file() or not any(to.iterdir()))):
        raise common.UsageError(f"{to} is no folder of an earlier report; name an empty or a new one with --to DIR")


def _write_folder(to: Path, files: Mapping[str, bytes]) -> None:
    """Write the files of a report, its first page last, and take away those of an earlier one."""
    earlier = (to / LISTED).read_text(encoding="utf-8").split("\n") if (to / LISTED).exists() else []
    for path in sorted({*earlier} - {"", *files}):
        if to.resolve() in (to / path).resolve().parents:
            disk.remove(to / path, to)
    disk.write(to / LISTED, "\n".join(sorted({*earlier, *files})).encode())
    for path, data in sorted(files.items(), key=lambda item: item[0] == FIRST):
        disk.write(to / path, data)
    disk.write(to / LISTED, "\n".join(sorted(files)).encode())
