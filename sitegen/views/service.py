"""A service in a city, the same service over all cities, and what stays of closed ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass

from sitegen import urls
from sitegen.due import is_overdue
from sitegen.model import Channel, City, Fee, Hours, Law, Service, Text, Visits
from sitegen.views.cards import Card, card, cards
from sitegen.views.category import trail_to
from sitegen.views.frame import Build, Frame, Link, Page, Place, Planned, service_address, today

REMOTE = ("web", "mini_program", "official_account", "app", "phone", "sms", "mail")
DEPTH = ("full", "part", "booking", "status", "info")
SIBLINGS = 12


@dataclass(frozen=True, slots=True)
class ChannelView:
    """A way to be served: `href` opens it, `remote` ones need no way there; `address` is that of the place."""

    kind: str
    name: Text | None
    href: str
    label: str
    place: Link | None
    hours: Hours | Text | None
    does: tuple[str, ...]
    languages: tuple[str, ...]
    remote: bool
    address: Text | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask: a number to call, an address to open, or a name."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class ServiceView:
    """The page of a service in a city. `untranslated` says that parts of it are in another language."""

    frame: Frame
    service: Service
    category: Text
    city: Text
    main: ChannelView | None
    channels: tuple[ChannelView, ...]
    fees: tuple[Fee, ...]
    provider: Link | None
    operators: tuple[Link, ...]
    parent: Card | None
    children: tuple[Card, ...]
    siblings: tuple[Card, ...]
    related: tuple[Card, ...]
    requires: tuple[Card, ...]
    also_in: tuple[Link, ...]
    elsewhere: Link | None
    replaced_by: Card | None
    ask: Contact | None
    complain: Contact | None
    overdue: bool
    untranslated: bool
    attribution: tuple[Law, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """The service in one city."""

    city: Link
    visits: Visits | None
    free: bool | None


@dataclass(frozen=True, slots=True)
class SharedView:
    """The page of a service over all cities that offer it."""

    frame: Frame
    service: Service
    category: Link
    offers: tuple[Offer, ...]
    parent: Card | None
    children: tuple[Card, ...]
    related: tuple[Card, ...]
    untranslated: bool


@dataclass(frozen=True, slots=True)
class MovedView:
    """What stands at a former address: where to go now."""

    frame: Frame
    target: Link
    title: Text


def city_pages(build: Build, city: City) -> Iterator[Planned]:
    """A page for each service of the city; closed ones keep their address."""
    for service in build.edition.services[city.id].values():
        yield build.planned(service_address(service), _service_page, city, service)


def _place(build: Build, city: City, service: Service) -> Place:
    at = service_address(service)
    path = f"{service.category}/{service.slug}"
    entry = build.entry_path("service", service.id) or build.entry_path("catalogue", service.catalogue or path)
    summary = service.summary.value if isinstance(service.summary, Text) else ""
    provider = (f"provider/{service.provider}",) if service.provider and service.provider != "unknown" else ()
    scopes = (f"service/{service.id}", *((f"services/{service.catalogue}",) if service.catalogue else ()))
    return Place(
        "service",
        at,
        service.title,
        (*trail_to(build, city, service.category), (at, service.name)),
        description=summary,
        city=city.id,
        shown=scopes,
        scopes=(f"city/{city.id}", f"category/{service.category}", *provider, *scopes),
        entry=entry,
        indexed=service.published,
    )


def _service_page(build: Build, city: City, service: Service) -> Page:
    edition, at = build.edition, service_address(service)
    place = _place(build, city, service)
    children = edition.children.get(service.id, ())
    siblings = [s for s in edition.children.get(service.parent or "", ()) if s.id != service.id]
    parent = edition.service(service.parent) if service.parent else None
    channels = channel_views(build, at, service)
    view = ServiceView(
        frame=build.frame(place),
        service=service,
        category=edition.categories[service.category].name,
        city=city.short_name or city.name,
        main=next((c for c in channels if c.href), channels[0] if channels else None),
        channels=channels,
        fees=service.fees if isinstance(service.fees, tuple) else (),
        provider=provider_link(build, at, service.provider),
        operators=tuple(link for o in service.operators if (link := provider_link(build, at, o))),
        parent=card(build, at, parent) if parent else None,
        children=cards(build, at, children),
        siblings=cards(build, at, siblings[:SIBLINGS]),
        related=_cards_of(build, at, service.related),
        requires=_cards_of(build, at, service.requires),
        also_in=tuple(
            build.link(at, urls.folder(city.id, c), edition.categories[c].name)
            for c in service.also_in
            if c in edition.categories
        ),
        elsewhere=build.link(at, urls.folder("services", *service.catalogue.split("/")), service.name)
        if service.catalogue in edition.templates and service.catalogue in edition.offers and not build.directory.only
        else None,
        replaced_by=next(iter(_cards_of(build, at, (service.replaced_by or "",))), None),
        ask=contact(service, service.contacts.ask if service.contacts else None),
        complain=contact(service, service.contacts.complain if service.contacts else None),
        overdue=is_overdue(service.verified, service.review_every, today(build.now, edition.site.timezone)),
        untranslated=untranslated(build, service),
        attribution=(city.attribution or build.edition.site.attribution) if service.imported else (),
    )
    return build.page(place, "service.html" if service.status != "closed" else "closed.html", view)


def channel_views(build: Build, at: str, service: Service) -> tuple[ChannelView, ...]:
    """The channels, those that need no way there first, and among them those that do most."""
    views = []
    for channel in sorted(service.channels, key=channel_order):
        place = build.edition.locations.get(channel.location or "")
        views.append(
            ChannelView(
                channel.kind,
                channel.name,
                channel.url or (f"tel:{channel.number}" if channel.number and channel.kind == "phone" else ""),
                channel.number or "",
                build.link(at, urls.folder(place.city, "locations", place.id.split("/")[1]), place.name)
                if place
                else None,
                channel.hours,
                channel.does,
                channel.languages,
                channel.kind in REMOTE,
                place.address if place else None,
            )
        )
    return tuple(views)


def channel_order(channel: Channel) -> tuple[bool, int]:
    depth = min((DEPTH.index(d) for d in channel.does), default=len(DEPTH))
    return (channel.kind not in REMOTE, depth)


def provider_link(build: Build, at: str, id: str | None) -> Link | None:
    """The link to a provider's page."""
    provider = build.edition.providers.get(id or "")
    return build.link(at, urls.folder("providers", provider.id), provider.name) if provider else None


