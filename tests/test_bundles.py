"""Offline bundles: whole in themselves, the same bytes anywhere, proved copies, small updates."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page

from sitegen import urls
from tests.conftest import ROOT, SiteFolder

DEED = "guangzhou/tax/deed-tax/index.html"
AUX = """---
title: 辅助
summary: 说明。
status: active
owner: guangzhou
provider: tax-office
proxy: unknown
visits: unknown
fees: unknown
channels: [{kind: phone, number: "12345"}]
---
"""


@pytest.fixture
def town(tiny: SiteFolder) -> SiteFolder:
    """The tiny site with a base URL, so that everything a host needs would be made too."""
    text = (tiny.content / "site.yaml").read_text(encoding="utf-8")
    tiny.write("site.yaml", text + "base_url: https://example.org/town\n")
    return tiny


def bundle(site: SiteFolder, *words: str, to: str = "bundles") -> Path:
    """Make bundles in a folder of the site; the folder."""
    assert site.run("bundle", *words, "--to", str(site.folder / to), "--quiet") == 0
    return site.folder / to


def unpacked(archive: Path, to: Path) -> Path:
    with ZipFile(archive) as held:
        held.extractall(to)
    return to


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def many_services(site: SiteFolder) -> None:
    """So many services in one folder that it has a list of sums of its own."""
    for number in range(16):
        site.write(f"cities/guangzhou/tax/form{number}.md", AUX.replace("辅助", f"第{number}种表格"))


def test_a_bundle_is_whole_in_itself(town: SiteFolder) -> None:
    """Every link, script and picture of every page lies in the archive, as a file; only outside links leave it."""
    files = tree(unpacked(bundle(town, "--city", "guangzhou") / "guangzhou.zip", town.folder / "copy"))
    pages = [path for path in files if path.endswith(".html")]
    assert {"index.html", "search/index.html", DEED, "journeys/first-job/index.html"} <= set(pages)
    missing = []
    for path in pages:
        for link in re.findall(r'(?:href|src|action)="([^"]*)"', files[path].decode()):
            parts = urlsplit(link)
            if parts.scheme:
                assert parts.scheme in urls.SCHEMES, link
            elif parts.path:
                target = (Path("/") / path).parent.joinpath(unquote(parts.path)).as_posix()
                whole = Path(target).resolve().relative_to("/").as_posix()
                if whole not in files:
                    missing.append((path, link))
    assert missing == []
    assert [path for path in files if re.match(r"api/|robots|sitemap|feed|opensearch|404", path)] == []


def test_a_bundle_holds_its_place_and_no_other(town: SiteFolder) -> None:
    """Another city is not in it; each category can be had alone; --all makes one of each place and one with all."""
    folder = bundle(town, "--city", "guangzhou")
    with ZipFile(folder / "guangzhou.zip") as archive:
        names = archive.namelist()
        assert names[0] == "README.txt" or names[0] == "index.html"
        assert not [name for name in names if "shenzhen" in name]
        assert "深圳" not in archive.read("index.html").decode()
    bundle(town, "--category", "tax")
    assert {p.name for p in folder.glob("*.zip")} == {"guangzhou.zip", "guangzhou--tax.zip"}, "none without services"
    with ZipFile(folder / "guangzhou--tax.zip") as archive:
        services = {
            name.split("/")[1] for name in archive.namelist() if name.count("/") > 2 and name[:9] == "guangzhou"
        }
    assert services == {"tax", "locations"}, "what the service of the category needs, too"
    bundle(town, "--all", to="all")
    assert {p.name for p in (town.folder / "all").glob("*.zip")} == {"guangzhou.zip", "shenzhen.zip", "hub.zip"}


def test_a_bundle_says_what_it_is(town: SiteFolder) -> None:
    """The papers inside: when it was made, which notices were in force, where newer stands; its sums are right."""
    later = "title: 停电\nseverity: info\nscope: [hub]\nstarts: 2027-01-01\nends: 2027-01-02\n"
    town.write("notices/later.md", f"---\n{later}---\n")
    copy = unpacked(bundle(town, "--city", "guangzhou") / "guangzhou.zip", town.folder / "copy")
    readme = (copy / "README.txt").read_bytes().decode()
    assert "2026-12-31" in readme and "https://example.org/town" in readme and "\r\n" in readme
    facts = json.loads((copy / "bundle.json").read_text(encoding="utf-8"))
    assert facts["made"].startswith("2026-12-31")
    assert list(facts["notices"]) == ["holiday"], "and none that begins later"


def test_the_sums_prove_every_file(town: SiteFolder) -> None:
    """The command in README.txt judges each file; a folder with many of them has its own list, named by the next."""
    many_services(town)
    copy = unpacked(bundle(town, "--city", "guangzhou") / "guangzhou.zip", town.folder / "copy")
    command = re.search(r"find .*", (copy / "README.txt").read_text(encoding="utf-8"))
    assert command

    def said() -> list[str]:
        done = subprocess.run(["sh", "-c", command[0]], cwd=copy, capture_output=True, text=True, check=False)
        assert bool(done.stdout) == bool(done.returncode)
        return done.stdout.splitlines()

    lists = [path.parent for path in copy.rglob("B2SUMS")]
    assert copy / "guangzhou/tax" in lists and copy / "guangzhou" not in lists
    named = {
        (folder / line.split("  ", 1)[1]).relative_to(copy).as_posix()
        for folder in lists
        for line in (folder / "B2SUMS").read_text(encoding="utf-8").splitlines()
    }
    assert named == tree(copy).keys() - {"B2SUMS"} and said() == []
    (copy / DEED).write_text("", encoding="utf-8")
    assert said() == ["deed-tax/index.html: FAILED"]
    (copy / "guangzhou/tax/B2SUMS").write_text("", encoding="utf-8")
    assert said() == ["guangzhou/tax/B2SUMS: FAILED"]


@pytest.mark.parametrize("form", ["zip", "html"])
def test_the_same_bytes_anywhere(town: SiteFolder, tmp_path: Path, form: str) -> None:
    """Another time zone, locale, umask, hash seed and folder: the same file."""
    made = []
    for number, environment in enumerate(
        ({"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"}, {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "7"})
    ):
        folder = tmp_path / f"machine{number}"
        shutil.copytree(town.content, folder / "content")
        call = [sys.executable, str(ROOT / "build.py"), "bundle", "--city", "guangzhou", "--now", "2026-10-02"]
        call += ["--format", form]
        umask = f"umask {'077' if number else '022'}; exec "
        subprocess.run(
            ["sh", "-c", umask + " ".join(call)],
            cwd=folder,
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "HOME": str(tmp_path), **environment},
            check=True,
            capture_output=True,
        )
        made.append((folder / f"bundles/guangzhou.{form}").read_bytes())
    assert made[0] == made[1]


def test_beside_bundles_lie_their_sums_and_a_page(town: SiteFolder) -> None:
    """SHA256SUMS and an index.html with the size, the date and the checksum of each, earlier ones too."""
    folder = bundle(town, "--city", "guangzhou")
    bundle(town, "--city", "shenzhen")
    (folder / "other.zip").write_bytes(b"no bundle")
    bundle(town, "--city", "shenzhen")
    rows = [line.split("  ") for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()]
    sums = {name: digest for digest, name in rows}
    assert sums == {n: sha256((folder / n).read_bytes()).hexdigest() for n in ("guangzhou.zip", "shenzhen.zip")}
    listing = (folder / "index.html").read_text(encoding="utf-8")
    assert all(text in listing for text in ("guangzhou.zip", "深圳", "2026年12月31日", sums["guangzhou.zip"], "MB"))


def test_what_is_gone_is_not_listed(town: SiteFolder) -> None:
    """A bundle that somebody took away is in no list after the next run, nor is one that somebody changed."""
    folder = bundle(town, "--all")
    (folder / "guangzhou.zip").unlink()
    (folder / "hub.zip").write_bytes(b"damaged")
    bundle(town, "--city", "shenzhen", "--format", "html")
    sums = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert [line[66:] for line in sums] == ["shenzhen.html", "shenzhen.zip"]
    rows = json.loads((folder / "bundles.json").read_text(encoding="utf-8"))
    assert [row["file"] for row in rows] == ["shenzhen.html", "shenzhen.zip"]
    assert "guangzhou" not in (folder / "index.html").read_text(encoding="utf-8")


def test_the_lists_are_true_where_a_later_bundle_fails(town: SiteFolder) -> None:
    """What was written before the fault stands with its new sums in the list."""
    folder = bundle(town, "--city", "shenzhen")
    town.edit("cities/shenzhen/city.yaml", "name: 深圳市\n", "name: 鹏城\n")
    town.write("cities/guangzhou/tax/aux.md", AUX)
    assert town.run("bundle", "--city", "shenzhen", "--city", "guangzhou", "--to", str(folder)) == 2
    checked = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=False)
    assert checked.stdout == "shenzhen.zip: OK\n"


def test_pages_of_others_stay(town: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder on a stick comes without lists; a bundle that has one is refused where another page stands there."""
    stick = town.folder / "stick"
    stick.mkdir()
    (stick / "index.html").write_text("mine", encoding="utf-8")
    bundle(town, "--city", "guangzhou", "--format", "folder", to="stick")
    assert {path.name for path in stick.iterdir()} == {"index.html", "guangzhou"}
    assert town.run("bundle", "--city", "guangzhou", "--to", str(stick)) == 2
    assert "stick/index.html is not the page" in capsys.readouterr().err
    assert {path.name for path in stick.iterdir()} == {"index.html", "guangzhou"}
    assert (stick / "index.html").read_text(encoding="utf-8") == "mine"


