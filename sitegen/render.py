"""Views to bytes by the theme's templates. The only module that knows Jinja2."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.numbers import format_currency
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from sitegen import markup
from sitegen.model import Text
from sitegen.theme import Theme, strings_of
from sitegen.views.frame import Page


def renderer(theme: Theme, lang: str) -> Environment:
    """The environment that renders pages of one language. Undefined names are errors, everything is escaped."""
    folders = [theme.folder / "templates", theme.folder / "components", theme.folder / "icons"]
    environment = Environment(
        loader=FileSystemLoader([str(f) for f in folders], encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    strings = strings_of(theme, lang)
    environment.install_gettext_callables(strings.gettext, strings.ngettext, newstyle=True)  # type: ignore[attr-defined]  # added by the extension
    environment.filters.update(
        words=words, prose=prose, day=day, clock=clock, money=money, moment=moment, language_name=language_name
    )
    environment.globals["lang"] = lang
    return environment


def render(environment: Environment, page: Page) -> bytes:
    """The bytes of a page."""
    text = environment.get_template(page.template).render(view=page.view)
    return text.encode("utf-8")


@pass_context
def words(context: Context, text: Text | None) -> str:
    """A text of an entry; one in another language than the page is marked as such."""
    if text is None:
        return ""
    if text.lang == context["lang"]:
        return str(escape(text.value))
    return Markup('<span class="other-language" lang="{}">{}</span>').format(text.lang, text.value)


@pass_context
def prose(context: Context, text: Text) -> Markup:
    """A Markdown text of an entry as safe HTML, its language marked where it is another than the page's."""
    html = Markup(markup.html(text.value))
    if text.lang == context["lang"]:
        return html
    return Markup('<div class="other-language" lang="{}">{}</div>').format(text.lang, html)


@pass_context
def day(context: Context, value: date) -> str:
    """A date as readers of the page write it."""
    return format_date(value, "long", locale=_locale(context["lang"]))


@pass_context
def moment(context: Context, value: str) -> str:
    """A moment (ISO 8601 with offset) as readers of the page write it; midnight is a date."""
    when = datetime.fromisoformat(value)
    locale = _locale(context["lang"])
    if when.time() == time():
        return format_date(when.date(), "long", locale=locale)
    return format_datetime(when, "d MMMM y HH:mm" if locale.startswith("en") else "long", locale=locale)


def clock(value: time) -> str:
    """A time of day: 09:00, or 24:00 for the end of a day."""
    return "24:00" if value == time.max else value.strftime("%H:%M")


@pass_context
def money(context: Context, amount: Decimal, currency: str) -> str:
    """An amount as readers of the page write it, without decimals where there are none."""
    locale = _locale(context["lang"])
    if amount == amount.to_integral_value():
        return format_currency(amount, currency, locale=locale, format="¤#,##0", currency_digits=False)
    return format_currency(amount, currency, locale=locale)


@pass_context
def language_name(context: Context, tag: str) -> str:
    """The name of a language in that language."""
    locale = Locale.parse(tag.replace("-", "_"))
    return (locale.get_language_name(locale) or tag) if tag.lower() != "zh-hans" else "简体中文"


@lru_cache(maxsize=64)
def _locale(lang: str) -> str:
    try:
        return str(Locale.parse(lang.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return "en"
