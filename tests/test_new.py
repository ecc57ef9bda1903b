"""`new`: what is asked, what is filled in, and that nothing is written over."""

from __future__ import annotations

import io

import pytest

from tests.conftest import SiteFolder


class Terminal(io.StringIO):
    """Somebody who types these answers, one a line."""

    def isatty(self) -> bool:
        return True


def answers(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("".join(f"{line}\n" for line in lines)))


def test_what_is_missing_is_asked_for(
    tiny: SiteFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a terminal `new` asks kind, title, city and category, mistyped ones again, and offers an id in pinyin."""
    answers(monkeypatch, "", "车船税申报", "guangzo", "guangzhou", "tax", "")
    assert tiny.run("new") == 0
    said = capsys.readouterr().err
    assert "What is it? (category, catalogue, city, location, service, provider, notice, journey) [service]: " in said
    assert 'did you mean "guangzhou"?' in said
    assert "[guangzhou/tax/che-chuan-shui-shen-bao]" in said
    text = (tiny.content / "cities/guangzhou/tax/che-chuan-shui-shen-bao.md").read_text(encoding="utf-8")
    assert "title: 车船税申报" in text and "status: draft" in text


def test_what_is_given_is_not_asked_for(tiny: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """With title, city and category nothing is asked, on a terminal neither; a second one gets another id."""
    call = ("new", "service", "--title", "契税", "--city", "guangzhou", "--category", "tax")
    answers(monkeypatch)
    assert (tiny.run(*call), tiny.run(*call)) == (0, 0)
    assert [p.name for p in sorted((tiny.content / "cities/guangzhou/tax").iterdir())] == [
        "deed-tax.md",
        "qi-shui-2.md",
        "qi-shui.md",
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "KIND is needed"),
        (("service",), "--title is needed"),
        (("service", "--title", "契税"), "--city is needed"),
        (("service", "--title", "契税", "--city", "guangzo"), 'did you mean "guangzhou"?'),
        (("service", "--title", "!", "--city", "guangzhou", "--category", "tax"), "ID is needed"),
        (("sevice", "guangzhou/tax/x"), 'did you mean "service"?'),
        (("location", "guangzhou/x", "--provider", "hrss"), "leave --provider out"),
        (("service", "guangzhou/tax/x", "--provider", "hrs"), 'did you mean "hrss"?'),
        (("service", "guangzhou/tax/x", "--from", "tax/ded-tax"), 'did you mean "tax/deed-tax"?'),
    ],
)
def test_nobody_is_asked_without_a_terminal(
    tiny: SiteFolder, words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is missing or mistyped is wrong use then, told with the option or the word that was meant."""
    before = sorted(tiny.content.rglob("*"))
    assert tiny.run("new", *words) == 2
    assert told in capsys.readouterr().err
    assert sorted(tiny.content.rglob("*")) == before


def test_a_version_shows_what_the_catalogue_states(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """`--from` names the file by the template, shows its fields as comments, states nothing, and changes no page."""
    assert tiny.build()["exit"] == 0
    before = tiny.page("shenzhen/social-security/card/index.html")
    assert tiny.run("new", "--from", "social-security/card", "--city", "shenzhen") == 0
    text = (tiny.content / "cities/shenzhen/social-security/card.md").read_text(encoding="utf-8")
    fields = [line for line in text.splitlines() if line and not line.startswith(("#", "---"))]
    assert fields == ["extends: social-security/card"]
    assert "The catalogue states:\n# visits:\n#   min: '0'\n" in text
    assert tiny.run("check") == 0
    assert tiny.build()["exit"] == 0
    assert tiny.page("shenzhen/social-security/card/index.html") == before.replace(
        "catalogue/social-security/card.md", "cities/shenzhen/social-security/card.md"
    )


def test_a_body_brings_what_is_known_of_it(tiny: SiteFolder) -> None:
    """`--provider` states the body, who keeps its entries, and its own ways to be reached; the entry is a draft."""
    tiny.write(
        "providers/hall.yaml",
        "name: 大厅\nurl: https://example.org/hall\nowner: hall-team\nphones:\n  - {number: '12340', label: 热线}\n",
    )
    assert tiny.run("new", "service", "guangzhou/tax/stamp", "--title", "印花税", "--provider", "hall") == 0
    text = (tiny.content / "cities/guangzhou/tax/stamp.md").read_text(encoding="utf-8")
    assert "\nprovider: hall\n" in text and "\nowner: hall-team\n" in text
    assert "\n  - kind: web\n    url: https://example.org/hall\n" in text
    assert "\n  - kind: phone\n    name: 热线\n    number: '12340'\n" in text
    assert "\ncontacts:\n  ask: '12340'\n" in text
    assert tiny.run("check") == 0


def test_a_version_of_a_body_keeps_the_ways_of_the_catalogue(tiny: SiteFolder) -> None:
    """With a template its channels stay: they are those of the service, not of the body."""
    tiny.write("providers/hall.yaml", "name: 大厅\nurl: https://example.org/hall\n")
    call = ("new", "--from", "social-security/card", "--city", "shenzhen", "--provider", "hall")
    assert tiny.run(*call) == 0
    text = (tiny.content / "cities/shenzhen/social-security/card.md").read_text(encoding="utf-8")
    assert "\nprovider: hall\n" in text and "\n# channels:\n" in text


def test_the_entry_is_explained_in_the_language_of_messages(tiny: SiteFolder) -> None:
    """An editor who reads Chinese messages reads Chinese explanations."""
    assert tiny.run("new", "service", "guangzhou/tax/stamp", "--title", "印花税", "--lang", "zh") == 0
    assert "# 事项的正式名称。\ntitle: 印花税\n" in (tiny.content / "cities/guangzhou/tax/stamp.md").read_text(
        encoding="utf-8"
    )


def test_nothing_is_written_over(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """An entry that exists, in either form, stays as it is."""
    tiny.write("cities/guangzhou/tax/stamp.yaml", "title: 印花税\n")
    assert tiny.run("new", "service", "guangzhou/tax/stamp") == 2
    assert "cities/guangzhou/tax/stamp.yaml exists already" in capsys.readouterr().err
    assert not (tiny.content / "cities/guangzhou/tax/stamp.md").exists()
