"""`fmt` brings files into one form: the same one whoever wrote them, with the same values, comments and text."""

from __future__ import annotations

import json
import re

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import canonical, entry, formatting, schema, source
from sitegen.canonical import Plain
from sitegen.front_matter import fields_of, plain
from sitegen.source import Source
from tests.conftest import ROOT, SiteFolder

CARD = "cities/guangzhou/social-security/card.md"
LOCATION = "cities/guangzhou/locations/office.yaml"


def formatted(text: str, path: str = CARD) -> str:
    """The text of an entry in its one form; it could be read without a fault."""
    place, _ = entry.classify(path)
    assert place is not None
    found, faults = formatting.formatted(Source(path, text), place)
    assert faults == []
    return found


BY_HAND = """\
---
status: active
# what people say
aliases: [补社保卡, "换社保卡"]   # more to come
title: "补领社保卡"
visits: {max: 1, min: 0, reason: 领卡}
verified: '2026-11-22'
fees:
- {name: 工本费, amount: "20"}  # since May

- name: 快递费

# whom to ask
contacts:
    ask: "12333"
summary: >-
  丢了的社保卡可以
  补领
proxy: {allowed: "no"}
---
去柜台。


最后。
"""
FORMED = """\
---
title: 补领社保卡
# what people say
aliases: [补社保卡, 换社保卡]  # more to come
summary: 丢了的社保卡可以 补领
visits:
  min: 0
  max: 1
  reason: 领卡
proxy:
  allowed: no
fees:
  # since May
  - name: 工本费
    amount: '20'
  - name: 快递费

# whom to ask
contacts:
  ask: '12333'
status: active
verified: 2026-11-22
---

去柜台。


最后。
"""


def test_a_file_written_by_hand() -> None:
    """Order of the schema, quotes only where needed, records in lines, comments with what they are about."""
    assert formatted(BY_HAND) == FORMED
    assert formatted(FORMED) == FORMED


def test_forms_and_hands_give_the_same_text() -> None:
    """What a form editor writes (lists in lines, no comments, long texts folded) becomes what a hand's becomes."""
    by_form = """\
---
title: 补领社保卡
status: active
aliases:
  - 补社保卡
  - 换社保卡
summary: 丢了的社保卡可以
  补领
contacts:
  ask: "12333"
visits:
  min: 0
  max: 1
  reason: >-
    领卡
fees:
  - name: 工本费
    amount: "20"
  - name: 快递费
proxy:
  allowed: false
verified: 2026-11-22
---
去柜台。


最后。"""
    without_comments = "".join(
        re.sub(" +#.*", "", line) for line in FORMED.splitlines(keepends=True) if not line.strip().startswith("#")
    ).replace("\n\ncontacts", "\ncontacts")
    assert formatted(by_form) == without_comments


