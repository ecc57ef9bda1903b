"""Watching folders for edits. The only module that knows watchdog."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

QUIET, PAUSE = 0.01, 0.2  # seconds; an editor's own burst for one file is shorter than the first
MANY = 500  # files; where more change at once the system may have dropped events
WRITES = ("created", "modified", "moved", "deleted")


class _Handler(FileSystemEventHandler):
    """Gathers the paths of files that changed; None stands for more than that, such as a folder that went."""

    def __init__(self, changed: threading.Event) -> None:
        self.changed = changed
        self.paths: set[Path | None] = set()
        self.lock = threading.Lock()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in WRITES or (event.is_directory and event.event_type == "modified"):
            return
        paths = [Path(str(path)) for path in (event.src_path, event.dest_path) if path]
        seen = [path for path in paths if not path.name.startswith(".")]
        with self.lock:
            self.paths.update([None] if event.is_directory else seen)
        if seen:
            self.changed.set()

    def taken(self) -> set[Path] | None:
        """What has gathered, to be gathered anew; None where all must be looked at."""
        with self.lock:
            paths, self.paths = self.paths, set()
        return None if None in paths or len(paths) > MANY else {path for path in paths if path is not None}


class Watcher:
    """Sees what changes below some folders from the moment it is made until it is closed."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self.changed = threading.Event()
        self.handler = _Handler(self.changed)
        self.observer = Observer()
        for folder in folders:
            self.observer.schedule(self.handler, str(folder), recursive=True)
        self.observer.start()

    def close(self) -> None:
        """See no more."""
        self.observer.stop()
        self.observer.join()

    def run(
        self,
        act: Callable[[Collection[Path] | None], object],
        rest: Callable[[], Iterator[object]],
        stop: threading.Event,
    ) -> None:
        """Call `act` with the files that changed after each burst of edits; then go through `rest`, until the next one.

        `act` gets None where any file may have changed. Browsers that ask for pages after `act` come before `rest`.
        Returns when `stop` is set.
        """
        left, wait = rest(), PAUSE
        while not stop.is_set():
            if self.changed.wait(wait):
                while self.changed.is_set():
                    self.changed.clear()
                    stop.wait(QUIET)
                act(self.handler.taken())
                left, wait = rest(), PAUSE
            else:
                wait = PAUSE if next(left, left) is left else QUIET
