"""ZIM files: everything of the bundle is in them, found by any name, the same bytes anywhere, read in Kiwix."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import md5
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen
from zipfile import ZipFile

import pytest
from libzim.reader import Archive
from libzim.search import Query, Searcher
from libzim.suggestion import SuggestionSearcher
from playwright.sync_api import Browser

from tests.conftest import ROOT, SiteFolder, needs

KIWIX = shutil.which("kiwix-serve")
CARD = "guangzhou/social-security/card/index.html"
DEED = "guangzhou/tax/deed-tax/index.html"
FORMER = "guangzhou/tax/house-tax/index.html"
OFFICIAL = """---
title: 不动产登记
short_title: 办房产证
aliases: [房产证, 契税申报]
summary: 买房后登记。
status: active
owner: guangzhou
provider: tax-office
proxy: unknown
visits: unknown
fees: unknown
channels: [{kind: phone, number: "12345"}]
redirects: [guangzhou/tax/house-tax]
---
"""


@pytest.fixture
def town(tiny: SiteFolder) -> SiteFolder:
    """The tiny site with a base URL, and a service with an official name, other names, and a former address."""
    text = (tiny.content / "site.yaml").read_text(encoding="utf-8")
    tiny.write("site.yaml", text + "base_url: https://example.org/town\n")
    tiny.write("cities/guangzhou/tax/house.md", OFFICIAL)
    return tiny


def bundle(site: SiteFolder, *words: str) -> Path:
    """Make a ZIM file of a city and an archive of the same; the folder."""
    folder = site.folder / "bundles"
    for form in ("zim", "zip"):
        call = ("bundle", *(words or ("--city", "guangzhou")), "--format", form, "--to", str(folder), "--quiet")
        assert site.run(*call) == 0
    return folder


def suggested(archive: Archive, text: str) -> list[str]:
    """The pages that typing a text suggests, redirects followed."""
    found = SuggestionSearcher(archive).suggest(text).getResults(0, 10)
    return [archive.get_entry_by_path(path).get_item().path for path in found]


def searched(archive: Archive, text: str) -> list[str]:
    """The pages that the full text finds, best first."""
    return list(Searcher(archive).search(Query().set_query(text)).getResults(0, 10))


def test_a_zim_file_is_whole_in_itself(town: SiteFolder) -> None:
    """Every file of the archive but its papers is in it with the same bytes; libzim calls it whole."""
    folder = bundle(town)
    archive = Archive(folder / "guangzhou.zim")
    assert archive.check() and archive.has_fulltext_index and archive.has_title_index
    with ZipFile(folder / "guangzhou.zip") as held:
        names = {name for name in held.namelist() if not name.endswith(("README.txt", "bundle.json", "B2SUMS"))}
        assert {"index.html", CARD, DEED, FORMER, "search/index.html"} <= names
        for name in names - {FORMER, f"en/{FORMER}"}:
            assert bytes(archive.get_entry_by_path(name).get_item().content) == held.read(name), name
    assert not [name for name in ("B2SUMS", "guangzhou/B2SUMS", "README.txt") if archive.has_entry_by_path(name)]
    assert archive.main_entry.get_item().path == "index.html"
    assert archive.get_entry_by_path(FORMER).get_redirect_entry().path == "guangzhou/tax/house/index.html"


def test_a_zim_file_says_what_it_is(town: SiteFolder) -> None:
    """All that openZIM demands: names, the day, languages with three letters, where it comes from, a picture."""
    archive = Archive(bundle(town) / "guangzhou.zim")
    said = {name: archive.get_metadata(name).decode() for name in archive.metadata_keys if "Illustration" not in name}
    del said["Counter"]
    assert said == {
        "Name": "example.org_zh_guangzhou",
        "Title": "广州市 · 小城办事",
        "Description": "共 4 项服务，没有网络也能看、能搜。",
        "Creator": "小城办事",
        "Publisher": "小城办事",
        "Date": "2026-12-31",
        "Language": "zho,eng",
        "Tags": "_ftindex:yes;_pictures:no;_videos:no;_details:yes",
        "Scraper": "sitegen 0.1.0",
        "Source": "https://example.org/town",
    }
    picture = bytes(archive.get_illustration_item(48).content)
    assert picture[:8] == b"\x89PNG\r\n\x1a\n" and picture[16:24] == (48).to_bytes(4, "big") * 2


def test_a_long_title_is_cut(town: SiteFolder) -> None:
    """openZIM allows a title 30 characters; the site's name goes first."""
    town.edit("cities/guangzhou/city.yaml", "name: 广州市\n", f"name: {'很长的地名' * 5}\n")
    assert Archive(bundle(town) / "guangzhou.zim").get_metadata("Title").decode() == "很长的地名" * 5


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("办社保卡", CARD),
        ("社保卡", CARD),
        ("社会保障卡申领", CARD),
        ("三代卡", CARD),
        ("Get a social", f"en/{CARD}"),
        ("房产证", "guangzhou/tax/house/index.html"),
        ("house-tax", "guangzhou/tax/house/index.html"),
        ("广州", "guangzhou/index.html"),
    ],
)
def test_typing_suggests_by_any_name(town: SiteFolder, typed: str, page: str) -> None:
    """The everyday name, the official one, other names, a former address, a place."""
    assert page in suggested(Archive(bundle(town) / "guangzhou.zim"), typed)