def test_times_keep_their_quotes() -> None:
    """Opening hours, which other readers of YAML take for a number, are quoted whoever wrote them."""
    by_form = 'hours:\n  weekly:\n    - days: mon\n      to: 17:30\n      from: "09:00"\nname: 大厅\naddress: 一路\n'
    text = formatted(by_form, LOCATION)
    assert text == (
        "name: 大厅\naddress: 一路\nhours:\n  weekly:\n    - days: [mon]\n      from: '09:00'\n      to: '17:30'\n"
    )
    assert yaml.safe_load(text)["hours"]["weekly"][0]["to"] == "17:30"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("aliases: 补卡\n", "aliases: [补卡]\n"),
        ("aliases: ['a, b', c]\n", "aliases:\n  - a, b\n  - c\n"),
        ("questions: [\n  'Where?' ]\n", "questions:\n  - Where?\n"),
        ("aliases: ['甲、乙']\n", "aliases: ['甲、乙']\n"),
        ("audience: ['甲、乙']\n", "audience: [甲、乙]\n"),
        ("fees: []\n", "fees: []\n"),
        ("fees: ~\n", "fees: ~\n"),
        ("fees: unknown\n", "fees: unknown\n"),
        ("summary: |\n  一\n\n  二\n", "summary: |-\n  一\n\n  二\n"),
        ('code: "0755"\n', "code: '0755'\n"),
        ("code: 0755\n", "code: '0755'\n"),
        ("title: yes\n", "title: 'yes'\n"),
        ("booking: {needed: true}\n", "booking:\n  needed: yes\n"),
        ("aliases: [" + ", ".join(["社会保障卡"] * 10) + "]\n", "aliases:\n" + "  - 社会保障卡\n" * 10),
    ],
)
def test_small_forms(before: str, after: str) -> None:
    """How single values and lists stand."""
    assert formatted(f"---\n{before}---\n") == f"---\n{after}---\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# head\n\ntitle: a\n", "# head\n\ntitle: a\n"),
        ("# ours\nstatus: active\n# theirs\ntitle: a\n", "# theirs\ntitle: a\n# ours\nstatus: active\n"),
        ("# head\n\nstatus: active\ntitle: a\n\n# end\n\n", "# head\n\ntitle: a\nstatus: active\n\n# end\n"),
        ("aliases:\n  # old\n  - a\n  - b # new\n", "aliases:\n  # old\n  - a\n  - b  # new\n"),
        ("aliases: [a, # both\n  b] # of them\n", "aliases:\n  - a\n  - b  # of them\n"),
        ("summary: |- # short\n  一 # no\n  二\n", "summary: |-  # short\n  一 # no\n  二\n"),
        ("fees:\n  - # this\n    amount: 1\n    name: a\n", "fees:\n  # this\n  - name: a\n    amount: '1'\n"),
        ("title:\n  # here\n  a\n", "# here\ntitle: a\n"),
        (
            "fees:\n  # one\n\n  - amount: 1\n\n    # two\n    name: a\n",
            "fees:\n  # one\n\n  # two\n  - name: a\n    amount: '1'\n",
        ),
    ],
)
def test_comments_stay_with_what_they_are_about(before: str, after: str) -> None:
    """A comment belongs to what follows, one beside a value to this value; the head and the end of a file are kept."""
    if "both" in before:
        after = "aliases:  # both\n  - a\n  - b  # of them\n"
    assert formatted(f"---\n{before}---\n") == f"---\n{after}---\n"
    assert formatted(f"---\n{after}---\n") == f"---\n{after}---\n"


def test_files_of_every_kind(tiny: SiteFolder) -> None:
    """Translations, places, thesaurus, question words: `fmt` once, then nothing is left to do, and pages stay."""
    assert tiny.build()["exit"] == 0
    before = tiny.files()
    assert tiny.run("fmt", "--quiet") == 0
    assert tiny.run("fmt", "--check") == 0
    assert tiny.build()["made"] == 0
    assert tiny.files() == before


def test_marks_ends_and_blanks(tiny: SiteFolder) -> None:
    """A byte order mark, Windows line ends and trailing blanks go; a file in form is not written."""
    path = tiny.content / "providers/hrss.yaml"
    path.write_bytes(b"\xef\xbb\xbfname: A  \r\n\r\nowner: b\r\n\r\n")
    assert tiny.run("fmt", "providers/hrss.yaml") == 0
    assert path.read_bytes() == b"name: A\nowner: b\n"
    stamp = path.stat().st_mtime_ns
    assert tiny.run("fmt") == 0
    assert path.stat().st_mtime_ns == stamp


