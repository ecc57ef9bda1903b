"""Make CODEOWNERS: who is asked before an entry changes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.commands import common
from sitegen.diagnostics import Translate

if TYPE_CHECKING:
    from sitegen.kit.owners import Handles

FILE = "owners.yaml"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--write", action="store_true", help="write CODEOWNERS beside content/ instead of printing it")


def run(options: argparse.Namespace, translate: Translate) -> int:
    """Make CODEOWNERS of the `owner` that entries and bodies state and of the handles in owners.yaml."""
    from sitegen import disk, pipeline
    from sitegen.kit import owners

    settings = common.settings(options)
    directory, faults = pipeline.read(settings.content)
    if directory is None:
        return common.refused(faults, translate)
    beside = settings.content.resolve().parent
    handles = _handles(beside, translate)
    found = owners.owners(directory.shelf)
    text = owners.codeowners(found, handles, settings.content.resolve().name)
    for word, count in owners.unknown(found, handles).items():
        told = translate("{file} has no handle of {word}, who answers for {count} entries")
        print(told.format(file=FILE, word=word, count=count), file=sys.stderr)
    if options.write:
        disk.write(beside / "CODEOWNERS", text.encode())
    else:
        print(text, end="")
    return common.DONE


def _handles(folder: Path, translate: Translate) -> Handles:
    """The handles by owner that owners.yaml states; none without that file. Raises common.UsageError."""
    from sitegen import front_matter, report, source
    from sitegen.kit import owners

    if not (folder / FILE).is_file():
        return {}
    text, faults = source.load(folder, FILE)
    fields = front_matter.fields_of(text) if text else None
    if text is None or fields is None:
        faults = faults or source.parse(text)[1] if text else faults
        raise common.UsageError(report.text(faults, translate) or FILE)
    handles = {}
    for word, stated in fields.items():
        names = tuple(str(name) for name in (stated if isinstance(stated, list) else [stated]))
        for name in names:
            if not owners.HANDLE.fullmatch(name):
                told = translate('{file}: "{word}" is no handle; write "@name", "@organisation/team" or a mail address')
                raise common.UsageError(told.format(file=FILE, word=name))
        handles[word] = names
    return handles
