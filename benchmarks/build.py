"""How long a build takes: `.venv/bin/python benchmarks/build.py [--content DIR] [--rounds N]`.

Each round builds cold (no cache, no output), again without an edit, and after one edit; it prints seconds by the
clock, CPU seconds of all processes, and the cold build per page. The floor beside it reads and writes the same files.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent


def timed(call: list[str]) -> tuple[float, float]:
    """Seconds by the clock and of CPU that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(call, check=True, cwd=ROOT)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Run the rounds and print medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--content", type=Path, default=ROOT / "content")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    figures: dict[str, list[tuple[float, float]]] = {}
    for _ in range(options.rounds):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            shutil.copytree(options.content, folder / "content")
            call = [sys.executable, "build.py", "--quiet", "--content", str(folder / "content")]
            call += ["--output", str(folder / "output"), "--cache", str(folder / "cache")]
            figures.setdefault("cold", []).append(timed(call))
            figures.setdefault("no change", []).append(timed(call))
            entry = next(iter(sorted((folder / "content/catalogue").rglob("*.md"))))
            entry.write_text(entry.read_text(encoding="utf-8") + "\nEdited.\n", encoding="utf-8")
            figures.setdefault("one edit", []).append(timed(call))
            pages = sum(1 for _ in (folder / "output").rglob("*.html"))
            copy = ["cp", "-r", str(folder / "output"), str(folder / "copy")]
            figures.setdefault("floor: copy the site", []).append(timed(copy))
    print(f"{pages} pages, {options.rounds} rounds, medians")
    for kind, runs in figures.items():
        wall, cpu = (statistics.median(values) for values in zip(*runs, strict=True))
        print(f"{kind:22} {wall:6.1f} s wall {cpu:6.1f} s CPU {wall / pages * 1000:6.2f} ms a page")


if __name__ == "__main__":
    main()
