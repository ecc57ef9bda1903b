"""What changed in a bundle since another one of the same name, small enough for a bad line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sitegen import cache
from sitegen.bundles.archive import write_archive
from sitegen.bundles.contents import README
from sitegen.bundles.sums import SUMS
from sitegen.diagnostics import Translate

APPLY = Path(__file__).with_name("apply.py")


def write_update(
    files: Mapping[str, str], before: Mapping[str, str], store: Path, to: Path, translate: Translate
) -> tuple[int, int]:
    """Write an archive that turns a folder with the files `before` into these; how many changed, and went.

    New and changed files lie in `files/`, `removed.txt` names those to be deleted, `apply.py` does both and proves the
    result; `since.txt` is the digest of the sums of the folder that it is for. Raises OSError where the disk fails.
    """
    changed = {path: blob for path, blob in files.items() if before.get(path) != blob}
    removed = sorted(before.keys() - files.keys())
    papers = {
        "apply.py": APPLY.read_bytes(),
        "removed.txt": "".join(f"{path}\n" for path in removed).encode(),
        "since.txt": f"{before[SUMS]}\n".encode(),
        README: _readme(translate).encode(),
    }
    held = {path: cache.put(store, data) for path, data in papers.items()}
    held |= {f"files/{path}": blob for path, blob in (*changed.items(), (SUMS, files[SUMS]))}
    write_archive(held, store, to)
    return len(changed), len(removed)


def _readme(translate: Translate) -> str:
    lines = (
        translate("An update of a copy that you have. Unpack it anywhere, then one of two ways:"),
        translate("- with Python: python apply.py FOLDER, where FOLDER is the copy"),
        translate("- by hand: copy all that is in files/ over the copy, then delete there what removed.txt names"),
    )
    return "".join(f"{line}\r\n" for line in lines)
