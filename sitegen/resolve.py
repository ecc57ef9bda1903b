"""From entries to the directory: templates, cities' versions and translations laid over each other, per language.

Order for a service of a city: the template with its translation, the city's entry, the city's translation; so a
text that the city replaced falls back to the city's own language. References that lead nowhere are left out here
and reported by `checks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from sitegen import codes, likely, merge, model, schema
from sitegen.diagnostics import Diagnostic, Span, fault
from sitegen.directory import Directory, Edition, Shelf, key_of
from sitegen.entry import Entry
from sitegen.source import locate
from sitegen.values import Value

SITE_NEEDS = ("name", "languages", "default_language", "timezone")
SITE_DOC = "a file with the hub's name, languages, default_language and timezone"
SERVED = ("summary", "provider", "channels", "visits", "proxy", "fees")


def assemble(shelf: Shelf) -> tuple[Directory | None, list[Diagnostic]]:
    """The directory in all its languages; None where the site itself is not described."""
    site, faults = _site(shelf)
    if site is None:
        return None, faults
    for lang in site.languages:
        taken = shelf.get("city", lang.lower())
        if taken is not None:
            faults.append(fault(codes.RESERVED_ID, Span(taken.path), word=lang.lower()))
    languages = [site.default_language, *(lang for lang in site.languages if lang != site.default_language)]
    editions = []
    for lang in languages:
        resolver = Resolver(shelf, "" if lang == site.default_language else lang, site)
        editions.append(resolver.edition())
        faults += resolver.faults
    faults += _translation_faults(shelf, languages)
    directory = Directory(
        tuple(editions),
        shelf,
        tuple(merge.build(schema.SYNONYMS, row) for row in _words(shelf, "synonyms", "rows", ())),
        tuple(sorted(_words(shelf, "stop_phrases", "phrases", {}).items())),
        tuple(merge.build(schema.EXPECTATION, row) for row in _words(shelf, "expectations", "rows", ())),
    )
    return directory, sorted(set(faults), key=lambda d: d.sort_key)


def _words(shelf: Shelf, kind: str, name: str, default: Any) -> Any:
    entry = shelf.get(kind, kind)
    return entry.values.get(name, default) if entry else default


def _site(shelf: Shelf) -> tuple[model.Site | None, list[Diagnostic]]:
    entry = shelf.get("site", "site")
    if entry is None:
        return None, [fault(codes.MISSING_FIELD, Span("site.yaml"), field="site.yaml", doc=SITE_DOC)]
    faults = lacking(entry, entry.values, schema.SITE)
    if faults or entry.bad.intersection(SITE_NEEDS):
        return None, faults
    site: model.Site = merge.build(schema.SITE, merge.merge({}, entry.values))
    if site.default_language not in site.languages:
        span, known = locate(entry.source, ("default_language",)), ", ".join(site.languages)
        return None, [fault(codes.BAD_DEFAULT_LANGUAGE, span, word=site.default_language, known=known)]
    return site, []


def lacking(
    entry: Entry, values: dict[str, Value], record: schema.Record, spared: Iterable[str] = ()
) -> list[Diagnostic]:
    """A report for each needed field that is missing, not `spared`, and not reported as wrong already."""
    known = {*spared, *entry.bad}
    return [
        fault(codes.MISSING_FIELD, locate(entry.source, tuple(name.split("."))), field=name, doc=field.doc)
        for name, field in merge.missing(values, record)
        if name.split(".")[0] not in known
    ]


def _translation_faults(shelf: Shelf, languages: list[str]) -> list[Diagnostic]:
    """What is wrong with translations: no such language, nothing to translate, lists that do not align.

    The first of `languages` is the one of the entries themselves.
    """
    faults = []
    for entry in shelf.all():
        place = entry.place
        source = shelf.get(place.kind.name, key_of(entry)) if place.lang else None
        if place.lang == languages[0]:
            faults.append(fault(codes.TRANSLATION_OF_DEFAULT, Span(entry.path), word=place.lang))
        elif place.lang and place.lang not in languages:
            nearest, known = likely.word(place.lang, languages[1:]), ", ".join(languages)
            span = Span(entry.path)
            faults.append(fault(codes.UNKNOWN_LANGUAGE, span, word=place.lang, known=known, suggestion=nearest))
        elif place.lang and source is None and not _adopted(shelf, entry):
            stem, _, ending = entry.path.rsplit(".", 2)
            faults.append(fault(codes.TRANSLATION_ORPHAN, Span(entry.path), expected=f"{stem}.{ending}"))
        elif source is not None:
            template = shelf.get("catalogue", source.values.get("extends") or "")
            stated = merge.merge(template.values if template else {}, source.values)
            unsure = source.bad | (template.bad if template else frozenset())
            for keys, found, expected in merge.misaligned(stated, entry.values, place.kind.record):
                span, counts = locate(entry.source, (*keys, expected)), {"found": str(found), "expected": str(expected)}
                if keys[0] not in unsure:
                    name = ".".join(key for key in keys if isinstance(key, str))
                    faults.append(fault(codes.TRANSLATION_LENGTH, span, field=name, **counts))
    return faults


def _adopted(shelf: Shelf, entry: Entry) -> bool:
    """Whether a city's translation stands at the path of a template that the city may adopt."""
    path = f"{entry.place.category}/{entry.place.id}"
    return entry.place.kind.name == "service" and shelf.get("catalogue", path) is not None


