"""The theme: strings complete in both languages, assets named by content, components with examples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sitegen import strings, theme
from tests.conftest import ROOT, SiteFolder

FOLDER = ROOT / "themes/default"
USED = re.compile(r"""_\(\s*"((?:[^"\\]|\\.)+)"|ngettext\(\s*"((?:[^"\\]|\\.)+)"\s*,\s*"((?:[^"\\]|\\.)+)\"""")
SAID = re.compile(r'say\("([^"]+)"\)')


def used_texts() -> set[str]:
    """Every text that templates and views ask for."""
    found: set[str] = set()
    for path in [*FOLDER.rglob("*.html")]:
        for one, first, _ in USED.findall(path.read_text(encoding="utf-8")):
            found.add((one or first).replace('\\"', '"'))
    found.update(SAID.findall((ROOT / "sitegen/theme.py").read_text(encoding="utf-8")))
    return found


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_strings_are_complete(lang: str) -> None:
    """Every text of the interface has its translation, and none is left over."""
    known = strings.read(FOLDER / f"strings/{lang}.po").texts
    assert used_texts() - known.keys() == set()


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_placeholders_match(lang: str) -> None:
    """A translation names the same values as its text."""
    for text, forms in strings.read(FOLDER / f"strings/{lang}.po").texts.items():
        for form in forms:
            assert set(re.findall(r"%\((\w+)\)", form)) <= set(re.findall(r"%\((\w+)\)", text)) | {"num"}, text


def test_assets_are_named_by_content(tmp_path: Path) -> None:
    """An edit of a style gives its file another name, so that hosts may keep assets forever."""
    import shutil

    before = theme.load(FOLDER)
    shutil.copytree(FOLDER, tmp_path / "theme")
    style = tmp_path / "theme/styles/2-base.css"
    style.write_text(style.read_text(encoding="utf-8") + "\n:root { color: red; }\n", encoding="utf-8")
    after = theme.load(tmp_path / "theme")
    assert before.asset("site", "css") != after.asset("site", "css")
    assert before.asset("site", "js") == after.asset("site", "js")
    assert before.digest != after.digest


def test_nothing_is_published_that_no_page_names(tiny: SiteFolder) -> None:
    """Every picture, style and script of the theme on the site is named by a page, a style or the app's manifest."""
    tiny.build()
    look, files = theme.load(FOLDER), tiny.files()
    named = b"".join(data for path, data in files.items() if path.endswith((".html", ".css", ".webmanifest")))
    assert {*look.assets, *look.app} <= files.keys()
    assert [path for path in (*look.assets, *look.app) if path.rpartition("/")[2].encode() not in named] == []


def test_every_script_is_part_of_one_asset() -> None:
    """`assets.txt` names every script of the theme once."""
    lines = (FOLDER / "scripts/assets.txt").read_text(encoding="utf-8").splitlines()
    named = [name for line in lines for name in line.partition(":")[2].split()]
    scripts = FOLDER / "scripts"
    assert sorted(named) == sorted(p.relative_to(scripts).as_posix() for p in scripts.rglob("*.js"))


def test_components_have_examples() -> None:
    """Every component is a folder with its template and named examples of its parameters."""
    folders = sorted(p for p in (FOLDER / "components").iterdir() if p.is_dir())
    assert folders
    assert [p.name for p in folders if not (p / f"{p.name}.html").exists() or not (p / "example.yaml").exists()] == []


def test_a_template_edit_renders_pages_again(tiny: SiteFolder) -> None:
    """Pages follow their templates: a changed text of the layout is on every page after the next build."""
    import shutil

    shutil.copytree(FOLDER, tiny.folder / "theme")
    tiny.build("--theme", str(tiny.folder / "theme"))
    layout = tiny.folder / "theme/templates/layout.html"
    layout.write_text(layout.read_text(encoding="utf-8").replace("</body>", "<hr></body>"), encoding="utf-8")
    assert tiny.build("--theme", str(tiny.folder / "theme"))["made"] > 50
    assert "<hr></body>" in tiny.page("index.html")
