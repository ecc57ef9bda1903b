"""What `front_matter` writes is read back as the same text, and what it does not change stays as it was."""

from __future__ import annotations

from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import canonical, front_matter, schema
from sitegen.source import Source, load

_TEXTS = (
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    | st.text("ab:#-\n '\"\\01.?!|>&*[]{}~%@`,=中—yesno\t\u3000", max_size=12)
    | st.sampled_from(["yes", "0755", "2026-01-01", "12:30", "~", "<<", "null", "---", "...", "a: b", "1e3", ".inf"])
)
_NAMES = st.from_regex("[a-z_]{1,8}", fullmatch=True).filter(lambda name: name != "body")
_VALUES = st.recursive(
    _TEXTS | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=3),
    max_leaves=8,
)
_FIELDS = st.dictionaries(_NAMES, _VALUES, min_size=1, max_size=4)


@settings(max_examples=300, deadline=None)
@given(_FIELDS, st.sampled_from(["entry.yaml", "entry.md"]))
def test_what_is_written_is_read_back(fields: dict[str, canonical.Plain], path: str) -> None:
    """Whatever an editor's texts hold, the same texts come back, without a fault."""
    assert fields == front_matter.fields_of(Source(path, front_matter.render(fields, path)))


@settings(max_examples=300, deadline=None)
@given(_FIELDS)
def test_other_readers_of_yaml_find_the_same_texts(fields: dict[str, canonical.Plain]) -> None:
    """Quotes stand where another YAML reader would see a number, a date or a truth."""
    assert fields == yaml.safe_load(front_matter.render(fields, "entry.yaml"))


def test_plain_texts_have_no_quotes() -> None:
    """Only what needs quotes has them."""
    fields: dict[str, canonical.Plain] = {
        "title": "身份证补领（县级）: 补办",
        "code": "511A-0-1",
        "phone": "12345",
        "aliases": ["补办", "a # b"],
        "channels": [{"kind": "web", "does": ["info"]}, {"kind": "phone"}],
        "note": "one\ntwo",
    }
    text = (
        "title: '身份证补领（县级）: 补办'\ncode: 511A-0-1\nphone: '12345'\naliases: [补办, 'a # b']\n"
        "channels:\n  - kind: web\n    does: [info]\n  - kind: phone\nnote: |-\n  one\n  two\n"
    )
    assert text == front_matter.render(fields, "entry.yaml")


def test_changing_a_field_leaves_the_others_as_they_are() -> None:
    """Comments, quotes and the order of a hand-written file survive."""
    text = '---\n# ours\ntitle: "Old"   # short\nstatus: active\n# why\nowner: me\n---\nText.\n'
    changed = front_matter.patch(
        Source("a.md", text), {"summary": "New", "status": "closed"}, ["owner"], schema.SERVICE
    )
    expected = '---\n# ours\ntitle: "Old"   # short\nsummary: New\nstatus: closed\n# why\n---\nText.\n'
    assert expected == changed


def test_a_changed_body_replaces_the_text_only() -> None:
    """The fields of a Markdown file stay when its text changes."""
    text = "---\ntitle: 'A'\n---\nOld.\n"
    expected = "---\ntitle: 'A'\n---\n\nNew.\n"
    assert front_matter.patch(Source("a.md", text), {"body": "New.\n"}, [], schema.SERVICE) == expected


def test_a_body_survives_a_file(tmp_path: Path) -> None:
    """A Markdown text with rules and blank lines comes back whole."""
    body = "One\n\n---\n\n- two\n\n    code"
    (tmp_path / "a.md").write_text(front_matter.render({"title": "A", "body": body}, "a.md"), encoding="utf-8")
    source, _ = load(tmp_path, "a.md")
    assert source is not None
    assert {"title": "A", "body": body} == front_matter.fields_of(source)
