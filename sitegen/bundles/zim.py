"""A bundle as a ZIM file, for Kiwix on phones, computers and local servers."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

from sitegen import __version__, disk, theme, urls
from sitegen.bundles.articles import articles, names
from sitegen.bundles.contents import BundleError, Contents, Maker
from sitegen.bundles.languages import three_letters
from sitegen.strings import of_messages

LONGEST_TITLE, LONGEST_DESCRIPTION = 30, 80


def write_zim(made: Contents, maker: Maker, to: Path) -> None:
    """Write a bundle as a ZIM file, whole or not at all: its pages, all their names, a full-text index.

    Raises BundleError as `check` does and where libzim refuses something, OSError where the disk fails.
    """
    look = theme.load(maker.settings.theme)
    check(look)
    from sitegen.bundles import zimfile

    known, store = names(made), maker.store.store
    try:
        with disk.whole(to) as part:
            found = articles(made, known, store)
            zimfile.write(found, known.redirects, metadata(made), look.zim_icon, urls.file_of(urls.HUB), store, part)
    except RuntimeError as error:
        raise BundleError(f"libzim cannot write {to.name}: {error}") from error


def check(look: theme.Theme) -> None:
    """Raise BundleError where libzim is not installed, or where the theme has no icon."""
    try:
        import_module("sitegen.bundles.zimfile")
    except ImportError as error:
        raise BundleError("ZIM files need libzim, which is not installed: python -m pip install libzim") from error
    if not look.zim_icon:
        raise BundleError(f"ZIM files need an icon of 48 by 48 pixels: add {theme.ZIM_ICON} to the theme")


def metadata(made: Contents) -> dict[str, str]:
    """What a ZIM file says of itself (https://wiki.openzim.org/wiki/Metadata)."""
    facts, editions = made.facts, made.part.editions
    lang = editions[0].lang
    whole = f"{facts.title} · {facts.site}"
    title = whole if facts.title != facts.site and len(whole) <= LONGEST_TITLE else facts.title
    about = of_messages(lang).gettext("{count} services, to be read and searched without a network.")
    names = (urlsplit(facts.base_url).hostname, lang.split("-")[0].lower(), facts.name)
    said = {
        "Name": "_".join(name for name in names if name),
        "Title": title[:LONGEST_TITLE],
        "Description": about.format(count=facts.services)[:LONGEST_DESCRIPTION],
        "Creator": facts.site,
        "Publisher": facts.site,
        "Date": facts.made[:10],
        "Language": ",".join(dict.fromkeys(three_letters(edition.lang) for edition in editions)),
        "Tags": "_ftindex:yes;_pictures:no;_videos:no;_details:yes",
        "Scraper": f"sitegen {__version__}",
        "Source": facts.base_url,
    }
    return {name: text for name, text in said.items() if text}
