"""What every page shares: its place in the site, the way back to the hub, search, languages, notices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, partial
from typing import TypeVarTuple
from zoneinfo import ZoneInfo

from sitegen import notices, urls
from sitegen.directory import Directory, Edition
from sitegen.model import Moment, Notice, Phone, Service, Text
from sitegen.views import forge

RIGHT_TO_LEFT = ("ar", "fa", "he", "ug", "ur")
COPY_NAMED = ("hub", "about")
Parts = TypeVarTuple("Parts")
APP, WORKER = "manifest.webmanifest", "sw.js"


@dataclass(frozen=True, slots=True)
class Link:
    """A link on a page. `lang` is set where it leads to a page in another language; `current` marks the page itself."""

    href: str
    text: Text
    lang: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class SearchBox:
    """The search form: where it leads, the city it asks in, where the index lies, and all that is asked with.

    `needs` are the scripts that a first question needs, in their order: the search, its words, the list of chunks.
    """

    action: str
    index: str
    needs: tuple[str, ...]
    city: str = ""
    city_name: Text | None = None


@dataclass(frozen=True, slots=True)
class Banner:
    """A notice as pages show it; `ends` is a moment with offset, so that a browser can let it expire."""

    id: str
    severity: str
    title: Text
    href: str
    starts: str
    ends: str


@dataclass(frozen=True, slots=True)
class Frame:
    """All that the layout of a page shows. Links are relative to the page, addresses are not.

    `layout` is the template around the page's own: a whole document, or a part of the single file that holds all pages.
    `copied` is set where the page says which copy it belongs to: when it was made, from which commit (empty: unknown).
    `app` leads to the web app manifest; it is empty where the site is no app.
    `printed_url` leads from paper to the page: it is empty in copies, whose readers may have no network.
    """

    kind: str
    lang: str
    dir: str
    data_id: str
    title: Text
    description: str
    site_name: Text
    hub: Link
    trail: tuple[Link, ...]
    nav: tuple[Link, ...]
    languages: tuple[Link, ...]
    search: SearchBox
    banners: tuple[Banner, ...]
    scopes: tuple[str, ...]
    notices: str
    styles: tuple[str, ...]
    print_style: str
    scripts: tuple[str, ...]
    canonical: str
    alternates: tuple[tuple[str, str], ...]
    hotline: str
    emergency: tuple[Phone, ...]
    contribute: Link | None
    entry: str
    report: str
    indexed: bool
    opensearch: str = ""
    layout: str = "layout.html"
    copied: tuple[date, str] | None = None
    app: str = ""
    printed_url: str = ""

    @property
    def alone(self) -> bool:
        """Whether the page is a document of its own: a part of a file says only once what all pages have."""
        return self.layout == "layout.html"


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be rendered: its address, the template that shows it, and all that the template may use."""

    address: str
    template: str
    view: object


@dataclass(frozen=True, slots=True)
class Planned:
    """A page that there will be: its address, and what makes it when it is wanted."""

    address: str
    make: Callable[[], Page]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands: its address in the default language, its trail, scopes of notices, and city.

    `trail` holds (address, text) from below the hub to the page itself; `shown` are the scopes whose notices are
    part of the page, `scopes` all scopes it lies in; `entry` is the file it is made from. `languages` are those the
    page exists in where that does not follow from its city, `twin` the address that stands for it in other languages.
    """

    kind: str
    address: str
    title: Text
    trail: tuple[tuple[str, Text], ...] = ()
    description: str = ""
    city: str = ""
    shown: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    entry: str = ""
    indexed: bool = True
    languages: tuple[str, ...] | None = None
    twin: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The few texts of the theme that views need, in the language of the edition."""

    home: Text
    search: Text
    a_to_z: Text
    about: Text
    providers: Text
    locations: Text
    zero_visit: Text
    not_found: Text
    bundles: Text
    falls_due: Text
    to_check: Text
    nobody: Text
    and_more: Text
    due_on: Text
    due_since: Text


