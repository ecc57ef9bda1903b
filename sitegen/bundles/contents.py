"""What a bundle holds: the pages of its excerpt, and papers that say what it is, how old, and whether it is whole."""

from __future__ import annotations

import json
import re
from concurrent.futures import Executor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from zipfile import BadZipFile, ZipFile
from zoneinfo import ZoneInfo

from sitegen import cache, notices, pipeline
from sitegen.bundles import sums
from sitegen.bundles.sums import SUMS
from sitegen.bundles.wanted import Wanted
from sitegen.diagnostics import Translate
from sitegen.directory import Directory
from sitegen.excerpt import excerpt
from sitegen.jobs import Tell
from sitegen.settings import Settings
from sitegen.strings import of_messages

README, FACTS = "README.txt", "bundle.json"
FOR_HOSTS = ("404.html", "api/", "robots.txt", "sitemap", "feed.xml", "opensearch.xml")
# Names that no file may have on Windows or FAT, whatever its ending, and how long a path may be below a folder there.
DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
LONGEST_PATH = 180


class BundleError(Exception):
    """A bundle cannot be made or is not whole; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What every bundle says of itself. `made` is a moment with offset, `commit` what its content was read from (empty
    where nobody knows), `notices` the titles of those in force, by id."""

    name: str
    title: str
    site: str
    services: int
    made: str
    commit: str
    base_url: str
    notices: dict[str, str]


@dataclass(frozen=True, slots=True)
class Contents:
    """The part of the directory that a bundle holds, and its files as blobs of the store by path, papers among them."""

    part: Directory
    facts: Facts
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Maker:
    """What pages are made with: the options of the run, the store of what was made, workers, and who is told."""

    settings: Settings
    store: cache.Cache
    executor: Executor | None
    tell: Tell


def contents(directory: Directory, wanted: Wanted, maker: Maker) -> Contents:
    """Make the files of a bundle. Raises BundleError where a file would have a name that other systems refuse."""
    settings, store = maker.settings, maker.store.store
    part = excerpt(directory, wanted.cities, wanted.category) if wanted.cities else directory
    made, _ = pipeline.site(part, replace(settings, links="offline"), maker.store, maker.executor, maker.tell)
    files = {path: blob for path, blob in made.items() if not _for_hosts(path, part)}
    for path in files:
        if any(DEVICES.match(step) for step in path.split("/")) or len(path) > LONGEST_PATH:
            raise BundleError(f"Windows refuses files called {path}; give this page a shorter or another id")
    facts = _facts(part, wanted, settings)
    translate = of_messages(part.default.site.default_language).gettext
    papers = {
        FACTS: json.dumps(asdict(facts), ensure_ascii=False, indent=1) + "\n",
        README: _readme(facts, translate),
    }
    files |= {path: cache.put(store, text.encode()) for path, text in papers.items()}
    files |= {path: cache.put(store, text.encode()) for path, text in sums.lists(files).items()}
    return Contents(part, facts, dict(sorted(files.items())))


def _for_hosts(path: str, part: Directory) -> bool:
    """Whether only a web server has use for a file, in any language's folder."""
    for edition in part.editions[1:]:
        path = path.removeprefix(f"{edition.lang.lower()}/")
    return path.startswith(FOR_HOSTS)


def sums_in(path: Path) -> dict[str, str]:
    """The digests of the files of a bundle by path: of an archive, a folder, or the folder that its sums lie in.

    Raises BundleError where there are none.
    """
    top = path / SUMS if path.is_dir() else path
    try:
        if path.suffix == ".zip":
            with ZipFile(path) as archive:
                return sums.read(lambda name: archive.read(name).decode())
        return sums.read(lambda name: (top.parent / name).read_text(encoding="utf-8"), top.name)
    except (BadZipFile, KeyError, OSError, ValueError) as error:
        raise BundleError(f"{path} holds no sums of a bundle ({error}); name a bundle, or the {SUMS} in it") from error


def _facts(part: Directory, wanted: Wanted, settings: Settings) -> Facts:
    site = part.default.site
    made = notices.moment(settings.now, site.timezone).astimezone(ZoneInfo(site.timezone))
    current = notices.current(part.default.notices.values(), made, site.timezone)
    return Facts(
        name=wanted.name,
        title=wanted.title,
        site=site.name.value,
        services=sum(len(e.published) for e in part.editions[:1]),
        made=made.isoformat(),
        commit=settings.commit,
        base_url=settings.base_url or site.base_url or "",
        notices={n.id: n.title.value for n in current if notices.has_begun(n, made, site.timezone)},
    )


def _readme(facts: Facts, translate: Translate) -> str:
    """What somebody must know who finds this folder or archive, with line ends that old editors read."""
    lines = [
        f"{facts.title} – {facts.site}",
        "",
        translate("{count} services, to be read and searched without a network.").format(count=facts.services),
        translate("If this is an archive, unpack all of it first. Then open index.html in any browser."),
        "",
        translate("Made on {day} from {commit}. What has changed since then is not in it.").format(
            day=facts.made[:10], commit=facts.commit or translate("content without a version")
        ),
        *([translate("What is newer: {address}").format(address=facts.base_url)] if facts.base_url else []),
        translate("Notices in force on that day:")
        if facts.notices
        else translate("No notices were in force on that day."),
        *(f"- {title}" for title in facts.notices.values()),
        "",
        translate("Links with an arrow lead to other websites and need a network; numbers need a telephone."),
        translate("To see whether nothing is missing or damaged: find . -name B2SUMS -execdir b2sum -c --quiet {} +"),
    ]
    return "".join(f"{line}\r\n" for line in lines)
