"""The booklet of a place: every service, page numbers that are true, the same bytes anywhere."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.conftest import ROOT, SiteFolder, needs

COUNT = 60
ENTRY = """---
title: {title}
summary: 说明{number}。
status: active
owner: guangzhou
provider: tax-office
proxy: unknown
visits: {visits}
fees: {fees}
channels: [{{kind: phone, number: "12366"}}]
documents: [{{name: 材料{number}}}]
steps: [{{title: 步骤{number}}}]
---
"""


@pytest.fixture(scope="module", autouse=True)
def pango() -> None:
    """What lays out booklets; without Pango there is none."""
    try:
        import weasyprint
    except OSError:
        needs(None, "Pango")
    else:
        assert weasyprint.HTML


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    """The tiny site with so many services that they fill pages."""
    site = SiteFolder(tmp_path_factory.mktemp("town"))
    shutil.copytree(ROOT / "tests/sites/tiny/content", site.content)
    site.edit("site.yaml", "currency: CNY", "currency: CNY\nbase_url: https://example.org/town")
    for number in range(COUNT):
        known = number % 2 == 0
        entry = ENTRY.format(
            title=f"事项{number:02}",
            number=f"{number:02}",
            visits="{min: 1, max: 2}" if known else "unknown",
            fees="free" if known else "unknown",
        )
        site.write(f"cities/guangzhou/tax/item-{number:02}.md", entry)
    return site


@pytest.fixture(scope="module")
def made(town: SiteFolder) -> Path:
    """The booklet of 广州."""
    call = ("bundle", "--city", "guangzhou", "--format", "pdf", "--to", str(town.folder / "bundles"), "--quiet")
    assert town.run(*call) == 0
    return town.folder / "bundles/guangzhou.pdf"


def pages(path: Path) -> list[list[str]]:
    """The lines of each page, without spaces."""
    return [
        [re.sub(r"\s", "", line) for line in page.extract_text().splitlines() if line.strip()]
        for page in PdfReader(path).pages
    ]


def numbers(lines: list[str]) -> dict[str, int]:
    """What lines with leaders lead to: the page by the words before."""
    found = (re.fullmatch(r"(.+?)\.{3,}(\d+)", line) for line in lines)
    return {match[1]: int(match[2]) for match in found if match}


def test_contents_and_index_name_the_right_pages(made: Path) -> None:
    """Where contents and index lead, there the category and the service stand, each service of the place once."""
    sheets = pages(made)
    chapters = numbers(sheets[1])
    assert list(chapters) == ["社会保险(2)", f"税务({COUNT + 1})", "全部服务A–Z"]
    for name, number in chapters.items():
        heading = name.split("(")[0]
        assert heading in sheets[number - 1][:4], name
        assert heading not in sheets[number - 2][:1], "it begins there, and not before"
    index = [line for sheet in sheets[chapters["全部服务A–Z"] - 1 :] for line in sheet]
    services = numbers(index)
    assert services.keys() == {"社保", "办社保卡", "契税申报", *(f"事项{n:02}" for n in range(COUNT))}
    entries = sheets[: chapters["全部服务A–Z"] - 1]
    for name, number in services.items():
        assert [page for page, lines in enumerate(entries, 1) if name in lines] == [number], name
    assert len({*services.values()}) > 8
    letters = [line for line in index if re.fullmatch(r"[A-Z#]", line)]
    assert letters == ["B", "Q", "S"]
    names = list(services)
    assert names.index("办社保卡") < names.index("契税申报") < names.index("社保") < names.index("事项00")


def test_each_page_says_where_one_is(made: Path) -> None:
    """Every page but the cover bears its number, its category and the place."""
    sheets = pages(made)
    for number, lines in enumerate(sheets[1:], 2):
        edges = "".join([*lines[:4], *lines[-4:]])
        assert str(number) in [*lines[:3], *lines[-3:]] and "广州市" in edges
        assert any(name in edges for name in ("目录", "社会保险", "税务", "全部服务A–Z"))


def test_the_cover_says_what_it_is(made: Path) -> None:
    """Place, site, day, number of services, notices in force, whom to call, and where newer stands."""
    cover = "".join(pages(made)[0])
    for said in ("小城办事", "广州市", f"{COUNT + 3}项服务", "2026年12月31日", "元旦放假", "12345", "110报警"):
        assert said in cover
    assert "https://example.org/town" in cover
    assert len(PdfReader(made).pages[0].images) == 1, "the code"
    metadata = PdfReader(made).metadata
    assert metadata and metadata.title == "广州市 – 小城办事"


def test_answers_are_short_and_honest(made: Path) -> None:
    """What is known of a service stands there; what is not is called so, as on the site."""
    text = "".join(line for sheet in pages(made) for line in sheet)
    known, unknown = (text[text.index(f"说明{n}。") :].split("步骤")[0] for n in ("00", "01"))
    assert "跑1–2次" in known and "免费" in known and "材料00" in known and "12366" in known
    assert unknown.count("没有可靠信息") == 3
    assert "示例路1号" in text, "the address of a counter"
    assert "您要办哪一项？办社保卡" in text, "what belongs to a group"
    assert "步骤00" in text and "申请：填写信息。" in text


def test_the_same_bytes_anywhere(town: SiteFolder, tmp_path: Path) -> None:
    """Another time zone, locale, hash seed and folder: the same booklet."""
    sums = []
    for number, environment in enumerate(
        ({"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"}, {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "7"})
    ):
        folder = tmp_path / f"machine{number}"
        shutil.copytree(town.content, folder / "content")
        words = ["bundle", "--city", "guangzhou", "--format", "pdf", "--now", "2026-10-02", "--quiet"]
        subprocess.run(
            [sys.executable, str(ROOT / "build.py"), *words],
            cwd=folder,
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "HOME": str(tmp_path), **environment},
            check=True,
        )
        sums.append(sha256((folder / "bundles/guangzhou.pdf").read_bytes()).hexdigest())
    assert sums[0] == sums[1]


def test_without_weasyprint_the_remedy_is_said(town: SiteFolder, tmp_path: Path) -> None:
    """Where the extra is not installed the command says how to get it, and leaves no file."""
    (tmp_path / "hide/weasyprint").mkdir(parents=True)
    (tmp_path / "hide/weasyprint/__init__.py").write_text("raise OSError('no Pango here')", encoding="utf-8")
    words = ["bundle", "--city", "guangzhou", "--format", "pdf", "--content", str(town.content), "--cache", "cache"]
    done = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), *words, "--theme", str(ROOT / "themes/default")],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": f"{tmp_path}/hide:{ROOT}", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "no Pango here" in done.stderr and "tools/setup pdf" in done.stderr
    assert not list(tmp_path.glob("bundles/*.pdf*")) and not list(tmp_path.glob("bundles/.*"))


def test_a_booklet_of_several_places_names_them(town: SiteFolder) -> None:
    """The booklet of the whole site has the categories of each place under its name."""
    assert town.run("bundle", "--category", "tax", "--format", "pdf", "--to", str(town.folder / "tax"), "--quiet") == 0
    assert "广州市" in pages(town.folder / "tax/guangzhou--tax.pdf")[1]
    assert town.run("bundle", "--all", "--format", "pdf", "--to", str(town.folder / "all"), "--quiet") == 0
    sheets = pages(town.folder / "all/hub.pdf")
    contents = sheets[1]
    assert contents.index("广州市") < contents.index("深圳市")
    number = numbers(contents[contents.index("深圳市") :])["社会保险(2)"]
    assert "社会保险深圳市" in sheets[number - 1]
    index = numbers([line for sheet in sheets[-3:] for line in sheet])
    assert index["社保深圳市"] == number > index["社保广州市"]