@dataclass(frozen=True)
class Build:
    """What all pages of one language are made from."""

    directory: Directory
    edition: Edition
    words: Words
    style: urls.LinkStyle
    base_url: str
    now: datetime
    styles: tuple[str, ...]
    print_style: str
    scripts: tuple[str, ...]
    search_script: str
    commit: str = ""
    app_script: str = ""
    chunk_lists: dict[str, str] = field(default_factory=dict)
    query_words: str = ""

    @property
    def lang(self) -> str:
        """The language of the pages."""
        return self.edition.lang

    @property
    def default_lang(self) -> str:
        """The language at the root of the site."""
        return self.directory.default.lang

    @property
    def offers_bundles(self) -> bool:
        """Whether the site leads to offline copies: these lead to none themselves."""
        return self.style == "web" and self.edition.site.bundles is not None

    def entry_path(self, kind: str, id: str) -> str:
        """The file of an entry below the content folder; empty where there is none."""
        entry = self.directory.shelf.get(kind, id)
        return entry.path if entry else ""

    def here(self, address: str) -> str:
        """The address in this language."""
        return urls.in_language(address, self.lang, self.default_lang)

    def language_of(self, address: str) -> str:
        """The language in which an address can be linked: this one, or the default where a city speaks no other."""
        city = address.split("/", 1)[0]
        spoken = city not in self.edition.cities or self.edition.speaks(city)
        return self.lang if spoken else self.default_lang

    def in_only_place(self, address: str) -> str:
        """Where the directory has one place only, its own page in the stead of the one over all places."""
        only, (kind, _, id) = self.directory.only, address.partition("/")
        if only and kind == "categories":
            return f"{only}/{id}"
        offered = self.edition.offers.get(id.rstrip("/"), ()) if only and kind == "services" else ()
        return service_address(offered[0]) if offered else address

    def href(self, source: str, target: str) -> str:
        """The link between two addresses of the default language, for the page in this one."""
        address = self.in_only_place(target)
        return self.file(source, urls.in_language(address, self.language_of(address), self.default_lang))

    def file(self, source: str, path: str) -> str:
        """The link from a page of this language to an address below the root of the site.

        A host serves the 404 page at any depth, so its links begin at the root; from disk it is opened where it lies.
        """
        if source == urls.NOT_FOUND and self.style == "web":
            return urls.base_path(self.base_url) + path
        return urls.relative(self.here(source), path, self.style)

    def link(self, source: str, target: str, text: Text) -> Link:
        """A link to another page, marked with its language where that is another."""
        lang = self.language_of(self.in_only_place(target))
        return Link(self.href(source, target), text, "" if lang == self.lang else lang, source == target)

    def scripts_of(self, kind: str) -> tuple[str, ...]:
        """The scripts of a page kind: only the search page loads the search with itself, a city's what keeps copies."""
        more = {"search": self.search_script, "city": self.app_script}.get(kind, "")
        return (*self.scripts, more) if more else self.scripts

    def index_scripts(self, scope: str) -> tuple[str, ...]:
        """The scripts that search needs to find what it asks: the words of the language, the chunks of a scope."""
        folder = f"assets/search/{self.lang.lower()}"
        return (f"{folder}.js", f"{folder}/{scope}.js") if scope in self.chunk_lists else (f"{folder}.js",)

    def planned(self, address: str, make: Callable[[Build, *Parts], Page], *parts: *Parts) -> Planned:
        """The page at an address of the default language, made of this build and the rest."""
        return Planned(self.here(address), partial(make, self, *parts))

    def page(self, place: Place, template: str, view: object) -> Page:
        """The page at its address in this language."""
        return Page(self.here(place.address), template, view)

    def frame(self, place: Place) -> Frame:
        """All that the layout shows around this page."""
        at, site = place.address, self.edition.site
        city = self.edition.cities.get(place.city)
        searched = self.directory.only or place.city
        asked = self.edition.cities.get(searched)
        says_copy = self.style != "web" and place.kind in COPY_NAMED
        canonical = urls.absolute(self.base_url, self.here(at)) if self.base_url else ""
        trail = tuple(self.link(at, address, text) for address, text in place.trail)
        nav = [(urls.SEARCH, self.words.search), (urls.A_TO_Z, self.words.a_to_z), (urls.ABOUT, self.words.about)]
        nav += [(urls.BUNDLES, self.words.bundles)] if self.offers_bundles else []
        return Frame(
            kind=place.kind,
            lang=self.lang,
            dir=direction(self.lang),
            data_id=urls.data_id(self.here(at)) if at != urls.HUB else "hub",
            title=place.title,
            description=place.description,
            site_name=site.name,
            hub=self.link(at, urls.HUB, site.name),
            trail=trail,
            nav=tuple(self.link(at, address, text) for address, text in nav),
            languages=self.languages(place),
            search=SearchBox(
                self.href(at, urls.SEARCH),
                self.file(at, "assets/search/"),
                tuple(self.file(at, path) for path in (self.search_script, *self.index_scripts(searched or "hub"))),
                searched,
                (asked.short_name or asked.name) if asked else None,
            ),
            banners=tuple(self.banner(at, n) for n in self.notices(place.shown)),
            scopes=place.scopes,
            notices=self.file(at, notices_file(self.lang)),
            styles=tuple(self.file(at, path) for path in self.styles),
            print_style=self.file(at, self.print_style),
            scripts=tuple(self.file(at, path) for path in self.scripts_of(place.kind)),
            canonical=canonical,
            alternates=self.alternates(place) if self.base_url else (),
            hotline=(city.hotline if city else None) or site.hotline or "",
            emergency=site.emergency,
            contribute=self.contribute(at, place.entry),
            entry=place.entry,
            report=self.report(place),
            indexed=place.indexed,
            opensearch=self.file(at, self.here("opensearch.xml")) if self.base_url and self.style == "web" else "",
            layout=self.layout(place.kind),
            copied=(today(self.now, site.timezone), self.commit) if says_copy else None,
            app=self.file(at, APP) if self.app_script else "",
            printed_url=canonical if self.style == "web" and at != urls.NOT_FOUND else "",
        )

    def layout(self, kind: str) -> str:
        """The layout of a page kind: in a single file the search is part of what is around all pages."""
        if self.style == "single":
            return "single.html" if kind == "search" else "section.html"
        return "layout.html"

    def spoken(self, place: Place) -> tuple[str, ...]:
        """Languages of the site in which a page exists, the default first."""
        editions, city = self.directory.editions, place.city
        if place.languages is not None:
            return place.languages
        return tuple(e.lang for e in editions if not city or city not in e.cities or e.speaks(city))

    def in_other(self, place: Place, lang: str) -> str:
        """The address of a page, or of what stands for it, in a language."""
        address = place.address if lang == self.lang or place.twin is None else place.twin
        return urls.in_language(address, lang, self.default_lang)

    def languages(self, place: Place) -> tuple[Link, ...]:
        """The same page in every language it exists in; nothing where there is one only."""
        spoken = self.spoken(place)
        if len(spoken) < 2:
            return ()
        links = []
        for lang in spoken:
            href = urls.relative(self.here(place.address), self.in_other(place, lang), self.style)
            links.append(Link(href, Text(lang, lang), lang, lang == self.lang))
        return tuple(links)

    def alternates(self, place: Place) -> tuple[tuple[str, str], ...]:
        """The full URLs of the page in every language it has a true twin in."""
        spoken = self.spoken(place) if place.twin is None else ()
        return tuple((lang, urls.absolute(self.base_url, self.in_other(place, lang))) for lang in spoken)

    def contribute(self, at: str, entry: str) -> Link | None:
        """Where this page can be edited: its file in the repository, else what the about page says on taking part."""
        repository = self.edition.site.repository
        if entry and repository:
            return Link(forge.edit(repository, entry), self.words.about)
        return self.link(at, urls.ABOUT, self.words.about) if entry else None

    def report(self, place: Place) -> str:
        """Where a fault of this page can be reported, with its address filled in; empty without a repository."""
        repository = self.edition.site.repository
        if not repository:
            return ""
        address = self.here(place.address)
        page = urls.absolute(self.base_url, address) if self.base_url else urls.data_id(address)
        return forge.report(repository, f"{place.title.value} ({urls.data_id(address)})", page, place.entry)

    def moment(self, moment: Moment) -> datetime:
        """A date or a time of the content as a moment: midnight where only a date is given, in the site's zone."""
        return notices.moment(moment, self.edition.site.timezone)

    @cached_property
    def in_force(self) -> tuple[Notice, ...]:
        """Notices that hold now or will, the gravest first; what another one replaces is left out."""
        return notices.current(self.edition.notices.values(), self.now, self.edition.site.timezone)

    def notices(self, scopes: tuple[str, ...]) -> tuple[Notice, ...]:
        """Notices that hold now for any of these scopes."""
        return tuple(
            n
            for n in self.in_force
            if notices.has_begun(n, self.now, self.edition.site.timezone) and set(n.scope).intersection(scopes)
        )

    def banner(self, at: str, notice: Notice) -> Banner:
        """A notice as it shows on a page."""
        return Banner(
            notice.id,
            notice.severity,
            notice.title,
            self.href(at, urls.folder("notices", notice.id)),
            self.moment(notice.starts).isoformat() if notice.starts else "",
            self.moment(notice.ends).isoformat(),
        )


def direction(lang: str) -> str:
    """The direction in which a language is written, as HTML names it."""
    return "rtl" if lang.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def notices_file(lang: str) -> str:
    """The small script with the notices in force that every page loads; its name never changes."""
    return f"assets/notices.{lang.lower()}.js"


def copy_file(lang: str, city: str) -> str:
    """The list of all files that a copy of a city for offline reading needs in one language."""
    return f"assets/offline/{lang.lower()}/{city}.json"


def service_address(service: Service) -> str:
    """The address of a service of a city, or of a catalogue entry over all cities."""
    return urls.folder(*service.id.split("/")) if service.city else urls.folder("services", *service.id.split("/"))


def category_address(city: str, category: str) -> str:
    """The address of a category in a city, or over all cities where the city is empty."""
    return urls.folder(city, category) if city else urls.folder("categories", category)


def today(now: datetime, timezone: str) -> date:
    """The date at the site."""
    return now.astimezone(ZoneInfo(timezone)).date()
