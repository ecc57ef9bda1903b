"""The Bay Area hub: nothing is hard-wired to China, gaps in translation are marked, remnants are reported."""

from __future__ import annotations

import re

import pytest

from sitegen import audit
from tests.conftest import ROOT, SiteFolder


@pytest.fixture(scope="module")
def bay(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    folder = tmp_path_factory.mktemp("bay")
    (folder / "content").symlink_to(ROOT / "examples/bay-area/content")
    return SiteFolder(folder)


def test_it_builds_clean_in_both_languages(bay: SiteFolder) -> None:
    """No error; every programme has its pages; no dead link; what is not translated is marked with its language."""
    report = bay.build("--jobs", "2")
    assert report["exit"] == 0
    assert {d["code"] for d in report["diagnostics"]} >= {"debris", "gaps"}
    found = {path: bay.page(path) for path in bay.files() if path.endswith(".html")}
    assert [d for d in audit.links(found.items(), set(bay.files())) if d.code.name == "dead-link"] == []
    programmes = {p.stem for p in (bay.content / "catalogue").glob("*/*.md") if "." not in p.stem}
    assert len(programmes) == 877
    page = found["zh-hans/alameda-county/community/alameda-housing-authority/index.html"]
    assert '<html lang="zh-Hans"' in page
    assert re.search(r'class="other-language" lang="en"', page)
    assert "untranslated" in page or "还没有翻译" in page
    assert "CC BY 4.0" in page


def test_money_and_dates_are_written_as_readers_do(bay: SiteFolder) -> None:
    """English pages write dates in English, Chinese ones in Chinese."""
    bay.build("--jobs", "2")
    pages = "alameda-county/community/alameda-housing-authority/index.html"
    assert re.search(r"Checked on \d+ \w+ 2026", bay.page(pages))
    assert re.search(r"2026年\d+月\d+日", bay.page(f"zh-hans/{pages}"))
