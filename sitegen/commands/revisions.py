"""Content as it stood at a revision, read by Git and written into a folder."""

from __future__ import annotations

import subprocess
from pathlib import Path

from sitegen.commands.common import UsageError

FILES = ("100644", "100755")
INSTEAD = "name the folder of the content before with --before DIR"


def write_content(content: Path, revision: str, to: Path) -> None:
    """Write the content folder as it stood at a revision into the folder `to`. Raises UsageError where Git cannot."""
    top = content.resolve()
    below = _git(top, "rev-parse", "--show-prefix").decode().rstrip("\n")
    commit = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    tree = f"{commit.decode().strip()}:{below.rstrip('/')}"
    found = _git(top, "ls-tree", "-rz", "--full-tree", tree).decode().split("\0")
    listed = [row.partition("\t") for row in found if row]
    rows = [(about.split()[2], path) for about, _, path in listed if about.split()[0] in FILES]
    if any(".." in path.split("/") for _, path in rows):
        raise UsageError(f"{revision} names files outside of its folder; {INSTEAD}")
    data = _git(top, "cat-file", "--batch", typed="".join(f"{blob}\n" for blob, _ in rows).encode())
    at = 0
    for _, path in rows:
        head, _, _ = data[at : at + 200].partition(b"\n")
        begin = at + len(head) + 1
        size = int(head.split()[2])
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        (to / path).write_bytes(data[begin : begin + size])
        at = begin + size + 1


def _git(folder: Path, *words: str, typed: bytes = b"") -> bytes:
    """What Git prints. Raises UsageError where there is no Git, or where it refuses."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *words], input=typed, capture_output=True, check=False)
    except FileNotFoundError:
        raise UsageError(f"git is not installed; {INSTEAD}") from None
    if done.returncode:
        why = done.stderr.decode(errors="replace").strip() or f"it knows no such revision ({words[-1]})"
        raise UsageError(f"git cannot read the content before: {why}; {INSTEAD}")
    return done.stdout
