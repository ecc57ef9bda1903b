"""The sums of a bundle: lists of digests as `b2sum -c` reads them, a tree of them, so that one edit renews few lines.

A folder with many files has a list of its own, which the list above names like any file (a Merkle tree: R. Merkle, A
Digital Signature Based on a Conventional Encryption Function, 1987). The list at the top stands for all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sitegen import digest

SUMS = "B2SUMS"
MANY = 16


def lists(files: Mapping[str, str]) -> dict[str, str]:
    """The texts of all lists for these files (digest by path), by the path of the list."""
    held: dict[str, dict[str, str]] = {"": {}}
    for path, blob in files.items():
        folder, _, name = path.rpartition("/")
        while folder not in held:
            held[folder] = {}
            folder = folder.rpartition("/")[0]
        held[path.rpartition("/")[0]][name] = blob
    texts = {}
    for folder in sorted(held, key=lambda folder: folder.split("/") if folder else [], reverse=True):
        rows = held[folder]
        above, _, step = folder.rpartition("/")
        if folder and len(rows) < MANY:
            held[above] |= {f"{step}/{name}": blob for name, blob in rows.items()}
            continue
        text = "".join(f"{blob}  {name}\n" for name, blob in sorted(rows.items()))
        texts[f"{folder}/{SUMS}".lstrip("/")] = text
        if folder:
            held[above][f"{step}/{SUMS}"] = digest.of_bytes(text.encode())
    return texts


def is_list(path: str) -> bool:
    """Whether a file of a bundle is one of its lists."""
    return path.rpartition("/")[2] == SUMS


def read(text_of: Callable[[str], str], path: str = SUMS) -> dict[str, str]:
    """The digests of all files by path, lists among them, from the list at the top; `text_of` reads a file by its path.

    Raises ValueError where a list is none or leads out of its folder, and whatever `text_of` raises.
    """
    text, folder = text_of(path), path[: path.rfind("/") + 1]
    files = {path: digest.of_bytes(text.encode())}
    for number, line in enumerate(text.splitlines(), 1):
        blob, parted, name = line.partition("  ")
        if not parted or len(blob) != 32 or {"", ".", ".."} & set(name.split("/")) or name == SUMS:
            raise ValueError(f"line {number} of {path} is not a digest, two spaces and a path")
        files[folder + name] = blob
        if is_list(name):
            files |= read(text_of, folder + name)
    return files
