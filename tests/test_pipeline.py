"""From content to output and again: what an edit makes, keeps and removes; equal bytes however it is built."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from sitegen import output, pipeline, search, workers
from sitegen.commands import common
from sitegen.output import OutputError
from tests.conftest import ROOT, SiteFolder


def test_a_build_makes_a_whole_site(tiny: SiteFolder) -> None:
    """Every page kind stands at its address."""
    report = tiny.build()
    expected = {
        "index.html",
        "search/index.html",
        "a-z/index.html",
        "about/index.html",
        "404.html",
        "guangzhou/index.html",
        "guangzhou/tax/index.html",
        "guangzhou/tax/deed-tax/index.html",
        "guangzhou/zero-visit/index.html",
        "guangzhou/locations/index.html",
        "guangzhou/locations/tianhe/index.html",
        "services/social-security/card/index.html",
        "categories/tax/index.html",
        "providers/index.html",
        "providers/guangzhou-hrss/index.html",
        "journeys/first-job/index.html",
        "notices/holiday/index.html",
        "en/index.html",
        "en/guangzhou/social-security/card/index.html",
        "assets/search/zh-hans/guangzhou.js",
        "assets/search/en/hub.js",
        "assets/notices.zh-hans.js",
        "api/v1/directory.json",
        "robots.txt",
    }
    assert report["exit"] == 0
    assert expected <= tiny.files().keys()
    assert not any(path.startswith("en/shenzhen/") for path in tiny.files()), "深圳 has no English pages here"


def test_a_second_build_makes_nothing(tiny: SiteFolder) -> None:
    """Without an edit nothing is written: bytes and times stay."""
    first = tiny.build()
    times = {p: p.stat().st_mtime_ns for p in tiny.output.rglob("*") if p.is_file()}
    second = tiny.build()
    assert (second["made"], second["kept"], second["removed"]) == (0, first["made"], 0)
    assert {p: p.stat().st_mtime_ns for p in tiny.output.rglob("*") if p.is_file()} == times


def test_an_edit_changes_only_the_pages_that_show_it(tiny: SiteFolder) -> None:
    """A sentence in a body rewrites its page in each language and the lists of what copies hold, and no other file."""
    tiny.build()
    before = tiny.files()
    tiny.edit("cities/guangzhou/tax/deed-tax.md", "---\nextends", "---\nsteps: [{title: 填表}]\nextends")
    report = tiny.build()
    changed = sorted(path for path, data in tiny.files().items() if before.get(path) != data)
    assert [p for p in changed if p != output.MANIFEST] == [
        "assets/offline/en/guangzhou.json",
        "assets/offline/zh-hans/guangzhou.json",
        "en/guangzhou/tax/deed-tax/index.html",
        "guangzhou/tax/deed-tax/index.html",
    ]
    assert report["made"] == 4


def test_a_removed_entry_takes_its_pages_along(tiny: SiteFolder) -> None:
    """A city that adopts a service no longer loses its page, and the list that only it stood in; the folder goes."""
    tiny.build()
    before = {path for path in tiny.files() if path.endswith(".html")}
    tiny.edit(
        "cities/shenzhen/city.yaml",
        "adopts: [social-security/insurance, social-security/card]",
        "adopts: [social-security/insurance]",
    )
    tiny.build()
    gone = before - set(tiny.files())
    assert gone == {"shenzhen/zero-visit/index.html", "shenzhen/social-security/card/index.html"}
    assert not (tiny.output / "shenzhen/zero-visit").exists()
    assert not (tiny.output / "shenzhen/social-security/card").exists()


@contextmanager
def executor(kind: str) -> Iterator[Executor | None]:
    found: Executor | None = None
    if kind == "threads":
        found = ThreadPoolExecutor(3)
    elif kind == "processes":
        found = workers.processes(2)
    yield found
    if found is not None:
        found.shutdown()


@pytest.mark.parametrize("kind", ["serial", "threads", "processes"])
def test_every_executor_gives_the_same_bytes(
    tiny: SiteFolder, kind: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Serial, threads and processes make identical sites."""
    tiny.build()
    other = SiteFolder(tiny.folder / "other")
    (tiny.folder / "other").mkdir()
    (tiny.folder / "other/content").symlink_to(tiny.content)

    monkeypatch.setattr(common, "executor", lambda jobs: executor(kind))
    assert other.build()["exit"] == 0
    assert other.files() == tiny.files()


