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
from sitegen.memo import Memo
from sitegen.source import locate
from sitegen.values import Value

SITE_NEEDS = ("name", "languages", "default_language", "timezone")
SITE_DOC = "a file with the hub's name, languages, default_language and timezone"
SERVED = ("summary", "provider", "channels", "visits", "proxy", "fees")


def assemble(shelf: Shelf, memo: Memo) -> tuple[Directory | None, list[Diagnostic]]:
    """The directory in all its languages; None where the site itself is not described.

    With a memo that knows earlier entries, services of these are not made again.
    """
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
        resolver = Resolver(shelf, "" if lang == site.default_language else lang, site, memo)
        editions.append(resolver.edition())
        faults += resolver.faults
    faults += _translation_faults(shelf, languages, memo)
    directory = Directory(
        tuple(editions),
        shelf,
        memo.of(_rows, shelf.get("synonyms", "synonyms")),
        memo.of(_phrases, shelf.get("stop_phrases", "stop_phrases")),
        memo.of(_rows, shelf.get("expectations", "expectations")),
    )
    return directory, sorted(set(faults), key=lambda d: d.sort_key)


def _rows(entry: Entry | None) -> tuple[Any, ...]:
    return tuple(merge.build(entry.place.kind.record, row) for row in entry.values.get("rows", ())) if entry else ()


def _phrases(entry: Entry | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(sorted(entry.values.get("phrases", {}).items())) if entry else ()


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
    """A report for each needed field that is missing, not `spared`, and not reported as wrong already.

    None where nobody can tell: a name that nobody knows ("") may be any of them, and a group needs less.
    """
    known = {*spared, *entry.bad}
    if not known.isdisjoint(("kind", "")):
        return []
    return [
        fault(codes.MISSING_FIELD, locate(entry.source, tuple(name.split("."))), field=name, doc=field.doc)
        for name, field in merge.missing(values, record)
        if name.split(".")[0] not in known
    ]


def _translation_faults(shelf: Shelf, languages: list[str], memo: Memo) -> list[Diagnostic]:
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
            faults += memo.of(_misaligned, entry, source, template)
    return faults


def _misaligned(entry: Entry, source: Entry, template: Entry | None) -> list[Diagnostic]:
    """Lists of a translation that are longer than those of the entry and its template."""
    stated = merge.merge(template.values if template else {}, source.values)
    unsure = source.bad | (template.bad if template else frozenset())
    faults = []
    for keys, found, expected in merge.misaligned(stated, entry.values, entry.place.kind.record):
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


def former(shelf: Shelf) -> dict[str, str]:
    """The ids of services by those they had before; one that is in use again, or that two claim, is left out."""
    in_use = {f"{city}/{path}" for city, paths in addresses(shelf).items() for path in paths}
    found: dict[str, set[str]] = {}
    for id, entry in shelf.kind("service").items():
        for path in entry.values.get("redirects") or ():
            found.setdefault(path.strip("/"), set()).add(id)
    return {path: ids.pop() for path, ids in found.items() if len(ids) == 1 and path not in in_use}


def present(ref: str, city: str, moved: dict[str, str]) -> str:
    """Where a reference of a city to a former id leads today, as short as before within the city; else empty."""
    id = moved.get(ref if ref.count("/") == 2 else f"{city}/{ref}", "")
    return id.removeprefix(f"{city}/") if ref.count("/") == 1 else id


class Resolver:
    """Resolves all entries for one language; `lang` is "" for the entries' own."""

    def __init__(self, shelf: Shelf, lang: str, site: model.Site, memo: Memo) -> None:
        self.shelf, self.lang, self.site, self.memo = shelf, lang, site, memo
        self.faults: list[Diagnostic] = []

    def edition(self) -> Edition:
        """The edition of this language."""
        categories: dict[str, model.Category] = self.everything("category")
        cities: dict[str, model.City] = self.everything("city", self.site.languages)
        locations: dict[str, model.Location] = self.everything("location")
        journeys: dict[str, model.Journey] = self.everything("journey")
        entry = self.shelf.get("site", "site")
        values = _overlaid(entry.values if entry else {}, self.translation("site", "site"), schema.SITE)
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
            providers=self.everything("provider"),
            notices=self.everything("notice"),
            journeys={key: journey for key, journey in journeys.items() if journey.status == "active"},
        )

    def translation(self, kind: str, key: str) -> Entry | None:
        """The translation of an entry into this language."""
        return self.shelf.get(kind, key, self.lang) if self.lang else None

    def everything(self, kind: str, languages: tuple[str, ...] = ()) -> dict[str, Any]:
        """All entries of a kind that lack nothing, by id; in these languages where they name none."""
        found = {}
        for key, entry in self.shelf.kind(kind).items():
            made, faults = self.memo.of(_thing, entry, self.translation(kind, key), key, " ".join(languages))
            self.faults += faults
            if made is not None:
                found[key] = made
        return found

    def templates(self, categories: dict[str, model.Category]) -> dict[str, model.Service]:
        """The catalogue without drafts; what a template lacks is asked of the cities that adopt it."""
        found = {}
        for key, entry in self.shelf.kind("catalogue").items():
            service, faults = self.memo.of(_template, entry, self.translation("catalogue", key), key)
            self.faults += faults
            if service is not None and entry.place.category in categories:
                found[key] = self.linked(service, lambda ref: ref if self.shelf.get("catalogue", ref) else None)
        return found

    def linked(self, service: model.Service, follow: Callable[[str], str | None]) -> model.Service:
        """The service with its references as full ids; what leads nowhere is left out."""
        parent = follow(service.parent) if service.parent else None
        in_city = parent if parent and parent.count("/") == service.id.count("/") and parent != service.id else None
        replaced_by = follow(service.replaced_by) if service.replaced_by else None
        related, requires = (" ".join(filter(None, map(follow, refs))) for refs in (service.related, service.requires))
        return self.memo.of(_linked, service, in_city or "", replaced_by or "", related, requires)

    def services(self, city: model.City, categories: dict[str, model.Category]) -> dict[str, model.Service]:
        """All services of a city by path: its own entries and the templates it adopts, drafts left out."""
        found = {}
        for path, (template, entry) in self.layers(city).items():
            translated = self.translation("catalogue", key_of(template)) if template else None
            own = self.translation("service", f"{city.id}/{path}")
            service, faults = self.memo.of(_service, city.id, path, template, translated, entry, own)
            self.faults += faults
            if service is not None and service.status != "draft" and service.category in categories:
                found[path] = service
        by_catalogue = {s.catalogue: s.id for s in found.values() if s.catalogue}

        def follow(ref: str) -> str | None:
            if ref.count("/") == 2:
                return ref
            if ref in found:
                return f"{city.id}/{ref}"
            return by_catalogue.get(ref) or (ref if self.shelf.get("catalogue", ref) else None)

        return {path: self.memo.of(_localised, self.linked(s, follow), city) for path, s in found.items()}

    def layers(self, city: model.City) -> dict[str, tuple[Entry | None, Entry | None]]:
        """For each path of a city the template and the city's own entry, either of which may be absent."""
        own = self.shelf.services_of(city.id)
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