def adoption(adopts: Iterable[str], catalogue: Iterable[str]) -> list[str]:
    """The catalogue ids a city adopts: ids and "*", less those with a minus before them, wherever it stands."""
    patterns = list(adopts)
    taken = {p for p in patterns if not p.startswith("-")}
    refused = {p[1:] for p in patterns if p.startswith("-")}
    return [c for c in catalogue if ("*" in taken or c in taken) and c not in refused]


def addresses(shelf: Shelf) -> dict[str, set[str]]:
    """By city the paths of all its services, its own and the adopted ones, whether or not they can be resolved."""
    offered = {
        key
        for key, entry in shelf.kind("catalogue").items()
        if entry.values.get("status") in ("active", "suspended") or "status" in entry.bad
    }
    found: dict[str, set[str]] = {city: set() for city in shelf.kind("city")}
    for city, entry in shelf.kind("city").items():
        patterns = ("*",) if "adopts" in entry.bad else entry.values.get("adopts") or ()
        found[city] |= set(adoption(patterns, offered))
    for key in shelf.kind("service"):
        city, _, path = key.partition("/")
        found.setdefault(city, set()).add(path)
    return found


class Resolver:
    """Resolves all entries for one language; `lang` is "" for the entries' own."""

    def __init__(self, shelf: Shelf, lang: str, site: model.Site) -> None:
        self.shelf, self.lang, self.site = shelf, lang, site
        self.faults: list[Diagnostic] = []

    def edition(self) -> Edition:
        """The edition of this language."""
        categories: dict[str, model.Category] = self.everything("category", schema.CATEGORY)
        cities: dict[str, model.City] = self.everything("city", schema.CITY, languages=self.site.languages)
        locations: dict[str, model.Location] = self.everything("location", schema.LOCATION)
        journeys: dict[str, model.Journey] = self.everything("journey", schema.JOURNEY)
        site_entry = self.shelf.get("site", "site")
        values = self.translated("site", "site", site_entry.values, schema.SITE) if site_entry else {}
        return Edition(
            lang=self.lang or self.site.default_language,
            site=merge.build(schema.SITE, values),
            categories=dict(sorted(categories.items(), key=lambda pair: (pair[1].order, pair[0]))),
            cities=cities,
            templates=self.templates(categories),
            services={
                city.id: self.services(city, categories)
                for city in cities.values()
                if not self.lang or self.lang in city.languages
            },
            locations={key: place for key, place in locations.items() if place.city in cities},
            providers=self.everything("provider", schema.PROVIDER),
            notices=self.everything("notice", schema.NOTICE),
            journeys={key: journey for key, journey in journeys.items() if journey.status == "active"},
        )

    def translated(self, kind: str, key: str, values: dict[str, Value], record: schema.Record) -> dict[str, Value]:
        """The values with this language's translation of that entry laid over them."""
        translation = self.shelf.get(kind, key, self.lang) if self.lang else None
        return merge.overlay(values, translation.values, record) if translation else values

    def everything(self, kind: str, record: schema.Record, **defaults: Value) -> dict[str, Any]:
        """All entries of a kind that lack nothing, by id."""
        found = {}
        for key, entry in self.shelf.kind(kind).items():
            values = merge.merge(dict(defaults), entry.values)
            self.faults += lacking(entry, values, record)
            if not merge.missing(values, record):
                more = {"city": entry.place.city} if kind == "location" else {}
                found[key] = merge.build(record, self.translated(kind, key, values, record), id=key, **more)
        return found

    def templates(self, categories: dict[str, model.Category]) -> dict[str, model.Service]:
        """The catalogue without drafts; what a template lacks is asked of the cities that adopt it."""
        found = {}
        for key, entry in self.shelf.kind("catalogue").items():
            values = self.translated("catalogue", key, merge.merge({}, entry.values), schema.SERVICE)
            absent = [
                f for f in lacking(entry, values, schema.SERVICE) if dict(f.values)["field"] in ("title", "status")
            ]
            self.faults += absent
            named = values.get("title") is not None and entry.place.category in categories
            if named and values.get("status") not in ("draft", None):
                service = self.build(values, key, None, entry)
                found[key] = _linked(service, lambda ref: ref if self.shelf.get("catalogue", ref) else None)
        return found

    def services(self, city: model.City, categories: dict[str, model.Category]) -> dict[str, model.Service]:
        """All services of a city by path: its own entries and the templates it adopts, drafts left out."""
        found = {}
        for path, (template, entry) in self.layers(city).items():
            service = self.service(city, path, template, entry)
            if service is not None and service.status != "draft" and service.category in categories:
                found[path] = service
        by_catalogue = {s.catalogue: s.id for s in found.values() if s.catalogue}

        def follow(ref: str) -> str | None:
            if ref.count("/") == 2:
                return ref
            if ref in found:
                return f"{city.id}/{ref}"
            return by_catalogue.get(ref) or (ref if self.shelf.get("catalogue", ref) else None)

        providers = dict(city.providers)
        return {path: _localised(_linked(service, follow), providers) for path, service in found.items()}

    def layers(self, city: model.City) -> dict[str, tuple[Entry | None, Entry | None]]:
        """For each path of a city the template and the city's own entry, either of which may be absent."""
        own = {key.split("/", 1)[1]: e for key, e in self.shelf.kind("service").items() if e.place.city == city.id}
        extended = {e.values.get("extends") for e in own.values()}
        catalogue = self.shelf.kind("catalogue")
        offered = [key for key, e in catalogue.items() if e.values.get("status") in ("active", "suspended", "closed")]
        adopted = [key for key in adoption(city.adopts, offered) if key not in extended]
        layers: dict[str, tuple[Entry | None, Entry | None]] = {key: (catalogue[key], None) for key in adopted}
        for path, entry in own.items():
            template = catalogue.get(entry.values.get("extends") or "")
            if path in layers and not _lost(entry, template):
                self.faults.append(fault(codes.ADOPTED_PATH, locate(entry.source, ()), catalogue=path))
                template = template or catalogue[path]
            layers[path] = (template, entry)
        return dict(sorted(layers.items()))

    def service(self, city: model.City, path: str, template: Entry | None, entry: Entry | None) -> model.Service | None:
        """One service of a city from its template, its own file and the translations of both."""
        if entry is not None and _lost(entry, template):
            return None
        values: dict[str, Value] = {}
        if template is not None:
            key = key_of(template)
            values = self.translated("catalogue", key, merge.merge({}, template.values), schema.SERVICE)
        if entry is not None:
            values = merge.merge(values, entry.values)
        values = self.translated("service", f"{city.id}/{path}", values, schema.CITY_SERVICE)
        stating = entry or template
        assert stating is not None, path
        simple = values.get("kind") == "group" or values.get("status") == "closed"
        spared = {*(SERVED if simple else ()), *(template.bad if template else ())}
        self.faults += lacking(stating, values, schema.SERVICE, spared)
        if values.get("title") is None or values.get("status") is None:
            return None
        return self.build(values, path, city.id, template)

    def build(self, values: dict[str, Value], path: str, city: str | None, template: Entry | None) -> model.Service:
        """The service made of these values, its references still as they were written."""
        category, slug = path.split("/")
        service: model.Service = merge.build(
            schema.CITY_SERVICE,
            values,
            id=f"{city}/{path}" if city else path,
            city=city,
            category=category,
            slug=slug,
            catalogue=key_of(template) if template else None,
        )
        return service


def _lost(entry: Entry, template: Entry | None) -> bool:
    """Whether an entry names a template that is not there: what it lacks nobody can tell."""
    return "extends" in entry.bad or (template is None and bool(entry.values.get("extends")))


def _linked(service: model.Service, follow: Callable[[str], str | None]) -> model.Service:
    """The service with its references as full ids; what leads nowhere is left out."""
    parent = follow(service.parent) if service.parent else None
    in_city = parent if parent and parent.count("/") == service.id.count("/") and parent != service.id else None
    return replace(
        service,
        parent=in_city,
        replaced_by=follow(service.replaced_by) if service.replaced_by else None,
        related=tuple(ref for ref in map(follow, service.related) if ref),
        requires=tuple(ref for ref in map(follow, service.requires) if ref),
    )


def _localised(service: model.Service, providers: dict[str, str]) -> model.Service:
    """The service with the bodies that act for the national ones in its city; locations as full ids."""
    channels = tuple(
        replace(c, location=f"{service.city}/{c.location}") if c.location and "/" not in c.location else c
        for c in service.channels
    )
    return replace(
        service,
        provider=providers.get(service.provider or "", service.provider),
        operators=tuple(providers.get(o, o) for o in service.operators),
        channels=channels,
    )
