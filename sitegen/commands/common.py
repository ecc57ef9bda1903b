"""What commands have in common: exit codes, wrong use, the options of a run, workers, progress."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from sitegen.diagnostics import Diagnostic, Translate, suggest
from sitegen.settings import Settings

DONE, CONTENT, USAGE, OURS = 0, 1, 2, 3
PACKAGE = Path(__file__).resolve().parent.parent


class UsageError(Exception):
    """The command was called wrongly; the message says how to call it."""


def unknown(word: str, known: Sequence[str]) -> str:
    """What to say of an unknown word: the one that was probably meant, or all of them."""
    close = suggest(word, known)
    remedy = f'did you mean "{close}"?' if close else "the known ones are: " + ", ".join(sorted(known))
    return f'"{word}" is not known; {remedy}'


def shipped(name: str) -> Path:
    """A folder that comes with the generator: within an installed package, beside it in a clone."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def whole(text: str) -> int:
    """A whole number of an option. Raises argparse.ArgumentTypeError."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f'"{text}" is no whole number; write 0 or more')
    return int(text)


def seconds(text: str) -> float:
    """Seconds of an option, with or without decimals. Raises argparse.ArgumentTypeError."""
    if not text.replace(".", "", 1).isdecimal():
        raise argparse.ArgumentTypeError(f'"{text}" is no number of seconds; write 2 or 0.5')
    return float(text)


def settings(options: argparse.Namespace) -> Settings:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    theme = options.theme or shipped("themes") / "default"
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
        general=shipped("content"),
    )


def below(named: Sequence[Path], content: Path) -> list[str] | None:
    """The named files and folders as paths below the content folder; None for all of it. Raises UsageError."""
    found = []
    top = content.resolve()
    for path in named:
        whole = path.resolve() if path.exists() or path.is_absolute() else (content / path).resolve()
        if top != whole and top not in whole.parents:
            raise UsageError(f"{path} does not lie in {content}")
        found.append("" if whole == top else whole.relative_to(top).as_posix())
    return None if "" in found else found


def is_wanted(path: str, wanted: list[str] | None) -> bool:
    """Whether a file is one of those asked for, or lies in one of those folders."""
    return wanted is None or any(path == one or path.startswith(f"{one}/") for one in wanted)


@contextmanager
def no_collector() -> Iterator[None]:
    """Without the cyclic garbage collector: a build makes millions of values that live until it ends."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def executor(jobs: int) -> Iterator[Executor | None]:
    executor = import_module("sitegen.workers").processes(jobs)
    try:
        yield executor
    finally:
        if executor is not None:
            executor.shutdown(cancel_futures=True)


def tell(quiet: bool, translate: Translate) -> Callable[[str, int, int], None]:
    """Progress on a terminal: one line that is written over; nothing anywhere else."""
    if quiet or not sys.stderr.isatty():
        return lambda stage, done, total: None
    words = {
        "read": translate("reading entries"),
        "check": translate("checking"),
        "render": translate("making pages and search indexes"),
        "write": translate("writing"),
        "ask": translate("asking outside links"),
        "compare": translate("comparing"),
    }

    def tell(stage: str, done: int, total: int) -> None:
        share = f" {done}/{total}" if total else ""
        print(f"\r\033[K{words.get(stage, stage)}{share} …", end="", file=sys.stderr, flush=True)

    return tell


def clear_line() -> None:
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def refused(faults: list[Diagnostic], translate: Translate) -> int:
    from sitegen import report

    print(report.text(faults, translate), file=sys.stderr)
    return CONTENT
