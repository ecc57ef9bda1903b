"""What falls due: the table, the calendar, the feed, and the page of a provider."""

from __future__ import annotations

import json
import re
from datetime import date
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from sitegen.due import due_day
from sitegen.model import Period
from tests.conftest import SiteFolder

DEED = "catalogue/tax/deed-tax.md"
CARD = "catalogue/social-security/card.md"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize(
    ("verified", "every", "due"),
    [
        ("2026-10-01", (12, "months"), "2027-10-01"),
        ("2026-10-31", (1, "months"), "2026-11-30"),
        ("2024-02-29", (1, "years"), "2025-02-28"),
        ("2026-12-31", (2, "months"), "2027-02-28"),
        ("2026-10-01", (2, "weeks"), "2026-10-15"),
        ("2026-10-01", (45, "days"), "2026-11-15"),
    ],
)
def test_a_check_holds_for_whole_months(verified: str, every: tuple[int, str], due: str) -> None:
    """Months and years are those of the calendar; a day that a month lacks is its last."""
    assert due_day(date.fromisoformat(verified), Period(*every)) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("verified", "every"), [(None, (1, "years")), ("2026-10-01", None), ("2026-10-01", (9999, "years"))]
)
def test_nothing_is_due_that_was_not_promised(verified: str | None, every: tuple[int, str] | None) -> None:
    """Without a check, or without a promise to check again, there is no day; nor beyond the calendar's end."""
    day = date.fromisoformat(verified) if verified else None
    assert due_day(day, Period(*every) if every else None) is None


