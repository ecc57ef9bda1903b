"""The command line: options in, exit code out. 0 done, 1 faults in content, 2 wrong use, 3 our fault.

The clock, the environment and the terminal are read here and nowhere else.
"""

from __future__ import annotations

import argparse
import json
import locale
import os
import re
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from sitegen import __version__
from sitegen.diagnostics import Diagnostic, Translate, has_errors, suggest
from sitegen.settings import Settings
from sitegen.strings import of_messages

DONE, CONTENT, USAGE, OURS = 0, 1, 2, 3
PORT = 8000


class UsageError(Exception):
    """The command was called wrongly; the message says how to call it."""


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors offer the word that was probably meant."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError with a suggestion for an unknown command, option or choice."""
        choice = re.search(r"invalid choice: '(.*)' \(choose from (.*)\)", message)
        if choice:
            raise UsageError(_unknown(choice.group(1), re.findall(r"[\w-]+", choice.group(2))))
        unknown = re.search(r"unrecognized arguments: (\S+)", message)
        if unknown:
            raise UsageError(_unknown(unknown.group(1), list(self._option_string_actions)))
        raise UsageError(message)


def _unknown(word: str, known: Sequence[str]) -> str:
    close = suggest(word, known)
    remedy = f'did you mean "{close}"?' if close else "the known ones are: " + ", ".join(sorted(known))
    return f'"{word}" is not known; {remedy}'


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
        if type(error).__name__ in ("OutputError", "ScaffoldError") or isinstance(error, OSError):
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
    commands = parser.add_subparsers(dest="command", required=True, parser_class=Parser)
    for name, (run, doc, add) in COMMANDS.items():
        command = commands.add_parser(name, help=doc, description=doc, parents=[common])
        command.set_defaults(run=run)
        add(command)
    words = list(argv)
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help", "--version")):
        words.insert(0, "build")
    options, rest = parser.parse_known_args(words)
    if rest:
        known = [o for p in (common, commands.choices[options.command]) for o in p._option_string_actions]
        raise UsageError(_unknown(rest[0], known))
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
    group.add_argument("--lang", default="", metavar="TAG", help="language of messages: en or zh")
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


def _settings(options: argparse.Namespace) -> Settings:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    theme = options.theme or Path(__file__).resolve().parent.parent / "themes" / "default"
    if options.theme is None and Path("themes/default/templates").is_dir():
        theme = Path("themes/default")
    if not (theme / "templates").is_dir():
        raise UsageError(f"{theme} is not a theme: it has no templates/; name one with --theme")
    if not options.content.is_dir():
        raise UsageError(f"there is no folder {options.content}; name the folder of entries with --content")
    return Settings(
        content=options.content,
        theme=theme,
        output=options.output,
        cache=options.cache,
        now=options.now or now,
        base_url=options.base_url,
        links=getattr(options, "links", "web"),
        jobs=options.jobs or os.cpu_count() or 1,
    )


@contextmanager
def _executor(jobs: int) -> Iterator[Executor | None]:
    executor = import_module("sitegen.workers").processes(jobs)
    try:
        yield executor
    finally:
        if executor is not None:
            executor.shutdown(cancel_futures=True)


def _tell(quiet: bool, translate: Translate) -> Callable[[str, int, int], None]:
    """Progress on a terminal: one line that is written over; nothing anywhere else."""
    if quiet or not sys.stderr.isatty():
        return lambda stage, done, total: None
    words = {
        "read": translate("reading entries"),
        "check": translate("checking"),
        "plan": translate("planning pages"),
        "render": translate("rendering"),
        "search": translate("building the search index"),
        "write": translate("writing"),
    }

    def tell(stage: str, done: int, total: int) -> None:
        share = f" {done}/{total}" if total else ""
        print(f"\r\033[K{words.get(stage, stage)}{share} …", end="", file=sys.stderr, flush=True)

    return tell


