"""Grow a content folder: more cities that adopt the whole catalogue, and one city of many services.

`.venv/bin/python benchmarks/search/grow.py TO [--from content] [--cities 200] [--services 500]`
"""

from __future__ import annotations

import argparse
import re
import shutil
from pathlib import Path

BIG = "guangzhou"
DONOR = "guangan"


def grow(source: Path, target: Path, cities: int, services: int) -> None:
    """Copy a content folder and make it larger; `services` of another city become services of `BIG`."""
    shutil.copytree(source, target)
    for number in range(cities):
        place = target / "cities" / f"place-{number:03d}"
        place.mkdir()
        text = f"name: 试验{number:03d}市\nlevel: city\nadopts: ['*']\nhotline: '12345'\n"
        (place / "city.yaml").write_text(text, encoding="utf-8")
    template = len(list((target / "catalogue").glob("*/*.md"))) - len(list((target / "catalogue").glob("*/*.en.*")))
    donors = sorted((target / "cities" / DONOR).glob("*/*.md"))
    own = [entry for entry in donors if "\nextends:" not in entry.read_text(encoding="utf-8")]
    for entry in own[: max(0, services - template)]:
        copy = target / "cities" / BIG / entry.parent.name / entry.name
        copy.parent.mkdir(exist_ok=True)
        if not copy.exists():
            text = entry.read_text(encoding="utf-8").replace(f"{DONOR}/", f"{BIG}/")
            copy.write_text(re.sub(r"(?m)^parent: .*\n", "", text), encoding="utf-8")  # heads stay behind


def main() -> None:
    """Read the command line and grow."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("to", type=Path)
    parser.add_argument("--from", dest="source", type=Path, default=Path("content"))
    parser.add_argument("--cities", type=int, default=0)
    parser.add_argument("--services", type=int, default=0)
    options = parser.parse_args()
    grow(options.source, options.to, options.cities, options.services)


if __name__ == "__main__":
    main()