def test_the_table_has_a_row_for_each_owner(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """Owners in order, nobody last, all together, and what is overdue longest; nothing is built."""
    tiny.edit(DEED, "owner: catalogue\nverified: 2026-10-01", "owner: 税务\nverified: 2025-10-01")
    assert tiny.run("check", "--freshness", "--now", "2026-10-02") == 0
    assert capsys.readouterr().out == (
        "owner      entries  checked  due in 30 days  overdue  never checked  holds\n"
        "catalogue        1        1               0        0              0  100 %\n"
        "税务             2        2               0        2              0    0 %\n"
        "nobody           2        0               0        0              2    0 %\n"
        "all              5        3               0        2              2   20 %\n"
        "Overdue longest:\n"
        "  2026-10-01  catalogue/tax/deed-tax.md  契税申报\n"
        "  2026-10-01  cities/guangzhou/tax/deed-tax.md  契税申报\n"
    )
    assert tiny.run("check", "--freshness", "--now", "2026-10-01", "--lang", "zh") == 0
    assert capsys.readouterr().out == (
        "负责人     条目  核对过  30 天内到期  已过期  从未核对   有效\n"
        "catalogue     1       1            0       0         0  100 %\n"
        "税务          2       2            2       0         0  100 %\n"
        "无人负责      2       0            0       0         2    0 %\n"
        "合计          5       3            2       0         2   60 %\n"
    )
    assert not tiny.output.exists()


def test_programs_read_the_table(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """`--json` holds every owner and every entry, the longest overdue first; `--strict` fails where one is overdue."""
    assert tiny.run("check", "--freshness", "--json", "--strict", "--now", "2027-10-11") == 1
    said = json.loads(capsys.readouterr().out)
    assert said["day"] == "2027-10-11"
    assert said["owners"][0] == {
        "owner": "catalogue",
        "entries": 3,
        "verified": 3,
        "due_in_30_days": 0,
        "overdue": 3,
        "never_verified": 0,
        "share": 0,
    }
    assert [e["file"] for e in said["entries"]] == [
        CARD,
        DEED,
        "cities/guangzhou/tax/deed-tax.md",
        "journeys/first-job.md",
        "cities/guangzhou/locations/tianhe.yaml",
    ]
    assert said["entries"][0] == {
        "kind": "catalogue",
        "id": "social-security/card",
        "file": CARD,
        "owner": "catalogue",
        "provider": "hrss",
        "verified": "2026-10-01",
        "due": "2027-10-01",
        "days_overdue": 10,
    }
    assert tiny.run("check", "--freshness", "--strict", "--now", "2027-10-01") == 0


def test_whose_an_entry_is(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """Its own owner, else its template's, else its provider's; its check is its own, else its template's."""
    own = "cities/guangzhou/tax/deed-tax.md"
    tiny.edit(DEED, "owner: catalogue\n", "")
    tiny.edit("providers/tax-office.yaml", "name: 税务机关", "name: 税务机关\nowner: taxes")
    tiny.edit(own, "extends", "verified: 2026-11-01\nreview_every: 2 weeks\nextends")
    assert tiny.run("check", "--freshness", "--json") == 0
    found = {e["file"]: (e["owner"], e["due"]) for e in json.loads(capsys.readouterr().out)["entries"]}
    assert found[DEED] == ("taxes", "2027-10-01")
    assert found[own] == ("taxes", "2026-11-15")


@pytest.mark.parametrize("status", ["closed", "draft"])
def test_what_is_not_published_never_falls_due(
    tiny: SiteFolder, status: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A closed entry keeps its address and nothing else; a draft is nobody's promise."""
    tiny.edit(DEED, "status: active", f"status: {status}")
    assert tiny.run("check", "--freshness", "--json", "--now", "2029-01-01") == 0
    assert not any("deed-tax" in e["file"] for e in json.loads(capsys.readouterr().out)["entries"])
    tiny.build("--now", "2029-01-01")
    assert "契税" not in tiny.page("freshness/all.ics")
    assert "契税申报" not in tiny.page("providers/hrss/index.html")


def unfolded(data: bytes) -> list[str]:
    """The lines of a calendar; each ends with CRLF and none is longer than 75 octets."""
    assert data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    for line in data.split(b"\r\n"):
        line.decode()
    return data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def test_the_calendar_has_an_event_for_each_owner_and_day(tiny: SiteFolder) -> None:
    """Entries of one owner that fall due together are one event, with their addresses; signs of its own are escaped."""
    tiny.edit(DEED, "owner: catalogue\nverified: 2026-10-01", "owner: 财政, 税务\nverified: 2026-11-01")
    tiny.edit(CARD, "short_title: 办社保卡", "short_title: '办社保卡; 换卡, 补卡'")
    tiny.build("--base-url", "https://example.org/repo")
    lines = unfolded((tiny.output / "freshness/all.ics").read_bytes())
    assert (lines[0], lines[1], lines[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20271001" in lines and "DTSTART;VALUE=DATE:20271101" in lines
    assert "DTSTAMP:20261001T000000Z" in lines and "DTSTAMP:20261101T000000Z" in lines
    assert "SUMMARY:财政\\, 税务：2 个条目该重新核对" in lines
    assert "DESCRIPTION:办社保卡\\; 换卡\\, 补卡 https://example.org/repo/services/social-security/card/" in lines
    assert len({line for line in lines if line.startswith("UID:")}) == 2
    names = sorted(p.name for p in (tiny.output / "freshness").iterdir())
    assert len(names) == 6 and {"all.ics", "all.xml", "catalogue.ics", "catalogue.xml"} <= {*names}
    own = unfolded((tiny.output / "freshness/catalogue.ics").read_bytes())
    assert [line for line in own if line.startswith("UID:")] == [lines[lines.index("DTSTAMP:20261001T000000Z") - 1]]


def test_the_calendar_changes_with_content_alone(tiny: SiteFolder) -> None:
    """Another day gives the same bytes; a new check moves the event, and its name with it."""
    tiny.build()
    before = (tiny.output / "freshness/all.ics").read_bytes()
    tiny.build("--now", "2028-05-05")
    assert (tiny.output / "freshness/all.ics").read_bytes() == before
    tiny.edit(CARD, "verified: 2026-10-01", "verified: 2026-12-01")
    tiny.build()
    after = unfolded((tiny.output / "freshness/all.ics").read_bytes())
    assert [x for x in after if x.startswith("DTSTART")] == [
        "DTSTART;VALUE=DATE:20271001",
        "DTSTART;VALUE=DATE:20271201",
    ]


def test_a_long_event_names_the_first_entries(tiny: SiteFolder) -> None:
    """Of very many entries fifty are listed, and how many more there are."""
    text = (tiny.content / CARD).read_text(encoding="utf-8")
    for number in range(60):
        tiny.write(f"catalogue/social-security/card-{number:02}.md", text)
    tiny.edit("cities/guangzhou/city.yaml", "name: 广州市", "name: 广州市\nlanguages: [zh-Hans]")
    tiny.build()
    said = next(x for x in unfolded((tiny.output / "freshness/all.ics").read_bytes()) if x.startswith("DESCRIPTION"))
    assert said.count("\\n") == 50
    assert said.endswith("\\n另有 13 个")


def test_the_feed_tells_what_is_near_and_what_is_past(tiny: SiteFolder) -> None:
    """Thirty days before an entry comes, and when the day has passed it comes again; it is gone once checked."""
    base = ("--base-url", "https://example.org")

    def entries(day: str) -> list[tuple[str, str]]:
        tiny.build(*base, "--now", day)
        feed = ElementTree.fromstring(tiny.page("freshness/catalogue.xml"))
        assert feed.findtext(f"{ATOM}title") == "小城办事 · catalogue：该重新核对的条目"
        assert feed.findtext(f"{ATOM}id") == "https://example.org/freshness/catalogue.xml"
        return [(e.findtext(f"{ATOM}title", ""), e.findtext(f"{ATOM}updated", "")) for e in feed.iter(f"{ATOM}entry")]

    said = "catalogue：3 个条目该重新核对"
    assert entries("2027-08-31") == []
    assert entries("2027-09-01") == [(f"2027-10-01 到期：{said}", "2027-09-01T00:00:00+08:00")]
    before = tiny.page("freshness/catalogue.xml")
    assert entries("2027-10-01") == [(f"2027-10-01 到期：{said}", "2027-09-01T00:00:00+08:00")]
    assert tiny.page("freshness/catalogue.xml") == before
    assert entries("2027-12-01") == [(f"2027-10-01 已到期：{said}", "2027-10-02T00:00:00+08:00")]
    for path in (DEED, CARD):
        tiny.edit(path, "verified: 2026-10-01", "verified: 2027-12-01")
    assert entries("2027-12-01") == []


def test_copies_hold_no_calendar(tiny: SiteFolder) -> None:
    """What subscribers poll is of no use without a network."""
    tiny.build("--links", "offline")
    assert not (tiny.output / "freshness").exists()
    assert tiny.run("bundle", "--city", "guangzhou", "--to", str(tiny.folder / "bundles"), "--quiet") == 0
    with ZipFile(tiny.folder / "bundles/guangzhou.zip") as archive:
        assert not any("freshness" in name for name in archive.namelist())


def test_pages_change_on_the_day_something_falls_due_only(tiny: SiteFolder) -> None:
    """From day to day no byte changes; when entries fall due, their pages and those of their providers do."""
    (tiny.content / "notices/holiday.md").unlink()
    tiny.build("--now", "2027-09-01")
    before = tiny.files()
    assert tiny.build("--now", "2027-10-01")["made"] == 0
    tiny.build("--now", "2027-10-02")
    changed = {path for path, data in tiny.files().items() if before.get(path) != data and path.endswith(".html")}
    assert {re.sub("^en/", "", path) for path in changed} == {
        "guangzhou/social-security/card/index.html",
        "guangzhou/tax/deed-tax/index.html",
        "providers/guangzhou-hrss/index.html",
        "providers/hrss/index.html",
        "providers/tax-office/index.html",
        "shenzhen/social-security/card/index.html",
    }


def standing(site: SiteFolder, path: str) -> str:
    """The quiet sentences of a provider's page, in one line."""
    found = re.search(r'<p class="soft">(.*?)</p>', site.page(path), flags=re.S)
    return re.sub(r"\s*(<br>)?\s*\n\s*|<br>", " ", found.group(1)).strip() if found else ""


def test_the_page_of_a_provider_says_how_it_stands(tiny: SiteFolder) -> None:
    """Visits, what is overdue, and what was never checked, in plain words; groups are not counted."""
    tiny.build("--now", "2026-12-01")
    assert standing(tiny, "providers/hrss/index.html") == "1 项服务中 1 项不用跑。 全部核对过，没有超期的。"
    assert "Services that need no visit: 1 of 1<br>" in tiny.page("en/providers/guangzhou-hrss/index.html")
    assert "该重新核对的服务" not in tiny.page("providers/hrss/index.html")
    tiny.build("--now", "2027-10-02")
    assert standing(tiny, "providers/hrss/index.html") == "1 项服务中 1 项不用跑。 1 项超过了核对期限。"
    listed = tiny.page("providers/hrss/index.html").partition('id="overdue"')[2].partition("</section>")[0]
    assert re.findall(r'href="([^"]+)"', listed) == ["../../shenzhen/social-security/card/"]
    assert "深圳 · 2027年10月1日到期" in listed


def test_a_provider_of_which_nothing_is_known(tiny: SiteFolder) -> None:
    """What nobody knows is said as such, and it is not called bad."""
    tiny.edit(CARD, "visits: {min: 0, max: 1, reason: 网上申领后可以邮寄。}", "visits: unknown")
    tiny.edit(CARD, "verified: 2026-10-01\n", "")
    tiny.build()
    assert standing(tiny, "providers/hrss/index.html") == "1 项服务要不要跑，还不清楚。 尚未核对 1 项。"
    english = standing(tiny, "en/providers/guangzhou-hrss/index.html")
    assert english == "Services of which nobody knows yet whether one must go there: 1 Not checked yet: 1"


def test_a_provider_of_hundreds_of_services(tiny: SiteFolder) -> None:
    """The first part sums up and lists the ten that are overdue longest; the other parts list services alone."""
    fields = (
        "summary: 说明。\nprovider: hrss\nchannels: [{kind: phone, number: '12333'}]\nvisits: {min: 1, max: 1}\n"
        "proxy: unknown\nfees: free\nstatus: active\nreview_every: 12 months\n"
    )
    for number in range(300):
        day = f"verified: 2026-{number % 12 + 1:02}-{number % 28 + 1:02}\n" if number % 2 else ""
        path = f"cities/shenzhen/social-security/many-{number:04}.md"
        tiny.write(path, f"---\ntitle: 事项 {number}\n{fields}{day}---\n")
    tiny.build("--now", "2027-07-01")
    first, second = (tiny.page(f"providers/hrss/{part}index.html") for part in ("", "page-2/"))
    said = "301 项服务中 1 项不用跑。 75 项超过了核对期限。 尚未核对 150 项。"
    assert standing(tiny, "providers/hrss/index.html") == said
    listed = first.partition('id="overdue"')[2].partition("</section>")[0]
    days = [tuple(map(int, day)) for day in re.findall(r"· (\d+)年(\d+)月(\d+)日到期", listed)]
    assert len(days) == 10 and days == sorted(days)
    assert "一共 75 项" in listed
    assert "核对" not in second.partition("<main")[2].partition("</main")[0]
