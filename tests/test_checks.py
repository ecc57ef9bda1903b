"""Rules with sense: what they report beyond the samples of `tests/invalid`, and what they leave in peace."""

from __future__ import annotations

import json

import pytest

from sitegen import urls
from tests.conftest import SiteFolder

DEED = "catalogue/tax/deed-tax.md"
CARD = "catalogue/social-security/card.md"
OWN = "cities/guangzhou/tax/deed-tax.md"
Found = list[tuple[str, str, int, int]]


@pytest.fixture
def says(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> Checker:
    """A command: what `check` says of a file after an edit."""
    return Checker(tiny, capsys)


class Checker:
    """Edits the tiny site and asks `check` about the file."""

    def __init__(self, site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
        self.site, self.capsys = site, capsys

    def of(self, path: str, old: str = "", new: str = "") -> Found:
        """Code, file, line and column of each fault in a file after this edit."""
        if old:
            self.site.edit(path, old, new)
        self.site.run("check", str(self.site.content / path), "--json")
        found = json.loads(self.capsys.readouterr().out)
        return [(d["code"], d["file"], d["line"], d["column"]) for d in found]

    def below(self, path: str, text: str) -> list[tuple[str, int, int]]:
        """Code, line of the text and column of each fault in the text below the fields of an entry."""
        fields = (self.site.content / path).read_text(encoding="utf-8").rpartition("---\n")
        self.site.write(path, f"{fields[0]}---\n{text}")
        first = fields[0].count("\n") + 1
        return [(code, line - first, column) for code, _, line, column in self.of(path)]


def test_the_tiny_site_is_clean(says: Checker) -> None:
    """No rule reports anything of good entries."""
    assert [says.of(path) for path in (DEED, CARD, OWN)] == [[], [], []]


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("{min: 0, max: 1, reason: 网上办不了的要到窗口。}", "unknown", ["gap"]),
        ("{min: 0, max: 1, reason: 网上办不了的要到窗口。}", "{min: 0, max: 0}", []),
        ("basis: 中华人民共和国契税法", 'amount: "0"', []),
        ("basis: 中华人民共和国契税法", 'amount: "0.10"', ["no-basis"]),
        ('complain: "12345"', 'complain: "123 66"', ["same-contact"]),
        ("title: 契税申报", "title: 契税申报（怎么交）", ["question-title"]),
        ("title: 契税申报", "title: 多子女家庭契税申报", []),
        ("aliases: [买房交税]", "aliases: [买房交税, 三代卡]", []),
        ("aliases: [买房交税]", "aliases: [社会保障卡 (申领)]", ["taken-alias"]),
        ("verified: 2026-10-01", "verified: 2027-01-01", []),
        ("verified: 2026-10-01", "verified: 2027-01-02", ["odd-verified"]),
        ("verified: 2026-10-01", "verified: 1999-12-31", ["odd-verified"]),
        ("source_url: https://www", "source_url: https://xn--fiqs8s.example/www", ["unnamed-host"]),
        ("eligibility: 取得", "eligibility: 取得&nbsp;", ["leftover"]),
        ("eligibility: 取得", "eligibility: 锟斤拷取得", ["leftover"]),
        ("eligibility: 取得", "eligibility: ç¤¾ä¿\u009d取得".replace("\u009d", "œ"), ["leftover"]),
        ("eligibility: 取得", "eligibility: Ménage à trois & Œuvre; 取得", []),
        ("eligibility: 取得", "# TODO ask\neligibility: 取得", []),
        ("eligibility: 取得", "eligibility: 请{{ name }}取得", ["leftover"]),
    ],
)
def test_what_is_reported_and_what_not(says: Checker, old: str, new: str, codes: list[str]) -> None:
    """Near cases of the rules on both sides of their line."""
    assert [code for code, *_ in says.of(DEED, old, new)] == codes


