"""Tables into entries: real tables and mappings in, files of content out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from sitegen import diagnostics, importers
from sitegen.importers import mapping, names

ROWS = [
    {"code": "A0001-9", "title": "居住证办理", "phone": "12345", "link": "https://example.org/a?id=1"},
    {"code": "A0002-9", "title": "居住证补领", "phone": "", "link": "https://example.org/a?id=2"},
]
MAPPING = """\
name: sample
rows: rows.json
entries:
  - kind: service
    city: here
    category: household
    id: '{title}'
    key: '{code}'
    fields:
      title: '{title}'
      code: '{code}'
      channels:
        - kind: web
          url: '{link}'
        - kind: phone
          number: '{phone}'
"""
FIRST = """\
---
title: 居住证办理
summary: unknown
code: A0001-9
provider: unknown
channels:
  - kind: web
    url: https://example.org/a?id=1
  - kind: phone
    number: '12345'
visits: unknown
proxy: unknown
fees: unknown
status: active
imported: sample
---
"""
FOLDER = "cities/here/household"


class Desk:
    """A table, a mapping and a content folder in a temporary place."""

    def __init__(self, root: Path) -> None:
        self.content, self.imports = root / "content", root / "imports"
        self.imports.mkdir()
        self.write("mapping.yaml", MAPPING)
        self.rows(ROWS)

    def write(self, name: str, text: str) -> None:
        """Put a file beside the mapping."""
        (self.imports / name).write_text(text, encoding="utf-8")

    def rows(self, rows: list[dict[str, str]]) -> None:
        """Put the table."""
        self.write("rows.json", json.dumps(rows, ensure_ascii=False))

    def map(self, old: str, new: str) -> None:
        """Change the mapping."""
        text = (self.imports / "mapping.yaml").read_text(encoding="utf-8")
        assert old in text
        self.write("mapping.yaml", text.replace(old, new))

    def run(self, *, dry_run: bool = False) -> importers.Report:
        """Import."""
        return importers.run(self.imports / "mapping.yaml", self.content, dry_run)

    def read(self, path: str) -> str:
        """The text of a file of content."""
        return (self.content / path).read_text(encoding="utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        """Edit a file of content by hand."""
        text = self.read(path)
        assert old in text
        (self.content / path).write_text(text.replace(old, new), encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """All files with their bytes, those beside the mapping too."""
        return {p.as_posix(): p.read_bytes() for p in self.content.parent.rglob("*") if p.is_file()}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with two rows."""
    return Desk(tmp_path)


def said(report: importers.Report) -> list[str]:
    """The diagnostics of a report as an editor reads them, without the folder."""
    found = [*report.diagnostics, *report.dropped]
    places = [f"{d.span.path.rsplit('/', 1)[-1]}:{d.span.line}: {d.code.name}: " for d in found]
    return [f"{p}{diagnostics.message(d)}; {diagnostics.hint(d)}" for p, d in zip(places, found, strict=True)]


def test_a_row_becomes_an_entry(desk: Desk) -> None:
    """Fields come from columns; what has no value is left out, or unknown where that may be said."""
    report = desk.run()
    made = (f"{FOLDER}/ju-zhu-zheng-ban-li.md", f"{FOLDER}/ju-zhu-zheng-bu-ling.md")
    assert made == report.made
    assert desk.read(made[0]) == FIRST
    assert "phone" not in desk.read(made[1])
    assert said(report) == []


def test_the_second_import_changes_nothing(desk: Desk) -> None:
    """Not a byte, the ledger included."""
    desk.run()
    before = desk.files()
    report = desk.run()
    assert (report.made, report.changed, len(report.kept)) == ((), (), 2)
    assert before == desk.files()


def test_a_dry_run_writes_nothing(desk: Desk) -> None:
    """It only says what would be made."""
    before = desk.files()
    assert len(desk.run(dry_run=True).made) == 2
    assert before == desk.files()


