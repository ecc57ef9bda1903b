"""Broken content: one folder of `tests/invalid/` for each code, and the whole text that an editor reads.

A sample is laid over the tiny site. Besides files of content it may hold `delete.txt` (paths to take away) and
`recipe.txt` for what a text file cannot hold: `bytes PATH: TEXT` with escapes, `size PATH: BYTES`, and
`theme PATH: OLD => NEW` for a theme that is broken in one place.
"""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from sitegen import cli, codes, diagnostics, mistakes, schema, strings, values
from sitegen.checks import leftovers, related
from sitegen.outside import answers
from tests.conftest import ROOT, SiteFolder

INVALID = ROOT / "tests/invalid"
PACKAGE = ROOT / "sitegen"
ERRORS = ROOT / "docs/errors"
OURS = ("expected.txt", "expected.zh.txt", "delete.txt", "recipe.txt")
SAMPLES = sorted(p.name for p in INVALID.iterdir())
NOW = "2026-11-22T12:00"


def used_outside(*folders: str) -> set[str]:
    """The names of codes that modules outside some packages of sitegen report."""
    paths = [p for p in PACKAGE.rglob("*.py") if not set(folders).intersection(p.relative_to(PACKAGE).parts)]
    used = {name for p in paths for name in re.findall(r"\bcodes\.([A-Z0-9_]+)\b", p.read_text(encoding="utf-8"))}
    return {getattr(codes, name).name for name in used if isinstance(getattr(codes, name), diagnostics.Code)}


CONTENT_CODES = used_outside("importers", "changes", "outside")


def lay(sample: str, folder: Path) -> list[str]:
    """Lay a sample over the tiny site in a folder; returns the options that its check needs besides."""
    content = folder / "content"
    shutil.rmtree(content, ignore_errors=True)
    shutil.copytree(ROOT / "tests/sites/tiny/content", content)
    for path in sorted((INVALID / sample).rglob("*")):
        below = path.relative_to(INVALID / sample)
        if path.is_file() and below.as_posix() not in OURS:
            (content / below).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, content / below)
    for name in _lines(sample, "delete.txt"):
        (content / name).unlink()
    options: list[str] = []
    for line in _lines(sample, "recipe.txt"):
        what, name, text = re.fullmatch(r"(\w+) (\S+): (.*)", line).groups()  # type: ignore[union-attr]  # our own file
        if what == "bytes":
            (content / name).write_bytes(text.encode().decode("unicode_escape").encode("latin-1"))
        elif what == "size":
            (content / name).write_bytes(b"#" * int(text))
        else:
            options = ["--theme", str(_broken_theme(folder / "theme", name, *text.split(" => ")))]
    return options


def _lines(sample: str, name: str) -> list[str]:
    path = INVALID / sample / name
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _broken_theme(theme: Path, name: str, old: str, new: str) -> Path:
    if not theme.exists():
        shutil.copytree(ROOT / "themes/default", theme)
        text = (theme / name).read_text(encoding="utf-8")
        assert old in text, f"{name} of the theme has changed: it does not hold {old} any more"
        (theme / name).write_text(text.replace(old, new), encoding="utf-8")
    return theme


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all samples: most of their pages are the same."""
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize("sample", SAMPLES)
def test_what_an_editor_reads(sample: str, tmp_path: Path, cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sample gives exactly its expected text in both languages, and exit code 1 where it is an error."""
    options = lay(sample, tmp_path)
    common = ["--content", str(tmp_path / "content"), "--cache", str(cache), "--jobs", "1", "--now", NOW, *options]
    for lang, name in (("en", "expected.txt"), ("zh", "expected.zh.txt")):
        code = cli.main(["check", *common, "--lang", lang])
        said = capsys.readouterr()
        assert said.out == (INVALID / sample / name).read_text(encoding="utf-8")
        assert said.err == ""
        assert code == (1 if codes.BY_NAME[sample].severity == "error" else 0)


