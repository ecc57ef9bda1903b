"""What search knows of each service: the names people may type, and what a result shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sitegen import urls
from sitegen.directory import Edition
from sitegen.model import Service, Text, Visits
from sitegen.views.frame import category_address
from sitegen.views.service import channel_order

LONGEST_URL = 80
ENDINGS = "办理 申请 申领 核发 首次 初次 新办".split()
BRACKETS = re.compile(r"\([^()]*\)|（[^（）]*）|〔[^〔〕]*〕|【[^【】]*】|\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class Record:
    """One service as search meets it.

    `cores` are names without city and brackets where that says less; `texts` are by field; `parent` is a record's id;
    `branch` the names of its categories; `trail` the links that lead to it, text and address, the same for all records
    of a folder; `shown` is plain JSON.
    """

    id: str
    names: tuple[str, ...]
    cores: tuple[str, ...]
    texts: dict[str, tuple[str, ...]]
    parent: str | None
    branch: tuple[str, ...]
    trail: tuple[tuple[str, str], ...]
    shown: dict[str, Any]

    @property
    def folder(self) -> str:
        """The id without its last part: the category in its city, or in the catalogue."""
        return self.id.rpartition("/")[0]


def city_records(edition: Edition, city: str) -> list[Record]:
    """The records of a city's search: all its published services, family by family."""
    return _in_order([_record(edition, s) for s in edition.services[city].values() if s.published])


def hub_records(edition: Edition) -> list[Record]:
    """The records of the hub's search: each catalogue service once, with its cities, then all other services."""
    shared = []
    for key, offered in edition.offers.items():
        template = edition.templates.get(key)
        if template is not None and template.published:
            shared.append(_record(edition, template, tuple(sorted(s.city or "" for s in offered))))
    own = [_record(edition, service) for service in edition.published if not service.catalogue]
    return _in_order(shared) + _in_order(own)


def _in_order(records: list[Record]) -> list[Record]:
    """The records by folder, and in it each head before its family: what is asked together lies together."""
    by_id = {record.id: record for record in records}

    def place(record: Record) -> tuple[str, ...]:
        way: list[str] = []
        step: Record | None = record
        while step is not None and step.id not in way:
            way.insert(0, step.id)
            step = by_id.get(step.parent or "")
        return record.folder, *way

    return sorted(records, key=place)


def _record(edition: Edition, service: Service, cities: tuple[str, ...] = ()) -> Record:
    id = service.id if service.city else f"services/{service.id}"
    parent = edition.service(service.parent) if service.parent else None
    branch = edition.category_trail(service.category)
    names = (service.title, service.short_title, *service.aliases)
    called = [name for name, id in edition.city_names if id == service.city]
    plain = {name: core(name, called) for name in _values(*names)}
    titles = _values(service.title, service.short_title)
    texts = {
        "title": (*titles, *(plain[title] for title in titles if plain[title] != title)),
        "alias": _values(*service.aliases),
        "question": _values(*service.questions, *(faq.q for faq in service.faq)),
        "summary": _values(service.summary),
        "body": _values(service.body, *(paper.name for paper in service.documents), *service.audience),
    }
    return Record(
        id=id,
        names=tuple(plain),
        cores=tuple(dict.fromkeys(short for name, short in plain.items() if short != name)),
        texts=texts,
        parent=(parent.id if parent.city else f"services/{parent.id}") if parent else None,
        branch=tuple(dict.fromkeys(value for c in branch for value in _values(c.name, *c.aliases))),
        trail=_trail(edition, service),
        shown={key: value for key, value in _shown(service, cities).items() if value not in (None, "", [])},
    )


def core(name: str, cities: Sequence[str]) -> str:
    """A name without what stands in brackets, its city, and the first step that goes without saying.

    This is how people shorten it: who says 护照 without more wants one. The name itself where nothing stays.

    >>> core("广州市食品（含保健食品）经营许可核发", ["广州市", "广州"])
    '食品经营许可'
    """
    short = BRACKETS.sub("", name)
    for city in cities:
        short = short.removeprefix(city)
    short = short.strip() or name
    while ending := next((e for e in ENDINGS if short.endswith(e) and len(short) > len(e) + 1), ""):
        short = short.removesuffix(ending)
    return short


def _trail(edition: Edition, service: Service) -> tuple[tuple[str, str], ...]:
    """The links below the hub that lead to a service: its city and categories, each with its address."""
    city = edition.cities.get(service.city or "")
    place = [((city.short_name or city.name).value, urls.folder(city.id))] if city else []
    branch = edition.category_trail(service.category)
    return (*place, *((c.name.value, category_address(service.city or "", c.id)) for c in branch))


def _shown(service: Service, cities: tuple[str, ...]) -> dict[str, Any]:
    visits = service.visits if isinstance(service.visits, Visits) else None
    return {
        "title": service.name.value,
        "official": service.title.value if service.title.value != service.name.value else "",
        "visits": [visits.min, visits.max] if visits else None,
        "fee": _fee(service),
        "time": _time(service),
        "call": _call(service),
        "channel": _channel(service),
        "kinds": sorted({c.kind for c in service.channels}),
        "suspended": service.status == "suspended" or None,
        "cities": list(cities),
    }


def _fee(service: Service) -> list[str] | str:
    """`free`, or the amounts with their currencies; nothing where no amount is known."""
    if service.fees in (None, "unknown", "free"):
        return "free" if service.fees == "free" else ""
    amounts = [f for f in service.fees or () if not isinstance(f, str) and f.amount is not None]
    return [f"{fee.amount} {fee.currency or ''}".strip() for fee in amounts]


def _channel(service: Service) -> list[str] | None:
    """Kind, name and address of the main channel; an address too long to be carried along is left to the page."""
    main = min(service.channels, key=channel_order, default=None)
    if main is None:
        return None
    url = main.url or ""
    return [main.kind, main.name.value if main.name else "", url if len(url) <= LONGEST_URL else ""]


def _time(service: Service) -> list[Any] | None:
    time = service.time
    if time is None:
        return None
    count = time.promised if time.promised is not None else time.legal
    return [0, "instant"] if time.instant else [count, time.unit] if count is not None else None


def _call(service: Service) -> str:
    """The number to ask: the contact's, else that of a telephone channel; nothing where only the hotline is left."""
    asked = service.contacts.ask.value if service.contacts and service.contacts.ask else ""
    numbers = [asked] if asked[:1].isdigit() or asked[:1] == "+" else []
    numbers += [c.number for c in service.channels if c.number and c.kind == "phone"]
    return numbers[0] if numbers else ""


def _values(*texts: object) -> tuple[str, ...]:
    return tuple(text.value for text in texts if isinstance(text, Text) and text.value)
