"""Files on disk: whole or not at all, whoever writes them, and no empty folders left behind."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from sitegen import cache, disk


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("before", [{}, {"place/file": b"old"}], ids=["new", "over-another"])
def test_a_file_is_whole_or_as_it_was(tmp_path: Path, before: dict[str, bytes]) -> None:
    """Who fails halfway leaves what stood there and nothing else; who does not, the new file and nothing else."""
    for path, data in before.items():
        disk.write(tmp_path / path, data)
    to = tmp_path / "place/file"
    with pytest.raises(RuntimeError), disk.whole(to) as part:
        part.write_bytes(b"ha")
        raise RuntimeError
    assert tree(tmp_path) == before
    with disk.whole(to) as part:
        part.write_bytes(b"ha")
        assert tree(tmp_path).get("place/file") == before.get("place/file")
        part.write_bytes(b"half and half")
    assert tree(tmp_path) == {"place/file": b"half and half"}


def test_what_a_killed_run_left_goes_with_the_next(tmp_path: Path) -> None:
    """A part that nobody finished is written over by the next run."""
    with disk.whole(tmp_path / "file") as part:
        part.write_bytes(b"whole")
    part.write_bytes(b"part of a longer file")
    disk.write(tmp_path / "file", b"new")
    assert tree(tmp_path) == {"file": b"new"}


def test_empty_folders_go_with_their_files(tmp_path: Path) -> None:
    """Taking away the last file of a folder takes the folder, never the top one; a file that is gone is no fault."""
    for path in ("top/a/b/c", "top/a/d"):
        disk.write(tmp_path / path, b"")
    disk.remove(tmp_path / "top/a/b/c", tmp_path / "top")
    assert [p.name for p in (tmp_path / "top/a").iterdir()] == ["d"]
    disk.remove(tmp_path / "top/a/d", tmp_path / "top")
    disk.remove(tmp_path / "top/a/d", tmp_path / "top")
    assert (tmp_path / "top").is_dir() and not [*(tmp_path / "top").iterdir()]


def test_many_may_keep_the_same_blob_at_once(tmp_path: Path) -> None:
    """Threads that put the same bytes into a store at the same moment all succeed, and the bytes are whole."""
    contents = [bytes(1_000_000) + bytes([number]) for number in range(20)]
    with ThreadPoolExecutor(8) as executor:
        blobs = {blob for data in contents for blob in executor.map(partial(cache.put, tmp_path), [data] * 8)}
    assert {cache.get(tmp_path, blob) for blob in blobs} == {*contents}
    assert len(tree(tmp_path)) == len(contents)
