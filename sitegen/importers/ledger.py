"""What the importer wrote last, so that the next import can tell an edit by hand from a change of the table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sitegen import digest
from sitegen.canonical import Plain

SIZE = 12


@dataclass(frozen=True, slots=True)
class Record:
    """One entry as it was written: its file, the folder the table gave it, digests of its fields, former files."""

    path: str
    folder: str
    fields: dict[str, str]
    former: tuple[str, ...] = ()


Ledger = dict[str, Record]


def path_of(mapping: Path) -> Path:
    """The ledger of a mapping file, beside it: `ledger.json`, or `NAME.ledger.json` where it is not `mapping.yaml`."""
    return mapping.with_name("ledger.json" if mapping.stem == "mapping" else f"{mapping.stem}.ledger.json")


def read(path: Path) -> Ledger:
    """The records by key; none where nothing was imported yet."""
    if not path.is_file():
        return {}
    rows = json.loads(path.read_text(encoding="utf-8"))
    return {
        key: Record(row["path"], row["folder"], row["fields"], tuple(row.get("former", ())))
        for key, row in rows.items()
    }


def render(ledger: Ledger) -> str:
    """The ledger as JSON, one entry a line, sorted."""
    lines = [f"{json.dumps(key, ensure_ascii=False)}: {_record(record)}" for key, record in sorted(ledger.items())]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _record(record: Record) -> str:
    former = {"former": list(record.former)} if record.former else {}
    row = {"path": record.path, "folder": record.folder, **former, "fields": record.fields}
    return json.dumps(row, ensure_ascii=False)


def digests(fields: Mapping[str, Plain]) -> dict[str, str]:
    """A short digest of each field."""
    return {name: digest.of(value)[:SIZE] for name, value in fields.items()}


def changes(
    current: Mapping[str, Plain], last: Mapping[str, str], new: Mapping[str, Plain]
) -> tuple[dict[str, Plain], list[str]]:
    """What to change in a file and what to remove from it; what was edited, added or deleted by hand stays so.

    `current` is what the file says, `last` the digests of what was written into it, `new` what the table says now.
    """
    seen = digests(current)
    untouched = {name for name in current if seen[name] == last.get(name)}
    changed = {
        name: value
        for name, value in new.items()
        if (name in untouched and current[name] != value) or (name not in current and name not in last)
    }
    return changed, [name for name in untouched if name not in new]
