"""Print what fields there are."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from sitegen.commands import common
from sitegen.diagnostics import Translate


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("kind", nargs="?", default="", help="one kind of file; all where left out")
    parser.add_argument("--format", choices=("json", "markdown"), default="json")
    parser.add_argument("--to", type=Path, default=None, metavar="DIR", help="write one JSON file for each kind there")


def run(options: argparse.Namespace, translate: Translate) -> int:
    """Print the JSON Schema of one kind of file or of all, or the reference of fields as Markdown."""
    from sitegen import disk, guide
    from sitegen import schema as table

    kinds = {kind.name: kind for kind in table.KINDS if kind.record.fields}
    if options.kind and options.kind not in kinds:
        raise common.UsageError(common.unknown(options.kind, sorted(kinds)))
    if options.format == "markdown":
        print(guide.fields_page(), end="")
        return common.DONE
    chosen = [kinds[options.kind]] if options.kind else list(kinds.values())
    if options.to:
        for kind in chosen:
            disk.write(options.to / f"{kind.name}.json", guide.schema_file(kind).encode())
        return common.DONE
    schemas = {kind.name: guide.json_schema(kind) for kind in chosen}
    print(json.dumps(schemas[options.kind] if options.kind else schemas, ensure_ascii=False, indent=1))
    return common.DONE
