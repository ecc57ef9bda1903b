"""What the search of each place costs: time to make it, chunks and bytes (gzip -6).

`.venv/bin/python benchmarks/search/scopes.py [--content content] [--place ID … | --every]`; the hub where no place is
named. Garbage is not collected meanwhile, as in a build. The first place pays for the readings and the thesaurus, which
are read once.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import sys
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sitegen import pipeline, search  # found only now


def weigh(files: list[tuple[str, dict[str, object]]]) -> list[int]:
    """The bytes of chunks as a host sends them."""
    texts = [json.dumps(data, ensure_ascii=False, separators=(",", ":")) for _, data in files]
    return [len(gzip.compress(text.encode(), 6)) for text in texts]


def main() -> None:
    """Print a line for each place."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--place", action="append", default=[])
    parser.add_argument("--every", action="store_true")
    options = parser.parse_args()
    directory, _ = pipeline.read(options.content, Path("content"))
    assert directory is not None, "the content has errors"
    edition = directory.default
    hub = search.hub_records(edition)
    words, groups = search.words(directory, edition.lang, hub), search.groups(directory)
    print(f"{sum(map(len, edition.services.values()))} services in {len(edition.services)} places")
    gc.disable()
    total = 0.0
    for place in [*edition.services, ""] if options.every else options.place or [""]:
        records = search.city_records(edition, place) if place else hub
        began = process_time()
        found = search.chunk_files(search.make(records, groups, words))
        spent = process_time() - began
        total += spent if place else 0.0
        sizes = {part: weigh(files) for part, files in found.items()}
        told = ", ".join(f"{part}: {len(of)} files, {sum(of)} B" for part, of in sizes.items())
        print(
            f"{place or 'hub'}: {len(records)} records, {spent * 1000 / max(1, len(records)):.2f} ms each; {told}; "
            f"first part {sizes['parts'][0]} B"
        )
    if options.every:
        print(f"all places: {total * 1000 / sum(map(len, edition.services.values())):.2f} ms a service")


if __name__ == "__main__":
    main()