def _csv(desk: Desk) -> str:
    lines = ["\ufeffcode,title,phone,link", *(",".join(row.values()) for row in ROWS)]
    desk.write("rows.csv", "\r\n".join(lines) + "\r\n")
    return "rows.csv"


def _semicolons(desk: Desk) -> str:
    lines = ["code;title;phone;link", *(";".join(row.values()) for row in ROWS)]
    desk.write("rows.csv", "\n".join(lines) + "\n\n")
    return "rows.csv"


def _xlsx(desk: Desk) -> str:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in [["code", "title", "phone", "link"], *(list(row.values()) for row in ROWS)]:
        sheet.append([int(cell) if cell == "12345" else cell for cell in cells])
    book.save(desk.imports / "rows.xlsx")
    return "rows.xlsx"


def _yaml(desk: Desk) -> str:
    rows = "".join("".join(f"  {k}: '{v}'\n" for k, v in row.items()).replace("  ", "- ", 1) for row in ROWS)
    desk.write("rows.yml", rows)
    return "rows.yml"


def _inside(desk: Desk) -> str:
    desk.write("rows.json", json.dumps({"meta": 1, "items": ROWS}))
    return "{file: rows.json, list: items}"


def _by_key(desk: Desk) -> str:
    desk.write("rows.json", json.dumps({row["code"]: {k: v for k, v in row.items() if k != "code"} for row in ROWS}))
    return "{file: rows.json, by: code}"


@pytest.mark.parametrize("table", [_csv, _semicolons, _xlsx, _yaml, _inside, _by_key])
def test_the_form_of_the_table_does_not_matter(desk: Desk, table: Callable[[Desk], str]) -> None:
    """The same rows as CSV, XLSX, YAML or nested JSON make the same entries."""
    desk.map("rows: rows.json", f"rows: {table(desk)}")
    report = desk.run()
    assert said(report) == []
    assert desk.read(f"{FOLDER}/ju-zhu-zheng-ban-li.md") == FIRST


def test_a_name_that_changed_keeps_its_file(desk: Desk) -> None:
    """The key finds the entry; its address is what people have linked."""
    desk.run()
    desk.rows([ROWS[0] | {"title": "居住证申领"}, ROWS[1]])
    report = desk.run()
    assert (f"{FOLDER}/ju-zhu-zheng-ban-li.md",) == report.changed
    assert FIRST.replace("居住证办理", "居住证申领") == desk.read(report.changed[0])


def test_an_entry_is_found_by_its_code_when_the_ledger_is_lost(desk: Desk) -> None:
    """Also where somebody renamed its file."""
    desk.run()
    (desk.imports / "ledger.json").unlink()
    folder = desk.content / FOLDER
    (folder / "ju-zhu-zheng-ban-li.md").rename(folder / "permit.md")
    report = desk.run()
    assert report.made == ()
    assert f"{FOLDER}/permit.md" in report.kept


def test_a_field_edited_by_hand_stays_and_the_others_follow_the_table(desk: Desk) -> None:
    """Three ways: what was written, what stands there, what the table says now."""
    desk.run()
    path = f"{FOLDER}/ju-zhu-zheng-ban-li.md"
    desk.edit(path, "summary: unknown", "summary: 办居住证。  # asked on the phone")
    desk.edit(path, "fees: unknown\n", "")
    desk.rows([ROWS[0] | {"title": "居住证申领"}, ROWS[1]])
    desk.run()
    expected = FIRST.replace("居住证办理", "居住证申领").replace("fees: unknown\n", "")
    assert expected.replace("summary: unknown", "summary: 办居住证。  # asked on the phone") == desk.read(path)
    assert path in desk.run().kept


