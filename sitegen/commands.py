"""What each command does: a plain function from its options to an exit code."""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.diagnostics import Diagnostic, Translate, has_errors, suggest
from sitegen.settings import Settings

if TYPE_CHECKING:
    from sitegen import bundles

DONE, CONTENT, USAGE, OURS = 0, 1, 2, 3


class UsageError(Exception):
    """The command was called wrongly; the message says how to call it."""


def unknown(word: str, known: Sequence[str]) -> str:
    """What to say of an unknown word: the one that was probably meant, or all of them."""
    close = suggest(word, known)
    remedy = f'did you mean "{close}"?' if close else "the known ones are: " + ", ".join(sorted(known))
    return f'"{word}" is not known; {remedy}'


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
        general=Path(__file__).resolve().parent.parent / "content",
    )


@contextmanager
def _no_collector() -> Iterator[None]:
    """Without the cyclic garbage collector: a build makes millions of values that live until it ends."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


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
        "render": translate("making pages and search indexes"),
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
    with _no_collector(), _executor(settings.jobs) as executor:
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
    with _no_collector(), _executor(settings.jobs) as executor:
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
    from sitegen.search import Desk, explain

    settings = _settings(options)
    directory, faults = pipeline.read(settings.content, settings.general)
    if directory is None:
        return _refused(faults, translate)
    edition = directory.edition(options.lang or directory.default.lang)
    if options.city and options.city not in edition.services:
        raise UsageError(f"there is no such city: {unknown(options.city, sorted(edition.services))}")
    scope, found = Desk(directory).found(options.query, options.city, edition.lang)
    results = explain.results(scope, found)
    if options.json:
        how = {"explain": explain.explanation(found)} if options.explain else {}
        print(json.dumps({"query": options.query, "city": options.city, "results": results, **how}, ensure_ascii=False))
        return DONE
    if options.explain:
        print("\n".join(explain.lines(found)))
    for result, answer in zip(results, found.answers, strict=True):
        print(f"{result['score']:9.3f}  {result['title']}  ({' › '.join(result['trail'])})  {result['id']}")
        if options.explain and answer.why:
            print("           " + "; ".join(f"{kind}: {typed} → {taken}" for kind, typed, taken in answer.why))
    if not results:
        print(translate("nothing matches"))
    return DONE


def bundle(options: argparse.Namespace, translate: Translate) -> int:
    """Make offline bundles, and list what lies beside them."""
    from sitegen import bundles, pipeline, report, theme

    settings = _settings(options)
    directory, faults = pipeline.read(settings.content, settings.general)
    if directory is not None:
        faults = pipeline.judge(directory, faults)
    if directory is None or has_errors(faults):
        return _refused([d for d in faults if d.severity == "error"], translate)
    edition = directory.default
    for kind, ids, known in (
        ("city", options.city, edition.cities),
        ("category", options.category, edition.categories),
    ):
        for id in ids:
            if id not in known:
                raise UsageError(f"there is no such {kind}: {unknown(id, sorted(known))}")
    category = "".join(options.category)
    if not (options.city or category or options.all):
        raise UsageError("name what to bundle: --city ID, --category ID, or --all")
    forms = (*bundles.FORMATS, bundles.FOLDER, bundles.ALL)
    if options.format not in forms:
        raise UsageError(f"there is no such format: {unknown(options.format, forms)}")
    wanted = bundles.wanted(directory, options.city, category)
    if options.since and len(wanted) != 1:
        raise UsageError("--since makes the update of one bundle; name its --city")
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
                _clear_line()
    finally:  # what is there is listed, even where the next one could not be made
        if listed and (written or heavy):
            bundles.write_listing(options.to, written, look, edition.lang)
    if options.json:
        record = {"bundles": [report.row(one) for one in written], "left_out": left_out}
        print(json.dumps(record, ensure_ascii=False, indent=1))
    elif not options.quiet:
        print(report.table(written))
    for over in heavy:
        print(f"sitegen: {over}", file=sys.stderr)
    return CONTENT if heavy else DONE


@contextmanager
def _maker(settings: Settings, quiet: bool, translate: Translate) -> Iterator[bundles.Maker]:
    """What bundles are made with: the cache, and workers."""
    from sitegen import bundles, cache

    store = cache.Cache(settings.cache)
    try:
        with _no_collector(), _executor(settings.jobs) as executor:
            yield bundles.Maker(settings, store, executor, _tell(quiet, translate))
    finally:
        store.close()


def _commit(content: Path) -> str:
    """The commit that a content folder stands at, marked where files differ from it; empty where Git knows none."""
    call = ["git", "-C", str(content), "describe", "--always", "--dirty", "--abbrev=12", "--exclude", "*"]
    git = subprocess.run(call, capture_output=True, text=True, check=False)
    return git.stdout.strip() if git.returncode == 0 else ""


def _refused(faults: list[Diagnostic], translate: Translate) -> int:
    from sitegen import report

    print(report.text(faults, translate), file=sys.stderr)
    return CONTENT


def new(options: argparse.Namespace, translate: Translate) -> int:
    """Write a complete, commented entry in the right place."""
    from sitegen import pipeline, scaffold

    settings = _settings(options)
    directory, faults = pipeline.read(settings.content, settings.general)
    if directory is None:
        return _refused(faults, translate)
    if options.kind not in scaffold.KINDS:
        raise UsageError(unknown(options.kind, sorted(scaffold.KINDS)))
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
        raise UsageError(unknown(options.kind, sorted(kinds)))
    if options.format == "markdown":
        print(guide.fields_page(), end="")
        return DONE
    chosen = [kinds[options.kind]] if options.kind else list(kinds.values())
    schemas = {kind.name: guide.json_schema(kind) for kind in chosen}
    print(json.dumps(schemas[options.kind] if options.kind else schemas, ensure_ascii=False, indent=1))
    return DONE


def bring_in(options: argparse.Namespace, translate: Translate) -> int:
    """Bring a table into content by its mapping file."""
    from sitegen import importers, report

    if not options.mapping.is_file():
        raise UsageError(f"there is no mapping file {options.mapping}")
    done = importers.run(options.mapping, options.content, options.dry_run)
    faults = [*done.diagnostics, *done.dropped]
    if options.json:
        names = ("made", "changed", "kept", "removed")
        record: dict[str, object] = {name: list(getattr(done, name)) for name in names}
        print(json.dumps({**record, "diagnostics": report.records(faults, translate)}, ensure_ascii=False, indent=1))
    else:
        if faults:
            print(report.text(faults, translate), file=sys.stderr)
        if options.dry_run:
            for mark, paths in (("+", done.made), ("~", done.changed)):
                print("".join(f"{mark} {path}\n" for path in paths), end="")
        if not options.quiet:
            print(
                translate("{made} entries made, {changed} changed, {kept} kept; {gone} rows are gone").format(
                    made=len(done.made), changed=len(done.changed), kept=len(done.kept), gone=len(done.removed)
                )
            )
    return CONTENT if has_errors(faults) else DONE


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
        server.server_close()
    return DONE
