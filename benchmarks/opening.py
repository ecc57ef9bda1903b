"""How long a single HTML file takes to open from disk on a slow phone: first paint and load, beside an empty page.

    python benchmarks/opening.py bundles/guangan.html bundles/guangan.packed.html [--slower 6] [--times 7]

Each file is opened several times in a fresh context of Chromium, 360 px wide, with the processor slowed down; medians
in milliseconds. The empty page is the floor of this machine and moment.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

TIMES = """() => [
  performance.getEntriesByName("first-contentful-paint")[0].startTime,
  performance.getEntriesByType("navigation")[0].loadEventEnd,
]"""


def opened(browser: Browser, file: Path, slower: float) -> tuple[float, float]:
    """Milliseconds to the first contentful paint, and to the end of loading."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(file.resolve().as_uri())
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
    paint, load = page.evaluate(TIMES)
    context.close()
    return paint, load


def main() -> None:
    """Open every file in turn, round after round, so that noise falls on all alike."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--slower", type=float, default=6)
    parser.add_argument("--times", type=int, default=7)
    options = parser.parse_args()
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        empty = Path(folder, "empty.html")
        empty.write_text("<!doctype html><title>empty</title><p>empty", encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        files = [empty, *options.files]
        rounds = [[opened(browser, file, options.slower) for file in files] for _ in range(options.times)]
        browser.close()
    print(f"{'':32} {'paint ms':>9} {'load ms':>9}")
    for file, times in zip(files, zip(*rounds, strict=True), strict=True):
        print(f"{file.name:32} {median(t[0] for t in times):9.0f} {median(t[1] for t in times):9.0f}")


if __name__ == "__main__":
    main()
