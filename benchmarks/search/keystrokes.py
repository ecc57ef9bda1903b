"""What a keystroke costs the page: the work of the main thread from a letter typed to all results shown.

`.venv/bin/python benchmarks/search/keystrokes.py [--site output] [--place guangzhou] [--slower 1]`; the site must be
built. Queries are typed letter by letter into the search page in Chromium, twice: the second time all chunks are there.
The times are Chromium's own counts: script, styles and layout, and all tasks, which here hold painting without a
graphics card. `--slower 4` is a cheap phone.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from serving import serve

QUERIES = ("身份证丢了去哪办", "公积金提取", "shebaokabuban", "老板不发工资怎么办", "hukou", "異地就醫備案", "passport")


Work = tuple[float, float]


def spent(session: CDPSession) -> Work:
    """The milliseconds that the main thread has worked so far: script, styles and layout; all tasks."""
    metrics = {m["name"]: m["value"] * 1000 for m in session.send("Performance.getMetrics")["metrics"]}
    return sum(metrics[f"{name}Duration"] for name in ("Script", "RecalcStyle", "Layout")), metrics["TaskDuration"]


def since(session: CDPSession, before: Work) -> Work:
    """The milliseconds of work since then."""
    now = spent(session)
    return now[0] - before[0], now[1] - before[1]


def typed(page: Page, session: CDPSession, query: str) -> list[Work]:
    """The milliseconds of work for each letter of a query."""
    found = []
    page.fill("input[name=q]", "")
    for end in range(1, len(query) + 1):
        page.wait_for_timeout(150)
        before = spent(session)
        page.evaluate(
            """text => { const box = document.querySelector("input[name=q]"); box.value = text;
            box.dispatchEvent(new InputEvent("input", {bubbles: true})); }""",
            query[:end],
        )
        page.wait_for_selector("html[data-search=done]", state="attached")
        page.wait_for_timeout(150)
        found.append(since(session, before))
    return found


def idle(page: Page, session: CDPSession) -> Work:
    """The milliseconds that the measuring itself costs: the same steps, and nothing typed."""
    found = []
    for _ in range(10):
        page.wait_for_timeout(150)
        before = spent(session)
        page.evaluate("text => { document.querySelector('input[name=q]').dataset.none = text; }", "")
        page.wait_for_selector("html[data-search]", state="attached")
        page.wait_for_timeout(150)
        found.append(since(session, before))
    return median(work for work, _ in found), median(tasks for _, tasks in found)


def measure(browser: Browser, address: str, slower: float) -> None:
    """Print a line for the first and the second typing."""
    page = browser.new_page()
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(address)
    page.wait_for_selector("html[data-search=ready]", state="attached")
    floor = idle(page, session)
    for round_ in ("first", "second"):
        works = [work for query in QUERIES for work in typed(page, session, query)]
        for part, name in enumerate(("script, styles, layout", "all tasks")):
            times = sorted(work[part] - floor[part] for work in works)
            late = sum(time > 16 for time in times)
            print(
                f"{round_} typing, {name}: {len(times)} keystrokes, median {median(times):.1f} ms, "
                f"95 % within {times[int(len(times) * 0.95)]:.1f}, at most {times[-1]:.1f}; {late} over 16 ms "
                f"(measuring: {floor[part]:.1f} ms, taken off)"
            )


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=Path("output"))
    parser.add_argument("--place", default="guangzhou")
    parser.add_argument("--slower", type=float, default=1)
    options = parser.parse_args()
    with sync_playwright() as playwright, serve(options.site) as site:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        measure(browser, f"{site.address}search/?city={options.place}", options.slower)
        browser.close()


if __name__ == "__main__":
    main()
