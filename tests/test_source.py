"""Files as text with places: what YAML would decide by itself stays text or is reported, and nothing brings it down."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import canonical, codes, source
from sitegen.diagnostics import Diagnostic
from sitegen.source import Mapping, Name, Node, Scalar, Sequence, Source

NOT_IN_FILES = "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn"), exclude_characters=NOT_IN_FILES))
LINES = st.text(st.characters(exclude_categories=("Cs", "Cn"), include_characters="\n\t", exclude_characters="\r"))
NAMES = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True)


def parsed(text: str, path: str = "a.yaml") -> tuple[Node | None, list[Diagnostic]]:
    result, faults = source.parse(Source(path, text))
    return (result.root if result else None), faults


def value(text: str) -> Scalar:
    """The scalar that is stated as `a`."""
    root, faults = parsed(text)
    assert faults == []
    assert isinstance(root, Mapping)
    node = next(node for name, node in root.pairs if name.value == "a")
    assert isinstance(node, Scalar)
    return node


def found(faults: list[Diagnostic]) -> list[tuple[str, int, int]]:
    return [(d.code.name, d.span.line, d.span.column) for d in faults]


def in_file(folder: Path, data: bytes, name: str = "a.yaml") -> tuple[Source | None, list[Diagnostic]]:
    (folder / name).write_bytes(data)
    return source.load(folder, name)


@pytest.mark.parametrize(
    "text",
    [
        "0755",
        "no",
        "yes",
        "on",
        "12:30",
        "012345",
        "1e3",
        "0x1F",
        ".inf",
        "null",
        "2026-11-22",
        "1_000",
        "3.10",
        "=",
        "<",
    ],
)
def test_yaml_decides_nothing(text: str) -> None:
    """What YAML would take for a number, a time, a date or a truth value stays the text that was written."""
    assert value(f"a: {text}\n").value == text


def test_only_a_bare_tilde_deletes() -> None:
    """~ deletes; a quoted one is a text, and nothing at all is empty."""
    assert value("a: ~\n").is_null
    assert not value('a: "~"\n').is_null
    assert value("a:\n").is_empty
    assert not value('a: ""\n').is_empty


def test_a_repeated_name_is_reported_where_it_is_repeated() -> None:
    """The second of two names is the fault, and it tells where the first stands."""
    _, faults = parsed("a: 1\nb: 2\na: 3\n")
    assert found(faults) == [("duplicate-key", 3, 1)]
    assert dict(faults[0].values) == {"key": "a", "first": "1"}


def test_a_repeated_name_inside_a_list_is_reported() -> None:
    """Names are compared within their own mapping, at any depth."""
    _, faults = parsed("a:\n  - {b: 1, b: 2}\n  - {b: 3}\n")
    assert found(faults) == [("duplicate-key", 2, 12)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: &x 1\n", [("yaml-anchor", 1, 4)]),
        ("a: &x 1\nb: *x\n", [("yaml-anchor", 1, 4), ("yaml-anchor", 2, 4)]),
        ("a:\n  <<: {b: 1}\n", [("yaml-anchor", 2, 3)]),
        ("a: !!int 1\n", [("yaml-tag", 1, 4)]),
        ("a: !python/object:os.system x\n", [("yaml-tag", 1, 4)]),
        ("a: ! 1\n", []),
    ],
)
def test_anchors_and_tags_are_reported(text: str, places: list[tuple[str, int, int]]) -> None:
    """Anchors, aliases, merge keys and tags are faults, each at its place; nothing is ever constructed."""
    assert found(parsed(text)[1]) == places


def test_a_merge_key_in_quotes_is_a_name() -> None:
    """Only the bare << is YAML's; in quotes it is a name like any other."""
    assert parsed('a: {"<<": 1}\n')[1] == []


