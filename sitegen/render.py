"""Views to bytes by the theme's templates. The only module that knows Jinja2."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from pathlib import PurePosixPath

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_currency
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from sitegen import markup, qr
from sitegen.model import Text
from sitegen.strings import Strings
from sitegen.theme import Theme, strings_of
from sitegen.views.frame import Page


def renderer(theme: Theme, lang: str) -> Environment:
    """The environment that renders pages of one language. Undefined names are errors, everything is escaped."""
    folders = [theme.folder / "templates", theme.folder / "components", theme.folder / "icons"]
    environment = Environment(
        loader=FileSystemLoader([str(f) for f in folders], encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[ConstantTexts],
        auto_reload=False,
    )
    known = translations(strings_of(theme, lang))
    environment.filters.update(Filters(lang).all(), _=known["_"])
    environment.globals.update(known, lang=lang)
    environment.globals.update(components(environment))
    return environment


class ConstantTexts(Extension):
    """Makes `_("a text")` a filter of a constant: Jinja2 translates it once, as it compiles the template."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The source with constant texts as filters; texts with values stay calls."""
        return re.sub(r'\b_\(("(?:[^"\\]|\\.)*")\)', r"(\1|_)", source)


def is_component(name: str) -> bool:
    """Whether a template is a component: `<name>/<name>.html`."""
    path = PurePosixPath(name)
    return path.parent.name == path.stem and path.suffix == ".html"


def components(environment: Environment) -> dict[str, object]:
    """The macros of all components by name: templates use them without importing, which would cost each page anew.

    Raises ValueError where two components define one name.
    """
    found: dict[str, object] = {}
    for name in environment.list_templates(filter_func=lambda name: is_component(name)):
        for macro, made in vars(environment.get_template(name).module).items():
            if isinstance(made, Macro):
                if macro in found:
                    raise ValueError(f"two components define the macro {macro}")
                found[macro] = made
    return found


def translations(strings: Strings) -> dict[str, Callable[..., Markup]]:
    """`_` and `ngettext` of a language: texts of the theme as markup, `%(name)s` filled with escaped values."""
    known: dict[str, Markup] = {}

    def gettext(text: str, /, **values: object) -> Markup:
        marked = known.get(text)
        if marked is None:
            marked = known[text] = escape(strings.gettext(text))
        return marked % values if values else marked

    def ngettext(one: str, many: str, count: int, /, **values: object) -> Markup:
        return escape(strings.ngettext(one, many, count)) % {"num": count, **values}

    return {"_": gettext, "gettext": gettext, "ngettext": ngettext}


def render(environment: Environment, page: Page) -> bytes:
    """The bytes of a page."""
    text = environment.get_template(page.template).render(view=page.view)
    return text.encode("utf-8")


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters of one language: each shows a value as readers of that language write it."""

    lang: str

    def all(self) -> dict[str, Callable[..., str]]:
        """The filters by the name that templates use."""
        names = ("words", "prose", "day", "moment", "clock", "money", "language_name", "qr_code")
        return {name: getattr(self, name) for name in names}

    def words(self, text: Text | None) -> Markup:
        """A text of an entry; one in another language than the page is marked as such."""
        if text is None:
            return Markup()
        if text.lang == self.lang:
            return escape(text.value)
        return Markup('<span class="other-language" lang="{}">{}</span>').format(text.lang, text.value)

    def prose(self, text: Text) -> Markup:
        """A Markdown text of an entry as safe HTML, its language marked where it is another than the page's."""
        html = Markup(markup.html(text.value))  # sanitised by markup, the one door
        if text.lang == self.lang:
            return html
        return Markup('<div class="other-language" lang="{}">{}</div>').format(text.lang, html)

    def day(self, value: date) -> str:
        """A date: 2026年11月22日, 22 November 2026."""
        return format_date(value, "d MMMM y" if self.lang.startswith("en") else "long", locale=locale_of(self.lang))

    def moment(self, value: str) -> str:
        """A moment (ISO 8601 with offset); midnight is a date."""
        when = datetime.fromisoformat(value)
        return self.day(when.date()) if when.time() == time() else f"{self.day(when.date())} {when:%H:%M}"

    def clock(self, value: time) -> str:
        """A time of day: 09:00, or 24:00 for the end of a day."""
        return "24:00" if value == time.max else value.strftime("%H:%M")

    def money(self, amount: Decimal, currency: str) -> str:
        """An amount, without decimals where there are none."""
        if amount == amount.to_integral_value():
            return format_currency(amount, currency, "¤#,##0", locale_of(self.lang), currency_digits=False)
        return format_currency(amount, currency, locale=locale_of(self.lang))

    def language_name(self, tag: str) -> str:
        """The name of a language in that language."""
        if tag.lower() == "zh-hans":
            return "简体中文"
        locale = Locale.parse(locale_of(tag))
        return locale.get_language_name(locale) or tag

    def qr_code(self, url: str) -> str:
        """A web address as the data URL of a picture that telephones read."""
        return qr.picture(url)


@lru_cache(maxsize=64)
def locale_of(lang: str) -> str:
    """The locale that knows dates and numbers of a language; English where none does."""
    try:
        return str(Locale.parse(lang.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return "en"
