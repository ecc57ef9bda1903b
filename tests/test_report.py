"""`report`: what a change of content means for readers, told as Markdown, as JSON and as a folder of pages."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.conftest import SiteFolder

CARD = "catalogue/social-security/card.md"
TAX = "cities/guangzhou/tax/deed-tax.md"


def git(folder: Path, *words: str) -> None:
    name = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *name, *words], check=True, cwd=folder, capture_output=True)


@pytest.fixture
def repo(tiny: SiteFolder) -> SiteFolder:
    """The tiny site, its content committed in a subfolder of a repository."""
    for words in (["init", "-q"], ["add", "content"], ["commit", "-qm", "first"]):
        git(tiny.folder, *words)
    return tiny


def told(site: SiteFolder, capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    """What the command prints."""
    capsys.readouterr()
    assert site.run("report", *([] if "--before" in words else ["--since", "HEAD"]), *words) == code
    return capsys.readouterr().out


def record(site: SiteFolder, capsys: pytest.CaptureFixture[str], code: int = 0) -> Any:
    return json.loads(told(site, capsys, "--format", "json", code=code))


def fields(group: Any) -> list[tuple[str, str, str, Any, Any]]:
    return [(c["field"], c["item"], c["part"], c["before"], c["after"]) for c in group["changes"]]


def test_nothing_changes(repo: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a change there is one line."""
    assert told(repo, capsys) == "**No page is added or changed.**\n"


