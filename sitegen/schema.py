"""The single table of fields: what every kind of file may say, must say, and what each field means elsewhere.

Validation, JSON Schema, the editors' guide and the importers' columns are read from it. A `Field` names its
equivalents in 实施清单 (China's list of service-guide elements), schema.org, Open Referral HSDS 3 and EU CPSV-AP.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sitegen import model

Need = Literal["R", "W", ""]


@dataclass(frozen=True, slots=True)
class Words:
    """Text that people read, in any script; translated. `limit` counts characters."""

    limit: int = 0
    prose: bool = False


@dataclass(frozen=True, slots=True)
class Plain:
    """Text for machines, kept as it is written, matching `pattern` where there is one."""

    pattern: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words; `spellings` maps further accepted spellings to them."""

    options: tuple[str, ...]
    spellings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Flag:
    """yes or no, also true or false."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number within bounds."""

    low: int = 0
    high: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Degrees:
    """Decimal degrees between -bound and bound."""

    bound: int


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money as decimal text: "40", "12.50"."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date: 2026-11-22."""


@dataclass(frozen=True, slots=True)
class Instant:
    """A date, or a date with a time: 2026-11-22T09:00, with an offset or in the site's time zone."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day: 09:00; 24:00 ends a day."""


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: 12 months."""


@dataclass(frozen=True, slots=True)
class Url:
    """An outside address with an allowed scheme."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language tag (BCP 47): zh-Hans, en."""


