"""`check --external`: outside links, asked politely."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable

from sitegen import __version__
from sitegen.commands import common
from sitegen.diagnostics import Diagnostic, Translate
from sitegen.settings import Settings


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of asking."""
    group = parser.add_argument_group("outside links")
    group.add_argument("--external", action="store_true", help="ask outside links too, politely")
    group.add_argument("--limit", type=common.whole, default=None, metavar="N", help="ask at most so many links")
    group.add_argument("--max-age", type=common.whole, default=7, metavar="DAYS", help="ask a good link again then (7)")
    group.add_argument(
        "--pause", type=common.seconds, default=2, metavar="SECONDS", help="between requests to a host (2)"
    )
    group.add_argument("--timeout", type=common.seconds, default=10, metavar="SECONDS", help="how long to wait (10)")
    group.add_argument("--allow-private", action="store_true", help="ask addresses in private networks too")


def faults(
    options: argparse.Namespace, settings: Settings, wanted: Callable[[str], bool], translate: Translate
) -> list[Diagnostic]:
    """What is wrong with the outside links of these files; what was seen is kept in the cache, also when stopped."""
    from sitegen import cache, notices, pipeline
    from sitegen.outside import asking, links, memory
    from sitegen.outside.answers import Answer
    from sitegen.views.frame import today

    directory, _ = pipeline.read(settings.content, settings.general, settings.cache)
    if directory is None:
        return []
    site = directory.default.site
    now = notices.moment(settings.now, site.timezone)
    day = today(now, site.timezone)
    every = links.links(directory, now)
    found = [link for link in every if any(wanted(place.entry.path) for place in link.places)]
    kept = memory.load(cache.load(settings.cache, memory.FILE))
    waiting = memory.due(found, kept, day, options.max_age)
    chosen = waiting[: options.limit]
    home = settings.base_url or site.base_url
    agent = f"sitegen/{__version__} (link check{f'; +{home}' if home else ''})".encode("ascii", "ignore").decode()
    manners = asking.Manners(agent, now, options.pause, options.timeout, private=options.allow_private)
    tell = common.tell(options.quiet, translate)
    answers: dict[str, Answer] = {}
    try:
        for url, answer in asking.ask(chosen, manners):
            answers[url] = answer
            tell("ask", len(answers), len(chosen))
    finally:
        common.clear_line()
        offline = memory.is_offline(chosen, answers)
        if not offline:
            known = {link.url for link in every}
            seen = memory.remember(kept, answers, day)
            kept = {url: one for url, one in seen.items() if url in known}
            cache.keep(settings.cache, memory.FILE, memory.dump(kept))
    if offline:
        print(translate("No outside link was reached: is there a network? Nothing was noted."), file=sys.stderr)
    elif not options.quiet:
        counts = Counter(kept[link.url].answer.verdict for link in found if link.url in kept)
        said = translate(
            "Outside links: {links}; asked now: {asked}; gone: {gone}; moved: {moved}; unsafe: {unsafe}; "
            "could not be checked: {unsure}; left for later: {left}."
        ).format(
            links=len(found),
            asked=len(answers),
            gone=counts["gone"],
            moved=counts["moved"],
            unsafe=counts["unsafe"],
            unsure=counts["unsure"] + counts["busy"],
            left=len(waiting) - len(answers),
        )
        print(said, file=sys.stderr)
    return [d for d in memory.faults(found, kept) if wanted(d.span.path)]
