"""Say that entries still hold: stamp today as the day they were verified, and touch nothing else."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from sitegen.commands import common
from sitegen.diagnostics import Translate, suggest

if TYPE_CHECKING:
    from sitegen.directory import Directory
    from sitegen.entry import Entry


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("ids", nargs="*", metavar="ID", help="such as guangzhou/tax/deed-tax, or tax/deed-tax")
    parser.add_argument("--provider", default="", metavar="ID", help="all entries this body is responsible for")


def run(options: argparse.Namespace, translate: Translate) -> int:
    """Stamp the day into the front matter of entries that somebody vouches for."""
    from sitegen import confirming, disk, pipeline

    if not options.ids and not options.provider:
        raise common.UsageError(translate("name the entries to confirm, or a body with --provider"))
    settings = common.settings(options)
    directory, faults = pipeline.read(settings.content, settings.general)
    if directory is None:
        return common.refused(faults, translate)
    day = settings.now.date()
    texts: dict[str, str] = {}
    chosen = _chosen(directory, options.ids, options.provider, translate)
    for entry in chosen:
        text = confirming.stamped(entry, (settings.content / entry.path).read_bytes().decode(), day)
        if text is None:
            said = translate("{path} cannot be stamped as it stands; run: python build.py fmt {path}")
            raise common.UsageError(said.format(path=entry.path))
        texts[entry.path] = text
    for path, text in texts.items():
        disk.write(settings.content / path, text.encode())
    rows = [(confirming.id_of(entry), entry, confirming.unknown(directory, entry)) for entry in chosen]
    if options.json:
        record = [{"id": id, "file": e.path, "verified": day.isoformat(), "unknown": gaps} for id, e, gaps in rows]
        print(json.dumps(record, ensure_ascii=False, indent=1))
    elif not options.quiet:
        for id, _, gaps in rows:
            said = translate("{id}: verified {day}; {count} of its fields are still unknown: {fields}")
            said = said if gaps else translate("{id}: verified {day}")
            print(said.format(id=id, day=day.isoformat(), fields=", ".join(gaps), count=len(gaps)))
        print(translate("entries confirmed: {count}").format(count=len(rows)))
    return common.DONE


def _chosen(directory: Directory, ids: list[str], provider: str, translate: Translate) -> list[Entry]:
    """The entries that were asked for, each once. Raises common.UsageError where one is not there."""
    from sitegen import confirming

    known = confirming.entries(directory)
    by_path = {entry.path: entry for entry in known.values()}
    chosen: dict[str, Entry] = {}
    for id in ids:
        entry = known.get(id) or by_path.get(id)
        if entry is None:
            raise common.UsageError(_unknown(directory, id, list(known), translate))
        chosen[entry.path] = entry
    if provider:
        bodies = directory.shelf.kind("provider")
        if provider not in bodies:
            raise common.UsageError(_nowhere(provider, list(bodies), translate))
        found = confirming.of_provider(directory, provider)
        if not found:
            raise common.UsageError(translate('no entry is the responsibility of "{id}"').format(id=provider))
        chosen |= {entry.path: entry for entry in found}
    return list(chosen.values())


def _unknown(directory: Directory, id: str, known: list[str], translate: Translate) -> str:
    service = directory.default.service(id)
    if service is not None and service.catalogue:
        said = translate('"{id}" has no file of its own, it is "{catalogue}" of the catalogue; confirm that one')
        return said.format(id=id, catalogue=service.catalogue)
    return _nowhere(id, known, translate)


def _nowhere(id: str, known: list[str], translate: Translate) -> str:
    near = suggest(id, known)
    if near:
        return translate('there is no "{id}"; did you mean "{near}"?').format(id=id, near=near)
    return translate('there is no "{id}"').format(id=id)