def test_another_form_is_no_edit_by_hand(desk: Desk) -> None:
    """What a form editor or an older version wrote in other words of YAML still follows the table."""
    desk.map("      code:", "      audience: ['{title}']\n      body: '{title}'\n      code:")
    desk.run()
    path = f"{FOLDER}/ju-zhu-zheng-ban-li.md"
    desk.edit(path, "audience: [居住证办理]", "audience: >\n  居住证办理\n")
    desk.edit(path, "---\n\n居住证办理\n", "---\n居住证办理")
    desk.rows([ROWS[0] | {"title": "居住证申领"}, ROWS[1]])
    assert path in desk.run().changed
    text = desk.read(path)
    assert "audience: [居住证申领]\n" in text and text.endswith("---\n\n居住证申领\n")


def test_a_row_that_is_gone_is_reported_and_its_file_stays(desk: Desk) -> None:
    """Links may lead there, so a person decides."""
    desk.run()
    desk.rows(ROWS[:1])
    for _ in range(2):
        report = desk.run()
        assert (f"{FOLDER}/ju-zhu-zheng-bu-ling.md",) == report.removed
        assert [d.code.name for d in report.diagnostics] == ["row-vanished"]
    assert (desk.content / FOLDER / "ju-zhu-zheng-bu-ling.md").is_file()


def test_an_entry_follows_its_category_and_leaves_a_redirect(desk: Desk) -> None:
    """Where the table puts an entry elsewhere, the former address leads on, also after the next import."""
    desk.run()
    desk.map("category: household", "category: residence")
    report = desk.run()
    path = "cities/here/residence/ju-zhu-zheng-ban-li.md"
    assert path in report.made
    assert "redirects: [here/household/ju-zhu-zheng-ban-li]\n" in desk.read(path)
    assert not (desk.content / FOLDER / "ju-zhu-zheng-ban-li.md").exists()
    assert (desk.run().removed, len(desk.run().kept)) == ((), 2)


def test_names_that_collide_take_a_part_of_their_code(desk: Desk) -> None:
    """All of them, so that none is the first by chance."""
    desk.rows([row | {"title": "居住证办理"} for row in ROWS])
    made = (f"{FOLDER}/ju-zhu-zheng-ban-li-0001.md", f"{FOLDER}/ju-zhu-zheng-ban-li-0002.md")
    assert made == desk.run().made


def test_a_new_name_does_not_take_the_file_of_another(desk: Desk) -> None:
    """An entry that is there keeps its name; the newcomer takes a part of its code."""
    desk.run()
    desk.rows([*ROWS, ROWS[0] | {"code": "A0003-9"}])
    assert (f"{FOLDER}/ju-zhu-zheng-ban-li-0003.md",) == desk.run().made


def test_a_repeated_key_is_reported_and_both_rows_are_kept(desk: Desk) -> None:
    """The second one gets a number."""
    desk.rows([ROWS[0], ROWS[0] | {"phone": "12333"}])
    report = desk.run()
    assert (f"{FOLDER}/ju-zhu-zheng-ban-li-2.md", f"{FOLDER}/ju-zhu-zheng-ban-li.md") == report.made
    assert [d.code.name for d in report.diagnostics] == ["repeated-key"]


FAMILY = "    family:\n      main_item: '{main}'\n      ungrouped: none\n    fields:\n"


def test_a_main_item_with_a_row_of_its_own_is_the_head(desk: Desk) -> None:
    """The rows that name it have it as their parent; it has none."""
    desk.map("    fields:\n", FAMILY)
    desk.rows([ROWS[0] | {"main": "居住证办理"}, ROWS[1] | {"main": "居住证办理"}])
    report = desk.run()
    assert len(report.made) == 2
    assert "parent" not in desk.read(report.made[0])
    assert "parent: household/ju-zhu-zheng-ban-li\n" in desk.read(report.made[1])