def _clear_line() -> None:
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def build(options: argparse.Namespace, translate: Translate) -> int:
    """Build content into output."""
    from sitegen import pipeline, report

    settings = _settings(options)
    with _executor(settings.jobs) as executor:
        done = pipeline.build(settings, executor, _tell(options.quiet, translate), in_place=options.in_place)
    _clear_line()
    record = json.dumps(report.build_record(done, translate), ensure_ascii=False, indent=1)
    if options.report:
        options.report.write_text(record + "\n", encoding="utf-8")
    if options.json:
        print(record)
    else:
        errors = [d for d in done.diagnostics if d.severity == "error"]
        if errors:
            print(report.text(errors, translate), file=sys.stderr)
        if errors or not options.quiet:
            print(report.summary(done, str(settings.output), translate), file=sys.stderr if errors else sys.stdout)
    return CONTENT if done.written is None else DONE


def check(options: argparse.Namespace, translate: Translate) -> int:
    """Judge content, search expectations and the links of the made site in both link styles; publish nothing."""
    from sitegen import pipeline, report

    settings = _settings(options)
    with _executor(settings.jobs) as executor:
        faults = pipeline.check(settings, executor, _tell(options.quiet, translate))
    _clear_line()
    wanted = _paths(options, settings.content)
    if wanted is not None:
        faults = [d for d in faults if any(d.span.path == p or d.span.path.startswith(f"{p}/") for p in wanted)]
    style = "json" if options.json else options.format
    shown = report.FORMATS[style](faults, translate)
    if shown:
        print(shown)
    if style == "text" and not options.quiet:
        print(report.counted(faults, translate))
    return CONTENT if has_errors(faults) else DONE


def _paths(options: argparse.Namespace, content: Path) -> list[str] | None:
    """The files that were asked for, below the content folder; None for all. Raises UsageError."""
    named = [Path(p) for p in options.paths]
    if options.since:
        call = ["git", "diff", "--name-only", "-z", "--relative", options.since, "--", str(content)]
        git = subprocess.run(call, capture_output=True, text=True, check=False)
        if git.returncode:
            raise UsageError(f"git knows no {options.since}: {git.stderr.strip()}")
        named += [Path(p) for p in git.stdout.split("\0") if p]
    elif not named:
        return None
    found = []
    for path in named:
        top = content.resolve()
        whole = path.resolve() if path.exists() or path.is_absolute() else (content / path).resolve()
        if top != whole and top not in whole.parents:
            raise UsageError(f"{path} does not lie in {content}")
        found.append("" if whole == top else whole.relative_to(top).as_posix())
    return None if "" in found else found


def search(options: argparse.Namespace, translate: Translate) -> int:
    """Ask the index: the same order as the search page shows."""
    from sitegen import pipeline
    from sitegen import search as engine

    settings = _settings(options)
    directory, faults = pipeline.read(settings.content)
    if directory is None:
        return _refused(faults, translate)
    edition = directory.edition(options.in_language or directory.default.lang)
    if options.city and options.city not in edition.services:
        raise UsageError(f"there is no such city: {_unknown(options.city, sorted(edition.services))}")
    records = engine.city_records(edition, options.city, "web") if options.city else engine.hub_records(edition, "web")
    found = engine.find(engine.pack(list(records), engine.words(directory, edition.lang)), options.query)
    results = [
        {
            "id": a.id,
            "title": a.shown["title"],
            "url": a.shown["url"],
            "trail": [step["text"] for step in a.shown.get("trail", [])],
            "score": a.score,
        }
        for a in found
    ]
    if options.json:
        print(json.dumps({"query": options.query, "city": options.city, "results": results}, ensure_ascii=False))
    else:
        for result in results:
            print(f"{result['score']:9.3f}  {result['title']}  ({' › '.join(result['trail'])})  {result['id']}")
        if not results:
            print(translate("nothing matches"))
    return DONE


def _refused(faults: list[Diagnostic], translate: Translate) -> int:
    from sitegen import report

    print(report.text(faults, translate), file=sys.stderr)
    return CONTENT


def new(options: argparse.Namespace, translate: Translate) -> int:
    """Write a complete, commented entry in the right place."""
    from sitegen import pipeline, scaffold

    settings = _settings(options)
    directory, faults = pipeline.read(settings.content)
    if directory is None:
        return _refused(faults, translate)
    if options.kind not in scaffold.KINDS:
        raise UsageError(_unknown(options.kind, sorted(scaffold.KINDS)))
    made = scaffold.scaffold(directory, options.kind, options.id, options.title, options.extends)
    scaffold.write(settings.content, made)
    path = settings.content / made.path
    print(translate("{path} is written; fill it in, then run: python build.py check {path}").format(path=path))
    return DONE