def test_bytes_do_not_depend_on_the_machine(tiny: SiteFolder) -> None:
    """Another time zone, locale, umask and hash seed give the same bytes."""
    tiny.build()
    strange = {**os.environ, "TZ": "America/St_Johns", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
    call = [sys.executable, str(ROOT / "build.py"), "--jobs", "2", "--now", "2026-12-31T12:00", "--quiet"]
    call += ["--content", str(tiny.content), "--output", str(tiny.folder / "o2"), "--cache", str(tiny.folder / "c2")]
    call += ["--theme", str(ROOT / "themes/default")]
    command = "umask 077; exec " + " ".join(call)
    subprocess.run(["sh", "-c", command], env=strange, cwd=tiny.folder, check=True)
    assert SiteFolder(tiny.folder).files() == _files(tiny.folder / "o2")


def _files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_in_place_gives_the_same_tree(tiny: SiteFolder) -> None:
    """Replacing file by file ends in the same site as exchanging trees."""
    tiny.build("--in-place")
    tiny.edit("catalogue/social-security/card.md", "社保卡可以当银行卡用", "社保卡还可以坐公交")
    tiny.build("--in-place")
    in_place = tiny.files()
    clean = SiteFolder(tiny.folder / "clean")
    clean.folder.mkdir()
    (clean.folder / "content").symlink_to(tiny.content)
    clean.build()
    assert in_place == clean.files()


def test_content_errors_leave_the_last_site(tiny: SiteFolder) -> None:
    """An error in one file publishes nothing: the site of before stands byte for byte."""
    tiny.build()
    before = tiny.files()
    tiny.edit("catalogue/social-security/card.md", "fees: free", "fees: gratis")
    report = tiny.build()
    assert report["exit"] == 1
    assert [d["code"] for d in report["diagnostics"] if d["severity"] == "error"] == ["unknown-word"]
    assert tiny.files() == before


def test_the_report_has_the_promised_keys(tiny: SiteFolder) -> None:
    """`build --report` is an interface."""
    report = tiny.build()
    assert {"pages", "made", "kept", "removed", "seconds", "bytes", "diagnostics"} <= report.keys()
    tiny.edit("catalogue/tax/deed-tax.md", "status: active", "status: activ")
    fault = tiny.build()["diagnostics"][0]
    assert list(fault) == ["file", "line", "column", "code", "severity", "message", "hint"]
    assert fault["hint"] == 'did you mean "active"?'


def test_a_notice_shows_by_its_scope_and_goes_after_its_end(tiny: SiteFolder) -> None:
    """Before its start, in force, and after its end: on the pages of its scope, in the include, and gone."""
    tiny.build("--now", "2026-12-01")
    assert 'data-notice="holiday"' not in tiny.page("index.html")
    assert (tiny.output / "notices/holiday/index.html").exists(), "it can be linked before it starts"
    tiny.build("--now", "2026-12-31")
    assert 'data-notice="holiday"' in tiny.page("index.html")
    assert 'data-notice="holiday"' in tiny.page("guangzhou/index.html")
    assert 'data-notice="holiday"' not in tiny.page("shenzhen/index.html")
    assert "元旦放假" in (tiny.output / "assets/notices.zh-hans.js").read_text(encoding="utf-8")
    tiny.build("--now", "2027-01-04")
    assert 'data-notice="holiday"' not in tiny.page("index.html")
    assert not (tiny.output / "notices/holiday").exists()
    assert "元旦放假" not in (tiny.output / "assets/notices.zh-hans.js").read_text(encoding="utf-8")


def test_a_damaged_cache_is_made_anew(tiny: SiteFolder) -> None:
    """A cache that is no database costs time only."""
    tiny.build()
    before = tiny.files()
    (tiny.folder / "cache/made.db").write_bytes(b"not a database" * 100)
    assert tiny.build()["exit"] == 0
    assert tiny.files() == before


@pytest.mark.parametrize("name", ["holiday.jpg", "index.html"])
def test_a_folder_of_foreign_files_is_refused(tiny: SiteFolder, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Output is only written where it may be: an empty folder, a keep file, or our own site."""
    tiny.output.mkdir()
    (tiny.output / name).write_text("mine", encoding="utf-8")
    assert tiny.run("build") == 2
    assert "holds files that are not ours" in capsys.readouterr().err
    assert (tiny.output / name).read_text(encoding="utf-8") == "mine"


def test_a_keep_file_is_kept(tiny: SiteFolder) -> None:
    """The file that keeps the folder in a clone survives builds."""
    tiny.output.mkdir()
    (tiny.output / output.KEEP).write_text("", encoding="utf-8")
    tiny.build()
    assert (tiny.output / output.KEEP).exists()


def test_two_builds_at_once_do_not_mix(tiny: SiteFolder) -> None:
    """The second one says who holds the folder."""
    with output.lock(tiny.output), pytest.raises(OutputError, match=f"process {os.getpid()}"), output.lock(tiny.output):
        pass


def test_a_build_that_was_cut_off_is_healed(tiny: SiteFolder) -> None:
    """What a killed build left beside the site is put right by the next one."""
    tiny.build()
    before = tiny.files()
    tiny.output.rename(tiny.folder / ".output.old")
    (tiny.folder / ".output.next").mkdir()
    assert tiny.build()["kept"] == len(before) - 1
    assert tiny.files() == before
    assert not (tiny.folder / ".output.next").exists()


def test_base_url_gives_canonical_sitemap_and_feed(tiny: SiteFolder) -> None:
    """With a base URL addresses are absolute where they must be; without one nothing is guessed."""
    tiny.build()
    assert "canonical" not in tiny.page("index.html")
    assert not (tiny.output / "sitemap.xml").exists()
    tiny.build("--base-url", "https://example.org/repo")
    assert 'href="https://example.org/repo/guangzhou/"' in tiny.page("guangzhou/index.html")
    assert "<loc>https://example.org/repo/guangzhou/tax/</loc>" in tiny.page("sitemap.xml")
    assert "元旦放假" in tiny.page("feed.xml")
    described = tiny.page("opensearch.xml")
    assert 'template="https://example.org/repo/search/?q={searchTerms}"' in described
    assert 'type="application/opensearchdescription+xml"' in tiny.page("index.html")


def test_the_api_is_json(tiny: SiteFolder) -> None:
    """The directory can be read by programs."""
    tiny.build()
    cities = json.loads(tiny.page("api/v1/directory.json"))["cities"]
    assert [c["id"] for c in cities] == ["guangzhou", "shenzhen"]


def test_a_closed_entry_keeps_its_address_and_leads_on(tiny: SiteFolder) -> None:
    """A tombstone alone in its category stands at its address, links to what replaces it, and no link is dead."""
    tiny.write(
        "cities/shenzhen/tax/stamp.md",
        "---\ntitle: 旧业务\nstatus: closed\nreplaced_by: social-security/card\n"
        "redirects: [shenzhen/tax/older]\n---\n因为改了办法。\n",
    )
    assert tiny.run("check") == 0
    tiny.build()
    assert 'href="../../social-security/card/"' in tiny.page("shenzhen/tax/stamp/index.html")
    assert "因为改了办法。" in tiny.page("shenzhen/tax/stamp/index.html")
    assert "旧业务" not in tiny.page("shenzhen/index.html")
    assert 'http-equiv="refresh"' in tiny.page("shenzhen/tax/older/index.html")


def test_the_404_page_works_at_any_depth(tiny: SiteFolder) -> None:
    """Its links begin at the root of the site, in a sub-path at that; from disk they are relative."""
    for words, start in (((), "/"), (("--base-url", "https://example.org/repo/"), "/repo/")):
        tiny.build(*words)
        links = re.findall(r'(?:href|src|action|data-index|data-notices)="([^"#:]+)"', tiny.page("404.html"))
        assert links
        assert [link for link in links if not link.startswith(start)] == []
    tiny.build("--links", "offline")
    assert 'href="index.html"' in tiny.page("404.html")
    assert tiny.run("check", "--base-url", "https://example.org/repo/") == 0


def test_every_index_bears_its_own_name(tiny: SiteFolder) -> None:
    """Cities without services have equal records and yet chunks each: a page waits for the name it asked for."""
    for city in ("hunan", "hubei"):
        tiny.write(f"cities/{city}/city.yaml", f"name: {city}\nlevel: province\n")
    tiny.build()
    for path, data in tiny.files().items():
        if path.startswith("assets/search/"):
            name = path.removeprefix("assets/search/").removesuffix(".js")
            says = ("words", "scope", "chunk")[name.count("/")]
            assert data.startswith(f'sitegen.{says}("{name}",'.encode())


def test_a_directory_without_a_thesaurus_has_the_general_one(tiny: SiteFolder, tmp_path: Path) -> None:
    """Without words of its own a directory understands the general ones, and is told nothing about their files."""
    general = tmp_path / "general"
    (general / "search").mkdir(parents=True)
    (general / "search/synonyms.yaml").write_text("- from: [龙卡]\n  to: [社会保障卡]\n", encoding="utf-8")
    for name in ("synonyms", "stop_phrases"):
        (tiny.content / f"search/{name}.yaml").unlink(missing_ok=True)
    alone, _ = pipeline.read(tiny.content)
    helped, faults = pipeline.read(tiny.content, general)
    assert alone is not None
    assert helped is not None
    assert alone.synonyms == ()
    assert [group.source for group in helped.synonyms] == [("龙卡",)]
    assert helped.shelf.get("synonyms", "synonyms") is None
    assert [f for f in faults if "synonyms" in f.span.path] == []
    found = [record.id for record, _ in search.Desk(helped).ask("龙卡", "guangzhou", "zh-Hans")]
    assert found[:1] == ["guangzhou/social-security/card"]
