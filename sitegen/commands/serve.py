"""Build, serve on this machine, rebuild on every edit."""

from __future__ import annotations

import argparse
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime

from sitegen.commands import common
from sitegen.diagnostics import Translate

PORT = 8000


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=PORT)


def run(options: argparse.Namespace, translate: Translate) -> int:
    """Build, serve on the loopback address, watch, reload the browser; the last good site stays."""
    from sitegen import pipeline, report, watch
    from sitegen import serve as web

    settings = common.settings(options)
    news, stop = web.News(), threading.Event()

    def rebuild() -> bool:
        now = settings if options.now else replace(settings, now=datetime.now(UTC))
        try:
            done = pipeline.build(now, None, common.tell(options.quiet, translate), in_place=True)
        except Exception as error:  # a template may be half written; the last good site stays
            news.publish(f"{type(error).__name__}: {error}")
            print(f"sitegen: {type(error).__name__}: {error}", file=sys.stderr)
            return False
        common.clear_line()
        errors = [d for d in done.diagnostics if d.severity == "error"]
        if errors:
            print(report.text(errors, translate), file=sys.stderr)
        print(report.summary(done, str(settings.output), translate).splitlines()[0], flush=True)
        news.publish(report.text(errors, translate) if errors else "")
        return True

    with common.executor(settings.jobs) as executor:
        pipeline.build(settings, executor, common.tell(options.quiet, translate), in_place=True)
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
    return common.DONE
