"""The content that is there already: which files, and which of them are the entries of rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sitegen import entry, source
from sitegen.front_matter import fields_of


@dataclass(slots=True)
class Existing:
    """The files of a content folder by kind, without their endings; files by official code are read when asked for."""

    folder: Path
    files: dict[str, dict[str, str]] = field(default_factory=dict)
    codes: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def file(self, kind: str, stem: str) -> str:
        """The file of an entry; empty where there is none."""
        return self.files.get(kind, {}).get(stem, "")

    def by_code(self, kind: str, city: str) -> dict[str, str]:
        """Files of a city's (or the catalogue's) entries by the official code they state."""
        key = (kind, city)
        if key not in self.codes:
            prefix = f"cities/{city}/" if kind == "service" else ""
            paths = [path for stem, path in self.files.get(kind, {}).items() if stem.startswith(prefix)]
            stated = ((_code(self.folder, path), path) for path in paths)
            self.codes[key] = {code: path for code, path in reversed(list(stated)) if code}
        return self.codes[key]


def scan(folder: Path) -> Existing:
    """The files of a content folder; translations stand with their entries."""
    existing = Existing(folder)
    for path in source.scan(folder)[0] if folder.is_dir() else ():
        place, _ = entry.classify(path)
        if place is not None and not place.lang:
            existing.files.setdefault(place.kind.name, {})[stem_of(path)] = path
    return existing


def stem_of(path: str) -> str:
    """A path without its ending."""
    return next((path.removesuffix(ending) for ending in source.ENDINGS if path.endswith(ending)), path)


def _code(folder: Path, path: str) -> str:
    text, _ = source.load(folder, path)
    code = (fields_of(text) or {}).get("code") if text else None
    return code if isinstance(code, str) else ""