def test_windows_line_ends_and_mark(tmp_path: Path) -> None:
    """A byte order mark and CRLF from a Windows editor change neither values nor places."""
    loaded, faults = in_file(tmp_path, b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert faults == []
    assert loaded == Source("a.yaml", "a: 1\nb: 2\n")


def test_old_mac_line_ends(tmp_path: Path) -> None:
    """A lone carriage return ends a line too."""
    loaded, _ = in_file(tmp_path, b"a: 1\rb: 2\r")
    assert loaded == Source("a.yaml", "a: 1\nb: 2\n")


def test_a_tab_may_stand_behind_a_colon() -> None:
    """A tab between name and value is no fault; before a name it is, and is named."""
    assert value("a:\t1\n").value == "1"
    _, faults = parsed("b:\n\ta: 1\n")
    assert found(faults) == [("yaml-syntax", 2, 1)]
    assert dict(faults[0].values)["problem"] == "a tab stands before the name"


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x00", "\x85", "\u202e", "\u2066", "\ufeff", "\x7f"])
def test_invisible_signs_are_reported_at_their_place(tmp_path: Path, sign: str) -> None:
    """What cannot be seen and changes what is read, line separators and turned directions included, is a fault."""
    loaded, faults = in_file(tmp_path, f"a: 1\nb: 一{sign}二\n".encode())
    assert loaded is None
    assert found(faults) == [("control-character", 2, 5)]


def test_text_that_is_not_utf8(tmp_path: Path) -> None:
    """The place of the first byte that is no UTF-8 is named."""
    assert found(in_file(tmp_path, "a: 1\nb: 税务\n".encode("gbk"))[1]) == [("not-utf8", 2, 5)]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "], ids=["lists", "mappings", "hyphens"])
def test_ten_thousand_levels(opening: str) -> None:
    """Nesting of any depth is one report, never a crash."""
    _, faults = parsed("a: " + opening * 10_000 if opening != "- " else opening * 10_000)
    assert [d.code for d in faults] == [codes.YAML_DEPTH]


def test_ten_thousand_levels_of_indentation() -> None:
    """Nesting by indentation is bounded too."""
    _, faults = parsed("\n".join(" " * n + "a:" for n in range(2_000)))
    assert [d.code for d in faults] == [codes.YAML_DEPTH]


def test_the_largest_file(tmp_path: Path) -> None:
    """A file of exactly the limit is read, one byte more is refused with its size."""
    loaded, faults = in_file(tmp_path, b"#" * source.MAX_BYTES)
    assert loaded is not None
    assert faults == []
    loaded, faults = in_file(tmp_path, b"#" * (source.MAX_BYTES + 1))
    assert loaded is None
    assert dict(faults[0].values) == {"size": "2000001", "limit": "2000000"}


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n"])
def test_an_empty_file_states_nothing(text: str) -> None:
    """An empty file is a file without fields; what it lacks is told by the schema."""
    root, faults = parsed(text)
    assert faults == []
    assert isinstance(root, Mapping)
    assert root.pairs == ()


def test_fields_without_a_text() -> None:
    """Front matter may stand alone; there is no body then."""
    result, faults = source.parse(Source("a.md", "---\na: 1\n---\n"))
    assert faults == []
    assert result is not None
    assert result.body is None


def test_the_text_begins_behind_the_fields() -> None:
    """The body is what follows the second fence, and knows its line."""
    result, _ = source.parse(Source("a.md", "---\na: 1\n---\n\nfirst\n---\nlast\n"))
    assert result is not None
    assert result.body is not None
    assert result.body.value == "first\n---\nlast"
    assert result.body.span.line == 4


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\n", "front-matter", 1),
        ("", "front-matter", 1),
        ("\n---\na: 1\n---\n", "front-matter", 1),
        ("---\n", "front-matter-end", 1),
        ("---\na: 1\n", "front-matter-end", 2),
        ("---\na: 1\nb:\n  - 2\n\nSome text: here\nand there.\n", "front-matter-end", 6),
        ("---\na: 1\n---- \nb\n", "front-matter-end", 3),
    ],
)
def test_missing_fences(text: str, code: str, line: int) -> None:
    """Both fences are needed; the message tells which of them is missing, and where it most likely belongs."""
    assert found(parsed(text, "a.md")[1]) == [(code, line, 1)]