def schema(options: argparse.Namespace, translate: Translate) -> int:
    """Print the JSON Schema of one kind of file or of all, or the reference of fields as Markdown."""
    from sitegen import guide
    from sitegen import schema as table

    kinds = {kind.name: kind for kind in table.KINDS if kind.record.fields}
    if options.kind and options.kind not in kinds:
        raise UsageError(_unknown(options.kind, sorted(kinds)))
    if options.format == "markdown":
        print(guide.fields_page(), end="")
        return DONE
    chosen = [kinds[options.kind]] if options.kind else list(kinds.values())
    schemas = {kind.name: guide.json_schema(kind) for kind in chosen}
    print(json.dumps(schemas[options.kind] if options.kind else schemas, ensure_ascii=False, indent=1))
    return DONE


def bring_in(options: argparse.Namespace, translate: Translate) -> int:
    """Bring a table into content by its mapping file."""
    from sitegen import importers

    return int(importers.command(options.mapping, options.content, options.dry_run, translate))


def clean(options: argparse.Namespace, translate: Translate) -> int:
    """Take away the site and the cache; the entries stay."""
    from shutil import rmtree

    from sitegen import output

    gone = output.remove_site(options.output)
    if (options.cache / "made.db").exists():
        rmtree(options.cache)
    if not options.quiet:
        print(translate("{count} files taken away from {place}").format(count=gone, place=options.output))
    return DONE


def serve(options: argparse.Namespace, translate: Translate) -> int:
    """Build, serve on the loopback address, watch, reload the browser; the last good site stays."""
    from sitegen import pipeline, report, watch
    from sitegen import serve as web

    settings = _settings(options)
    news, stop = web.News(), threading.Event()

    def rebuild() -> bool:
        now = settings if options.now else replace(settings, now=datetime.now(UTC))
        try:
            done = pipeline.build(now, None, _tell(options.quiet, translate), in_place=True)
        except Exception as error:  # a template may be half written; the last good site stays
            news.publish(f"{type(error).__name__}: {error}")
            print(f"sitegen: {type(error).__name__}: {error}", file=sys.stderr)
            return False
        _clear_line()
        errors = [d for d in done.diagnostics if d.severity == "error"]
        if errors:
            print(report.text(errors, translate), file=sys.stderr)
        print(report.summary(done, str(settings.output), translate).splitlines()[0], flush=True)
        news.publish(report.text(errors, translate) if errors else "")
        return True

    with _executor(settings.jobs) as executor:
        pipeline.build(settings, executor, _tell(options.quiet, translate), in_place=True)
    rebuild()
    server = web.server(settings.output, options.host, options.port, news)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://{options.host}:{server.server_address[1]}/", flush=True)
    print(
        translate("watching {places}; Ctrl+C ends").format(places=f"{settings.content}, {settings.theme}"), flush=True
    )
    try:
        watch.watch([settings.content, settings.theme], rebuild, stop)
    finally:
        news.close()
        server.shutdown()
    return DONE


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
    parser.add_argument("--in", dest="in_language", default="", metavar="TAG", help="language of the pages")


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


def _serve_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=PORT)


def _no_options(parser: argparse.ArgumentParser) -> None:
    """No options but the common ones."""


COMMANDS: dict[str, tuple[Run, str, Add]] = {
    "build": (build, "build content/ into output/", _build_options),
    "serve": (serve, "build, serve on this machine, rebuild on every edit", _serve_options),
    "check": (check, "judge entries, search and links; publish nothing", _check_options),
    "new": (new, "write a new entry to be filled in", _new_options),
    "schema": (schema, "print what fields there are", _schema_options),
    "import": (bring_in, "bring a table into content by a mapping file", _import_options),
    "search": (search, "ask the search index", _search_options),
    "clean": (clean, "take away the site and the cache", _no_options),
}