@dataclass(frozen=True, slots=True)
class Ref:
    """The id of something else in the directory."""

    to: Literal["service", "catalogue", "category", "provider", "city", "location", "notice"]


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with fields of its own, built into `shape`."""

    shape: type
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; a single value stands for a list of one where `single`.

    The translation of an `aligned` list goes value by value; of another it is a list of its own.
    """

    of: Type
    single: bool = False
    at_least: int = 0
    aligned: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping from ids to ids."""

    key: Ref
    value: Ref


@dataclass(frozen=True, slots=True)
class Either:
    """A structured value or a text."""

    structured: Record
    text: Words


Type = (
    Words
    | Plain
    | Choice
    | Flag
    | Whole
    | Degrees
    | Amount
    | Day
    | Instant
    | Clock
    | Span
    | Url
    | Language
    | Ref
    | Record
    | Listing
    | Table
    | Either
)


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its name in files, type, whether it is needed, its meaning, and its equivalents.

    `need` is R (must be stated), W (warned about when absent) or empty. `keywords` are words accepted in place
    of a value. `attribute` is its name in the model where a Python word or clarity asks for another.
    """

    name: str
    type: Type
    need: Need
    doc: str
    guide: str = ""
    schema_org: str = ""
    hsds: str = ""
    cpsv: str = ""
    keywords: tuple[str, ...] = ()
    attribute: str = ""

    @property
    def attr(self) -> str:
        """Its name in the model."""
        return self.attribute or self.name


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: where it lies (`{id}` and friends are ids), and the record it holds."""

    name: str
    pattern: str
    record: Record
    translated: bool = True
    listing: bool = False

    def __reduce__(self) -> tuple[Callable[[str], Kind], tuple[str]]:
        """Copied by name: there is one of each kind."""
        return kind_named, (self.name,)


def kind_named(name: str) -> Kind:
    """The kind of this name."""
    return next(kind for kind in KINDS if kind.name == name)


def field_of(record: Record, name: str) -> Field | None:
    """The field of this name, or None."""
    return next((f for f in record.fields if f.name == name), None)


_TEXT = Words()
_TEXTS = Listing(Words(), single=True)
_NAMES = Listing(Words(), single=True, aligned=False)
_PROSE = Words(prose=True)
_REFS = Listing(Ref("service"), single=True)
_YES_NO = Choice(("yes", "no", "conditional"), (("true", "yes"), ("false", "no")))
_PHONE = Plain(r"(?!.*[0-9][eE][+-]?[0-9])[+*#(]?[0-9][0-9 ()+*#.,;/\-a-zA-Z]{1,60}", "12345")
_DIVISION = Plain(r"[0-9]{6}([0-9]{3}){0,2}|[A-Z0-9-]{2,20}", "440100")

PHONES = Listing(
    Record(
        model.Phone,
        (
            Field("number", _PHONE, "R", 'The number to call, quoted: "12333".', hsds="phone.number"),
            Field("label", _TEXT, "", "Whose number it is, or what for.", hsds="phone.description"),
        ),
    )
)

HOURS = Record(
    model.Hours,
    (
        Field(
            "weekly",
            Listing(
                Record(
                    model.OpeningSpan,
                    (
                        Field(
                            "days",
                            Listing(Choice(("mon", "tue", "wed", "thu", "fri", "sat", "sun")), single=True, at_least=1),
                            "R",
                            "Days of the week on which these hours hold.",
                            hsds="schedule.byday",
                        ),
                        Field("from", Clock(), "R", "Opens at.", hsds="schedule.opens_at", attribute="opens"),
                        Field("to", Clock(), "R", "Closes at.", hsds="schedule.closes_at", attribute="closes"),
                    ),
                )
            ),
            "",
            "Spans of an ordinary week.",
            schema_org="openingHoursSpecification",
            hsds="schedule",
        ),
        Field(
            "exceptions",
            Listing(
                Record(
                    model.DatedHours,
                    (
                        Field("date", Day(), "R", "The date that differs.", hsds="schedule.valid_from"),
                        Field("closed", Flag(), "", "Closed all day."),
                        Field("from", Clock(), "", "Opens at.", attribute="opens"),
                        Field("to", Clock(), "", "Closes at.", attribute="closes"),
                        Field("note", _TEXT, "", "Why, in a few words."),
                    ),
                )
            ),
            "",
            "Dates on which other hours hold.",
            schema_org="specialOpeningHoursSpecification",
            hsds="schedule",
        ),
    ),
)

CHANNEL = Record(
    model.Channel,
    (
        Field(
            "kind",
            Choice(
                (
                    "web",
                    "mini_program",
                    "official_account",
                    "app",
                    "phone",
                    "sms",
                    "counter",
                    "kiosk",
                    "mail",
                    "home_visit",
                )
            ),
            "R",
            "What kind of way it is.",
            "办理形式",
            "ServiceChannel",
            "service_at_location / phone / url",
            "cv:Channel dct:type",
        ),
        Field("name", _TEXT, "", "The channel's own name.", schema_org="ServiceChannel.name", cpsv="dct:title"),
        Field("url", Url(), "", "Its web address.", schema_org="ServiceChannel.serviceUrl", hsds="service.url"),
        Field("number", _PHONE, "", "Its number.", schema_org="ServiceChannel.servicePhone", hsds="phone.number"),
        Field(
            "location",
            Ref("location"),
            "",
            "The counter: an id in locations/ of the same city, `<city>/<id>` of another.",
            "办理地点",
            "ServiceChannel.serviceLocation",
            "service_at_location.location_id",
            "cv:Channel dcat:spatial",
        ),
        Field(
            "hours",
            Either(HOURS, Words()),
            "",
            "When it is open.",
            "办理时间",
            "hoursAvailable",
            "schedule",
            "cv:hoursAvailable",
        ),
        Field(
            "does",
            Listing(Choice(("full", "part", "booking", "status", "info")), single=True),
            "",
            "What can really be done there.",
            "网办深度",
        ),
        Field(
            "languages",
            Listing(Language(), single=True),
            "",
            "Languages spoken there.",
            schema_org="availableLanguage",
            hsds="language",
        ),
    ),
)

_SERVICE_FIELDS = (
    Field("title", Words(200), "R", "Official name.", "事项名称", "name", "service.name", "dct:title"),
    Field("short_title", Words(60), "", "Everyday name, else the title.", "", "alternateName"),
    Field(
        "kind",
        Choice(("service", "group")),
        "",
        "`group` for a main item without a record of its own: it has no channels.",
    ),
    Field(
        "aliases",
        _NAMES,
        "W",
        "Other names people use.",
        "常用名",
        "alternateName",
        "service.alternate_name",
        "dct:alternative",
    ),
    Field("questions", _NAMES, "W", "Questions people type.", "常见提问", "FAQPage"),
    Field(
        "summary",
        Words(120),
        "R",
        "One sentence, at most 120 characters.",
        "事项简述",
        "description",
        "service.description",
        "dct:description",
        ("unknown",),
    ),
    Field("code", Plain(), "", "Official code.", "实施编码", "identifier", "service.id", "dct:identifier"),
    Field("act", _TEXT, "", "Kind of administrative act.", "事项类型", "serviceType", "", "dct:type"),
    Field(
        "also_in",
        Listing(Ref("category"), single=True),
        "",
        "Further categories; the folder names the first.",
        "主题分类",
        "category",
        "taxonomy_term",
        "cv:thematicArea",
    ),
    Field("parent", Ref("service"), "", "The main item it belongs to.", "主项", "isPartOf", "", "dct:isPartOf"),
    Field(
        "provider",
        Ref("provider"),
        "R",
        "Responsible body: an id in providers/.",
        "实施主体",
        "provider",
        "organization",
        "cv:hasCompetentAuthority",
        ("unknown",),
    ),
    Field(
        "operators",
        Listing(Ref("provider"), single=True),
        "",
        "Bodies that run it with or for the responsible one.",
        "联办机构",
        "serviceOperator",
        "",
        "cv:hasParticipation",
    ),
    Field("audience", _TEXTS, "W", "For whom.", "服务对象", "audience", "service.eligibility_description"),
    Field(
        "eligibility",
        _TEXTS,
        "W",
        "Conditions one must meet.",
        "受理条件",
        "eligibleCustomerType",
        "service.eligibility_description",
        "cv:hasCriterion",
    ),
    Field(
        "channels",
        Listing(CHANNEL),
        "R",
        "Ways to be served, at least one.",
        "办理形式",
        "availableChannel",
        "service_at_location",
        "cv:hasChannel",
    ),
    Field(
        "visits",
        Record(
            model.Visits,
            (
                Field("min", Whole(0, 20), "R", "Fewest times one must go there."),
                Field("max", Whole(0, 20), "R", "Most times one must go there."),
                Field("reason", _TEXT, "", "Why one must come."),
            ),
        ),
        "R",
        "How often one must go there in person; 0 means nobody has to go anywhere.",
        "到办事现场次数",
        keywords=("unknown",),
    ),
    Field(
        "booking",
        Record(
            model.Booking,
            (
                Field("needed", _YES_NO, "R", "Whether an appointment is needed."),
                Field("url", Url(), "", "Where one is made."),
                Field("rule", _TEXT, "", "How, in a sentence."),
            ),
        ),
        "",
        "Appointments.",
        "预约办理",
        "potentialAction (ReserveAction)",
    ),
    Field(
        "proxy",
        Record(
            model.Proxy,
            (
                Field("allowed", _YES_NO, "R", "Whether somebody else may act for you."),
                Field("who", _TEXT, "", "Who."),
                Field("documents", _TEXTS, "", "Which papers that person brings."),
            ),
        ),
        "R",
        "Acting for a relative.",
        "代办",
        keywords=("unknown",),
    ),
    Field("no_smartphone", _TEXT, "W", "The way without any device.", "线下办理"),
    Field(
        "fees",
        Listing(
            Record(
                model.Fee,
                (
                    Field("name", _TEXT, "R", "What is paid for.", "收费项目名称"),
                    Field("amount", Amount(), "", "Decimal text; left out where it depends.", "收费标准", "price"),
                    Field(
                        "currency",
                        Plain(r"[A-Z]{3}", "CNY"),
                        "",
                        "ISO 4217; site.yaml's where left out.",
                        "",
                        "priceCurrency",
                    ),
                    Field("basis", _TEXT, "", "The rule that sets it.", "收费依据"),
                    Field("waiver", _TEXT, "", "Who pays less or nothing.", "减免"),
                ),
            ),
            at_least=1,
        ),
        "R",
        "free, unknown, or the list of fees.",
        "是否收费",
        "offers",
        "cost_option",
        "cv:hasCost",
        ("free", "unknown"),
    ),
    Field(
        "time",
        Record(
            model.Duration,
            (
                Field("legal", Whole(0, 3650), "", "By law.", "法定办结时限"),
                Field("promised", Whole(0, 3650), "", "As promised.", "承诺办结时限"),
                Field("unit", Choice(("workday", "day", "hour")), "", "workday where left out."),
                Field("instant", Flag(), "", "Done while you wait.", "即办"),
            ),
        ),
        "W",
        "How long handling takes.",
        "办结时限",
        "",
        "service.wait_time",
        "cv:processingTime",
    ),
    Field(
        "documents",
        Listing(
            Record(
                model.Paper,
                (
                    Field("name", _TEXT, "R", "Its name.", "材料名称", "", "required_document.document", "dct:title"),
                    Field("need", Choice(("required", "conditional", "optional")), "", "", "材料必要性"),
                    Field("form", Listing(Choice(("original", "copy", "electronic")), single=True), "", "", "材料形式"),
                    Field("source", _TEXT, "", "Where it comes from.", "来源渠道"),
                    Field("copies", Whole(0, 100), "", "How many.", "份数"),
                    Field("sample", Url(), "", "A filled-in sample.", "示范文本", "", "required_document.uri"),
                ),
            )
        ),
        "W",
        "What to bring.",
        "申请材料",
        "",
        "required_document",
        "cpsv:hasInput",
    ),
    Field(
        "steps",
        Listing(
            Record(
                model.Step,
                (
                    Field("title", _TEXT, "R", "The step in a few words."),
                    Field("text", _TEXT, "", "What happens."),
                ),
            )
        ),
        "",
        "The procedure.",
        "办理流程",
        "HowTo",
        "service.application_process",
        "cpsv:follows",
    ),
    Field("results", _TEXTS, "", "What one gets.", "审批结果", "serviceOutput", "", "cpsv:produces"),
    Field(
        "legal",
        Listing(
            Record(
                model.Law,
                (
                    Field("name", _TEXT, "R", "The law or rule."),
                    Field("url", Url(), "", "Its text."),
                ),
            )
        ),
        "",
        "What the service rests on.",
        "设定依据",
        "",
        "",
        "cv:hasLegalResource",
    ),
    Field(
        "faq",
        Listing(
            Record(
                model.Question,
                (
                    Field("q", _TEXT, "R", "The question.", "", "Question.name"),
                    Field("a", _TEXT, "R", "The answer.", "", "Answer.text"),
                ),
            )
        ),
        "",
        "Frequent questions.",
        "常见问题",
        "FAQPage",
    ),
    Field(
        "contacts",
        Record(
            model.Contacts,
            (
                Field("ask", _TEXT, "", "Whom to ask.", "咨询方式", "contactPoint", "phone"),
                Field("complain", _TEXT, "", "Where to complain.", "监督投诉方式", "contactPoint"),
            ),
        ),
        "W",
        "Two contacts for two purposes: a phone, a channel's name or a URL.",
        "咨询方式, 监督投诉方式",
        "contactPoint",
        "contact",
        "cv:hasContactPoint",
    ),
    Field("related", _REFS, "", "See also.", "", "isRelatedTo", "", "dct:relation"),
    Field("requires", _REFS, "", "What comes before.", "前置事项", "", "", "dct:requires"),
    Field(
        "status",
        Choice(("draft", "active", "suspended", "closed")),
        "R",
        "draft is not published; suspended is, with a banner; closed keeps the address and points on.",
        "事项状态",
        "",
        "service.status",
        "adms:status",
    ),
    Field("replaced_by", Ref("service"), "", "Where a closed entry points.", "", "", "", "dct:isReplacedBy"),
    Field("source_url", Url(), "W", "Where it was checked.", "", "isBasedOn", "service.url", "dct:source"),
    Field("owner", Plain(), "W", "Who answers for the entry.", "", "maintainer", "service.assured_email"),
    Field("verified", Day(), "W", "When it was last checked.", "", "dateModified", "service.assured_date"),
    Field("review_every", Span(), "W", "How often it is checked: 12 months."),
    Field("redirects", Listing(Plain(), single=True), "", "Former paths of the page."),
    Field("imported", Plain(r"[a-z0-9-]+"), "", "The import that wrote the entry."),
    Field("body", _PROSE, "", "Text in Markdown.", "", "text", "service.additional_information"),
)

_EXTENDS = Field("extends", Ref("catalogue"), "", "The catalogue entry this one is a version of.")

_KEEPING = (
    Field("source_url", Url(), "", "Where it was checked.", "", "isBasedOn"),
    Field("owner", Plain(), "", "Who answers for the entry."),
    Field("verified", Day(), "", "When it was last checked.", "", "dateModified"),
    Field("review_every", Span(), "", "How often it is checked: 12 months."),
)


SERVICE = Record(model.Service, _SERVICE_FIELDS)
CITY_SERVICE = Record(model.Service, (_EXTENDS, *SERVICE.fields))

_ATTRIBUTION = Field(
    "attribution",
    Listing(
        Record(
            model.Law,
            (Field("name", _TEXT, "R", "Whom to credit, and the licence."), Field("url", Url(), "", "Its address.")),
        )
    ),
    "",
    "Whose data this is, shown on the pages.",
    schema_org="creditText",
)

BUNDLES = Record(
    model.Bundles,
    (
        Field("url", Url(), "R", "The address of their folder."),
        Field(
            "formats",
            Listing(Choice(("zip", "html", "packed.html", "zim", "pdf")), single=True, at_least=1),
            "R",
            "Their forms.",
        ),
    ),
)

BUDGETS = Record(
    model.Budgets,
    (
        Field("zip", Whole(1, 10_000_000), "", "kB of its archive."),
        Field("html", Whole(1, 10_000_000), "", "kB of its single HTML file."),
        Field("zim", Whole(1, 10_000_000), "", "kB of its ZIM file."),
        Field("pdf", Whole(1, 10_000_000), "", "kB of its booklet."),
    ),
)

SITE = Record(
    model.Site,
    (
        Field("name", _TEXT, "R", "The hub's name.", schema_org="WebSite.name"),
        Field("tagline", _TEXT, "", "What one can do here, in a sentence."),
        Field("languages", Listing(Language(), at_least=1), "R", "Languages of the site, the first ones first."),
        Field("default_language", Language(), "R", "The language at the root of the site and of the entries."),
        Field("timezone", Plain(r"[A-Za-z]+(/[A-Za-z0-9_+\-]+)*", "Asia/Shanghai"), "R", "IANA time zone."),
        Field("hotline", _PHONE, "", "The number that answers everything."),
        Field("emergency", PHONES, "", "Numbers for life and limb."),
        Field("currency", Plain(r"[A-Z]{3}", "CNY"), "", "ISO 4217 code of fees that name none."),
        Field("base_url", Url(), "", "Where the site will be published."),
        Field("repository", Url(), "", "Where editors send changes."),
        Field("featured", Listing(Ref("catalogue"), single=True), "", "Most needed services."),
        _ATTRIBUTION,
        Field("bundles", BUNDLES, "", "Where offline copies are published: pages lead there."),
        Field("budgets", BUDGETS, "", "What an offline copy of a place may weigh, in kB of 1,000 bytes."),
        Field("about", _PROSE, "", "Text of the page about the site."),
    ),
)

CATEGORY = Record(
    model.Category,
    (
        Field("name", _TEXT, "R", "Its name.", "主题", "name", "taxonomy_term.name", "skos:prefLabel"),
        Field("icon", Plain(r"[a-z0-9-]+"), "", "Name of an icon of the theme."),
        Field("order", Whole(), "", "Its place among its siblings; small numbers first."),
        Field("summary", Words(120), "", "One sentence.", "", "description", "taxonomy_term.description"),
        Field("aliases", _NAMES, "", "Other names.", "", "alternateName", "", "skos:altLabel"),
        Field("parent", Ref("category"), "", "The branch above.", "", "", "taxonomy_term.parent_id", "skos:broader"),
    ),
)

CITY = Record(
    model.City,
    (
        Field("name", _TEXT, "R", "Full name.", "行政区划名称", "AdministrativeArea.name", "service_area.name"),
        Field("short_name", Words(40), "", "Everyday name."),
        Field("aliases", _NAMES, "", "Other names people type."),
        Field("level", Choice(("province", "city", "district", "county")), "R", "Its level.", "行政层级"),
        Field("parent", Ref("city"), "", "The place it lies in."),
        Field("division_code", _DIVISION, "", "Official code of the division.", "行政区划代码", "identifier"),
        Field("languages", Listing(Language(), single=True), "", "Languages of its pages; the site's where left out."),
        Field("hotline", _PHONE, "", "The number that answers everything here.", "咨询电话", "telephone"),
        Field("adopts", Listing(Plain(), single=True), "", 'Catalogue ids it offers, "*" for all, "-id" for none.'),
        Field("featured", Listing(Ref("service"), single=True), "", "Most needed services, as <category>/<service>."),
        Field(
            "providers", Table(Ref("provider"), Ref("provider")), "", "National body: the body that acts for it here."
        ),
        _ATTRIBUTION,
        Field("budgets", BUDGETS, "", "What its own offline copies may weigh, in kB; else the site's hold."),
        Field("about", _PROSE, "", "Text of its page."),
    ),
)

LOCATION = Record(
    model.Location,
    (
        Field("name", _TEXT, "R", "Its name.", "", "Place.name", "location.name"),
        Field("address", _TEXT, "R", "Postal address.", "办理地点", "address", "address", "locn:fullAddress"),
        Field(
            "geo",
            Record(
                model.Geo,
                (
                    Field("lat", Degrees(90), "R", "Latitude, WGS 84.", "", "latitude", "location.latitude"),
                    Field("lon", Degrees(180), "R", "Longitude, WGS 84.", "", "longitude", "location.longitude"),
                ),
            ),
            "",
            "Where it is.",
            "",
            "geo",
        ),
        Field("hours", HOURS, "", "When it is open.", "办理时间", "openingHoursSpecification", "schedule"),
        Field("phone", _PHONE, "", "Its number.", "咨询电话", "telephone", "phone"),
        Field(
            "access", _TEXT, "", "Steps, lifts, toilets: can everybody get in?", "", "amenityFeature", "accessibility"
        ),
        Field("transport", _TEXT, "", "How to get there.", "", "", "location.transportation"),
        *_KEEPING,
    ),
)

PROVIDER = Record(
    model.Provider,
    (
        Field("name", _TEXT, "R", "Full name.", "实施主体", "GovernmentOrganization.name", "organization.name"),
        Field("short_name", _TEXT, "", "Everyday name.", "", "alternateName", "organization.alternate_name"),
        Field("parent", Ref("provider"), "", "The body above.", "", "parentOrganization", "parent_organization_id"),
        Field("url", Url(), "", "Its web site.", "", "url", "organization.website"),
        Field("phones", PHONES, "", "Its numbers.", "", "telephone", "phone"),
        Field("owner", Plain(), "", "Who keeps its entries."),
        Field("about", _PROSE, "", "What it does.", "", "description", "organization.description"),
    ),
)

NOTICE = Record(
    model.Notice,
    (
        Field("title", Words(120), "R", "What readers must know, in a line.", "", "SpecialAnnouncement.name"),
        Field("severity", Choice(("info", "warning", "emergency")), "R", "How grave it is."),
        Field("scope", Listing(Plain(), single=True, at_least=1), "R", "Where it shows: hub, city/ID, category/ID …"),
        Field("starts", Instant(), "", "First moment it shows.", "", "datePosted"),
        Field("ends", Instant(), "R", "First moment it no longer shows.", "", "expires"),
        Field("supersedes", Listing(Ref("notice"), single=True), "", "Notices it replaces."),
        Field("source_url", Url(), "", "Where it was announced.", "", "isBasedOn"),
        Field("owner", Plain(), "", "Who answers for it."),
        Field("status", Choice(("draft", "active")), "", "A draft is not published."),
        Field("body", _PROSE, "", "Text in Markdown.", "", "text"),
    ),
)

JOURNEY = Record(
    model.Journey,
    (
        Field("title", _TEXT, "R", "The life event or topic.", "", "HowTo.name", "", "cv:LifeEvent dct:title"),
        Field("kind", Choice(("life_event", "topic")), "R", "A topic is what a surge needs."),
        Field("aliases", _NAMES, "", "Other names people use."),
        Field("summary", Words(120), "", "One sentence.", "", "description"),
        Field("audience", _TEXTS, "", "For whom."),
        Field(
            "steps",
            Listing(
                Record(
                    model.JourneyStep,
                    (
                        Field("title", _TEXT, "R", "The step.", "", "HowToStep.name"),
                        Field("join", Choice(("and", "or")), "", "How it joins the step before."),
                        Field("services", Listing(Ref("catalogue"), single=True), "", "Services of the catalogue."),
                        Field("deadline", _TEXT, "", "By when."),
                        Field("text", _TEXT, "", "What to know."),
                    ),
                ),
                at_least=1,
            ),
            "R",
            "Ordered steps.",
            "",
            "HowTo.step",
        ),
        Field("status", Choice(("draft", "active")), "", "A draft is not published."),
        *_KEEPING,
        Field("body", _PROSE, "", "Text in Markdown."),
    ),
)

SYNONYMS = Record(
    model.Synonyms,
    (
        Field("words", Listing(Plain()), "", "Words that mean the same."),
        Field("from", Listing(Plain(), single=True), "", "Words that also find …", attribute="source"),
        Field("to", Listing(Plain(), single=True), "", "… these: what is meant most first.", attribute="target"),
    ),
)

EXPECTATION = Record(
    model.Expectation,
    (
        Field("q", Plain(), "R", "The query."),
        Field("city", Ref("city"), "", "The city it is asked in."),
        Field("lang", Language(), "", "The language it is asked in."),
        Field("kind", Plain(), "", "What kind of query it is."),
        Field(
            "find",
            Listing(
                Record(
                    model.Found,
                    (
                        Field("id", Plain(), "R", "The service it must bring."),
                        Field("grade", Whole(1, 3), "", "3 is best."),
                    ),
                )
            ),
            "R",
            "Services it must bring; an empty list for no answer.",
        ),
        Field("not", Listing(Plain(), single=True), "", "Services it must not bring.", attribute="exclude"),
    ),
)

KINDS = (
    Kind("site", "site", SITE),
    Kind("category", "categories/{id}", CATEGORY),
    Kind("catalogue", "catalogue/{category}/{id}", SERVICE),
    Kind("city", "cities/{city}/city", CITY),
    Kind("location", "cities/{city}/locations/{id}", LOCATION),
    Kind("service", "cities/{city}/{category}/{id}", CITY_SERVICE),
    Kind("provider", "providers/{id}", PROVIDER),
    Kind("notice", "notices/{id}", NOTICE),
    Kind("journey", "journeys/{id}", JOURNEY),
    Kind("synonyms", "search/synonyms", SYNONYMS, translated=False, listing=True),
    Kind("expectations", "search/expectations", EXPECTATION, translated=False, listing=True),
    Kind("stop_phrases", "search/stop_phrases", Record(dict, ()), translated=False),
)
