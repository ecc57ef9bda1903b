"""The command line: options in, exit code out. 0 done, 1 faults in content, 2 wrong use, 3 our fault.

The clock, the environment and the terminal are read here and nowhere else.
"""

from __future__ import annotations

import argparse
import locale
import os
import re
import sys
import traceback
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from sitegen import __version__
from sitegen.commands import COMMANDS
from sitegen.commands.common import DONE, OURS, USAGE, UsageError, unknown
from sitegen.strings import of_messages


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors offer the word that was probably meant."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError with a suggestion for an unknown command, option or choice."""
        choice = re.search(r"invalid choice: '(.*)' \(choose from (.*)\)", message)
        if choice:
            raise UsageError(unknown(choice.group(1), re.findall(r"[\w-]+", choice.group(2))))
        mistyped = re.search(r"unrecognized arguments: (\S+)", message)
        if mistyped:
            raise UsageError(unknown(mistyped.group(1), list(self._option_string_actions)))
        raise UsageError(message)


def main(argv: Sequence[str]) -> int:
    """Run one command; returns the exit code."""
    try:
        options = parse(argv)
        translate = of_messages(options.lang or _language()).gettext
        return int(options.run(options, translate))
    except UsageError as error:
        print(f"sitegen: {error}\nsitegen: python build.py --help lists the commands and options", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        return DONE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:  # the last door: whatever is left is our fault
        if type(error).__name__ in ("OutputError", "ScaffoldError", "BundleError") or isinstance(error, OSError):
            print(f"sitegen: {error}", file=sys.stderr)
            return USAGE if not isinstance(error, OSError) else OURS
        traceback.print_exc()
        print("sitegen: this is our fault, not yours; please report it with the lines above", file=sys.stderr)
        return OURS


def main_script() -> NoReturn:
    """The console script `sitegen`."""
    sys.exit(main(sys.argv[1:]))


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The options of one call; without a command it is `build`. Raises UsageError."""
    common = _common()
    parser = Parser(prog="build.py", description="Build a directory of public services from content/ into output/.")
    parser.add_argument("--version", action="version", version=f"sitegen {__version__}")
    subparsers = parser.add_subparsers(dest="command", required=True, parser_class=Parser)
    for name, command in COMMANDS.items():
        own = subparsers.add_parser(name, help=command.__doc__, description=command.__doc__, parents=[common])
        own.set_defaults(run=command.run)
        command.add_options(own)
    words = list(argv)
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help", "--version")):
        words.insert(0, "build")
    options, rest = parser.parse_known_args(words)
    if rest:
        known = [o for p in (common, subparsers.choices[options.command]) for o in p._option_string_actions]
        raise UsageError(unknown(rest[0], known))
    return options


def _common() -> Parser:
    parser = Parser(add_help=False)
    group = parser.add_argument_group("options common to all commands")
    group.add_argument("--content", type=Path, default=Path("content"), metavar="DIR", help="entries (content/)")
    group.add_argument("--theme", type=Path, default=None, metavar="DIR", help="theme (themes/default/)")
    group.add_argument("--output", type=Path, default=Path("output"), metavar="DIR", help="the site (output/)")
    group.add_argument("--cache", type=Path, default=Path(".sitegen"), metavar="DIR", help="what was made before")
    group.add_argument("--base-url", default="", metavar="URL", help="where the site will be published")
    group.add_argument("--jobs", type=_positive, default=None, metavar="N", help="processes (one per core)")
    group.add_argument("--now", type=_moment, default=None, metavar="ISO", help="the time to build for")
    group.add_argument(
        "--lang", default="", metavar="TAG", help="language of messages: en or zh; of the pages that search asks"
    )
    group.add_argument("--quiet", action="store_true", help="say nothing but faults")
    group.add_argument("--json", action="store_true", help="print the result as JSON")
    return parser


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f'"{text}" is not a number of processes; write 1 or more')
    return int(text)


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is no time; write 2026-11-22 or 2026-11-22T09:00') from None


def _language() -> str:
    names = (os.environ.get("LC_ALL"), os.environ.get("LC_MESSAGES"), os.environ.get("LANG"), locale.getlocale()[0])
    return next((name for name in names if name), "en")