def contact(service: Service, text: Text | None) -> Contact | None:
    """A contact as a link: a number is called, an address opened, a channel's name opens the channel."""
    if text is None:
        return None
    value = text.value
    if urls.is_outside(value):
        return Contact(value, value)
    if value[:1].isdigit() or value[:1] == "+":
        return Contact(value, "tel:" + value.replace(" ", ""))
    named = next((c for c in service.channels if c.name and c.name.value == value), None)
    return Contact(value, (named.url or (f"tel:{named.number}" if named.number else "")) if named else "")


def _cards_of(build: Build, at: str, ids: tuple[str, ...]) -> tuple[Card, ...]:
    """Cards of the services with these ids that readers of this language find."""
    found = [s for id in ids if (s := build.edition.service(id))]
    return cards(build, at, [s for s in found if s.city or s.id in build.edition.offers])


def untranslated(build: Build, value: object) -> bool:
    """Whether any text inside a value is not in the language of the page; the default language lacks nothing."""
    return build.lang != build.default_lang and speaks_other(value, build.lang)


def speaks_other(value: object, lang: str) -> bool:
    """Whether any text inside a value is in another language; numbers and addresses are in none."""
    if isinstance(value, Text):
        return value.lang != lang and any(c.isalpha() for c in value.value) and not urls.is_outside(value.value)
    if isinstance(value, tuple):
        return any(speaks_other(v, lang) for v in value)
    if is_dataclass(value):
        return any(
            speaks_other(getattr(value, f.name), lang) for f in fields(value) if f.name not in ("aliases", "questions")
        )
    return False


def shared_pages(build: Build) -> Iterator[Planned]:
    """A page for each catalogue entry that a city offers, where there are several cities."""
    edition = build.edition
    for key, template in edition.templates.items():
        offered = edition.offers.get(key, ())
        if not build.directory.only and offered and template.published:
            yield build.planned(service_address(template), _shared_page, key, template, offered)


def _shared_page(build: Build, key: str, template: Service, offered: Sequence[Service]) -> Page:
    edition, at = build.edition, service_address(template)
    category = edition.categories[template.category]
    summary = template.summary.value if isinstance(template.summary, Text) else ""
    place = Place(
        "shared",
        at,
        template.title,
        (*trail_to(build, None, template.category), (at, template.name)),
        description=summary,
        shown=(f"services/{key}",),
        scopes=("hub", f"category/{template.category}", f"services/{key}"),
        entry=build.entry_path("catalogue", key),
        languages=tuple(e.lang for e in build.directory.editions if key in e.offers),
    )
    siblings = [t for k, t in edition.templates.items() if t.parent == key and k in edition.offers]
    view = SharedView(
        frame=build.frame(place),
        service=template,
        category=build.link(at, urls.folder("categories", category.id), category.name),
        offers=tuple(_offer(build, at, s) for s in offered),
        parent=next(iter(_cards_of(build, at, (template.parent or "",))), None),
        children=cards(build, at, siblings),
        related=_cards_of(build, at, template.related),
        untranslated=untranslated(build, template),
    )
    return build.page(place, "shared.html", view)


def _offer(build: Build, at: str, service: Service) -> Offer:
    city = build.edition.cities[service.city or ""]
    shown = card(build, at, service)
    return Offer(build.link(at, service_address(service), city.short_name or city.name), shown.visits, shown.free)


def moved_pages(build: Build) -> Iterator[Planned]:
    """A page at each former address that leads to where the service is today."""
    for services in build.edition.services.values():
        for service in services.values():
            for former in service.redirects:
                at = urls.folder(*former.strip("/").split("/"))
                yield build.planned(at, _moved_page, service, at)


def _moved_page(build: Build, service: Service, at: str) -> Page:
    place = Place("moved", at, service.title, ((at, service.name),), city=service.city or "", indexed=False)
    target = build.link(at, service_address(service), service.title)
    return build.page(place, "moved.html", MovedView(build.frame(place), target, service.title))
