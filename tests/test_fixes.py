"""`check --fix` mends what is safe, says so, and leaves everything else as it is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import typography
from tests.conftest import ROOT, SiteFolder

CARD = "catalogue/social-security/card.md"
DEED = "cities/guangzhou/tax/deed-tax.md"


@pytest.fixture(scope="module")
def formed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny site in form, and what its pages came to."""
    folder = tmp_path_factory.mktemp("formed")
    shutil.copytree(ROOT / "tests/sites/tiny/content", folder / "content")
    site = SiteFolder(folder)
    assert site.run("check", "--fix", "--quiet") == 0
    return folder


@pytest.fixture
def site(formed: Path, tmp_path: Path) -> SiteFolder:
    """A copy of it, with its cache, ready to be spoilt."""
    shutil.copytree(formed / "content", tmp_path / "content")
    (tmp_path / "cache").symlink_to(formed / "cache")
    return SiteFolder(tmp_path)


def contents(site: SiteFolder) -> dict[str, bytes]:
    """Every file of the content by path."""
    return {p.relative_to(site.content).as_posix(): p.read_bytes() for p in site.content.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("打电话12345咨询,谢谢.", "打电话 12345 咨询，谢谢。"),
        ("在App里办理!", "在 App 里办理！"),
        ("打开「交管12123」App", "打开「交管12123」App"),
        ("按《办法2号》办", "按《办法2号》办"),
        ("发改价格〔2019〕914号", "发改价格〔2019〕914号"),
        ("见https://example.org/甲a乙", "见https://example.org/甲a乙"),
        ("写信到a@example.org询问", "写信到a@example.org询问"),
        ("运行`甲a`命令", "运行`甲a`命令"),
        ("Call 12345 now, please.", "Call 12345 now, please."),
        ("国家医保局 财政部", "国家医保局 财政部"),
        ("周一至周五9:00—12:00", "周一至周五 9:00—12:00"),
    ],
)
def test_blanks_and_marks(before: str, after: str) -> None:
    """Blanks and marks are set right; names, addresses, codes and other languages are left alone."""
    assert typography.mended(before) == after
    assert typography.mended(after) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("见[甲a](https://example.org/甲a)", "见[甲 a](https://example.org/甲a)"),
        ("**第1步**:\n\n1. 打开App\n2. 完成", "**第 1 步**:\n\n1. 打开 App\n2. 完成"),
    ],
)
def test_markdown_stays_markdown(before: str, after: str) -> None:
    """Links, lists and stress mean what they meant."""
    assert typography.mended(before, markdown=True) == after


@settings(max_examples=200, deadline=None)
@given(st.text("办事a1Ａ 2,.，。!?:;()（）「」《》“”`~-/#@\n*_[]", max_size=30), st.booleans())
def test_mending_is_final_and_keeps_the_words(text: str, markdown: bool) -> None:
    """Mended twice is mended once, and no letter or digit is lost."""
    once = typography.mended(text, markdown=markdown)
    assert typography.mended(once, markdown=markdown) == once
    assert typography._words(once) == typography._words(text)


