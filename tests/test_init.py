"""`init`: a directory of one's own builds, passes `check`, and what its services run does run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from sitegen import cli
from sitegen.kit import repository
from sitegen.views import forge
from tests.conftest import ROOT, SiteFolder
from tests.test_new import answers

# Calls of commands that are not there yet: lines with them are left out of what is run here.
PENDING = ("build.py fmt", "build.py report", "check --freshness", "check --external")
NETWORK = ("Install", "Issue", "Comment")
GIT = ("git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
TOWN = ("--name", "Townhall", "--languages", "en", "--city", "town=Springtown")
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "LC_", "LANG"))},
    "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    "PYTHONPATH": str(ROOT),
}


def init(folder: Path, *words: str) -> int:
    return cli.main(["init", str(folder), *words, "--lang", "en"])


def sh(folder: Path, script: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A script as the services run it: without the calls of commands that are not there yet."""
    lines = [line for line in script.splitlines() if not any(call in line for call in PENDING)]
    call = ["bash", "-e", "-c", "\n".join(lines)]
    environment = {**ENVIRONMENT, **more}
    return subprocess.run(call, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120)


def git(folder: Path, *words: str) -> str:
    done = subprocess.run([*GIT, *words], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean clone of an initialised directory, with a second commit, and a thesaurus that is quick to read."""
    folder = tmp_path_factory.mktemp("town")
    assert init(folder / "own", *TOWN, "--repository", "https://github.com/town/hub") == 0
    (folder / "own/content/search").mkdir()
    (folder / "own/content/search/synonyms.yaml").write_text("[]\n", encoding="utf-8")
    git(folder / "own", "init", "-q")
    git(folder / "own", "add", ".")
    git(folder / "own", "commit", "-qm", "first")
    city = folder / "own/content/cities/town/city.yaml"
    city.write_text(city.read_text(encoding="utf-8") + "short_name: Spring\n", encoding="utf-8")
    git(folder / "own", "commit", "-qam", "second")
    git(folder, "clone", "-q", "own", "clone")
    return folder / "clone"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (TOWN, "Social insurance"),
        (("--name", "小城办事", "--languages", "zh-Hans,en", "--city", "town=小城"), "社会保险"),
        (
            ("--name", "Mairie", "--languages", "fr,en", "--city", "ville=Ville", "--provider", "bureau=Bureau"),
            "Service counter",
        ),
    ],
    ids=["en", "zh-Hans", "fr"],
)
def test_it_builds_and_passes_at_once(
    tmp_path: Path, words: tuple[str, ...], found: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was begun with options alone has no fault, and its first entry is a draft that can be published."""
    assert init(tmp_path / "hub", *words) == 0
    site = SiteFolder(tmp_path / "hub")
    report = site.build()
    assert (report["exit"], report["diagnostics"]) == (0, [])
    (example,) = site.content.glob("cities/*/*/example.md")
    draft = example.read_text(encoding="utf-8")
    example.write_text(draft.replace("status: draft", "status: active"), encoding="utf-8")
    assert site.build()["exit"] == 0
    (page,) = site.output.glob("*/social-security/example/index.html")
    assert found in page.read_text(encoding="utf-8")


def test_the_national_services_come_along(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--catalogue china` brings every template with the bodies it names, and the city adopts them all."""
    words = ("--name", "小城", "--languages", "zh-Hans,en", "--city", "小城", "--catalogue", "china")
    assert init(tmp_path / "hub", *words) == 0
    capsys.readouterr()
    site = SiteFolder(tmp_path / "hub")
    templates = {p.relative_to(ROOT / "content") for p in ROOT.glob("content/catalogue/**/*.*")}
    assert {p.relative_to(site.content) for p in site.content.glob("catalogue/**/*.*")} == templates
    assert not [*site.content.glob("providers/guangzhou-*")]
    assert site.run("search", "身份证补领", "--city", "xiao-cheng", "--json", "--lang", "zh-Hans") == 0
    assert json.loads(capsys.readouterr().out)["results"][0]["id"] == "xiao-cheng/household/id-card-replace"


@pytest.mark.long
def test_the_national_services_have_no_fault(tmp_path: Path) -> None:
    """A hub that begins with them passes `check`, in both link styles and with its first expectation."""
    words = ("--name", "小城", "--languages", "zh-Hans,en", "--city", "小城", "--catalogue", "china")
    assert init(tmp_path / "hub", *words) == 0
    assert SiteFolder(tmp_path / "hub").run("check") == 0


def test_questions_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A newcomer is asked for name, language and first city; the national services are offered for Chinese alone."""
    answers(monkeypatch, "Townhall", "en", "Springtown")
    assert init(tmp_path / "town") == 0
    assert read(tmp_path / "town/content/site.yaml")["name"] == "Townhall"
    assert (tmp_path / "town/content/cities/springtown/city.yaml").exists()
    answers(monkeypatch, "小城办事", "", "小城", "no", "none")
    assert init(tmp_path / "xiao-cheng") == 0
    assert "Begin with the national services of China?" in capsys.readouterr().err
    assert not (tmp_path / "xiao-cheng/content/catalogue").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (TOWN[:4], "--city is needed"),
        ((*TOWN, "--catalogue", "china"), "written in zh-Hans"),
        ((*TOWN, "--city", "Spring Town=x"), "gives no id"),
        ((*TOWN[:2], "--languages", "english!", *TOWN[4:]), "no language tag"),
        ((*TOWN, "--catalogue", "chna"), 'did you mean "china"?'),
    ],
)
def test_wrong_use_writes_nothing(
    tmp_path: Path, words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is missing or mistyped is told before anything is written."""
    assert init(tmp_path / "hub", *words) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "hub").exists()


def test_a_folder_with_files_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing of anybody's is written over; an empty repository is empty enough."""
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    assert init(tmp_path, *TOWN) == 2
    assert [p.name for p in tmp_path.iterdir()] == ["mine"]
    git(tmp_path, "init", "-q", "new")
    assert init(tmp_path / "new", *TOWN) == 0


def test_its_build_py_is_ours(town: Path) -> None:
    """What documents say of `python build.py` holds in a directory of one's own."""
    assert (town / "build.py").read_bytes() == (ROOT / "build.py").read_bytes()


def test_the_generator_is_pinned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """requirements.txt says where pip finds the generator, or, where that is unknown, that it has yet to."""
    pinned = "sitegen @ git+https://example.org/sitegen.git@0123abc"
    assert init(tmp_path / "a", *TOWN, "--generator", pinned) == 0
    assert (tmp_path / "a/requirements.txt").read_text(encoding="utf-8") == pinned + "\n"
    assert "requirements.txt" not in capsys.readouterr().out


FOLDERS = sorted(p.name for p in (repository.FILES / "all/dot-github/workflows").iterdir())


@pytest.mark.parametrize("name", FOLDERS)
def test_actions_are_pinned_and_rights_are_few(town: Path, name: str) -> None:
    """Each workflow states its rights, names actions by major version, and puts nobody's text into a script."""
    flow = read(town / ".github/workflows" / name)
    assert "permissions" in flow
    for job in flow["jobs"].values():
        for step in job["steps"]:
            assert re.fullmatch(r"actions/[a-z-]+@v\d+", step.get("uses", "actions/none@v1"))
            assert "${{" not in step.get("run", "")


def test_proposals_of_strangers_get_no_rights(town: Path) -> None:
    """What runs the code of a proposal may only read; what may write takes no code from it."""
    check, comment = (read(town / f".github/workflows/{name}.yml") for name in ("check", "comment"))
    assert check["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in check["on"]
    steps = comment["jobs"]["comment"]["steps"]
    assert not [step for step in steps if "checkout" in step.get("uses", "")]
    assert not [step for step in steps if "python" in step.get("run", "")]


def filled(text: str, words: dict[str, str]) -> str:
    return re.sub(r"\$\{\{ *([\w.]+) *\}\}", lambda found: words[found[1]], text)


@pytest.mark.parametrize("name", FOLDERS)
def test_workflows_run(town: Path, tmp_path: Path, name: str) -> None:
    """The scripts of each workflow that need no network do what they are there for, in a clean clone."""
    words = {
        "github.event.pull_request.base.sha": git(town, "rev-parse", "HEAD~1"),
        "github.event.pull_request.number": "7",
        "steps.pages.outputs.base_url": "https://town.example.org/hub",
    }
    flow = read(town / ".github/workflows" / name)
    summary = tmp_path / "summary.md"
    for job in flow["jobs"].values():
        for step in job["steps"]:
            if "run" in step and step.get("name") not in NETWORK:
                env = {key: filled(value, words) for key, value in step.get("env", {}).items()}
                done = sh(town, step["run"], **flow.get("env", {}), **env, GITHUB_STEP_SUMMARY=str(summary))
                assert done.returncode == 0, (step["name"], done.stdout, done.stderr)
    if name == "check.yml":
        assert "no faults" in summary.read_text(encoding="utf-8")
        assert (town / "preview/town/index.html").exists()
        assert (town / "report/number").read_text(encoding="utf-8") == "7\n"
    if name == "pages.yml":
        assert "https://town.example.org/hub/town/" in (town / "output/sitemap.xml").read_text(encoding="utf-8")
    assert git(town, "status", "--porcelain") == ""


def test_a_faulty_proposal_fails(town: Path, tmp_path: Path) -> None:
    """The check of a proposal with a fault ends with its exit code, and the summary names the line."""
    shutil.copytree(town, tmp_path / "town")
    with (tmp_path / "town/content/site.yaml").open("a", encoding="utf-8") as file:
        file.write("currency: money\n")
    (step,) = (
        s for s in read(town / ".github/workflows/check.yml")["jobs"]["check"]["steps"] if s.get("name") == "Check"
    )
    done = sh(tmp_path / "town", step["run"], GITHUB_STEP_SUMMARY=str(tmp_path / "summary.md"))
    assert done.returncode == 1 and "::error file=" in done.stdout
    assert "site.yaml:" in (tmp_path / "summary.md").read_text(encoding="utf-8")


def test_the_jobs_of_gitlab_run(town: Path) -> None:
    """The scripts of each GitLab job do what they are there for; the site lies where GitLab looks for it."""
    jobs = {name: job for name, job in read(town / ".gitlab-ci.yml").items() if "script" in job}
    more = {
        "CI_PAGES_URL": "https://town.example.org",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": git(town, "rev-parse", "HEAD~1"),
    }
    for name, job in jobs.items():
        done = sh(town, "\n".join(job["script"]), LC_MESSAGES="en_GB.UTF-8", **more)
        assert done.returncode == 0, (name, done.stdout, done.stderr)
    assert json.loads((town / "codequality.json").read_text(encoding="utf-8")) == []
    assert (town / "public/town/index.html").exists() and (town / "report/preview/town/index.html").exists()
    assert git(town, "status", "--porcelain") == ""


GH = """#!/bin/sh
echo "$*" >> calls.txt
case "$*" in
  *pulls/7*) echo abc ;;
  *--paginate*) echo "$OLD" ;;
esac
"""


@pytest.mark.parametrize(
    ("checked", "old", "wrote"),
    [("abc", "", "issues/7/comments -F"), ("abc", "99", "-X PATCH repos/town/hub/issues/comments/99"), ("def", "", "")],
    ids=["first", "again", "another-commit"],
)
def test_the_comment_is_written_once_and_where_it_belongs(
    town: Path, tmp_path: Path, checked: str, old: str, wrote: str
) -> None:
    """A report becomes one comment under the proposal whose last commit was checked, and none under any other."""
    (tmp_path / "report").mkdir()
    (tmp_path / "report/number").write_text("7\n", encoding="utf-8")
    (tmp_path / "report/comment.md").write_text("字" * 30000, encoding="utf-8")
    (tmp_path / "gh").write_text(GH, encoding="utf-8")
    (tmp_path / "gh").chmod(0o755)
    script = read(town / ".github/workflows/comment.yml")["jobs"]["comment"]["steps"][1]["run"]
    path = f"{tmp_path}:{ENVIRONMENT['PATH']}"
    done = sh(tmp_path, script, PATH=path, REPOSITORY="town/hub", CHECKED=checked, OLD=old)
    assert done.returncode == 0, done.stderr
    written = [c for c in (tmp_path / "calls.txt").read_text(encoding="utf-8").splitlines() if "--silent" in c]
    assert (wrote in written[0]) if wrote else written == []
    if wrote:
        body = (tmp_path / "body.md").read_text(encoding="utf-8")
        assert body.startswith("<!--") and "字" * 19000 in body


def test_a_comment_is_no_way_to_read_files(town: Path, tmp_path: Path) -> None:
    """A proposal that brings a link in place of its report gets no comment."""
    (tmp_path / "report").mkdir()
    (tmp_path / "report/number").write_text("7\n", encoding="utf-8")
    (tmp_path / "report/comment.md").symlink_to("/proc/self/environ")
    script = read(town / ".github/workflows/comment.yml")["jobs"]["comment"]["steps"][1]["run"]
    assert sh(tmp_path, script, REPOSITORY="town/hub", CHECKED="abc").returncode == 1
    assert not (tmp_path / "body.md").exists()


def test_the_hook_judges_what_is_staged(town: Path, tmp_path: Path) -> None:
    """A staged fault stops the commit, also where the folder holds the cure already; other files do not matter."""
    own = tmp_path / "own"
    git(tmp_path, "clone", "-q", str(town), "own")
    hook = own / "tools/pre-commit"
    hook.write_text(
        "".join(
            f"{line}\n"
            for line in hook.read_text(encoding="utf-8").splitlines()
            if not any(call in line for call in PENDING)
        ),
        encoding="utf-8",
    )
    (own / ".git/hooks/pre-commit").symlink_to("../../tools/pre-commit")
    site = own / "content/site.yaml"
    good = site.read_text(encoding="utf-8")
    site.write_text(good + "currency: money\n", encoding="utf-8")
    git(own, "add", "content")
    site.write_text(good, encoding="utf-8")
    commit = "git -c user.name=a -c user.email=a@example.org commit -qm"
    done = sh(own, f"{commit} faulty")
    assert done.returncode == 1 and "site.yaml:" in done.stdout + done.stderr
    git(own, "add", "content")
    (own / "README.md").write_text("new", encoding="utf-8")
    assert sh(own, f"{commit} words -- README.md").returncode == 0
    site.write_text(good + "currency: EUR\n", encoding="utf-8")
    git(own, "add", "content")
    assert sh(own, f"{commit} good").returncode == 0
    git(own, "rm", "-q", "content/categories/social-security.yaml")
    assert sh(own, f"{commit} missed").returncode == 1


def forms(language: str) -> dict[str, Any]:
    folder = repository.FILES / language / "dot-github/ISSUE_TEMPLATE"
    return {path.name: read(path) for path in sorted(folder.iterdir())}


def test_forms_are_the_same_in_both_languages() -> None:
    """Each form asks for the same fields, and what pages fill in is among those of the form that they open."""
    shapes = []
    for language in ("en", "zh-hans"):
        found = forms(language)
        shapes.append({name: [field["id"] for field in form.get("body", ())] for name, form in found.items()})
        for name, form in found.items():
            assert name == "config.yml" or {"name", "description", "body"} <= form.keys()
    assert shapes[0] == shapes[1]
    asked = re.findall(r"[?&](\w+)=", forge.report("https://github.com/town/hub", "t", "p", "e"))
    assert {*asked} - {"template", "title"} <= {*shapes[0][forge.FORM]}


def test_every_yaml_entry_has_one_schema(town: Path) -> None:
    """Editors find the schema of an entry by its path, and none for what is only a translation."""
    schemas = json.loads((town / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]

    def fits(glob: str, path: str) -> bool:
        return glob.count("/") == path.count("/") and fnmatch(path, glob)

    def found(path: str) -> list[str]:
        return [
            Path(name).stem
            for name, globs in schemas.items()
            if any(fits(g, path) for g in globs if g[0] != "!")
            and not any(fits(g[1:], path) for g in globs if g[0] == "!")
        ]

    assert all((town / name).is_file() for name in schemas)
    paths = {"site": "site", "category": "categories/tax", "city": "cities/a/city", "location": "cities/a/locations/b"}
    paths |= {"service": "cities/a/tax/b", "catalogue": "catalogue/tax/b", "provider": "providers/a"}
    for kind, path in paths.items():
        assert found(f"content/{path}.yaml") == [kind]
        assert found(f"content/{path}.en.yaml") == []


def test_schemas_are_renewed_by_a_command(town: Path, tmp_path: Path) -> None:
    """`schema --to` writes what `init` wrote."""
    assert cli.main(["schema", "--to", str(tmp_path)]) == 0
    before = {p.name: p.read_bytes() for p in (town / ".vscode/schema").iterdir()}
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before