def test_a_bundle_is_written_whole_or_not_at_all(town: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the cache turns out to be damaged while an archive is written, the earlier one stays, and nothing else."""
    folder = bundle(town, "--city", "guangzhou")
    before = tree(folder)
    with ZipFile(folder / "guangzhou.zip") as archive:
        sums = dict(line.split("  ")[::-1] for line in archive.read("B2SUMS").decode().splitlines())
    blob = sums["guangzhou/tax/index.html"]
    path = town.folder / "cache/blobs" / blob[:2] / blob[2:]
    path.write_bytes(b" " * path.stat().st_size)
    assert town.run("bundle", "--city", "guangzhou", "--to", str(folder)) == 3
    assert "damaged" in capsys.readouterr().err
    assert tree(folder) == before


def test_a_folder_is_written_as_far_as_it_differs(town: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """A copy that was cut off or damaged is finished, old files go, files of others stay; then nothing is written."""
    words = ("bundle", "--city", "guangzhou", "--format", "folder", "--to", str(town.folder / "stick"), "--json")

    def write() -> dict[str, int]:
        capsys.readouterr()
        assert town.run(*words) == 0
        row: dict[str, int] = json.loads(capsys.readouterr().out)["bundles"][0]
        return {name: row[name] for name in ("written", "kept", "removed")}

    first, folder = write(), town.folder / "stick/guangzhou"
    assert first["written"] == len(tree(folder)) and first["kept"] == 0
    before = tree(folder)
    (folder / "my-notes.txt").write_text("mine", encoding="utf-8")
    (folder / DEED).unlink()
    (folder / "index.html").write_bytes(before["index.html"][:100])
    assert write() == {"written": 2, "kept": first["written"] - 2, "removed": 0}
    assert tree(folder) == {**before, "my-notes.txt": b"mine"}
    times = {p: p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()}
    assert write()["written"] == 0
    assert {p: p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()} == times
    (town.content / "journeys/first-job.md").unlink()
    assert write()["removed"] >= 1
    assert not (folder / "journeys").exists() and (folder / "my-notes.txt").exists()


@pytest.mark.parametrize("way", ["script", "by hand"])
def test_an_update_makes_the_new_copy_of_the_old(town: SiteFolder, way: str) -> None:
    """Old copy and update give the new copy byte for byte; only what changed is in the update."""
    many_services(town)
    folder = bundle(town, "--city", "guangzhou")
    old = unpacked(folder / "guangzhou.zip", town.folder / "old")
    town.edit("catalogue/tax/deed-tax.md", "契税", "契约税")
    (town.content / "journeys/first-job.md").unlink()
    for number in range(9):
        (town.content / f"cities/guangzhou/tax/form{number}.md").unlink()
    bundle(town, "--city", "guangzhou", "--since", str(old / "B2SUMS"))
    bundle(town, "--city", "guangzhou", to="new")
    new = unpacked(town.folder / "new/guangzhou.zip", town.folder / "whole")
    assert (old / "guangzhou/tax/B2SUMS").exists() and not (new / "guangzhou/tax/B2SUMS").exists()
    update = unpacked(folder / "guangzhou--update.zip", town.folder / "update")
    held = tree(update)
    assert f"files/{DEED}" in held and not [path for path in held if path.startswith("files/assets/site")]
    assert len(held) < len(tree(new))
    if way == "script":
        call = [sys.executable, "-I", "-S", str(update / "apply.py")]
        assert subprocess.run([*call, str(old)], check=False).returncode == 0
        assert subprocess.run([*call, str(old)], check=False).returncode == 0, "applied twice"
        other = subprocess.run([*call, str(update)], capture_output=True, text=True, check=False)
        assert other.returncode == 1 and "not the copy" in other.stderr
    else:
        shutil.copytree(update / "files", old, dirs_exist_ok=True)
        for name in (update / "removed.txt").read_text(encoding="utf-8").splitlines():
            (old / name).unlink()
    assert tree(old) == tree(new)


def test_a_copy_is_searched_from_disk(town: SiteFolder, page: Page) -> None:
    """The unpacked archive in Chromium: the search answers, the way back leads to the hub, no net is asked."""
    copy = unpacked(bundle(town, "--city", "guangzhou") / "guangzhou.zip", town.folder / "copy")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "requestfailed", lambda r: asked.append(f"{r.failure}: {r.url}") if "ABORTED" not in str(r.failure) else None
    )
    page.goto((copy / "index.html").as_uri())
    page.fill("input[name=q]", "qishui")
    page.press("input[name=q]", "Enter")
    page.wait_for_selector("html[data-search=done]", state="attached")
    page.fill("input[name=q]", "zzz")
    page.wait_for_selector("[data-search-empty]:not([hidden])")
    assert page.is_hidden("[data-search-everywhere]"), "there is one place only"
    page.fill("input[name=q]", "qishui")
    page.wait_for_selector("[data-result]")
    page.locator("[data-result] h2 a").first.click()
    page.locator("a[data-hub]").first.click()
    assert page.url == (copy / "index.html").as_uri()
    assert not (copy / "assets/search/zh-hans/hub.js").exists(), "the same index twice"
    assert len(asked) > 5 and [url for url in asked if not url.startswith("file://")] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "name what to bundle"),
        (("--city", "guangzou"), 'did you mean "guangzhou"?'),
        (("--category", "taxes"), 'did you mean "tax"?'),
        (("--all", "--since", "B2SUMS"), "the update of one bundle"),
        (("--city", "guangzhou", "--since", "README.md"), "holds no sums of a bundle"),
        (
            ("--city", "guangzhou", "--format", "rar"),
            "the known ones are: all, folder, html, packed.html, pdf, zim, zip",
        ),
    ],
    ids=["nothing", "city", "category", "since-many", "since-what", "format"],
)
def test_wrong_use_is_said(
    town: SiteFolder, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    """What is missing or unknown is said with its remedy, and nothing is written."""
    assert town.run("bundle", *words, "--to", str(town.folder / "none")) == 2
    assert said in capsys.readouterr().err
    assert not (town.folder / "none").exists()


@pytest.fixture
def bare(town: SiteFolder) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The command `bundle` on a machine without libzim and WeasyPrint, in the folder of the site."""
    for name in ("libzim", "weasyprint"):
        package = town.folder / "hidden" / name
        package.mkdir(parents=True)
        (package / "__init__.py").write_text(f"raise ImportError('no {name}')\n", encoding="utf-8")

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        call = [sys.executable, str(ROOT / "build.py"), "bundle", "--city", "guangzhou", "--lang", "en", *words]
        path = os.pathsep.join((str(town.folder / "hidden"), str(ROOT)))
        env = {**os.environ, "PYTHONPATH": path}
        return subprocess.run(call, cwd=town.folder, env=env, capture_output=True, text=True, check=False)

    return run


def test_of_all_forms_those_that_can_be_made_are(
    town: SiteFolder, bare: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """Without the extras, --format all makes the other forms and says first which it leaves out, and the remedies."""
    done = bare("--format", "all", "--json")
    assert done.returncode == 0
    made = ["guangzhou.zip", "guangzhou.html", "guangzhou.packed.html"]
    assert {p.name for p in (town.folder / "bundles").glob("guangzhou.*")} == set(made)
    said = json.loads(done.stdout)
    assert [row["file"] for row in said["bundles"]] == [f"bundles/{name}" for name in made]
    assert said["left_out"].keys() == {"zim", "pdf"}
    assert "zim is left out: " in done.stderr and "python -m pip install libzim" in done.stderr
    assert "pdf is left out: " in done.stderr and "tools/setup pdf" in done.stderr


@pytest.mark.parametrize("form", ["zim", "pdf"])
def test_a_form_that_cannot_be_made_is_refused_at_once(
    town: SiteFolder, bare: Callable[..., subprocess.CompletedProcess[str]], form: str
) -> None:
    """Asked for by its name it is wrong use, said before a page is made."""
    assert bare("--format", form).returncode == 2
    assert not (town.folder / "bundles").exists()


def test_names_that_windows_refuses(town: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """A page that Windows could not unpack is named, and no archive is left behind."""
    town.write("cities/guangzhou/tax/aux.md", AUX)
    assert town.run("bundle", "--city", "guangzhou", "--to", str(town.folder / "none")) == 2
    assert "guangzhou/tax/aux/index.html" in capsys.readouterr().err
    assert not (town.folder / "none").exists()


def test_a_budget_is_kept(town: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """A place over its budget fails with what weighs most and leaves no file; its own budget goes before the site's."""
    text = (town.content / "site.yaml").read_text(encoding="utf-8")
    town.write("site.yaml", text + "budgets: {zip: 5}\n")
    words = ("bundle", "--city", "guangzhou", "--city", "shenzhen", "--to", str(town.folder / "bundles"))
    city = (town.content / "cities/shenzhen/city.yaml").read_text(encoding="utf-8")
    town.write("cities/shenzhen/city.yaml", city + "budgets: {zip: 5000, html: 1}\n")
    assert town.run(*words) == 1
    said = capsys.readouterr()
    assert "guangzhou.zip has" in said.err and "its budget is 5 kB" in said.err and "assets/search" in said.err
    assert not (town.folder / "bundles/guangzhou.zip").exists() and "shenzhen.zip" in said.out
    assert "guangzhou.zip" not in (town.folder / "bundles/SHA256SUMS").read_text(encoding="utf-8")


def test_what_weighs_most_is_counted_as_it_is_packed(town: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """Over its budget, an archive names what each folder and file takes of its bytes, the largest first."""
    archive = bundle(town, "--city", "guangzhou") / "guangzhou.zip"
    with ZipFile(archive) as held:
        found = held.infolist()
        ends = [*(one.header_offset for one in found[1:]), held.start_dir]
        central = {one.filename: 46 + len(one.filename) for one in found}
    sizes = {o.filename: end - o.header_offset + central[o.filename] for o, end in zip(found, ends, strict=True)}
    assert sum(sizes.values()) + 22 == archive.stat().st_size, "and the end of the archive"
    city = (town.content / "cities/guangzhou/city.yaml").read_text(encoding="utf-8")
    town.write("cities/guangzhou/city.yaml", city + "budgets: {zip: 1}\n")
    assert town.run("bundle", "--city", "guangzhou", "--to", str(archive.parent)) == 1
    rows = re.findall(r"^ +([\d,]+) kB  (\S+)$", capsys.readouterr().err, re.MULTILINE)
    said = {path: int(kb.replace(",", "")) for kb, path in rows}
    english = sum(size for path, size in sizes.items() if path.startswith("en/"))
    largest = max(sizes, key=lambda path: sizes[path])
    assert (said["en/"], said[largest]) == (english // 1000, sizes[largest] // 1000)


def test_the_site_leads_to_its_copies(town: SiteFolder) -> None:
    """Where site.yaml says at which address they lie: from every page, and for each place; not from copies."""
    text = (town.content / "site.yaml").read_text(encoding="utf-8")
    assert town.build()["exit"] == 0 and not (town.output / "bundles/index.html").exists()
    town.write("site.yaml", text + "bundles: {url: 'https://example.org/copies', formats: [zip, html]}\n")
    assert town.build()["exit"] == 0
    whole, one = town.page("bundles/index.html"), town.page("guangzhou/bundles/index.html")
    assert "../bundles/" in town.page("about/index.html") and "../guangzhou/bundles/" in whole
    assert "https://example.org/copies/hub.zip" in whole and "https://example.org/copies/guangzhou.html" in one
    assert "shenzhen" not in one and "data-hub" in one
    copy = unpacked(bundle(town, "--city", "guangzhou") / "guangzhou.zip", town.folder / "copy")
    assert not (copy / "bundles").exists() and "example.org/copies" not in (copy / "about/index.html").read_text(
        "utf-8"
    )
