"""Write a new entry to be filled in."""

from __future__ import annotations

import argparse

from sitegen.commands import common
from sitegen.diagnostics import Translate


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("kind", help="service, catalogue, city, category, provider, location, notice or journey")
    parser.add_argument("id", help="such as guangzhou/tax/deed-tax")
    parser.add_argument("--title", default="", help="official name")
    parser.add_argument("--extends", default="", metavar="ID", help="the catalogue entry it is a version of")


def run(options: argparse.Namespace, translate: Translate) -> int:
    """Write a complete, commented entry in the right place."""
    from sitegen import pipeline, scaffold

    settings = common.settings(options)
    directory, faults = pipeline.read(settings.content, settings.general, settings.cache)
    if directory is None:
        return common.refused(faults, translate)
    if options.kind not in scaffold.KINDS:
        raise common.UsageError(common.unknown(options.kind, sorted(scaffold.KINDS)))
    made = scaffold.scaffold(directory, options.kind, options.id, options.title, options.extends)
    scaffold.write(settings.content, made)
    path = settings.content / made.path
    print(translate("{path} is written; fill it in, then run: python build.py check {path}").format(path=path))
    return common.DONE
