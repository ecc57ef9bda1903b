"""Show the site on this machine, and every edit at once."""

from __future__ import annotations

import argparse
import gc
import sys
import threading
from collections.abc import Collection, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from sitegen.commands import common
from sitegen.diagnostics import Diagnostic, Translate

PORT = 8000


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--lan", action="store_true", help="let devices in this network look, too; shows a QR code")


def run(options: argparse.Namespace, translate: Translate) -> int:
    """Serve, watch, reload the browser; after an error the last good site stays, and the page shows the error."""
    from sitegen import cache, preview, qr, report, watch
    from sitegen import serve as web

    settings = common.settings(options)
    news, stop = web.News(), threading.Event()

    def told(errors: list[Diagnostic]) -> None:
        if errors:
            print(report.text(errors, translate), file=sys.stderr, flush=True)
        news.publish(report.text(errors, translate))

    def update(paths: Collection[Path] | None) -> None:
        begun = perf_counter()
        try:
            told(shown.update(options.now or datetime.now(UTC), paths))
        except Exception as error:  # a file of the theme may be half written; the last good site stays
            print(f"sitegen: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
            news.publish(f"{type(error).__name__}: {error}")
        if not options.quiet:
            seconds = perf_counter() - begun
            print(translate("read in {seconds} s").format(seconds=f"{seconds:.2f}"), flush=True)

    def judge() -> Iterator[None]:
        found: list[Diagnostic] = []
        for errors in shown.judged():
            found += errors
            yield
        if found and not news.fault:
            told(sorted(set(found), key=lambda d: d.sort_key))

    with (
        closing(cache.Cache(settings.cache)) as store,
        closing(watch.Watcher([settings.content, settings.theme])) as watcher,
    ):
        shown = preview.Preview(settings, store)
        update(None)
        gc.freeze()  # what was read stays: no collection after an edit has to walk through it
        lan = web.lan_address() if options.lan else ""
        if options.lan and not lan:
            raise common.UsageError("this machine is in no network; leave --lan out")
        names = {options.host, "127.0.0.1", "localhost", lan} - {""}
        server = web.server(shown, "" if lan else options.host, options.port, names, news)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
        print(f"http://{options.host}:{port}/", flush=True)
        if lan:
            print(f"http://{lan}:{port}/\n{qr.terminal(f'http://{lan}:{port}/')}", flush=True)
        places = f"{settings.content}, {settings.theme}"
        print(translate("watching {places}; Ctrl+C ends").format(places=places), flush=True)
        try:
            watcher.run(update, judge, stop)
        finally:
            news.close()
            server.shutdown()
            server.server_close()
            store.remember(shown.known)
    return common.DONE
