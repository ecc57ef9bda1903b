"""A notice: what it says, for whom, from when until when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen import urls
from sitegen.model import Notice, Text
from sitegen.views.frame import Build, Frame, Link, Page, Place, Planned, category_address, service_address
from sitegen.views.service import untranslated


@dataclass(frozen=True, slots=True)
class NoticeView:
    """The page of a notice; `starts` and `ends` are moments with offset."""

    frame: Frame
    notice: Notice
    starts: str
    ends: str
    concerns: tuple[Link, ...]
    untranslated: bool


def pages(build: Build) -> Iterator[Planned]:
    """A page for each notice that holds now or later."""
    for notice in build.in_force:
        yield build.planned(urls.folder("notices", notice.id), _notice_page, notice)


def _notice_page(build: Build, notice: Notice) -> Page:
    at = urls.folder("notices", notice.id)
    place = Place("notice", at, notice.title, ((at, notice.title),), entry=build.entry_path("notice", notice.id))
    concerns = [target for scope in notice.scope if (target := scope_target(build, scope))]
    view = NoticeView(
        frame=build.frame(place),
        notice=notice,
        starts=build.moment(notice.starts).isoformat() if notice.starts else "",
        ends=build.moment(notice.ends).isoformat(),
        concerns=tuple(build.link(at, address, text) for address, text in concerns),
        untranslated=untranslated(build, notice),
    )
    return build.page(place, "notice.html", view)


def scope_target(build: Build, scope: str) -> tuple[str, Text] | None:
    """The page a scope means, and its name."""
    edition = build.edition
    kind, _, id = scope.partition("/")
    if scope == "hub":
        return urls.HUB, edition.site.name
    if kind == "city" and id in edition.cities:
        return urls.folder(id), edition.cities[id].name
    if kind == "category" and id in edition.categories:
        return category_address("", id), edition.categories[id].name
    if kind == "provider" and id in edition.providers:
        return urls.folder("providers", id), edition.providers[id].name
    service = edition.service(id) if kind in ("service", "services") else None
    return (service_address(service), service.title) if service else None