@pytest.mark.parametrize("sample", SAMPLES)
def test_one_fault_is_one_report(sample: str) -> None:
    """A sample reports its own code, once, and nothing else."""
    text = (INVALID / sample / "expected.txt").read_text(encoding="utf-8")
    assert re.findall(r"^\S+:\d+:\d+: \w+\[([a-z0-9-]+)\]", text, flags=re.M) == [sample]


def test_every_code_has_a_sample() -> None:
    """No code without a sample, no sample without a code, and no code that nothing reports."""
    others = {code.name for code in codes.ALL if code.name not in CONTENT_CODES}
    of_others = used_outside() - CONTENT_CODES
    assert sorted(CONTENT_CODES) == SAMPLES
    assert others == of_others


def test_every_code_has_a_page() -> None:
    """Each code has its page in docs/errors/, listed in the index, with its name as title and both languages."""
    pages = {p.stem for p in ERRORS.glob("*.md")} - {"README"}
    assert pages == {code.name for code in codes.ALL}
    index = (ERRORS / "README.md").read_text(encoding="utf-8")
    for code in codes.ALL:
        assert f"[{code.name}]({code.name}.md)" in index
        text = (ERRORS / f"{code.name}.md").read_text(encoding="utf-8")
        assert text.startswith(f"# {code.name}\n")
        assert "\n## English\n" in text
        assert text.count("```") % 4 == 0, "a bad example and a good one, or neither"


def test_a_failing_build_leaves_the_site(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """After an error, whichever it is, the site made before stands byte for byte."""
    assert tiny.build()["exit"] == 0
    before = {**tiny.files()}
    assert before
    for sample in SAMPLES:
        if codes.BY_NAME[sample].severity == "error" and not lay(sample, tiny.folder):
            assert tiny.build()["exit"] == 1, sample
            assert tiny.files() == before, sample
    assert "[" in capsys.readouterr().err


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def translated_texts(path: Path) -> Iterator[str]:
    """The texts that a module hands to `translate`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "translate":
            for inner in ast.walk(node.args[0]):
                if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                    yield inner.value


def docs_of(kinds: Iterator[schema.Type]) -> Iterator[str]:
    """What the schema says about its fields, nested ones too."""
    for kind in kinds:
        match kind:
            case schema.Listing():
                yield from docs_of(iter([kind.of]))
            case schema.Either():
                yield from docs_of(iter([kind.structured]))
            case schema.Record():
                yield from (field.doc for field in kind.fields if field.doc)
                yield from docs_of(field.type for field in kind.fields)


def every_message() -> set[str]:
    """All that can be said to an editor, in English."""
    found = {diagnostics.DID_YOU_MEAN, diagnostics.LIKE_THIS, "error", "warning"}
    for code in codes.ALL:
        found |= {code.message, code.hint, code.why}
    found |= {text for slip in (*mistakes.ALL, *leftovers.ALL, related.ALL) for text in slip} | set(answers.PROBLEMS)
    found |= {kind.name for kind in schema.KINDS} | set(values.KIND_WORDS.values())
    found |= set(docs_of(kind.record for kind in schema.KINDS))
    for path in PACKAGE.rglob("*.py"):
        found |= set(translated_texts(path))
    return found - {"{doc}", "{cure}", ", "}


def test_every_message_is_translated() -> None:
    """The Chinese catalogue holds every message, every hint and every word of ours in them."""
    assert sorted(every_message() - strings.of_messages("zh").texts.keys()) == []


def test_no_translation_is_left_over() -> None:
    """What nobody says any more is gone from the catalogue."""
    spoken = every_message() | {", "}
    assert sorted(strings.of_messages("zh").texts.keys() - spoken) == []


def test_translations_keep_their_places() -> None:
    """A translation fills in the same values as the message."""
    for text, (translation, *_) in strings.of_messages("zh").texts.items():
        assert placeholders(translation) <= placeholders(text), text
        assert placeholders(text) - placeholders(translation) <= {"severity"}, text


def test_slips_of_mistakes_are_all_listed() -> None:
    """`mistakes.ALL` names every slip of the module, so that each is translated."""
    slips = {v for k, v in vars(mistakes).items() if k.isupper() and not k.startswith("_") and k != "ALL"}
    assert slips == set(mistakes.ALL)
