"""Take away the site and the cache; entries stay."""

from __future__ import annotations

import argparse

from sitegen.commands import common
from sitegen.diagnostics import Translate


def add_options(parser: argparse.ArgumentParser) -> None:
    """No options but the common ones."""


def run(options: argparse.Namespace, translate: Translate) -> int:
    """Take away the site and the cache; the entries stay."""
    from shutil import rmtree

    from sitegen import output

    gone = output.remove_site(options.output)
    if (options.cache / "made.db").exists():
        rmtree(options.cache)
    if not options.quiet:
        print(translate("{count} files taken away from {place}").format(count=gone, place=options.output))
    return common.DONE