def _overlaid(values: dict[str, Value], translation: Entry | None, record: schema.Record) -> dict[str, Value]:
    return merge.overlay(values, translation.values, record) if translation else values


def _thing(entry: Entry, translation: Entry | None, key: str, languages: str) -> tuple[Any, list[Diagnostic]]:
    """What an entry describes, with its translation laid over it; None where it lacks something."""
    record = entry.place.kind.record
    values = merge.merge({"languages": tuple(languages.split())} if languages else {}, entry.values)
    faults = lacking(entry, values, record)
    if merge.missing(values, record):
        return None, faults
    more = {"city": entry.place.city} if entry.place.kind.name == "location" else {}
    return merge.build(record, _overlaid(values, translation, record), id=key, **more), faults


def _template(entry: Entry, translation: Entry | None, key: str) -> tuple[model.Service | None, list[Diagnostic]]:
    """A service of the catalogue, its references as written; None for a draft, and where it lacks its title."""
    values = _overlaid(merge.merge({}, entry.values), translation, schema.SERVICE)
    faults = [f for f in lacking(entry, values, schema.SERVICE) if dict(f.values)["field"] in ("title", "status")]
    hidden = values.get("title") is None or values.get("status") in ("draft", None)
    return (None if hidden else _built(values, key, "", entry)), faults


def _service(
    city: str, path: str, template: Entry | None, translated: Entry | None, entry: Entry | None, own: Entry | None
) -> tuple[model.Service | None, list[Diagnostic]]:
    """A service of a city from its template, its own file and the translations of both; references as written."""
    if entry is not None and _lost(entry, template):
        return None, []
    values: dict[str, Value] = {}
    if template is not None:
        values = _overlaid(merge.merge({}, template.values), translated, schema.SERVICE)
    if entry is not None:
        values = merge.merge(values, entry.values)
    values = _overlaid(values, own, schema.CITY_SERVICE)
    stating = entry or template
    assert stating is not None, path
    simple = values.get("kind") == "group" or values.get("status") == "closed"
    spared = {*(SERVED if simple else ()), *(template.bad if template else ())}
    faults = lacking(stating, values, schema.SERVICE, spared)
    if values.get("title") is None or values.get("status") is None:
        return None, faults
    return _built(values, path, city, template), faults


def _built(values: dict[str, Value], path: str, city: str, template: Entry | None) -> model.Service:
    """The service made of these values, of no city where that is empty."""
    category, slug = path.split("/")
    service: model.Service = merge.build(
        schema.CITY_SERVICE,
        values,
        id=f"{city}/{path}" if city else path,
        city=city or None,
        category=category,
        slug=slug,
        catalogue=key_of(template) if template else None,
    )
    return service


def _lost(entry: Entry, template: Entry | None) -> bool:
    """Whether an entry names a template that is not there: what it lacks nobody can tell."""
    return "extends" in entry.bad or (template is None and bool(entry.values.get("extends")))


def _linked(service: model.Service, parent: str, replaced_by: str, related: str, requires: str) -> model.Service:
    """The service with these references, of which there may be none."""
    return replace(
        service,
        parent=parent or None,
        replaced_by=replaced_by or None,
        related=tuple(related.split()),
        requires=tuple(requires.split()),
    )


def _localised(service: model.Service, city: model.City) -> model.Service:
    """The service with the bodies that act for the national ones in its city; locations as full ids."""
    providers = dict(city.providers)
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
