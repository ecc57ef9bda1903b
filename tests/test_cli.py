"""The command line: exit codes, suggestions, each command as a user types it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen import cli
from tests.conftest import ROOT, SiteFolder


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (["biuld"], 'did you mean "build"?'),
        (["build", "--ouput", "x"], 'did you mean "--output"?'),
        (["build", "--links", "ofline"], 'did you mean "offline"?'),
        (["build", "--jobs", "0"], "write 1 or more"),
        (["check", "--pause", "long"], "write 2 or 0.5"),
        (["check", "--limit", "-1"], "write 0 or more"),
        (["build", "--now", "yesterday"], "write 2026-11-22"),
        (["--content", "nowhere"], "--content"),
        (["check", "--theme", "nowhere"], "--theme"),
    ],
)
def test_wrong_use_gets_a_suggestion(words: list[str], remedy: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistyped command or option is exit code 2, with the word that was meant and no traceback."""
    assert cli.main([*words, "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert remedy in said
    assert "Traceback" not in said


def test_without_a_command_it_builds(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """`python build.py` builds, and says what was made and where to look."""
    places = ["--content", str(tiny.content), "--output", str(tiny.output), "--cache", str(tiny.folder / "c")]
    assert cli.main([*places, "--jobs", "1", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "pages in" in said
    assert f"Open {tiny.output}/index.html" in said


def test_quiet_says_nothing(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """`--quiet` leaves the terminal empty where all went well."""
    assert tiny.run("build", "--quiet") == 0
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_check_publishes_nothing(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """A clean site passes, and output/ is not touched."""
    assert tiny.run("check") == 0
    assert "no faults" in capsys.readouterr().out
    assert not tiny.output.exists()


def test_check_can_be_asked_about_one_file(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """With a path only its faults are listed, and they decide the exit code."""
    tiny.edit("catalogue/tax/deed-tax.md", "status: active", "status: activ")
    assert tiny.run("check", "catalogue/social-security") == 0
    assert tiny.run("check", "catalogue/tax/deed-tax.md") == 1
    assert "deed-tax.md" in capsys.readouterr().out


@pytest.mark.parametrize("style", ["json", "github", "gitlab", "sarif"])
def test_check_speaks_to_machines(tiny: SiteFolder, style: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each format names the file, the place and the remedy."""
    tiny.edit("catalogue/tax/deed-tax.md", "status: active", "status: activ")
    assert tiny.run("check", "--format", style) == 1
    said = capsys.readouterr().out
    assert "deed-tax.md" in said
    assert 'did you mean \\"active\\"?' in said or 'did you mean "active"?' in said
    if style != "github":
        json.loads(said)


def annotated(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The severities of the annotations that GitHub gets."""
    assert site.run("check", "--format", "github") == 1
    return [line.split()[0].strip(":") for line in capsys.readouterr().out.splitlines()]


def test_github_shows_the_worst_ten_of_each_kind_and_lists_all(
    tiny: SiteFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten errors and ten warnings are annotations; the summary of the step holds every one as a row, escaped."""
    for number in range(12):
        tiny.write(f"categories/wrong-{number}.yaml", f"name: 甲\nicon: '|<b>{number}'\n")
        tiny.write(f"a-stray-{number}.txt", "")
    summary = tiny.folder / "summary.md"
    summary.write_text("# before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert annotated(tiny, capsys) == ["error"] * 10 + ["warning"] * 10
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("# before\n| place | code | what is wrong |\n|---|---|---|\n")
    assert text.count("| error bad-pattern |") == 12
    assert text.count("| warning stray-file |") == 12
    assert text.index("warning stray-file") > text.rindex("bad-pattern"), "errors come first"
    assert '"\\|\\<b\\>0"' in text
    assert "more are not shown" not in text


def test_the_summary_of_github_has_an_end(
    tiny: SiteFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """GitHub takes 1 MiB: what is in the file counts, what does not fit is counted, no row is cut in two."""
    for number in range(30):
        tiny.write(f"categories/wrong-{number:02}.yaml", "name: 甲\nicon: '?'\n")
    summary = tiny.folder / "summary.md"
    summary.write_bytes(b"x" * (1_048_576 - 2_000))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert len(annotated(tiny, capsys)) == 10
    text = summary.read_text(encoding="utf-8").lstrip("x")
    rows = [line for line in text.splitlines() if "bad-pattern" in line]
    assert rows and all(line.endswith(" |") for line in rows)
    assert text.endswith(f"\n\n{30 - len(rows)} more are not shown.\n")
    annotated(tiny, capsys)
    assert summary.stat().st_size <= 1_048_576


def test_check_since_a_revision(
    tiny: SiteFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only faults of files changed since the revision are listed."""
    monkeypatch.chdir(tiny.folder)
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    tiny.edit("catalogue/social-security/card.md", "fees: free", "fees: gratis")
    for words in (["init", "-q"], ["add", "content"], ["commit", "-qm", "first"]):
        subprocess.run([*git, *words], check=True, cwd=tiny.folder)
    tiny.edit("catalogue/tax/deed-tax.md", "status: active", "status: activ")
    assert tiny.run("check", "--since", "HEAD") == 1
    said = capsys.readouterr().out
    assert "deed-tax.md" in said
    assert "card.md" not in said
    tiny.write("catalogue/tax/new.md", "---\ntitle: 新\n")
    assert tiny.run("check", "--since", "HEAD", "catalogue/tax/new.md") == 1
    assert "new.md:2" in capsys.readouterr().out, "Git does not know it yet"
    tiny.edit("catalogue/tax/deed-tax.md", "status: activ\n", "status: active\n")
    (tiny.content / "catalogue/tax/new.md").unlink()
    (tiny.content / "catalogue/social-security/card.md").write_text(
        (ROOT / "tests/sites/tiny/content/catalogue/social-security/card.md").read_text(encoding="utf-8"),
        encoding="utf-8",
    )
    tiny.edit(
        "search/expectations.yaml", "- {q: 量", "- {q: 契税, kind: exact, find: [{id: tax/none, grade: 3}]}\n- {q: 量"
    )
    assert tiny.run("check", "--since", "HEAD") == 0
    assert "warning[expectation]" in capsys.readouterr().out
    assert tiny.run("check", "--since", "nowhere") == 2


def test_search_prints_what_the_page_shows(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """`search --json` is an interface."""
    assert tiny.run("search", "社保卡", "--city", "guangzhou", "--json", "--lang", "zh-Hans") == 0
    said = json.loads(capsys.readouterr().out)
    assert list(said) == ["query", "city", "results"]
    first = said["results"][0]
    assert list(first) == ["id", "title", "url", "trail", "score"]
    assert (first["id"], first["trail"]) == ("guangzhou/social-security/card", ["广州", "社会保险"])


def test_search_in_an_unknown_city(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistyped city gets a suggestion."""
    assert tiny.run("search", "社保", "--city", "guangzou") == 2
    assert 'did you mean "guangzhou"?' in capsys.readouterr().err


def test_new_writes_an_entry_that_can_be_filled_in(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """A new entry is complete, commented, a draft, and content stays valid."""
    assert tiny.run("new", "service", "guangzhou/tax/car-tax", "--title", "车船税申报") == 0
    text = (tiny.content / "cities/guangzhou/tax/car-tax.md").read_text(encoding="utf-8")
    assert "title: 车船税申报" in text
    assert "status: draft" in text
    assert tiny.run("new", "service", "guangzhou/tax/car-tax") == 2
    assert "exists already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("kind", "id"),
    [
        ("catalogue", "tax/vat"),
        ("category", "bills"),
        ("city", "foshan"),
        ("provider", "police"),
        ("location", "guangzhou/north"),
        ("notice", "flood"),
        ("journey", "birth"),
        ("service", "shenzhen/tax/vat"),
    ],
)
def test_new_makes_every_kind(tiny: SiteFolder, kind: str, id: str) -> None:
    """Every kind of entry can be begun with `new`; what it asks for is marked, and nothing else is wrong."""
    assert tiny.run("new", kind, id, "--title", "新") == 0
    report = tiny.build()
    wrong = {d["code"] for d in report["diagnostics"] if d["severity"] == "error"}
    assert wrong <= {"missing-field"}


def test_new_in_an_unknown_city(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """The nearest city is offered."""
    assert tiny.run("new", "service", "guangzo/tax/vat") == 2
    assert 'did you mean "guangzhou"?' in capsys.readouterr().err


def test_schema_is_json_schema(capsys: pytest.CaptureFixture[str]) -> None:
    """One kind or all kinds; equivalents of other standards ride along."""
    assert cli.main(["schema", "service"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["properties"]["visits"]["x-equivalents"] == {"实施清单": "到办事现场次数"}
    assert cli.main(["schema", "servce", "--lang", "en"]) == 2
    assert 'did you mean "service"?' in capsys.readouterr().err


def test_the_reference_of_fields_is_current(capsys: pytest.CaptureFixture[str]) -> None:
    """docs/fields.md is what the schema says today."""
    assert cli.main(["schema", "--format", "markdown"]) == 0
    assert capsys.readouterr().out == (ROOT / "docs/fields.md").read_text(encoding="utf-8")


def test_clean_takes_away_only_what_is_ours(tiny: SiteFolder) -> None:
    """The site and the cache go; entries stay."""
    tiny.build()
    assert tiny.run("clean") == 0
    assert list(tiny.output.iterdir()) == []
    assert (tiny.content / "site.yaml").exists()
    assert not (tiny.folder / "cache").exists()


def test_our_faults_are_exit_code_3(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """A broken template is no fault of the content: exit code 3 and a traceback to report."""
    import shutil

    shutil.copytree(ROOT / "themes/default", tiny.folder / "theme")
    (tiny.folder / "theme/templates/hub.html").write_text("{{ nothing.here }}", encoding="utf-8")
    assert tiny.run("build", "--theme", str(tiny.folder / "theme")) == 3
    assert "our fault" in capsys.readouterr().err


def test_python_build_py(tiny: SiteFolder) -> None:
    """The script at the root runs from another folder."""
    call = [sys.executable, str(ROOT / "build.py"), "build", "--content", str(tiny.content), "--jobs", "1"]
    call += ["--output", str(tiny.folder / "o"), "--cache", str(tiny.folder / "c")]
    done = subprocess.run(call, capture_output=True, text=True, cwd=tiny.folder, check=False)
    assert done.returncode == 0, done.stderr
    assert Path(tiny.folder / "o/index.html").exists()


def test_search_explains_how_a_query_was_taken(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """`search --explain` says what was stripped, which chunks were read, what was asked, and why each was found."""
    call = ("search", "社保卡去哪办", "--city", "guangzhou", "--lang", "zh-Hans", "--explain")
    assert tiny.run(*call, "--json") == 0
    said = json.loads(capsys.readouterr().out)["explain"]
    assert said["chunks"][0].startswith("head:")
    assert said["terms"][0]["社保"] == 1.0
    assert tiny.run(*call) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("asked: 社保卡")
    assert "chunks: head:" in shown
