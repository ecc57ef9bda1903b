"""What every engine is given: the published services as plain records, and the judged queries."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))  # the project is not installed in its own environment

if TYPE_CHECKING:
    from sitegen.directory import Directory, Edition
    from sitegen.model import Service

HUB = "hub"
EVERYWHERE = ""
BOOSTS = {"title": 10, "alias": 8, "question": 4, "summary": 3, "category": 2, "city": 2, "provider": 1, "body": 1}

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"^\s*(?:[-*+>]|#+|\d+\.)\s+|[*_`|]+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Record:
    """One service in one language. `scopes` are the cities whose search finds it, `hub` for the hub's."""

    id: str
    lang: str
    scopes: tuple[str, ...]
    parent: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Query:
    """A judged query: `find` has the grade of each record that answers; none where nothing does.

    `scope` is where engines without an eye for cities are asked: the city of the form, else the hub, else
    (EVERYWHERE) all records where the words name a city.
    """

    q: str
    lang: str
    city: str
    kind: str
    scope: str
    find: dict[str, int]


def directory(content: Path) -> Directory:
    """The content, read by the project's own code."""
    from sitegen import pipeline

    whole, faults = pipeline.read(content)
    if whole is None:
        raise SystemExit("\n".join(str(fault) for fault in faults))
    return whole


def records(whole: Directory) -> list[Record]:
    """Every published service once a language: those of the cities, and of the catalogue what a city offers."""
    return [record for edition in whole.editions for record in _edition(edition)]


def queries(path: Path, whole: Directory) -> list[Query]:
    """The judged queries of a file."""
    names = {name for edition in whole.editions for name in _city_names(edition)}
    found = []
    for row in yaml.safe_load(path.read_text(encoding="utf-8")):
        lang = row.get("lang") or whole.editions[0].lang
        text, city = str(row["q"]), row.get("city") or ""
        named = any(name in text.lower() for name in names)
        scope = city or (EVERYWHERE if named else HUB)
        judged = {wanted["id"]: int(wanted.get("grade", 3)) for wanted in row.get("find") or ()}
        found.append(Query(text, lang, city, row.get("kind") or "other", scope, judged))
    return found


def _edition(edition: Edition) -> Iterator[Record]:
    for key in edition.offers:
        template = edition.templates.get(key)
        if template is not None and template.published:
            yield _record(edition, template, (HUB,))
    for service in edition.published:
        yield _record(edition, service, (service.city or "",) if service.catalogue else (service.city or "", HUB))


def _record(edition: Edition, service: Service, scopes: tuple[str, ...]) -> Record:
    parent = edition.service(service.parent) if service.parent else None
    city = edition.cities.get(service.city or "")
    provider = edition.providers.get(service.provider or "")
    named = [*([city.name, city.short_name, *city.aliases] if city else [])]
    branch = [text for c in edition.category_trail(service.category) for text in (c.name, *c.aliases)]
    steps = [text for step in service.steps for text in (step.title, step.text)]
    faq = [text for item in service.faq for text in (item.q, item.a)]
    papers = [paper.name for paper in service.documents]
    body = [service.body, *steps, *papers, *service.eligibility, *service.audience, *service.results, *faq]
    fields = {
        "title": _plain((service.title, service.short_title)),
        "alias": _plain(service.aliases),
        "question": _plain(service.questions),
        "summary": _plain([service.summary]),
        "category": _plain(branch),
        "city": _plain(named),
        "provider": _plain((provider.name, provider.short_name) if provider else ()),
        "body": _plain(body),
    }
    return Record(_id(service), edition.lang, scopes, _id(parent) if parent else "", fields)


def _id(service: Service) -> str:
    return service.id if service.city else f"services/{service.id}"


def _plain(texts: Iterable[Any]) -> str:
    """Texts one a line without their Markdown, each once."""
    values = [text.value for text in texts if hasattr(text, "value") and text.value]
    return "\n".join(dict.fromkeys(_MARKS.sub("", _LINK.sub(r"\1", value)).strip() for value in values))


def _city_names(edition: Edition) -> set[str]:
    """What cities are called, without names so short that they stand in other words."""
    texts = [text for c in edition.cities.values() for text in (c.name, c.short_name, *c.aliases) if text]
    names = [text.value.lower() for text in texts]
    return {*edition.cities, *(name for name in names if len(name) > (3 if name.isascii() else 1))}
