"""Make offline copies: archives, folders for a stick, updates."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.commands import common
from sitegen.diagnostics import Translate, has_errors
from sitegen.settings import Settings

if TYPE_CHECKING:
    from sitegen import bundles


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--city", action="append", default=[], metavar="ID", help="a place and the places in it")
    parser.add_argument("--category", action="append", default=[], metavar="ID", help="only what stands in it")
    parser.add_argument("--all", action="store_true", help="each place, and the whole site")
    parser.add_argument(
        "--format",
        default="zip",
        metavar="FORM",
        help="zip (default), html, packed.html, zim, pdf, folder; or all but folders",
    )
    parser.add_argument("--to", type=Path, default=Path("bundles"), metavar="DIR", help="where to (bundles/)")
    parser.add_argument("--since", type=Path, metavar="MANIFEST", help="only what changed since this bundle")


def run(options: argparse.Namespace, translate: Translate) -> int:
    """Make offline bundles, and list what lies beside them."""
    from sitegen import bundles, pipeline, report, theme

    settings = common.settings(options)
    directory, faults = pipeline.read(settings.content, settings.general, settings.cache)
    if directory is not None:
        faults = pipeline.judge(directory, faults, settings.now.date())
    if directory is None or has_errors(faults):
        return common.refused([d for d in faults if d.severity == "error"], translate)
    edition = directory.default
    for kind, ids, known in (
        ("city", options.city, edition.cities),
        ("category", options.category, edition.categories),
    ):
        for id in ids:
            if id not in known:
                raise common.UsageError(f"there is no such {kind}: {common.unknown(id, sorted(known))}")
    category = "".join(options.category)
    if not (options.city or category or options.all):
        raise common.UsageError("name what to bundle: --city ID, --category ID, or --all")
    forms = (*bundles.FORMATS, bundles.FOLDER, bundles.ALL)
    if options.format not in forms:
        raise common.UsageError(f"there is no such format: {common.unknown(options.format, forms)}")
    wanted = bundles.wanted(directory, options.city, category)
    if options.since and len(wanted) != 1:
        raise common.UsageError("--since makes the update of one bundle; name its --city")
    before = bundles.sums_in(options.since) if options.since else {}
    look = theme.load(settings.theme)
    forms, left_out = bundles.possible(options.format, look)
    for form, reason in left_out.items():
        print("sitegen: " + translate("{form} is left out: {reason}").format(form=form, reason=reason), file=sys.stderr)
    listed = bool(before) or bundles.FOLDER not in forms
    if listed:
        bundles.check_listing(options.to)
    settings = replace(settings, commit=_commit(settings.content))
    written: list[bundles.Written] = []
    heavy: list[str] = []
    try:
        with _maker(settings, options.quiet, translate) as maker:
            for one in wanted:
                made = bundles.contents(directory, one, maker)
                for done in bundles.write(made, forms, options.to, before, maker, translate):
                    over = bundles.excess(done, made, maker.store.store, translate)
                    if over:
                        done.path.unlink()
                        heavy.append(over)
                    else:
                        written.append(done)
                common.clear_line()
    finally:  # what is there is listed, even where the next one could not be made
        if listed and (written or heavy):
            bundles.write_listing(options.to, written, look, edition.lang)
    if options.json:
        record = {"bundles": [report.row(one) for one in written], "left_out": left_out}
        print(json.dumps(record, ensure_ascii=False, indent=1))
    elif not options.quiet:
        print(report.table(written, translate))
    for over in heavy:
        print(f"sitegen: {over}", file=sys.stderr)
    return common.CONTENT if heavy else common.DONE


@contextmanager
def _maker(settings: Settings, quiet: bool, translate: Translate) -> Iterator[bundles.Maker]:
    """What bundles are made with: the cache, and workers."""
    from sitegen import bundles, cache

    store = cache.Cache(settings.cache)
    try:
        with common.no_collector(), common.executor(settings.jobs) as executor:
            yield bundles.Maker(settings, store, executor, common.tell(quiet, translate))
    finally:
        store.close()


def _commit(content: Path) -> str:
    """The commit that a content folder stands at, marked where files differ from it; empty where Git knows none."""
    call = ["git", "-C", str(content), "describe", "--always", "--dirty", "--abbrev=12", "--exclude", "*"]
    git = subprocess.run(call, capture_output=True, text=True, check=False)
    return git.stdout.strip() if git.returncode == 0 else ""
