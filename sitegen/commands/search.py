"""Ask the search index."""

from __future__ import annotations

import argparse
import json

from sitegen.commands import common
from sitegen.diagnostics import Translate


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("query")
    parser.add_argument("--city", default="", metavar="ID", help="ask in one city")
    parser.add_argument("--explain", action="store_true", help="say what was asked of the index, and which chunks")


def run(options: argparse.Namespace, translate: Translate) -> int:
    """Ask the index: the same order as the search page shows."""
    from sitegen import pipeline
    from sitegen.search import Desk, explain

    settings = common.settings(options)
    directory, faults = pipeline.read(settings.content, settings.general, settings.cache)
    if directory is None:
        return common.refused(faults, translate)
    edition = directory.edition(options.lang or directory.default.lang)
    if options.city and options.city not in edition.services:
        raise common.UsageError(f"there is no such city: {common.unknown(options.city, sorted(edition.services))}")
    scope, found = Desk(directory).found(options.query, options.city, edition.lang)
    results = explain.results(scope, found)
    if options.json:
        how = {"explain": explain.explanation(found)} if options.explain else {}
        print(json.dumps({"query": options.query, "city": options.city, "results": results, **how}, ensure_ascii=False))
        return common.DONE
    if options.explain:
        print("\n".join(explain.lines(found)))
    for result, answer in zip(results, found.answers, strict=True):
        print(f"{result['score']:9.3f}  {result['title']}  ({' › '.join(result['trail'])})  {result['id']}")
        if options.explain and answer.why:
            print("           " + "; ".join(f"{kind}: {typed} → {taken}" for kind, typed, taken in answer.why))
    if not results:
        print(translate("nothing matches"))
    return common.DONE