def test_a_main_item_without_a_row_becomes_a_group(desk: Desk) -> None:
    """It has a title and holds its services together."""
    desk.map("    fields:\n", FAMILY)
    desk.rows([ROWS[0] | {"main": "居住证"}, ROWS[1] | {"main": "none"}])
    report = desk.run()
    group = f"{FOLDER}/ju-zhu-zheng.md"
    assert group in report.made
    assert desk.read(group) == "---\ntitle: 居住证\nkind: group\nstatus: active\nimported: sample\n---\n"
    assert "parent: household/ju-zhu-zheng\n" in desk.read(f"{FOLDER}/ju-zhu-zheng-ban-li.md")
    assert "parent" not in desk.read(f"{FOLDER}/ju-zhu-zheng-bu-ling.md")


def test_a_group_lies_in_the_category_of_most_of_its_services(desk: Desk) -> None:
    """A parent may lie in another category."""
    desk.map("category: household", "category: '{branch}'")
    desk.map("    fields:\n", FAMILY)
    more = {"code": "A0003-9", "title": "临时居住证", "phone": "", "link": "https://example.org/3"}
    branches = ["police", "household", "household"]
    desk.rows([r | {"main": "居住证", "branch": b} for r, b in zip([*ROWS, more], branches, strict=True)])
    report = desk.run()
    assert f"{FOLDER}/ju-zhu-zheng.md" in report.made
    assert "parent: household/ju-zhu-zheng\n" in desk.read("cities/here/police/ju-zhu-zheng-ban-li.md")


def test_a_long_summary_goes_whole_into_the_body(desk: Desk) -> None:
    """Nothing is cut; the summary is then unknown, in the translation too."""
    desk.map("      code:", "      summary: '{text}'\n      body: ['## More', '{more}']\n      code:")
    desk.write(
        "mapping.yaml",
        (desk.imports / "mapping.yaml").read_text(encoding="utf-8")
        + "    translations:\n      en: {title: '{title_en}', summary: '{text_en}', body: '{more_en}'}\n",
    )
    english = {"title_en": "Permit", "text_en": "Short.", "more_en": "More."}
    desk.rows([ROWS[0] | {"text": "长" * 121, "more": "多"} | english])
    report = desk.run()
    path = f"{FOLDER}/ju-zhu-zheng-ban-li.md"
    assert "summary: unknown\n" in desk.read(path)
    assert desk.read(path).endswith("---\n\n" + "长" * 121 + "\n\n## More\n\n多\n")
    assert desk.read(report.made[0]) == "---\ntitle: Permit\n---\n\nShort.\n\nMore.\n"


def test_a_template_leaves_unknown_things_to_speak_for_themselves(desk: Desk) -> None:
    """An entry that extends a catalogue entry states only what it knows."""
    desk.write("templates.csv", "code,catalogue\nA0001-9,household/residence-permit\n")
    desk.map("entries:", "tables:\n  templates: {file: templates.csv, by: code}\nentries:")
    desk.map("      code:", "      extends: {table: templates, take: catalogue}\n      code:")
    report = desk.run()
    assert desk.read(report.made[0]).startswith("---\nextends: household/residence-permit\ntitle: 居住证办理\ncode")
    assert "unknown" not in desk.read(report.made[0])
    assert "visits: unknown" in desk.read(report.made[1])


def test_an_empty_cell_of_a_table_stands_for_any_value(desk: Desk) -> None:
    """The more exact row wins."""
    desk.write("branches.csv", "title,phone,category\n居住证办理,,police\n居住证办理,12345,household\n,,other\n")
    desk.map("entries:", "tables:\n  branches: {file: branches.csv, by: [title, phone]}\nentries:")
    desk.map("category: household", "category: {table: branches, take: category}")
    desk.rows([ROWS[0], ROWS[0] | {"phone": "110", "code": "B1"}, ROWS[1] | {"phone": "110"}])
    folders = [path.split("/")[2] for path in desk.run().made]
    assert folders == ["household", "other", "police"]


