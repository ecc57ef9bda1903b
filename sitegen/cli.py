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
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from sitegen import __version__, commands
from sitegen.commands import DONE, OURS, USAGE, UsageError, unknown
from sitegen.diagnostics import Translate
from sitegen.strings import of_messages

PORT = 8000


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
    for name, (run, doc, add) in COMMANDS.items():
        command = subparsers.add_parser(name, help=doc, description=doc, parents=[common])
        command.set_defaults(run=run)
        add(command)
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


Add = Callable[[argparse.ArgumentParser], None]
Run = Callable[[argparse.Namespace, Translate], int]


def _build_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--links", choices=("web", "offline"), default="web", help="web: folders; offline: files")
    parser.add_argument("--in-place", action="store_true", help="replace file by file")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write what was done as JSON")


def _check_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="only faults of these files or folders")
    parser.add_argument("--since", default="", metavar="REV", help="only faults of files changed since")
    parser.add_argument("--format", choices=("text", "json", "github", "gitlab", "sarif"), default="text")


def _search_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query")
    parser.add_argument("--city", default="", metavar="ID", help="ask in one city")
    parser.add_argument("--explain", action="store_true", help="say what was asked of the index, and which chunks")


def _new_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", help="service, catalogue, city, category, provider, location, notice or journey")
    parser.add_argument("id", help="such as guangzhou/tax/deed-tax")
    parser.add_argument("--title", default="", help="official name")
    parser.add_argument("--extends", default="", metavar="ID", help="the catalogue entry it is a version of")


def _schema_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", nargs="?", default="", help="one kind of file; all where left out")
    parser.add_argument("--format", choices=("json", "markdown"), default="json")


def _import_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("mapping", type=Path, help="the mapping file")
    parser.add_argument("--dry-run", action="store_true", help="say what would change and write nothing")


def _bundle_options(parser: argparse.ArgumentParser) -> None:
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


def _serve_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=PORT)


def _no_options(parser: argparse.ArgumentParser) -> None:
    """No options but the common ones."""


COMMANDS: dict[str, tuple[Run, str, Add]] = {
    "build": (commands.build, "build content/ into output/", _build_options),
    "serve": (commands.serve, "build, serve on this machine, rebuild on every edit", _serve_options),
    "check": (commands.check, "judge entries, search and links; publish nothing", _check_options),
    "new": (commands.new, "write a new entry to be filled in", _new_options),
    "schema": (commands.schema, "print what fields there are", _schema_options),
    "import": (commands.bring_in, "bring a table into content by a mapping file", _import_options),
    "bundle": (commands.bundle, "make offline copies: archives, folders for a stick, updates", _bundle_options),
    "search": (commands.search, "ask the search index", _search_options),
    "clean": (commands.clean, "take away the site and the cache", _no_options),
}