def test_a_version_answers_for_what_it_states(says: Checker) -> None:
    """Channels that a city states are held against the visits that it inherits, at the channels."""
    assert says.of(OWN, "  - {kind: app, name: 电子税务局, does: [full]}\n", "") == [("zero-visits", OWN, 3, 1)]


def test_families_share_names(says: Checker) -> None:
    """A name that a parent and its child share is wanted; another service that takes it is reported."""
    assert says.of(CARD, "aliases: [社保卡", "aliases: [社保") == []
    assert says.of(DEED, "aliases: [", "aliases: [社保, ") == [("taken-alias", DEED, 3, 11)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("带身份证到深圳办。\n", [("other-city", 1, 6)]),
        ("先到窗口。\n\n带身份证到 Shenzhen 或者深圳市办。\n", [("other-city", 3, 18)]),
        ("在广州办，见《深圳市条例》、[深圳市](https://example.org/)和深圳路 1 号。\n", []),
    ],
)
def test_other_cities(says: Checker, text: str, found: list[tuple[str, int, int]]) -> None:
    """Another city of the directory is reported where it is not a link, a title or a road."""
    assert says.below(OWN, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# 一\n\n字\n", [("heading-order", 1, 1)]),
        ("一\n==\n\n字\n", [("heading-order", 1, 1)]),
        ("## 一\n\n字\n\n### 二\n\n字\n\n## 三\n\n字\n", []),
        ("## 一\n\n字\n\n## 一\n\n字\n\n##### 二\n\n字\n", [("heading-order", 9, 1)]),
        ("## 一\n\n***\n", [("empty-body", 1, 1)]),
        ("字，<https://example.org/a>。\n", [("link-text", 1, 3)]),
        ("字，[https://example.org/a](https://example.org/a)。\n", [("link-text", 1, 3)]),
        ("字，[here](https://example.org/) 和 [税率表](https://example.org/)。\n", [("link-text", 1, 3)]),
        ("字，[税率表](https://gov.cn@example.org/)。\n", [("false-host", 1, 9)]),
        ("同样的字。\n\n同样的字 [这里](https://example.org/)。\n", [("link-text", 3, 6)]),
    ],
)
def test_texts(says: Checker, text: str, found: list[tuple[str, int, int]]) -> None:
    """Headings, links and addresses in a text, each at its place."""
    assert says.below(DEED, text) == found


def test_versions_may_repeat_their_template(says: Checker) -> None:
    """A city that repeats the template's text is let be; a translation that repeats the original is a copy."""
    text = "契税由买方交，税率看面积和套数，首套有优惠，按网签合同的价格算，交了才能办不动产登记，逾期有滞纳金。\n"
    assert says.below(DEED, text) == []
    assert says.below(OWN, text) == []
    says.site.write("catalogue/tax/deed-tax.en.md", f"---\ntitle: Deed tax\n---\n{text}")
    assert [code for code, *_ in says.of("catalogue/tax/deed-tax.en.md")] == ["copied-body"]


@pytest.mark.parametrize(
    ("url", "deceives"),
    [
        ("https://example.org/", False),
        ("https://政务.example/", False),
        ("https://почта.example/", False),
        ("https://example.org/a@b", False),
        ("mailto:a@example.org", False),
        ("https://gov.cn@example.org/", True),
        ("https:\\\\gov.cn@example.org/", True),
        ("https://gоv.example/", True),
        ("https://ΑBC.example/", True),
        ("https://аррӏе.example/", True),
        ("https://xn--80ak6aa92e.example/", True),
        ("https://xn--a\u00e9.example/", True),
        ("https://xn--fiqs8s.example/", False),
    ],
)
def test_addresses_made_to_deceive(url: str, deceives: bool) -> None:
    """Names before an @ and letters of two alphabets in one word deceive; a host in one script does not."""
    assert urls.deceives(url) == deceives
    assert not (deceives and urls.is_outside(url))