def test_values_are_matched_split_and_chosen(desk: Desk) -> None:
    """A regular expression, a separator, a condition, another value, rows inside a row."""
    desk.map(
        "      code: '{code}'\n",
        "      code: {column: link, match: 'id=([0-9]+)'}\n"
        "      aliases: {column: words, split: ','}\n"
        "      audience: {each: people, value: '{name}!'}\n"
        "      owner: {value: phone, when: '{phone}', else: '{code}'}\n",
    )
    people = [{"name": "甲"}, {"name": "乙"}]
    desk.write("rows.json", json.dumps([{**row, "words": "一, 二", "people": people} for row in ROWS]))
    report = desk.run()
    first, second = (desk.read(path) for path in report.made)
    assert "aliases: [一, 二]\nsummary: unknown\ncode: '1'\n" in first
    assert "audience: [甲!, 乙!]\n" in first
    assert ("owner: phone\n" in first, "owner: A0002-9\n" in second) == (True, True)


def test_entries_per_value_gather_what_their_rows_say(desk: Desk) -> None:
    """A city adopts the catalogue entries of all rows that name it; a row may name several."""
    desk.map("kind: service\n    city: here\n", "kind: catalogue\n    as: service\n")
    desk.write(
        "mapping.yaml",
        (desk.imports / "mapping.yaml").read_text(encoding="utf-8")
        + "  - kind: city\n    per: place\n    id: '{place}'\n"
        + "    fields: {name: '{place}', level: city, adopts: ['{service}']}\n",
    )
    rows = [{**ROWS[0], "place": ["North", "South"]}, {**ROWS[1], "place": "South"}]
    desk.write("rows.json", json.dumps(rows))
    report = desk.run()
    assert "cities/south/city.yaml" in report.made
    text = "name: South\nlevel: city\nadopts: [household/ju-zhu-zheng-ban-li, household/ju-zhu-zheng-bu-ling]\n"
    assert text == desk.read("cities/south/city.yaml")


def test_a_row_that_cannot_be_an_entry_is_dropped_with_its_reason(desk: Desk) -> None:
    """The others are imported."""
    desk.rows([ROWS[0] | {"link": "www.example.org"}, ROWS[1] | {"title": ""}])
    report = desk.run()
    assert report.made == ()
    expected = [
        'rows.json:1: row-dropped: this row became no service: "www.example.org" is not an address that may be linked; '
        'did you mean "https://www.example.org"?; mend the row, or the mapping',
        "rows.json:1: row-dropped: this row became no service: "
        'it has no value for "title"; mend the row, or the mapping',
    ]
    assert expected == said(report)
    assert len(report.dropped) == 2


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "'{phone}'",
            "'{fone}'",
            'mapping.yaml:16: unknown-column: no row has a column "fone"; did you mean "phone"?',
        ),
        (
            "      title:",
            "      titel:",
            'mapping.yaml:10: unknown-field: "titel" is not a field of service; did you mean "title"?',
        ),
        (
            "title: '{title}'",
            "title: {column: title, take: x, table: towns}",
            'mapping.yaml:10: unknown-table: there is no table "towns"; tables get their names under tables: ',
        ),
        (
            "rows: rows.json",
            "rows: table.json",
            'mapping.yaml:2: no-table: there is no file "table.json"; '
            "paths in a mapping begin at the mapping file's folder",
        ),
        (
            "kind: service",
            "kind: servise",
            'mapping.yaml:4: unknown-word: "servise" is not a value of "kind"; did you mean "service"?',
        ),
        (
            "    city: here\n",
            "",
            'mapping.yaml:4: missing-field: "city" is missing; '
            "state it: a service lies in cities/ or categories/, so say in which city",
        ),
        (
            "title: '{title}'",
            "title: {column: title, match: '('}",
            'mapping.yaml:10: bad-regex: "(" is no regular expression: '
            "missing ), unterminated subpattern at position 0; check its brackets and backslashes",
        ),
    ],
)
def test_a_fault_in_the_mapping_is_told_with_its_place(desk: Desk, old: str, new: str, message: str) -> None:
    """Nothing is written until the mapping is sound."""
    desk.map(old, new)
    report = desk.run()
    assert [message] == said(report)
    assert not desk.content.exists()


