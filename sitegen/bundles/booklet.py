"""A bundle as a booklet to be printed: its services by category, with contents and an A-Z index that name pages.

The only module that knows WeasyPrint, which lays the pages out and counts them: an optional extra (`sitegen[pdf]`).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

from sitegen import disk, plan, render, theme, workers
from sitegen.bundles.contents import BundleError, Contents, Facts, Maker
from sitegen.model import Phone, Service, Text
from sitegen.views import service
from sitegen.views.category import in_family_order
from sitegen.views.fixed import by_letter
from sitegen.views.frame import Build, Page, category_address, direction

TEMPLATE = "booklet.html"


@dataclass(frozen=True, slots=True)
class Chapter:
    """The services of a category in a place, in their order there; `id` is where links find it."""

    id: str
    place: Text
    category: Text
    services: tuple[service.ServiceView, ...]


@dataclass(frozen=True, slots=True)
class BookletView:
    """All that the booklet shows; `index` holds the services of each letter.

    `places` are the names of places by id, where they are not just the one on the cover.
    """

    facts: Facts
    lang: str
    dir: str
    hotline: str
    emergency: tuple[Phone, ...]
    chapters: tuple[Chapter, ...]
    index: dict[str, list[Service]]
    places: dict[str, Text]


def write_booklet(made: Contents, maker: Maker, to: Path) -> None:
    """Write the booklet of a bundle as PDF, whole or not at all, in the language of the entries.

    Its bytes depend on the content, the theme, the fonts and WeasyPrint alone. Raises BundleError as `check` does,
    OSError where the disk fails.
    """
    weasyprint = _engine()
    options = maker.settings
    look = theme.load(options.theme)
    build = plan.builds(made.part, look, options.now, "offline", options.base_url, options.commit)[0]
    text = render.render(
        workers.environment(look.folder, look.digest, build.lang),
        Page(to.name, TEMPLATE, booklet(build, made.facts)),
    )
    with disk.whole(to) as partial:
        weasyprint.HTML(string=text.decode()).write_pdf(partial)


def check(look: theme.Theme) -> None:
    """Raise BundleError where WeasyPrint, or Pango below it, is not installed; any theme will do."""
    _engine()


def _engine() -> ModuleType:
    """WeasyPrint, loaded only when asked for."""
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # links that lead out of the booklet are meant
    try:
        return import_module("weasyprint")
    except (ImportError, OSError) as error:  # OSError: the package is there, Pango is not
        raise BundleError(
            f"a booklet needs WeasyPrint and Pango ({str(error).splitlines()[0]}); run tools/setup pdf, "
            "or install the Python package weasyprint and your system's Pango"
        ) from error


def booklet(build: Build, facts: Facts) -> BookletView:
    """The booklet of a directory in one language."""
    edition, site = build.edition, build.edition.site
    chapters = tuple(_chapters(build))
    names = {s.city: edition.cities[s.city].name for s in edition.published if s.city}
    hotlines = {view.frame.hotline for chapter in chapters for view in chapter.services}
    return BookletView(
        facts,
        build.lang,
        direction(build.lang),
        hotlines.pop() if len(hotlines) == 1 else site.hotline or "",
        site.emergency,
        chapters,
        by_letter(edition.published),
        {} if all(name.value == facts.title for name in names.values()) else names,
    )


def _chapters(build: Build) -> Iterator[Chapter]:
    """A chapter of each category of each place that holds services, in the order of the pages."""
    edition = build.edition
    for city in edition.cities.values():
        made = (planned.make().view for planned in service.city_pages(build, city))
        views = {v.service.id: v for v in made if isinstance(v, service.ServiceView) and v.service.published}
        for category in edition.categories.values():
            found = [view.service for view in views.values() if view.service.category == category.id]
            if found:
                own = tuple(views[s.id] for s in in_family_order(found))
                id = category_address(city.id, category.id).strip("/")
                yield Chapter(id, city.name, category.name, own)
