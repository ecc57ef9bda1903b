"""How long after saving a file the browser shows it under `serve`.

    python benchmarks/serve.py [--places 0 7] [--times 15]

For each number of places, content/ with so many more copies of the place guangan (1,247 entries each) is served, a
page of guangan opened in Chromium, and its entry saved with another title. Milliseconds from saving to the first paint
of the page with the new title; beside them, as a floor, those that a reload of the page takes without any edit.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
PLACE, ENTRY = "guangan", "household/hu-kou-qian-yi-shen-pi"
SHOWN = "(title) => document.querySelector('h1')?.textContent.includes(title)"
PAINTED = """() => [performance.timeOrigin, performance.getEntriesByName("first-contentful-paint")[0]?.startTime]"""


def painted(page: Page) -> tuple[float, float]:
    """When the page that is shown was asked for (ms since 1970), and how many ms later it was painted."""
    while True:
        begun, after = page.evaluate(PAINTED)
        if after is not None:
            return begun, after
        time.sleep(0.02)


def served(content: Path, browser: Browser, times: int) -> tuple[int, list[float], list[float]]:
    """How many entries there are, the milliseconds of each saving, and those of each reload."""
    call = [sys.executable, str(ROOT / "build.py"), "serve", "--port", "0", "--content", str(content), "--lang", "en"]
    process = subprocess.Popen(call, cwd=content.parent, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    address = ""
    for line in process.stdout:
        address = line.strip() if line.startswith("http:") else address
        if line.startswith("watching"):
            break
    page = browser.new_page(viewport={"width": 375, "height": 667}, bypass_csp=True)
    page.goto(f"{address}{PLACE}/{ENTRY}/")
    file = content / "cities" / PLACE / f"{ENTRY}.md"
    text, saved, reloaded = file.read_text(encoding="utf-8"), [], []
    for number in range(times):
        time.sleep(1.5)
        title = f"户口迁移 {number}"
        file.write_text(text.replace("户口迁移审批", title, 1), encoding="utf-8")
        at = time.time() * 1000
        page.wait_for_function(SHOWN, arg=title)
        begun, after = painted(page)
        saved.append(begun + after - at)
        page.reload()
        reloaded.append(painted(page)[1])
    page.close()
    process.terminate()
    process.wait()
    return sum(1 for _ in content.rglob("*.md")), saved, reloaded


def main() -> None:
    """One line for each number of places."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--places", type=int, nargs="+", default=[0, 7])
    parser.add_argument("--times", type=int, default=15)
    options = parser.parse_args()
    print(f"{'entries':>8} {'median ms':>10} {'most ms':>8} {'reload ms':>10}")
    with sync_playwright() as playwright, TemporaryDirectory() as name:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for places in options.places:
            content = Path(name, str(places), "content")
            shutil.copytree(ROOT / "content", content)
            for number in range(places):
                shutil.copytree(content / "cities" / PLACE, content / f"cities/{PLACE}-{number}")
            entries, saved, reloaded = served(content, browser, options.times)
            print(f"{entries:8} {median(saved):10.0f} {max(saved):8.0f} {median(reloaded):10.0f}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
