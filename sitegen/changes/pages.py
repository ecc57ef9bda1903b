"""Which pages of the site read otherwise, and the pages of what changed as bytes, before and after."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace

from sitegen import digest, plan, urls, workers
from sitegen.changes.twice import both
from sitegen.directory import Directory
from sitegen.render import render
from sitegen.settings import Settings
from sitegen.theme import Theme
from sitegen.views.frame import Page


@dataclass(frozen=True, slots=True)
class Pages:
    """Addresses of pages that came, went or read otherwise, and those of the changed entries as bytes.

    Pages that only list or link to what changed are among the addresses, not among the bytes.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    before: Mapping[str, bytes] = field(default_factory=dict)
    after: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def others(self) -> int:
        """How many pages change, come or go that are not those of the changed entries."""
        return len({*self.added, *self.removed, *self.changed} - {*self.before, *self.after})


def compare(
    before: Directory,
    after: Directory,
    look: Theme,
    settings: Settings,
    own: tuple[Collection[str], Collection[str]],
    executor: Executor | None,
) -> Pages:
    """The pages of two directories compared; `own` are the addresses, before and after, of what changed itself."""
    sides = (before, look, settings, own[0]), (after, look, settings, own[1])
    (old, was), (new, now) = both(executor, _planned, *sides)
    changed = [address for address in new if address in old and old[address] != new[address]]
    differ = {*changed, *(old.keys() ^ new.keys())}
    return Pages(
        tuple(sorted(new.keys() - old.keys())),
        tuple(sorted(old.keys() - new.keys())),
        tuple(sorted(changed)),
        _rendered(((lang, page) for lang, page in was if page.address in differ), look),
        _rendered(((lang, page) for lang, page in now if page.address in differ), look),
    )


def _planned(
    directory: Directory, look: Theme, settings: Settings, own: Collection[str]
) -> tuple[dict[str, str], list[tuple[str, Page]]]:
    """The digest of every page by its address, and those at `own` addresses in every language, without scripts."""
    digests, wanted = {}, []
    for whole in plan.builds(directory, look, settings.now, "offline", settings.base_url, ""):
        build = replace(whole, scripts=())
        here = {urls.in_language(address, build.lang, build.default_lang) for address in own}
        for planned in plan.pages(build):
            page = planned.make()
            digests[page.address] = digest.of([page.template, page.view])
            if page.address in here:
                wanted.append((build.lang, page))
    return digests, wanted


def _rendered(pages: Iterable[tuple[str, Page]], look: Theme) -> dict[str, bytes]:
    return {page.address: render(workers.environment(look.folder, look.digest, lang), page) for lang, page in pages}