def test_a_column_without_quotes_is_explained(desk: Desk) -> None:
    """`{title}` alone is YAML for something else."""
    desk.map("title: '{title}'", "title: {title}")
    assert [text.split(": ", 2)[2].split(";")[0] for text in said(desk.run())] == ['"title" is not a field of a value']
    assert 'write "{title}" in quotes' in dict(desk.run().diagnostics[0].values)["known"]


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        (b"code,title,phone,link\n1,2,3,4,5\n", ":2: bad-table: this table cannot be read: this row has 5 cells"),
        (b"code,code,title\n1,2,3\n", ':1: bad-table: this table cannot be read: two columns are called "code"'),
        (
            "code,title\n1,居\n".encode("gb18030"),
            ":2: bad-table: this table cannot be read: this file is not UTF-8 text",
        ),
        (b'code,title\n1,"2\n', ":2: bad-table: this table cannot be read: unexpected end of data"),
    ],
)
def test_a_fault_in_a_table_is_told_with_its_line(desk: Desk, table: bytes, problem: str) -> None:
    """A table is imported whole or not at all."""
    (desk.imports / "rows.csv").write_bytes(table)
    desk.map("rows: rows.json", "rows: rows.csv")
    report = desk.run()
    assert said(report)[0].startswith("rows.csv" + problem)
    assert not desk.content.exists()


def test_broken_json_is_told_with_its_line(desk: Desk) -> None:
    """The place is the parser's."""
    desk.write("rows.json", '[\n{"code": "1"},\n{"code" "2"}\n]')
    assert said(desk.run())[0].startswith("rows.json:3: bad-table: this table cannot be read: this is not JSON: ")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Children's Fund", "childrens-fund"),
        ("Café 21", "cafe-21"),
        ("居民身份证办理（包括临时）", "ju-min-shen-fen-zheng-ban-li-bao-kuo-lin-shi"),
        ("already-a-slug", "already-a-slug"),
        ("长" * 30, "-".join(["zhang"] * 10)),
        ("！", ""),
    ],
)
def test_names_become_readable_ids(name: str, slug: str) -> None:
    """Pinyin for Chinese, words for Latin letters, cut behind a syllable."""
    made = names.slug(name)
    assert slug.replace("zhang", "chang") == made.replace("zhang", "chang")
    assert len(made) <= names.LONGEST


def test_the_example_of_the_docs_works(tmp_path: Path) -> None:
    """What docs/import.md shows first is what happens."""
    docs = (Path(__file__).parent.parent / "docs" / "import.md").read_text(encoding="utf-8")
    for name, kind in (("clinics.csv", "csv"), ("clinics.yaml", "yaml")):
        block = docs.split(f"```{kind}\n", 1)[1].split("```", 1)[0]
        (tmp_path / name).write_text(block, encoding="utf-8")
    report = importers.run(tmp_path / "clinics.yaml", tmp_path / "content")
    folder = "cities/guangzhou/health"
    made = (f"{folder}/jia-ting-yi-sheng-qian-yue.md", f"{folder}/she-qu-wei-sheng-fu-wu-zhong-xin-yu-yue.md")
    assert ((), made) == (report.diagnostics, report.made)
    assert "kind: phone" not in (tmp_path / "content" / made[0]).read_text(encoding="utf-8")


def test_every_word_of_a_mapping_is_documented() -> None:
    """An editor finds each key in docs/import.md."""
    docs = (Path(__file__).parent.parent / "docs" / "import.md").read_text(encoding="utf-8")
    known = {
        *mapping.MAPPING_KEYS,
        *mapping.TABLE_KEYS,
        *mapping.SECTION_KEYS,
        *mapping.FAMILY_KEYS,
        *mapping.PICK_KEYS,
    }
    assert [] == sorted(
        word for word in known if not re.search(rf"`[^`]*\b{word}\b[^`]*`|^ +{word}:", docs, re.MULTILINE)
    )