def test_check_writes_nothing(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """--check names the files with their differences and exits with 1; in Chinese, too."""
    tiny.write("providers/hrss.yaml", "owner: b\nname: A\n")
    assert tiny.run("fmt", "--check", "providers") == 1
    said = capsys.readouterr().out
    assert "providers/hrss.yaml\n--- providers/hrss.yaml\n+++ providers/hrss.yaml\n@@" in said
    assert "+name: A\n owner: b\n-name: A\n1 of 3 files" in said
    assert (tiny.content / "providers/hrss.yaml").read_text(encoding="utf-8") == "owner: b\nname: A\n"
    assert tiny.run("fmt", "--check", "providers", "--lang", "zh") == 1
    assert "格式" in capsys.readouterr().out


def test_a_broken_file_is_reported_and_left(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be read stays as it is; the others are brought into form."""
    tiny.write("providers/hrss.yaml", "owner: b\nname: [A\n")
    tiny.write("providers/tax-office.yaml", "owner: b\nname: A\n")
    tiny.write("categories/tax.yaml", "name: Tax\naliases:\n  -joined\n")
    assert tiny.run("fmt") == 1
    assert "hrss.yaml:2:7: error[yaml-syntax]" in capsys.readouterr().err
    assert (tiny.content / "providers/hrss.yaml").read_text(encoding="utf-8") == "owner: b\nname: [A\n"
    assert (tiny.content / "categories/tax.yaml").read_text(encoding="utf-8").endswith("  -joined\n")
    assert (tiny.content / "providers/tax-office.yaml").read_text(encoding="utf-8") == "name: A\nowner: b\n"


def test_json_and_wrong_use(tiny: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """--json names what was changed; a path elsewhere is wrong use."""
    tiny.write("providers/hrss.yaml", "owner: b\nname: A\n")
    assert tiny.run("fmt", "--json", "providers/hrss.yaml") == 0
    assert json.loads(capsys.readouterr().out) == {"changed": ["providers/hrss.yaml"], "diagnostics": []}
    assert tiny.run("fmt", "/etc") == 2
    assert "does not lie in" in capsys.readouterr().err
    assert tiny.run("fmt", "providers/nothing.yaml") == 2


def test_a_new_entry_is_in_form(tiny: SiteFolder) -> None:
    """What `new` writes is what `fmt` would make of it."""
    assert tiny.run("new", "service", "guangzhou/tax/my-service", "--title", "我的事项") == 0
    assert tiny.run("new", "location", "guangzhou/my-hall", "--title", "大厅") == 0
    assert (
        tiny.run("fmt", "--check", "cities/guangzhou/tax/my-service.md", "cities/guangzhou/locations/my-hall.yaml") == 0
    )


def test_shipped_content_is_in_form() -> None:
    """`fmt` finds nothing to do in the shipped content."""
    assert SiteFolder(ROOT).run("fmt", "--check", "--quiet") == 0


def test_a_form_that_says_something_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were a value lost on the way, the file would not be written."""
    written = canonical.lines
    monkeypatch.setattr(canonical, "lines", lambda *given: [line for line in written(*given) if "二" not in line])
    with pytest.raises(formatting.FormattingError):
        formatted("---\nstatus: active\naliases:\n  - 一, 三\n  - 二\n---\n")
    with pytest.raises(formatting.FormattingError):
        formatted("---\nstatus: active\n# 二\ntitle: 一\n---\n")


TEXTS = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff"), max_size=12)
    | st.text("ab:#-'\"\\01.?!|>&*[]{}~%@`,=中、yesno ", max_size=10)
    | st.sampled_from(["yes", "true", "0755", "2026-01-01", "12:30", "~", "null", "a: b", "1", "一\n\n二", "a\n b"])
).filter(lambda text: not source._CONTROL.search(text))
NAMES = st.sampled_from([field.name for field in schema.CITY_SERVICE.fields if field.name != "body"] + ["other", "an"])
VALUES = st.recursive(
    TEXTS | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "min", "max", "kind", "does", "url", "amount", "x"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)
COMMENTS = st.sampled_from(["", "", "", "# one", "\n# two", "# three\n", "\n"])


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(NAMES, VALUES, max_size=5), st.integers(0, 60), st.booleans(), st.lists(COMMENTS, max_size=6))
def test_values_stay_and_the_form_is_final(
    fields: dict[str, Plain], width: int, flow: bool, comments: list[str]
) -> None:
    """Whatever is stated, however it stands: the same is stated afterwards, and formatting again changes nothing."""
    text = yaml.safe_dump(
        fields, allow_unicode=True, width=width, default_flow_style=flow or None, sort_keys=False, default_style=None
    )
    lines = re.split(r"(?m)^(?=[a-z_]+:)", text)
    text = "".join(
        (f"{comment}\n" if comment and not flow else "") + line
        for line, comment in zip(lines, [*comments, *[""] * len(lines)], strict=False)
    )
    place, _ = entry.classify(CARD)
    assert place is not None
    before = Source(CARD, f"---\n{text}---\nText.\n")
    if source.parse(before)[1]:
        return
    once, faults = formatting.formatted(before, place)
    if faults:
        assert once == before.text
        return
    after = Source(CARD, once)
    assert formatting.formatted(after, place) == (once, [])
    stated, found = source.parse(before)[0], source.parse(after)[0]
    assert stated is not None and found is not None
    kind = formatting.type_of(place.kind, None)
    assert canonical.settled(plain(stated.root), kind) == plain(found.root)
    assert sorted(re.findall("# (?:one|two|three)$", before.text, re.M)) == sorted(
        re.findall("# (?:one|two|three)$", once, re.M)
    )
    assert (fields_of(after) or {})["body"] == "Text."