def test_spacing_is_mended(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """`check` warns; `--fix` writes the text, says what it wrote, and the warning is gone."""
    site.edit(CARD, "第一次领取社会保障卡。", "第一次领卡3天,要有App。")
    site.edit(CARD, "社保卡可以当银行卡用。", "社保卡可以当银行卡用,办卡要7天。")
    site.edit(CARD, "aliases: [社保卡, 三代卡]", "aliases: [社保卡, 3代卡]")
    assert site.run("check") == 0
    said = capsys.readouterr().out
    assert (
        'card.md:6:15: warning[spacing]: "一次领卡3天,要" should be "一次领卡 3 天，要"' in said
        and said.count("[spacing]") == 2
    )
    assert site.run("check", "--fix") == 0
    said = capsys.readouterr().out
    assert f'{CARD}:6: "第一次领卡3天,要有App。" became "第一次领卡 3 天，要有 App。"\n' in said
    assert "files mended: 1" in said and "[spacing]" not in said and "into form" not in said
    text = (site.content / CARD).read_text(encoding="utf-8")
    assert "summary: 第一次领卡 3 天，要有 App。" in text and "aliases: [社保卡, 3代卡]" in text
    assert text.endswith("\n\n社保卡可以当银行卡用，办卡要 7 天。\n")


def test_only_chinese_texts_of_our_own(site: SiteFolder) -> None:
    """Translations into English, names, and what was imported stay."""
    site.write("catalogue/social-security/card.en.md", "---\nsummary: The 卡a of 1办.\n---\n")
    site.edit("providers/hrss.yaml", "name: ", "name: 第1")
    site.edit(CARD, "owner: catalogue", "owner: catalogue\nimported: table")
    site.edit(CARD, "已经参保。", "已经参保3个月。")
    before = contents(site)
    assert site.run("check", "--fix", "--quiet") == 0
    changed = {path for path, data in contents(site).items() if before[path] != data}
    assert changed <= {CARD} and "已经参保3个月。" in (site.content / CARD).read_text(encoding="utf-8")


def moved(site: SiteFolder) -> None:
    """A service that has moved from `old-name`, with references to its former id everywhere."""
    site.edit(DEED, "---\n", "---\nredirects: [guangzhou/tax/old-name]\n")
    site.write(
        "cities/guangzhou/tax/other.md",
        "---\ntitle: 别的事\nsummary: unknown\nprovider: unknown\nchannels:\n  - kind: web\n    url: https://example.org/\n"
        "visits: unknown\nproxy: unknown\nfees: unknown\nrelated: [tax/old-name, guangzhou/tax/old-name]\n"
        "status: active\n---\n",
    )
    site.edit("notices/holiday.md", "scope:", "scope: [service/guangzhou/tax/old-name]\n#")


def test_references_follow_a_service_that_moved(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """A former id that `redirects` names is written as the present one, as short as it was."""
    moved(site)
    assert site.run("check", "cities/guangzhou/tax/other.md") == 1
    assert 'did you mean "tax/deed-tax"?' in capsys.readouterr().out
    assert site.run("check", "--fix") == 0
    said = capsys.readouterr().out
    assert 'other.md:11: "tax/old-name" became "tax/deed-tax"\n' in said
    text = (site.content / "cities/guangzhou/tax/other.md").read_text(encoding="utf-8")
    assert "related: [tax/deed-tax, guangzhou/tax/deed-tax]\n" in text
    assert "service/guangzhou/tax/deed-tax" in (site.content / "notices/holiday.md").read_text(encoding="utf-8")


def test_a_former_id_that_two_claim_is_left(site: SiteFolder) -> None:
    """Where it is not certain what is meant nothing is written."""
    moved(site)
    other = "cities/guangzhou/tax/other.md"
    site.edit(other, "status: active\n", "status: active\nredirects: [guangzhou/tax/old-name]\n")
    before = (site.content / other).read_bytes()
    assert site.run("check", "--fix", "--quiet", other) == 1
    assert (site.content / other).read_bytes() == before


def test_an_id_that_is_in_use_again_is_left(site: SiteFolder) -> None:
    """A reference to a service that is there is right, whoever claims its address."""
    moved(site)
    other = "cities/guangzhou/tax/other.md"
    old = (site.content / other).read_text(encoding="utf-8").replace("别的事", "老名字")
    site.write("cities/guangzhou/tax/old-name.md", old.replace("related: [tax/old-name, guangzhou/tax/old-name]\n", ""))
    before = (site.content / other).read_bytes()
    assert site.run("check", "--fix", "--quiet", other) == 0
    assert (site.content / other).read_bytes() == before


def test_fixing_again_changes_nothing(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """One run mends all; the next one writes nothing and says nothing of mending."""
    moved(site)
    site.edit(CARD, "已经参保。", "已经参保3个月。")
    assert site.run("check", "--fix", "--quiet") == 0
    before = contents(site)
    capsys.readouterr()
    assert site.run("check", "--fix") == 0
    assert contents(site) == before
    assert "mended" not in capsys.readouterr().out


def test_fixing_keeps_to_its_paths_and_to_what_can_be_read(
    site: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only files that were asked for are mended; what is broken is told, not touched; programs get JSON."""
    site.edit(CARD, "已经参保。", "已经参保3个月。")
    site.write("providers/hrss.yaml", "owner: b\nname: [A\n")
    site.write("providers/tax-office.yaml", "url: https://example.org/\nname: A\n")
    assert site.run("check", "--fix", "--json", "providers") == 1
    said = json.loads(capsys.readouterr().out)
    assert said["mended"] == [{"file": "providers/tax-office.yaml", "form": True, "texts": []}]
    assert [one["code"] for one in said["diagnostics"]] == ["yaml-syntax"]
    assert "已经参保3个月。" in (site.content / CARD).read_text(encoding="utf-8")
    assert (site.content / "providers/hrss.yaml").read_text(encoding="utf-8") == "owner: b\nname: [A\n"
    assert site.run("check", "--fix", "--lang", "zh") == 1
    assert "已改成" in capsys.readouterr().out
