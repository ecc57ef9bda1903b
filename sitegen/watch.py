"""Watching folders for edits. The only module that knows watchdog."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

QUIET = 0.05
WRITES = ("created", "modified", "moved", "deleted")


class _Handler(FileSystemEventHandler):
    def __init__(self, changed: threading.Event) -> None:
        self.changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        name = Path(str(event.src_path)).name
        if event.event_type in WRITES and not name.startswith("."):
            self.changed.set()


def watch(folders: Iterable[Path], act: Callable[[], object], stop: threading.Event) -> None:
    """Call `act` after each burst of edits below the folders, until `stop` is set."""
    changed = threading.Event()
    observer = Observer()
    handler = _Handler(changed)
    for folder in folders:
        observer.schedule(handler, str(folder), recursive=True)
    observer.start()
    try:
        while not stop.is_set():
            if changed.wait(0.2):
                while changed.is_set():
                    changed.clear()
                    stop.wait(QUIET)
                act()
    finally:
        observer.stop()
        observer.join()