def test_one_name_of_several_services(town: SiteFolder) -> None:
    """What two services are called suggests both; what is the same in two languages, one page."""
    archive = Archive(bundle(town) / "guangzhou.zim")
    assert {DEED, "guangzhou/tax/house/index.html"} <= set(suggested(archive, "契税申报"))
    assert suggested(archive, "买房交税") == [DEED]


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("社保卡", CARD),
        ("社会保障卡", CARD),
        ("shebaoka", CARD),
        ("sbk", CARD),
        ("买房交税", DEED),
        ("mfjs", DEED),
        ("social security card", f"en/{CARD}"),
        ("办税服务厅", DEED),
    ],
)
def test_the_full_text_knows_what_search_knows(town: SiteFolder, typed: str, page: str) -> None:
    """Names, synonyms, pinyin and initials typed as one word, the running text; the service comes first."""
    found = searched(Archive(bundle(town) / "guangzhou.zim"), typed)
    assert page in found[:2]


def test_the_full_text_is_the_main_text_alone(town: SiteFolder) -> None:
    """What stands on every page, in header and footer, finds nothing; nor does a page at which nothing is told."""
    archive = Archive(bundle(town) / "guangzhou.zim")
    assert searched(archive, "跳到正文") == []
    assert "services/tax/deed-tax/index.html" not in searched(archive, "契税")


def test_several_cities_share_a_name(town: SiteFolder) -> None:
    """In the file of the whole site a name leads to the page over all cities, and each city's page tells its own."""
    archive = Archive(bundle(town, "--all") / "hub.zim")
    assert "services/social-security/card/index.html" in suggested(archive, "三代卡")
    titles = {path: archive.get_entry_by_path(path).title for path in (CARD, CARD.replace("guangzhou", "shenzhen"))}
    assert list(titles.values()) == ["办社保卡 – 广州", "办社保卡 – 深圳"]


def test_the_same_bytes_anywhere(town: SiteFolder, tmp_path: Path) -> None:
    """Another time zone, locale, umask, hash seed and folder: the same file, with a sum that is right."""
    made = []
    for number, environment in enumerate(
        ({"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"}, {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "7"})
    ):
        folder = tmp_path / f"machine{number}"
        shutil.copytree(town.content, folder / "content")
        call = [sys.executable, str(ROOT / "build.py"), "bundle", "--city", "guangzhou", "--now", "2026-10-02"]
        subprocess.run(
            ["sh", "-c", f"umask {'077' if number else '022'}; exec {' '.join(call)} --format zim"],
            cwd=folder,
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "HOME": str(tmp_path), **environment},
            check=True,
            capture_output=True,
        )
        made.append((folder / "bundles/guangzhou.zim").read_bytes())
    assert made[0] == made[1]
    assert made[0][-16:] == md5(made[0][:-16]).digest()
    town.edit("cities/guangzhou/tax/house.md", "买房后登记", "买房以后登记")
    assert Archive(bundle(town) / "guangzhou.zim").uuid.bytes != made[0][8:24]


def test_the_command_tells_nothing_else(town: SiteFolder, capfd: pytest.CaptureFixture[str]) -> None:
    """What libzim prints by itself stays out of the JSON on standard output."""
    call = ("bundle", "--city", "guangzhou", "--format", "zim", "--to", str(town.folder / "bundles"), "--json")
    assert town.run(*call) == 0
    assert capfd.readouterr().out.startswith('{\n "bundles"')


