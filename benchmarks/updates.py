"""How large the update of an offline copy is after one edited entry, by what was edited.

    python benchmarks/updates.py [--city guangan] [--entries 5]

Each edit is made in a copy of content/, a commit each, in entries spread evenly over the city's, and the update made a
day later than the copy; kB of the archive that `bundle --since` makes, the least, the median and the most of them.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
EDITS = {
    "the name of a channel": ("name: 四川政务服务网", "name: 四川政务网"),
    "visits": ("visits: unknown", "visits: {min: 1, max: 1}"),
    "summary": ("summary: unknown", "summary: 出门前先打电话问清楚。"),
    "title": ("\n", "（试行）\n"),
}


def bundle(folder: Path, city: str, *words: str) -> None:
    """Commit this folder's content, and make an archive of the city."""
    by = ["-c", "user.name=editor", "-c", "user.email=editor@example.org"]
    subprocess.run(["git", *by, "commit", "-qam", "edit"], cwd=folder, check=True)
    call = [sys.executable, str(ROOT / "build.py"), "bundle", "--city", city, "--quiet"]
    subprocess.run([*call, *words], cwd=folder, check=True)


def edited(text: str, kind: str) -> str:
    """The text of an entry with one edit, the same where it has nothing to be edited so."""
    old, new = EDITS[kind]
    at = text.index("title: ") if kind == "title" else 0
    return text[:at] + text[at:].replace(old, new, 1)


def main() -> None:
    """Make the whole copy once, then one update for each edit of each entry."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--city", default="guangan")
    parser.add_argument("--entries", type=int, default=5)
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "content", folder / "content")
        subprocess.run("git init -q && git add content", shell=True, cwd=folder, check=True)
        bundle(folder, options.city, "--to", "old", "--now", "2026-11-23")
        old = folder / "old" / f"{options.city}.zip"
        print(f"{old.stat().st_size / 1000:,.0f} kB the copy\n{'edited':24} {'least':>6} {'median':>6} {'most':>6}")
        for kind in EDITS:
            files = sorted((folder / "content/cities" / options.city).glob("*/*.md"))
            files = [file for file in files if edited(text := file.read_text(encoding="utf-8"), kind) != text]
            sizes = []
            for file in files[len(files) // options.entries // 2 :: len(files) // options.entries][: options.entries]:
                text = file.read_text(encoding="utf-8")
                file.write_text(edited(text, kind), encoding="utf-8")
                bundle(folder, options.city, "--since", str(old), "--now", "2026-11-24")
                file.write_text(text, encoding="utf-8")
                sizes.append((folder / "bundles" / f"{options.city}--update.zip").stat().st_size / 1000)
            print(f"{kind:24} {min(sizes):6.0f} {median(sizes):6.0f} {max(sizes):6.0f}", flush=True)


if __name__ == "__main__":
    main()
