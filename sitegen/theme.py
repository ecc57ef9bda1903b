"""A theme as values: its folder and digest, its assets with names by content, its strings in every language.

templates/*.html   components/<name>/<name>.html, .css   styles/*.css   scripts/*.js
scripts/assets.txt   icons/*.svg   strings/<language>.po   static/*   app/*   zim/icon-48.png

`assets.txt` names each asset with the scripts that it is made of, in their order: `app.js: copies.js keep.js`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rjsmin import jsmin

from sitegen import digest
from sitegen.model import Text
from sitegen.strings import Strings, read
from sitegen.views.frame import Words

APP_SCRIPT = "app.js"
# Sheets that not every screen needs, and the files they become: one for paper, one for the single file of all pages.
APART = {"styles/9-print.css": "print.css", "styles/8-single.css": "single.css"}
SINGLE = ("single.css", "single.js", "unpack.js")
ZIM_ICON = "zim/icon-48.png"


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: `digest` names everything in it, `assets` are files by the path where pages find them.

    `app` are the files that only a site on a web server has: the installable app. It may be empty. `single` are the
    parts of the single file of all pages by their names (`SINGLE`), which are no files. `zim_icon` is the picture of
    ZIM files, a PNG of 48 by 48 pixels; empty where the theme has none.
    """

    folder: Path
    digest: str
    assets: dict[str, bytes]
    app: dict[str, bytes]
    single: dict[str, bytes]
    zim_icon: bytes
    strings: dict[str, Strings]

    def asset(self, name: str, ending: str) -> str:
        """The path of the asset made from these parts: `asset("site", "css")`."""
        return next(path for path in self.assets if path.startswith(f"assets/{name}.") and path.endswith(f".{ending}"))

    def app_script(self) -> str:
        """The path of the script with which a reader keeps a copy; "" where the theme has none."""
        return next((path for path in self.app if path.startswith("assets/")), "")


def load(folder: Path) -> Theme:
    """The theme in a folder. Raises FileNotFoundError where there is none."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))
    contents = {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}
    if not any(name.startswith("templates/") for name in contents):
        raise FileNotFoundError(f"{folder} is not a theme: it has no templates/")
    styles = [name for name in contents if name.endswith(".css") and name.startswith(("styles/", "components/"))]
    sources: dict[str, list[str]] = {}
    for name in sorted(styles, key=lambda name: (not name.startswith("styles/"), name)):
        sources.setdefault(APART.get(name, "site.css"), []).append(name)
    for line in contents["scripts/assets.txt"].decode("utf-8").splitlines():
        asset, _, names = line.partition(":")
        sources[asset.strip()] = [f"scripts/{name}" for name in names.split()]
    assets: dict[str, bytes] = {}
    app: dict[str, bytes] = {}
    single: dict[str, bytes] = {}
    for asset, parts in sources.items():
        stem, ending = asset.rsplit(".", 1)
        data = b"\n".join(_small(contents[part], part) for part in parts)
        if asset in SINGLE:
            single[asset] = data
            continue
        made = app if asset == APP_SCRIPT else assets
        made[f"assets/{stem}.{digest.of_bytes(data)[:10]}.{ending}"] = data
    for name, data in contents.items():
        if name.startswith("static/"):
            assets[name.removeprefix("static/")] = data
        elif name.startswith("app/"):
            app[name.removeprefix("app/")] = _small(data, name)
    whole = digest.of([[name, digest.of_bytes(data)] for name, data in contents.items()])
    strings = {p.stem: read(p) for p in sorted((folder / "strings").glob("*.po"))}
    return Theme(folder, whole, assets, app, single, contents.get(ZIM_ICON, b""), strings)


def _small(data: bytes, name: str) -> bytes:
    """A script of ours without comments and needless spaces; anything else as it is."""
    ours = name.endswith(".js") and not name.startswith("scripts/vendor/")
    return bytes(jsmin(data)) if ours else data


def strings_of(theme: Theme, lang: str) -> Strings:
    """The strings of a language, of its first part (`zh` of `zh-Hant`), or English."""
    for tag in (lang.lower(), lang.lower().split("-")[0]):
        if tag in theme.strings:
            return theme.strings[tag]
    return Strings("en", {})


def words_of(theme: Theme, lang: str) -> Words:
    """The few texts that views need."""
    say = strings_of(theme, lang).gettext
    return Words(
        home=Text(say("Home"), lang),
        search=Text(say("Search"), lang),
        a_to_z=Text(say("All services A–Z"), lang),
        about=Text(say("About this site"), lang),
        providers=Text(say("Public bodies"), lang),
        locations=Text(say("Service counters"), lang),
        zero_visit=Text(say("Services without a visit"), lang),
        not_found=Text(say("Page not found"), lang),
        bundles=Text(say("To take along"), lang),
        falls_due=Text(say("%(site)s: what falls due"), lang),
        to_check=Text(say("%(owner)s: entries to be checked again: %(count)s"), lang),
        nobody=Text(say("nobody"), lang),
        and_more=Text(say("and %(count)s more"), lang),
        due_on=Text(say("Due on %(day)s: %(what)s"), lang),
        due_since=Text(say("Overdue since %(day)s: %(what)s"), lang),
    )