def test_without_libzim(town: SiteFolder) -> None:
    """Where libzim is not installed the command says how to install it, and leaves nothing behind."""
    blocked = town.folder / "blocked/libzim"
    blocked.mkdir(parents=True)
    (blocked / "__init__.py").write_text("raise ImportError('no libzim')\n", encoding="utf-8")
    call = [sys.executable, str(ROOT / "build.py"), "bundle", "--city", "guangzhou", "--format", "zim", "--lang", "en"]
    path = os.pathsep.join((str(blocked.parent), str(ROOT)))
    done = subprocess.run(
        call, cwd=town.folder, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2 and "python -m pip install libzim" in done.stderr
    assert [path for path in town.folder.rglob("*") if ".zim" in path.name] == []


def test_without_an_icon(town: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """A theme without the picture that ZIM files need is told which file to add."""
    theme = town.folder / "theme"
    shutil.copytree(ROOT / "themes/default", theme)
    (theme / "zim/icon-48.png").unlink()
    call = ("bundle", "--city", "guangzhou", "--format", "zim", "--theme", str(theme), "--to", str(town.folder / "b"))
    assert town.run(*call, "--quiet") == 2
    assert "zim/icon-48.png" in capsys.readouterr().err
    assert [path for path in town.folder.rglob("*") if ".zim" in path.name] == []


def test_a_file_is_written_whole_or_not_at_all(town: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """What libzim refuses, such as a name without an end, is said; the file that stood there stays."""
    folder = bundle(town)
    before, names = (folder / "guangzhou.zim").read_bytes(), {path.name for path in folder.iterdir()}
    town.edit("cities/guangzhou/tax/house.md", "[房产证, 契税申报]", f"[{'x' * 600}]")
    assert town.run("bundle", "--city", "guangzhou", "--format", "zim", "--to", str(folder), "--quiet") == 2
    assert "guangzhou.zim" in capsys.readouterr().err
    assert (folder / "guangzhou.zim").read_bytes() == before
    assert {path.name for path in folder.iterdir()} == names


@contextmanager
def served(file: Path) -> Iterator[str]:
    """The address of a ZIM file in Kiwix's server, on this machine alone, until it is left."""
    needs(KIWIX, "kiwix-serve (Debian's kiwix-tools)")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    call = [str(KIWIX), "--address", "127.0.0.1", "--port", str(port), str(file)]
    server = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}/{file.stem}/"
        while True:
            assert server.poll() is None, "kiwix-serve has ended"
            try:
                urlopen(f"{address}index.html").close()
                break
            except URLError:
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait()


@pytest.mark.browser
def test_a_copy_is_read_in_kiwix(town: SiteFolder, chromium: Browser) -> None:
    """In Kiwix's server the first page opens, our own search answers, the first crumb leads back, nothing fails.

    Faults of its own bar, whose scripts lie in /skin/, are not ours.
    """
    page = chromium.new_page(viewport={"width": 375, "height": 667})
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(error.stack or str(error)))
    page.on(
        "console", lambda said: failed.append(f"{said.location['url']}: {said.text}") if said.type == "error" else None
    )
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    page.on("requestfailed", lambda r: failed.append(r.url) if "ABORTED" not in str(r.failure) else None)
    with served(bundle(town) / "guangzhou.zim") as address:
        page.goto(address)
        assert page.url == f"{address}index.html"
        page.fill("input[name=q]", "shebaoka")
        page.press("input[name=q]", "Enter")
        page.wait_for_selector("html[data-search=done]", state="attached")
        page.locator("[data-result] h2 a").first.click()
        page.wait_for_url(f"{address}{CARD}")
        page.locator("a[data-hub]").first.click()
        page.wait_for_url(f"{address}index.html")
        page.goto(f"{address}{FORMER}")
        assert page.locator("h1").inner_text() == "办房产证"
        page.type("#kiwixsearchbox", "三代")
        page.locator(".ui-menu-item", has_text="三代卡").click()
        page.wait_for_url(f"{address}{CARD}")
        page.close()
    assert [fault for fault in failed if "/skin/" not in fault] == []