def test_fields_change_in_words(repo: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """A template's changes are told once, with the places, each field as readers say it."""
    repo.edit(CARD, "visits: {min: 0, max: 1, reason", "visits: {min: 0, max: 0, reason")
    repo.edit(CARD, "fees: free", 'fees: [{name: 工本费, amount: "40"}]')
    repo.edit(CARD, "name: 居民身份证, need: required", "name: 居民身份证, need: optional")
    repo.edit(CARD, "steps:", "  - {name: 照片}\nsteps:")
    repo.edit(CARD, "time: {legal: 30,", "time: {legal: 30, promised: 5,")
    repo.edit(CARD, "status: active", "booking: {needed: conditional, rule: 提前一天。}\nstatus: suspended")
    repo.edit(CARD, "{kind: counter, name: 社保卡服务网点,", '{kind: counter, name: 社保卡服务网点, number: "12333",')
    said = told(repo, capsys)
    assert "Pages: changed 3." in said.splitlines()[0]
    assert said.count("`办社保卡`") == 1
    assert "- `办社保卡` `/services/social-security/card/` – in 2 places: `guangzhou`, `shenzhen`\n" in said
    for row in (
        "way `社保卡服务网点` · number: added `12333`",
        "visits: 0–1 → 0",
        "fees: free → CN¥40",
        "time: 30 working days → 5 working days, by law 30",
        "documents `居民身份证` · need: required → optional",
        "documents: added `照片`",
        "appointments: added needed conditional, rule `提前一天。`",
        "status: active → suspended",
    ):
        assert f"  - {row}\n" in said
    chinese = told(repo, capsys, "--lang", "zh")
    assert chinese.startswith("**页面：改动 3。")
    assert "  - 跑动次数：0–1 → 0\n" in chinese
    assert "  - 费用：免费 → ¥40\n" in chinese


def test_a_citys_own_change_is_its_own(repo: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """What one city says otherwise is told of that city; references within it read the same in all of them."""
    repo.edit(CARD, "related: [tax/deed-tax]", "related: []")
    repo.edit(TAX, "name: 办税服务厅,", "name: 第一办税服务厅,")
    groups = record(repo, capsys)["changed"]
    assert [(g["id"], g["places"]) for g in groups] == [
        ("social-security/card", ["guangzhou/social-security/card/", "shenzhen/social-security/card/"]),
        ("guangzhou/tax/deed-tax", ["guangzhou/tax/deed-tax/"]),
    ]
    assert fields(groups[0]) == [("related", "", "", "tax/deed-tax", None)]
    assert fields(groups[1]) == [("channels", "办税服务厅", "name", "办税服务厅", "第一办税服务厅")]


def test_other_kinds_and_translations(repo: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """Notices, journeys, locations, bodies and the hub change, too; a translation is told of its language alone."""
    repo.edit("notices/holiday.md", "ends: 2027-01-04", "ends: 2027-01-05")
    repo.edit("journeys/first-job.md", "deadline: 入职后", "deadline: 入职后一个月")
    repo.edit("cities/guangzhou/locations/tianhe.yaml", 'to: "17:00"', 'to: "18:00"')
    repo.edit("providers/hrss.yaml", 'number: "12333"', 'number: "12345"')
    repo.edit("site.yaml", "tagline: 一站看懂怎么办。", "tagline: 一看就懂。")
    repo.edit("catalogue/social-security/card.en.md", "Resident identity card", "Identity card")
    said = told(repo, capsys)
    for row in (
        "- notice `元旦放假` `/notices/holiday/`\n  - ends: 2027-01-04 → 2027-01-05\n",
        "  - steps `领卡` · deadline: `入职后` → `入职后一个月`\n",
        "  - hours: Mon Tue Wed Thu Fri 09:00–17:00; 2027-01-01 closed → Mon Tue Wed Thu Fri 09:00–18:00;",
        "  - phones `咨询` · number: `12333` → `12345`\n",
        "  - tagline: `一站看懂怎么办。` → `一看就懂。`\n",
        "  - documents `Resident identity card` · name [en]: `Resident identity card` → `Identity card`\n",
    ):
        assert row in said


def test_long_texts_and_order(repo: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """Of long texts the part that differs is shown; a list in another order is said to be that."""
    repo.edit(CARD, "社保卡可以当银行卡用。", "社保卡可以当银行卡用。" * 40)
    git(repo.folder, "commit", "-qam", "second")
    repo.edit(CARD, "用。\n", "用，也可以乘车。\n")
    channels = re.findall(r"  - \{kind: (?:counter|web).*\n", (repo.content / CARD).read_text(encoding="utf-8"))
    repo.edit(CARD, "".join(channels), "".join(reversed(channels)))
    said = told(repo, capsys)
    assert re.search(r"  - text: `…[^`]{30,60}` → `…[^`]*也可以乘车。`\n", said)
    assert "  - way: in another order\n" in said


def test_pages_come_and_go(repo: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """New and vanished entries, with the places that adopt them."""
    text = (repo.content / CARD).read_text(encoding="utf-8").replace("社会保障卡申领", "居住证明")
    text = re.sub(r"short_title: .*\n|aliases: .*\n|questions: .*\n|summary: .*\n|source_url: .*\n", "", text)
    repo.write("catalogue/tax/proof.md", text.replace("status:", "summary: 证明住在这里。\nstatus:", 1))
    repo.edit("cities/shenzhen/city.yaml", "adopts: [social-security/insurance, social-security/card]", "adopts: []")
    said = told(repo, capsys)
    assert "### Pages added (1)\n\n- `居住证明` `/services/tax/proof/` – in 1 places: `guangzhou`\n" in said
    removed = said.split("### Pages removed")[1].split("###")[0]
    assert "`/shenzhen/social-security/card/`" in removed
    assert "`/shenzhen/social-security/insurance/`" in removed


def test_a_move_without_redirect_is_an_error(repo: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """The diagnostic names the file and the line to add; with that line all is well."""
    moved = "cities/guangzhou/tax/house-tax.md"
    (repo.content / TAX).rename(repo.content / moved)
    assert repo.run("report", "--since", "HEAD") == 1
    captured = capsys.readouterr()
    assert f"{moved}:1:1: error[moved-page]" in captured.err
    assert "add or replace this line: redirects: [guangzhou/tax/deed-tax]" in captured.err
    assert (
        "- `契税申报` `/guangzhou/tax/deed-tax/` → `/guangzhou/tax/house-tax/`\n  - error [moved-page]" in captured.out
    )
    assert "Pages: moved 1. New errors: 1," in captured.out
    assert "/related" not in captured.out and "see also" not in captured.out
    repo.edit(moved, "extends:", "redirects: [guangzhou/tax/deed-tax]\nextends:")
    said = record(repo, capsys)
    assert said["faults"]["dead_ends"] == []
    assert [(m["before"]["id"], m["after"]["id"]) for m in said["moved"]] == [
        ("guangzhou/tax/deed-tax", "guangzhou/tax/house-tax")
    ]
    git(repo.folder, "add", "-A", "content")
    git(repo.folder, "commit", "-qm", "moved")
    (repo.content / moved).rename(repo.content / "cities/guangzhou/tax/home-tax.md")
    repo.edit("cities/guangzhou/tax/home-tax.md", "redirects: [guangzhou/tax/deed-tax]\n", "")
    lost = record(repo, capsys, code=1)["faults"]["dead_ends"]
    line = "redirects: [guangzhou/tax/deed-tax, guangzhou/tax/house-tax]"
    assert [d["hint"].endswith(line) for d in lost] == [True, True]


def test_a_moved_template_needs_a_file_in_each_city(repo: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """Where a city adopts what moved, the line to add stands alone in a new file; written there, it mends the fault."""
    for name in ("card.md", "card.en.md"):
        old = repo.content / "catalogue/social-security" / name
        old.rename(old.with_name(name.replace("card", "new-card")))
    repo.edit("cities/shenzhen/city.yaml", "social-security/card]", "social-security/new-card]")
    repo.edit("journeys/first-job.md", "social-security/card", "social-security/new-card")
    lost = record(repo, capsys, code=1)["faults"]["dead_ends"]
    assert [d["file"] for d in lost] == [f"cities/{c}/social-security/new-card.yaml" for c in ("guangzhou", "shenzhen")]
    for one in lost:
        repo.write(one["file"], one["hint"].partition("line: ")[2] + "\n")
    said = record(repo, capsys)
    assert said["faults"] == {"dead_ends": [], "new": [], "mended": []}
    assert len(said["moved"]) == 3


def test_what_is_a_move(repo: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """A neighbour that reads much the same is another service; all of a city moves with it."""
    fields = "kind: group\nprovider: hrss\nowner: a\nsummary: 办事。\nstatus: active"
    repo.write("cities/guangzhou/tax/one.md", f"---\ntitle: 一号\naliases: [甲]\nquestions: [甲吗]\n{fields}\n---\n")
    git(repo.folder, "add", "content")
    git(repo.folder, "commit", "-qm", "second")
    (repo.content / "cities/guangzhou/tax/one.md").unlink()
    repo.write("cities/guangzhou/tax/two.md", f"---\ntitle: 二号\naliases: [乙]\nquestions: [乙吗]\n{fields}\n---\n")
    said = record(repo, capsys)
    assert [[g["id"] for g in said[name]] for name in ("added", "removed")] == [
        ["guangzhou/tax/two"],
        ["guangzhou/tax/one"],
    ]
    assert said["moved"] == []
    (repo.content / "cities/guangzhou/tax/two.md").unlink()
    (repo.content / "cities/shenzhen").rename(repo.content / "cities/shenzhen-city")
    said = record(repo, capsys, code=1)
    moved = [(m["before"]["kind"], m["after"]["id"]) for m in said["moved"]]
    assert moved == [
        ("city", "shenzhen-city"),
        ("service", "shenzhen-city/social-security/card"),
        ("service", "shenzhen-city/social-security/insurance"),
    ]


HOSTILE = "x `@everyone <b>` y [x](//example.org) `code` ``two`` <b>&amp; **bold** #1 \ue000forged\ue001 ![](x.png)"


def test_content_forges_nothing(repo: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever a title holds stays inside code: no mention, no link, no markup; and is escaped in HTML."""
    repo.edit(
        "journeys/first-job.md", "title: 第一份工作", f"title: '{HOSTILE}'\nsummary: '``` <script>alert(1)</script>'"
    )
    said = told(repo, capsys)
    fences = re.sub(r"(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)", "", said)
    assert "@everyone" in said
    for sign in ("@", "example", "<b>", "**bold", "forged", "script", "`"):
        assert sign not in fences, fences
    assert "\ue000" not in said
    to = repo.folder / "page"
    assert repo.run("report", "--since", "HEAD", "--format", "html", "--to", str(to)) == 0
    html = (to / "index.html").read_text(encoding="utf-8")
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "<b>" not in html


def test_a_comment_has_room(repo: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """Long lists fold, and are cut below what a comment may hold, with a line that says how much is missing."""
    papers = "".join(f"  - {{name: 第{number}号{'很长的名字' * 30}}}\n" for number in range(500))
    repo.edit(CARD, "steps:", f"{papers}steps:")
    repo.edit(CARD, "questions: [", f"questions: [{', '.join(f'问题{number}' for number in range(310))}, ")
    said = told(repo, capsys)
    assert len(said) <= 60_000
    assert "<details><summary>show</summary>\n\n- " in said
    assert said.count("<details>") == said.count("</details>") > 0
    shown = len(re.findall(r"^ *- ", said, flags=re.M))
    left_out = int(re.search(r"^(\d+) lines are left out here", said, flags=re.M)[1])  # type: ignore[index]
    whole = record(repo, capsys)
    assert len(whole["changed"][0]["changes"]) == 810
    assert (whole["search"]["asked"], whole["search"]["left_out"]) == (302, 10)
    assert shown + left_out > 811
    assert left_out > 100


def test_json_has_a_stable_shape(repo: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """Programs read these names; docs/report.md lists them."""
    repo.edit(CARD, "fees: free", "fees: unknown")
    repo.edit("notices/holiday.md", "ends: 2027-01-04", "ends: 2027-01-05")
    said = record(repo, capsys)
    names = "format since summary added removed moved changed search freshness pages bundles faults".split()
    assert list(said) == names
    assert (said["format"], said["since"]) == (1, "HEAD")
    group = said["changed"][0]
    assert list(group) == "kind id title address file city places changes".split()
    assert group["changes"] == [
        {"path": "fees", "field": "fees", "item": "", "part": "", "lang": "", "before": "free", "after": "unknown"}
    ]
    assert list(said["search"]) == ["words", "expectations", "asked", "left_out"]
    assert list(said["freshness"]) == ["newer", "older", "overdue_before", "overdue_after"]
    assert list(said["pages"]) == ["added", "removed", "changed", "bytes"]
    before, after = said["pages"]["bytes"]["guangzhou/social-security/card/"]
    assert 1000 < before != after > 1000
    assert "" in said["pages"]["changed"]
    assert [list(d) for d in said["faults"]["new"]] == [
        ["file", "line", "column", "code", "severity", "message", "hint"]
    ]
    documented = (Path(__file__).parent.parent / "docs/report.md").read_text(encoding="utf-8")
    assert [name for name in names if f"`{name}`" not in documented] == []


def test_words_and_expectations(repo: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """Words that find something else first, by names and by the thesaurus; queries that are not answered any more."""
    repo.edit(CARD, "aliases: [社保卡, 三代卡]", "aliases: [社保卡]")
    repo.edit("catalogue/tax/deed-tax.md", "aliases: [买房交税]", "aliases: [买房交税, 三代卡]")
    repo.edit("search/synonyms.yaml", "- words", "- {from: [小红本], to: [契税申报]}\n- words")
    repo.edit("catalogue/social-security/insurance.md", "title: 社会保险\nshort_title: 社保", "title: 工伤")
    repo.edit("categories/social-security.yaml", "aliases: [社保]", "aliases: [保障]")
    repo.edit(
        "catalogue/social-security/insurance.md",
        "questions: [社保是什么]\nsummary: 养老、失业、工伤保险",
        "summary: 各险",
    )
    search = record(repo, capsys)["search"]
    words = {(w["word"], w["city"]): (w["before"], w["after"]) for w in search["words"]}
    assert words["三代卡", ""] == ("services/social-security/card", "services/tax/deed-tax")
    assert words["小红本", ""] == ("", "services/tax/deed-tax")
    assert [(e["query"], e["before"]["ok"], e["after"]["ok"]) for e in search["expectations"]] == [
        ("社保", True, False)
    ]
    said = told(repo, capsys)
    assert "- `小红本` in all places (zh-Hans): nothing → `services/tax/deed-tax`\n" in said
    assert "- `社保` in `guangzhou` (zh-Hans): met (first result: grade 3) → missed" in said


def test_a_number_asks_no_search(repo: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """What only results show changes no answer: nothing is asked; other expectations are."""
    repo.edit(
        "search/expectations.yaml",
        "- {q: 社保,",
        "- {q: 契税, city: guangzhou, find: [{id: guangzhou/tax/nothing}]}\n- {q: 社保,",
    )
    git(repo.folder, "commit", "-qam", "second")
    repo.edit(CARD, 'ask: "12333"', 'ask: "12334"')
    search = record(repo, capsys)["search"]
    assert search == {"words": [], "expectations": [], "asked": 0, "left_out": 0}
    repo.edit("search/expectations.yaml", "id: guangzhou/tax/nothing", "id: guangzhou/tax/deed-tax")
    search = record(repo, capsys)["search"]
    (changed,) = search["expectations"]
    assert search["asked"] == 1
    assert (changed["before"], changed["after"]) == ({"ok": False, "grade": 0}, {"ok": True, "grade": 3})


def test_freshness_and_faults(repo: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """Entries verified anew or earlier than before, pages overdue, warnings that come and go."""
    repo.edit("catalogue/tax/deed-tax.md", "verified: 2026-10-01", "verified: 2024-10-01")
    repo.edit(CARD, "verified: 2026-10-01", "verified: 2026-12-01")
    repo.edit(CARD, "audience: [参保人员]\n", "")
    said = told(repo, capsys)
    assert "- verified anew: 1 files\n" in said
    assert "- verified earlier than before: 1 files\n  - `catalogue/tax/deed-tax.md`\n" in said
    assert "- pages overdue: 0 → 1\n" in said
    assert f"### New faults (1)\n\n- warning [gap] `{CARD}:1` `" in said
    git(repo.folder, "commit", "-qam", "second")
    repo.edit(CARD, "eligibility:", "audience: [参保人员]\neligibility:")
    said = told(repo, capsys)
    assert f"### Mended faults (1)\n\n- warning [gap] `{CARD}:1` `" in said
    repo.edit(CARD, "steps:", "no_smartphone:\nsteps:")
    repo.edit(CARD, "no_smartphone: 带身份证到网点办理。\n", "")
    assert f"### New faults (1)\n\n- warning [empty-field] `{CARD}:" in told(repo, capsys)
    git(repo.folder, "commit", "-qam", "third")
    repo.edit(CARD, "eligibility:", "act: 确认\neligibility:")
    assert "faults" not in told(repo, capsys)


def test_content_with_errors_is_compared_as_far_as_it_can_be_read(
    repo: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    """A new error is exit code 1 and stands in the report; pages are not made."""
    repo.edit("catalogue/tax/deed-tax.md", "status: active", "status: activ")
    said = told(repo, capsys, code=1)
    assert "Pages were not made" in said
    assert "error [unknown-choice]" in said or 'did you mean "active"?' in said
    repo.edit("site.yaml", "name: 小城办事\n", "")
    assert repo.run("report", "--since", "HEAD") == 1
    assert "site.yaml" in capsys.readouterr().err


def test_a_plain_folder_and_a_file(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """`--before DIR` needs no Git; `--to FILE` writes the report; workers find the same as one process."""
    shutil.copytree(tiny.content, tiny.folder / "before")
    tiny.edit(CARD, "aliases: [社保卡, 三代卡]", "aliases: [社保卡]")
    before = ("--before", str(tiny.folder / "before"))
    said = told(tiny, capsys, *before)
    assert "other names: removed `三代卡`" in said
    assert told(tiny, capsys, *before, "--to", str(tiny.folder / "report.md")) == ""
    assert (tiny.folder / "report.md").read_text(encoding="utf-8") == said
    assert told(tiny, capsys, *before, "--bundles").count("bytes\n") == 3


def test_workers_find_the_same(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """Two processes say what one says."""
    from sitegen import cli

    shutil.copytree(tiny.content, tiny.folder / "before")
    tiny.edit(CARD, "aliases: [社保卡, 三代卡]", "aliases: [社保卡]")
    before = ("--before", str(tiny.folder / "before"), "--format", "json")
    alone = told(tiny, capsys, *before)
    places = ["--content", str(tiny.content), "--now", "2026-12-31T12:00", "--lang", "en", "--jobs", "2"]
    assert cli.main(["report", *before, *places]) == 0
    assert capsys.readouterr().out == alone


def test_the_repository_may_be_the_content(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """Content at the top of a repository, file names in Chinese and all."""
    tiny.write("categories/税 表.txt", "no entry")
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        git(tiny.content, *words)
    shutil.rmtree(tiny.folder / "outside", ignore_errors=True)
    tiny.edit(CARD, "fees: free", "fees: unknown")
    assert "fees: free → unknown" in told(tiny, capsys)


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        ([], "--since REV, or --before DIR"),
        (["--since", "HEAD", "--before", "content"], "--since REV, or --before DIR"),
        (["--since", "nowhere"], "no such revision"),
        (["--since=--output=x"], "--before DIR"),
        (["--before", "nowhere"], "--before DIR"),
        (["--since", "HEAD", "--format", "html"], "--to DIR"),
    ],
)
def test_wrong_use(repo: SiteFolder, words: list[str], remedy: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong use is exit code 2 with the way out."""
    assert repo.run("report", *words) == 2
    assert remedy in capsys.readouterr().err


def test_without_git(tiny: SiteFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """No Git, no repository, no content in the revision: each says what to do instead."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tiny.folder.parent))
    assert tiny.run("report", "--since", "HEAD") == 2
    assert "--before DIR" in capsys.readouterr().err
    (tiny.folder / "other.txt").touch()
    for words in (["init", "-q"], ["add", "other.txt"], ["commit", "-qm", "first"]):
        git(tiny.folder, *words)
    assert tiny.run("report", "--since", "HEAD") == 2
    assert "--before DIR" in capsys.readouterr().err
    monkeypatch.setenv("PATH", str(tiny.folder))
    assert tiny.run("report", "--since", "HEAD") == 2
    assert "git is not installed; name the folder" in capsys.readouterr().err


def test_pages_side_by_side(repo: SiteFolder, page: Page, capsys: pytest.CaptureFixture[str]) -> None:
    """The folder opens from disk on a phone: the report, and each page before and after, styled, without a request
    that fails; a second report takes the place of the first, and of nothing else."""
    repo.edit(CARD, "short_title: 办社保卡", "short_title: 办民生卡")
    (repo.content / TAX).unlink()
    to = repo.folder / "page"
    command = ["report", "--since", "HEAD", "--format", "html", "--to", str(to)]
    assert repo.run(*command) == 0
    failed: list[str] = []
    asked: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((to / "index.html").as_uri())
    page.evaluate("document.querySelectorAll('iframe').forEach(frame => frame.loading = 'eager')")
    page.wait_for_load_state("networkidle")
    section = page.locator("section", has=page.locator("h3", has_text="/guangzhou/social-security/card/")).first
    frames = section.locator("iframe")
    shown = [frames.nth(n).content_frame for n in (0, 1)]
    assert [frame.locator("h1").inner_text() for frame in shown] == ["办社保卡", "办民生卡"]
    link = shown[0].locator("a[href]").first
    assert link.evaluate("link => getComputedStyle(link).pointerEvents") == "none"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    first, second = (frames.nth(n).bounding_box() for n in (0, 1))
    assert first and second and first["x"] == second["x"]
    page.set_viewport_size({"width": 1280, "height": 800})
    first, second = (frames.nth(n).bounding_box() for n in (0, 1))
    assert first and second and first["y"] == second["y"] and first["x"] < second["x"]
    assert failed == []
    assert all(url.startswith(to.as_uri()) for url in asked)
    assert len(list(to.rglob("site.*.css"))) == 1
    assert json.loads((to / "report.json").read_text(encoding="utf-8"))["format"] == 1
    git(repo.folder, "add", "-A", "content")
    git(repo.folder, "commit", "-qm", "second")
    assert repo.run(*command) == 0
    assert sorted(p.name for p in to.rglob("*")) == ["files.txt", "index.html", "report.json"]
    (repo.folder / "own").mkdir()
    (repo.folder / "own/file.txt").touch()
    assert repo.run(*command[:-1], str(repo.folder / "own")) == 2
    assert "no folder of an earlier report" in capsys.readouterr().err


def test_the_folder_shows_so_many_pages(repo: SiteFolder) -> None:
    """More pages than a reviewer opens are counted, not shown."""
    for number in range(30):
        repo.write(
            f"cities/guangzhou/tax/more-{number}.md", f"---\ntitle: 服务{number}\nkind: group\nstatus: active\n---\n"
        )
    to = repo.folder / "page"
    assert repo.run("report", "--since", "HEAD", "--format", "html", "--to", str(to)) == 0
    html = (to / "index.html").read_text(encoding="utf-8")
    assert html.count("<iframe") == 20
    assert "40 more pages are not shown." in html
    assert len(list(to.rglob("after.html"))) == 20
