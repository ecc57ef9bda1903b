"""What one run is told: folders, language, links, time. Values only; nothing is read from the environment here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sitegen.urls import LinkStyle


@dataclass(frozen=True, slots=True)
class Settings:
    """The options common to all commands. `now` is the only time there is; without an offset it is the site's own.

    `commit` is what copies say that they were made from, empty where nobody knows. `general` is a content folder whose
    thesaurus and question words hold where `content` has none of its own.
    """

    content: Path
    theme: Path
    output: Path
    cache: Path
    now: datetime
    base_url: str = ""
    links: LinkStyle = "web"
    commit: str = ""
    jobs: int = 1
    general: Path | None = None
