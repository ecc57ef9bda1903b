"""What a bundle of a place may weigh, and what weighs most in one that weighs more."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from zipfile import ZipFile

from sitegen import cache
from sitegen.bundles.contents import Contents
from sitegen.bundles.formats import Written
from sitegen.diagnostics import Translate

SHOWN = 6
ENTRY = 30 + 46  # bytes that an archive says each file with, beside its path, twice (PKWARE, APPNOTE.TXT, 4.3)


def excess(written: Written, made: Contents, store: Path, translate: Translate) -> str:
    """What to say of a bundle that weighs more than the budget of its place allows; empty where it does not.

    The budget of a place is its own or the site's, in kB of 1,000 bytes, by form.
    """
    form, edition = written.path.suffix.removeprefix("."), made.part.default
    place = edition.cities.get(made.facts.name)
    if place is None or written.update or not form:
        return ""
    kb = next((getattr(b, form) for b in (place.budgets, edition.site.budgets) if b and getattr(b, form)), None)
    if kb is None or written.size <= kb * 1000:
        return ""
    said = translate("{file} has {size:,} kB, its budget is {budget:,} kB.")
    if form == "zip":
        what, sizes = translate("What weighs most in it:"), _packed(written.path)
    else:
        what = translate("What would weigh most in an archive, unpacked:")
        sizes = {path: cache.size(store, blob) for path, blob in made.files.items()}
    lines = [f"{said.format(file=written.path.as_posix(), size=written.size // 1000, budget=kb)} {what}"]
    folders: Counter[str] = Counter()
    for path, size in sizes.items():
        depth = 2 if path.startswith(("assets/", f"{place.id}/")) else 1
        folders["".join(f"{step}/" for step in path.split("/")[:-1][:depth])] += size
    del folders[""]
    lines += [f"{size // 1000:>9,} kB  {folder}" for folder, size in folders.most_common(SHOWN)]
    lines += [f"{size // 1000:>9,} kB  {path}" for path, size in Counter(sizes).most_common(SHOWN)]
    return "\n".join(lines)


def _packed(archive: Path) -> dict[str, int]:
    """What each file of an archive adds to it, in bytes."""
    with ZipFile(archive) as held:
        return {one.filename: one.compress_size + ENTRY + 2 * len(one.filename) for one in held.infolist()}
