"""What the directory is made of, typed and resolved: the values that pages, search and exports are made from.

Each class is the shape of a record in `schema`; a test holds the two together. Texts that people read are
`Text`: they know their language, so that a page can mark what is not translated yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal

Unknown = Literal["unknown"]
YesNo = Literal["yes", "no", "conditional"]
Moment = date | datetime


@dataclass(frozen=True, slots=True)
class Text:
    """A text that people read, and the language it is in (a tag as `site.yaml` writes it)."""

    value: str
    lang: str

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Phone:
    """A number to call, and whose it is."""

    number: str
    label: Text | None = None


@dataclass(frozen=True, slots=True)
class OpeningSpan:
    """Opening hours of some days of the week: `days` are mon…sun."""

    days: tuple[str, ...]
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class DatedHours:
    """A date on which other hours hold."""

    date: date
    closed: bool = False
    opens: time | None = None
    closes: time | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """When a place or a channel is open: a week and the dates that differ."""

    weekly: tuple[OpeningSpan, ...] = ()
    exceptions: tuple[DatedHours, ...] = ()


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to be served. `does` says what can really be done there."""

    kind: str
    name: Text | None = None
    url: str | None = None
    number: str | None = None
    location: str | None = None
    hours: Hours | Text | None = None
    does: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Visits:
    """How often one has to go there in person, and why; `min` 0 means nobody has to go anywhere."""

    min: int
    max: int
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class Booking:
    """Whether an appointment is needed, and where one is made."""

    needed: YesNo
    url: str | None = None
    rule: Text | None = None


@dataclass(frozen=True, slots=True)
class Proxy:
    """Whether somebody else may act for the applicant, who, and with which papers."""

    allowed: YesNo
    who: Text | None = None
    documents: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Fee:
    """One fee: its amount in its currency's main unit."""

    name: Text
    amount: Decimal | None = None
    currency: str | None = None
    basis: Text | None = None
    waiver: Text | None = None


@dataclass(frozen=True, slots=True)
class Duration:
    """How long handling takes: by law and as promised, in `unit`s; `instant` means while you wait."""

    legal: int | None = None
    promised: int | None = None
    unit: str = "workday"
    instant: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to bring."""

    name: Text
    need: str = "required"
    form: tuple[str, ...] = ()
    source: Text | None = None
    copies: int | None = None
    sample: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the procedure."""

    title: Text
    text: Text | None = None


