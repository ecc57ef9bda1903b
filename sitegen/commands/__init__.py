"""What each command does: a module with its options and a plain function from these to an exit code."""

from __future__ import annotations

import argparse
from typing import Protocol

from sitegen.commands import (
    build,
    bundle,
    check,
    clean,
    confirm,
    fmt,
    importing,
    init,
    new,
    owners,
    report,
    schema,
    search,
    serve,
)
from sitegen.diagnostics import Translate


class Command(Protocol):
    """A module of this package; its docstring is the help of the command."""

    __doc__: str | None

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Give the parser the options that only this command has."""

    def run(self, options: argparse.Namespace, translate: Translate) -> int:
        """Run the command; its exit code."""


COMMANDS: dict[str, Command] = {
    "build": build,
    "serve": serve,
    "check": check,
    "fmt": fmt,
    "init": init,
    "confirm": confirm,
    "new": new,
    "owners": owners,
    "schema": schema,
    "import": importing,
    "bundle": bundle,
    "search": search,
    "report": report,
    "clean": clean,
}
