"""A journey: an ordered way through several services, for a life event or the topic of the day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen import urls
from sitegen.model import Journey, JourneyStep
from sitegen.views.cards import Card, cards
from sitegen.views.frame import Build, Frame, Link, Page, Place, Planned
from sitegen.views.service import untranslated


@dataclass(frozen=True, slots=True)
class StepView:
    """A step with its services."""

    number: int
    step: JourneyStep
    services: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class JourneyView:
    """The page of a journey."""

    frame: Frame
    journey: Journey
    steps: tuple[StepView, ...]
    others: tuple[Link, ...]
    untranslated: bool


def pages(build: Build) -> Iterator[Planned]:
    """A page for each journey."""
    for journey in build.edition.journeys.values():
        yield build.planned(urls.folder("journeys", journey.id), _journey_page, journey)


def _journey_page(build: Build, journey: Journey) -> Page:
    edition, at = build.edition, urls.folder("journeys", journey.id)
    place = Place(
        "journey",
        at,
        journey.title,
        ((at, journey.title),),
        description=str(journey.summary or ""),
        scopes=("hub",),
        entry=build.entry_path("journey", journey.id),
    )
    view = JourneyView(
        frame=build.frame(place),
        journey=journey,
        steps=tuple(_step(build, at, n, step) for n, step in enumerate(journey.steps, 1)),
        others=tuple(
            build.link(at, urls.folder("journeys", j.id), j.title)
            for j in edition.journeys.values()
            if j.id != journey.id
        ),
        untranslated=untranslated(build, journey),
    )
    return build.page(place, "journey.html", view)


def _step(build: Build, at: str, number: int, step: JourneyStep) -> StepView:
    edition = build.edition
    services = [edition.templates[id] for id in step.services if id in edition.templates and id in edition.offers]
    return StepView(number, step, cards(build, at, services))
