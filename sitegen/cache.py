"""What was made before, by what it was made from. The only module that writes the cache.

`blobs/` holds contents by their digest, `made.db` which blob each key made, `read` what was read. Losing
the cache costs time only.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path

from sitegen import digest, disk

FORMAT = "1"


class Cache:
    """The cache in a folder. A damaged database is thrown away and begun anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = _made(folder) / "blobs"
        self.store.mkdir(exist_ok=True)
        self.database = self._open()

    def _open(self) -> sqlite3.Connection:
        path = self.folder / "made.db"
        try:
            return _prepared(path)
        except sqlite3.DatabaseError:
            path.unlink(missing_ok=True)
            return _prepared(path)

    def made(self) -> dict[str, str]:
        """The blob that each key made, where it still is in the store."""
        found = dict(self.database.execute("select key, blob from made"))
        return {key: blob for key, blob in found.items() if blob_path(self.store, blob).exists()}

    def remember(self, made: dict[str, str]) -> None:
        """Note which blobs these keys made."""
        with self.database:
            self.database.executemany("insert or replace into made values (?, ?)", made.items())

    def forget_others(self, blobs: set[str]) -> None:
        """Drop every blob but these, and what is known of it."""
        known = {blob for (blob,) in self.database.execute("select distinct blob from made")}
        gone = known - blobs
        with self.database:
            self.database.executemany("delete from made where blob = ?", [(blob,) for blob in gone])
        for blob in gone:
            blob_path(self.store, blob).unlink(missing_ok=True)

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def _prepared(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path)
    database.execute("pragma synchronous = off")  # a crash may cost the cache, and that costs time only
    database.execute("create table if not exists made (key text primary key, blob text not null) without rowid")
    database.execute("create index if not exists made_blob on made (blob)")  # what is forgotten is looked up by blob
    version = database.execute("pragma user_version").fetchone()[0]
    if version != int(FORMAT):
        database.execute("delete from made")
        database.execute(f"pragma user_version = {int(FORMAT)}")
    database.commit()
    return database


def _made(folder: Path) -> Path:
    """The folder of a cache, which version control passes over."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    return folder


def load(folder: Path, name: str) -> bytes:
    """What was kept under a name; nothing where there is none."""
    path = folder / name
    return path.read_bytes() if path.is_file() else b""


def keep(folder: Path, name: str, data: bytes) -> None:
    """Keep bytes under a name. Raises OSError where the disk fails."""
    disk.write(_made(folder) / name, data)


def blob_path(store: Path, blob: str) -> Path:
    """Where a blob lies in a store."""
    return store / blob[:2] / blob[2:]


def put(store: Path, data: bytes) -> str:
    """Keep bytes in a store, whole or not at all, whoever else keeps the same ones just now; returns their digest."""
    blob = digest.of_bytes(data)
    path = blob_path(store, blob)
    if not path.exists() or path.stat().st_size != len(data):
        with disk.whole(path, f".{os.getpid()}.{threading.get_ident()}") as partial:
            partial.write_bytes(data)
    return blob


def size(store: Path, blob: str) -> int:
    """How many bytes a blob has. Raises FileNotFoundError where it is gone."""
    return blob_path(store, blob).stat().st_size


def get(store: Path, blob: str) -> bytes:
    """The bytes of a blob. Raises FileNotFoundError where it is gone, ValueError where it is damaged."""
    data = blob_path(store, blob).read_bytes()
    if digest.of_bytes(data) != blob:
        raise ValueError(f"the blob {blob} in {store} is damaged; delete the cache")
    return data