def test_two_documents() -> None:
    """A second document in one file is a fault at its beginning."""
    _, faults = parsed("a: 1\n---\nb: 2\n")
    assert found(faults) == [("yaml-syntax", 2, 1)]


@pytest.mark.parametrize("text", ["[1, 2]: a\n", "{a: 1}: b\n"])
def test_a_name_is_a_word(text: str) -> None:
    """Lists and mappings cannot be names."""
    assert [d.code for d in parsed(text)[1]] == [codes.YAML_SYNTAX]


@pytest.mark.parametrize(
    "text", ["a: [", "a: {b: ", 'a: "', "a: 'b", "? ", "- a\nb", "a: b: c", "%", "@", "\t", "a: |x\n", "*"]
)
def test_whatever_is_written_is_a_report(text: str) -> None:
    """Text that is no YAML gives a report with a place inside the file, never an exception."""
    for fault in parsed(text)[1]:
        assert 1 <= fault.span.line <= text.count("\n") + 1
        assert fault.span.column >= 1


@settings(deadline=None)
@given(LINES)
def test_nothing_brings_the_reader_down(text: str) -> None:
    """Any text at all, in either kind of file, is read or reported."""
    for path in ("a.yaml", "a.md"):
        result, faults = source.parse(Source(path, text))
        assert result is not None or faults


@settings(deadline=None)
@given(TEXTS)
def test_a_scalar_reads_back(text: str) -> None:
    """What `scalar` writes is read back as the same text, wherever it stands."""
    assert value(f"a: {canonical.scalar(text)}\n").value == text
    root, faults = parsed(f"- {canonical.scalar(text)}\n")
    assert faults == []
    assert isinstance(root, Sequence)
    assert [node.value for node in root.items if isinstance(node, Scalar)] == [text]


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_a_scalar_with_lines_reads_back(first: str, second: str) -> None:
    """Line ends and tabs survive too."""
    text = f"{first}\n\t{second}"
    assert value(f"a: {canonical.scalar(text)}\n").value == text


@settings(deadline=None)
@given(st.dictionaries(NAMES, TEXTS | st.lists(TEXTS, min_size=1, max_size=4), min_size=1, max_size=6))
def test_locate_finds_what_was_written(fields: dict[str, str | list[str]]) -> None:
    """Each value is found at the line and column where it was written, and each name at its own."""
    lines: list[str] = []
    places: list[tuple[tuple[str | int, ...], tuple[int, int]]] = []
    for name, stated in fields.items():
        places.append(((Name(name),), (len(lines) + 1, 1)))
        if isinstance(stated, str):
            places.append(((name,), (len(lines) + 1, len(name) + 3)))
            lines.append(f"{name}: {canonical.scalar(stated)}")
        else:
            lines.append(f"{name}:")
            for number, item in enumerate(stated):
                places.append(((name, number), (len(lines) + 1, 5)))
                lines.append(f"  - {canonical.scalar(item)}")
    file = Source("a.yaml", "\n".join(lines) + "\n")
    for keys, place in places:
        span = source.locate(file, keys)
        assert (span.line, span.column) == place


def test_locate_gives_the_nearest_around() -> None:
    """A value that is not stated is placed at the value around it, and at the first line at last."""
    file = Source("a.yaml", "x: 1\na:\n  b: 2\n")
    assert source.locate(file, ("a", "c")).line == 3
    assert source.locate(file, ("z",)).line == 1
    assert source.locate(Source("a.yaml", "a: ["), ("a",)).line == 1


def test_scan_passes_hidden_files_over(tmp_path: Path) -> None:
    """Entries and strays are listed in order, hidden files and folders are not looked at."""
    for name in ("b/x.md", "a.yaml", "b/notes.txt", ".git/a.yaml", "b/.x.md.swp"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    assert source.scan(tmp_path) == (["a.yaml", "b/x.md"], ["b/notes.txt"])