@dataclass(frozen=True, slots=True)
class Law:
    """A law or rule the service rests on."""

    name: Text
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question people ask, with its answer."""

    q: Text
    a: Text


@dataclass(frozen=True, slots=True)
class Contacts:
    """Whom to ask and where to complain: a phone number, a channel's name or a URL."""

    ask: Text | None = None
    complain: Text | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time in days, weeks, months or years: `Period(12, "months")`."""

    count: int
    unit: str


@dataclass(frozen=True, slots=True)
class Service:
    """A service as readers of one language meet it in one city, or as the catalogue states it.

    `id` is `<city>/<category>/<service>`, or `<category>/<service>` for a catalogue template;
    `catalogue` is the template it resolves to; references are full ids of the same kind.
    """

    id: str
    category: str
    slug: str
    title: Text
    status: str = "active"
    city: str | None = None
    catalogue: str | None = None
    kind: str = "service"
    short_title: Text | None = None
    aliases: tuple[Text, ...] = ()
    questions: tuple[Text, ...] = ()
    summary: Text | Unknown | None = None
    code: str | None = None
    act: Text | None = None
    also_in: tuple[str, ...] = ()
    parent: str | None = None
    provider: str | None = None
    operators: tuple[str, ...] = ()
    audience: tuple[Text, ...] = ()
    eligibility: tuple[Text, ...] = ()
    channels: tuple[Channel, ...] = ()
    visits: Visits | Unknown | None = None
    booking: Booking | None = None
    proxy: Proxy | Unknown | None = None
    no_smartphone: Text | None = None
    fees: tuple[Fee, ...] | Literal["free", "unknown"] | None = None
    time: Duration | None = None
    documents: tuple[Paper, ...] = ()
    steps: tuple[Step, ...] = ()
    results: tuple[Text, ...] = ()
    legal: tuple[Law, ...] = ()
    faq: tuple[Question, ...] = ()
    contacts: Contacts | None = None
    related: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    replaced_by: str | None = None
    source_url: str | None = None
    owner: str | None = None
    verified: date | None = None
    review_every: Period | None = None
    redirects: tuple[str, ...] = ()
    imported: str | None = None
    body: Text | None = None

    @property
    def name(self) -> Text:
        """The everyday name, else the official one."""
        return self.short_title or self.title

    @property
    def published(self) -> bool:
        """Whether readers find it: active or suspended."""
        return self.status in ("active", "suspended")


@dataclass(frozen=True, slots=True)
class Budgets:
    """What an offline copy of a place may weigh in each form, in kB of 1,000 bytes."""

    zip: int | None = None
    html: int | None = None
    zim: int | None = None
    pdf: int | None = None


@dataclass(frozen=True, slots=True)
class Bundles:
    """Where offline copies are published, and in which forms."""

    url: str
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """The hub: what `site.yaml` says."""

    name: Text
    languages: tuple[str, ...]
    default_language: str
    timezone: str
    tagline: Text | None = None
    hotline: str | None = None
    emergency: tuple[Phone, ...] = ()
    base_url: str | None = None
    repository: str | None = None
    currency: str | None = None
    featured: tuple[str, ...] = ()
    attribution: tuple[Law, ...] = ()
    bundles: Bundles | None = None
    budgets: Budgets | None = None
    about: Text | None = None


@dataclass(frozen=True, slots=True)
class Category:
    """A branch of the tree of categories."""

    id: str
    name: Text
    icon: str | None = None
    order: int = 1000
    summary: Text | None = None
    aliases: tuple[Text, ...] = ()
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class City:
    """A place with a page: province, city, district or county."""

    id: str
    name: Text
    level: str
    languages: tuple[str, ...]
    short_name: Text | None = None
    aliases: tuple[Text, ...] = ()
    parent: str | None = None
    division_code: str | None = None
    hotline: str | None = None
    adopts: tuple[str, ...] = ()
    featured: tuple[str, ...] = ()
    providers: tuple[tuple[str, str], ...] = ()
    attribution: tuple[Law, ...] = ()
    budgets: Budgets | None = None
    about: Text | None = None


@dataclass(frozen=True, slots=True)
class Geo:
    """A point: WGS 84 degrees."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Location:
    """A place one can go to. `id` is `<city>/<id>`."""

    id: str
    city: str
    name: Text
    address: Text
    geo: Geo | None = None
    hours: Hours | None = None
    phone: str | None = None
    access: Text | None = None
    transport: Text | None = None
    source_url: str | None = None
    owner: str | None = None
    verified: date | None = None
    review_every: Period | None = None


@dataclass(frozen=True, slots=True)
class Provider:
    """A body that is responsible for services or runs them."""

    id: str
    name: Text
    short_name: Text | None = None
    parent: str | None = None
    url: str | None = None
    phones: tuple[Phone, ...] = ()
    owner: str | None = None
    about: Text | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What readers of its scope must know between `starts` and `ends` (exclusive)."""

    id: str
    title: Text
    severity: str
    scope: tuple[str, ...]
    ends: Moment
    starts: Moment | None = None
    supersedes: tuple[str, ...] = ()
    source_url: str | None = None
    owner: str | None = None
    status: str = "active"
    body: Text | None = None


@dataclass(frozen=True, slots=True)
class JourneyStep:
    """A step of a journey: services of the catalogue, joined to the step before by and/or."""

    title: Text
    join: str = "and"
    services: tuple[str, ...] = ()
    deadline: Text | None = None
    text: Text | None = None


@dataclass(frozen=True, slots=True)
class Journey:
    """An ordered way through several services: a life event, or a topic of the day."""

    id: str
    title: Text
    kind: str
    steps: tuple[JourneyStep, ...] = ()
    aliases: tuple[Text, ...] = ()
    summary: Text | None = None
    audience: tuple[Text, ...] = ()
    status: str = "active"
    source_url: str | None = None
    owner: str | None = None
    verified: date | None = None
    review_every: Period | None = None
    body: Text | None = None


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Words that mean the same (`words`), or words that also find others (`source` finds `target`)."""

    words: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A service an expectation asks for, with its grade 1…3."""

    id: str
    grade: int = 3


@dataclass(frozen=True, slots=True)
class Expectation:
    """A query and the services it must bring."""

    q: str
    find: tuple[Found, ...]
    city: str | None = None
    lang: str | None = None
    kind: str | None = None
    exclude: tuple[str, ...] = ()
