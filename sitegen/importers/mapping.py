"""A mapping file as values: which rows become which entries, and where each field comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from sitegen import codes, schema, source, urls
from sitegen.diagnostics import Code, Diagnostic, Span, fault, suggest
from sitegen.importers.expressions import Expression, Group, Many, Pick, Template
from sitegen.importers.tables import Table
from sitegen.source import Mapping as Fields
from sitegen.source import Node, Scalar, Sequence
from sitegen.values import canonical_language, has_words

MAPPING_KEYS = ("name", "rows", "tables", "let", "entries")
TABLE_KEYS = ("file", "list", "by")
SECTION_KEYS = (
    "kind",
    "as",
    "when",
    "per",
    "key",
    "city",
    "category",
    "id",
    "distinct",
    "fields",
    "translations",
    "family",
)
FAMILY_KEYS = ("main_item", "within", "ungrouped", "fields")
PICK_KEYS = ("column", "value", "each", "match", "split", "table", "take", "else", "when", "unless")
SOURCES = ("column", "value", "each", "table")


@dataclass(frozen=True, slots=True)
class Family:
    """How rows name their main item; `within` keeps equal names of different offices apart."""

    main_item: Expression
    within: Expression
    ungrouped: str
    fields: Group


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of entry that rows become."""

    kind: schema.Kind
    id: Expression
    fields: Group
    span: Span
    reference: str = ""
    per: str = ""
    when: Expression | None = None
    key: Expression | None = None
    city: Expression | None = None
    category: Expression | None = None
    distinct: Expression | None = None
    translations: tuple[tuple[str, Group], ...] = ()
    family: Family | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """A whole mapping file; `name` is what the entries state as `imported`."""

    name: str
    rows: Table
    tables: tuple[tuple[str, Table], ...]
    let: tuple[tuple[str, Expression], ...]
    sections: tuple[Section, ...]


def read(path: Path) -> tuple[Mapping | None, list[Diagnostic]]:
    """The mapping in a file, or None with all that is wrong with it."""
    if not path.is_file():
        return None, [fault(codes.NO_TABLE, Span(path.as_posix()), file=path.name)]
    text, faults = source.load(path.parent, path.name)
    parsed, wrong = source.parse(source.Source(path.as_posix(), text.text)) if text else (None, [])
    faults += wrong
    if parsed is None or faults:
        return None, faults
    reader = _Reader(faults)
    mapping = reader.mapping(parsed.root)
    return (None if faults else mapping), faults


@dataclass(slots=True)
class _Reader:
    """Reads the nodes of a mapping file and collects what is wrong with them."""

    faults: list[Diagnostic] = field(default_factory=list)

    def mapping(self, root: Node) -> Mapping:
        """The whole file."""
        keys = self.keys(root, "a mapping file", MAPPING_KEYS, ("name", "rows", "entries"))
        name = self.word(keys.get("name"), "name")
        if name and not urls.is_slug(name):
            self.report(codes.BAD_ID, keys["name"], word=name)
        return Mapping(
            name,
            self.table(keys["rows"]) if "rows" in keys else Table((), root.span),
            tuple(
                (name.value, self.table(node, keyed=True)) for name, node in self.pairs(keys.get("tables"), "tables")
            ),
            tuple((name.value, self.expression(node, None)) for name, node in self.pairs(keys.get("let"), "let")),
            tuple(s for node in self.items(keys.get("entries"), "entries") for s in self.section(node)),
        )

    def table(self, node: Node, *, keyed: bool = False) -> Table:
        """Where rows are: a file name, several, or file, list and by."""
        if not isinstance(node, Fields):
            if keyed:
                self.report(codes.MISSING_FIELD, node, field="by", doc="the columns that find a row of the table")
            return Table(self.words(node, "file"), node.span)
        needed = ("file", "by") if keyed else ("file",)
        keys = self.keys(node, "a table", TABLE_KEYS, needed)
        listed = self.word(keys.get("list"), "list")
        return Table(self.words(keys.get("file"), "file"), node.span, listed, self.words(keys.get("by"), "by"))

    def section(self, node: Node) -> list[Section]:
        """One of `entries`; empty where its kind is none."""
        keys = self.keys(node, "an item of entries", SECTION_KEYS, ("kind", "id", "fields"))
        word = self.word(keys.get("kind"), "kind")
        kinds = {kind.name: kind for kind in schema.KINDS if "{" in kind.pattern}
        if word not in kinds:
            if "kind" in keys:
                known = ", ".join(kinds)
                self.report(
                    codes.UNKNOWN_WORD,
                    keys["kind"],
                    word=word,
                    field="kind",
                    known=known,
                    suggestion=suggest(word, kinds),
                )
            return []
        kind = kinds[word]
        for place in ("city", "category"):
            if f"{{{place}}}" in kind.pattern and place not in keys and word != place:
                doc = f"a {word} lies in cities/ or categories/, so say in which {place}"
                self.report(codes.MISSING_FIELD, node, field=place, doc=doc)

        def text(name: str) -> Expression | None:
            return self.expression(keys[name], schema.Plain()) if name in keys else None

        identity = text("id") or Template("", node.span)
        return [
            Section(
                kind,
                identity,
                self.fields(keys.get("fields"), kind.record, word),
                node.span,
                self.word(keys.get("as"), "as"),
                self.word(keys.get("per"), "per"),
                text("when"),
                text("key"),
                identity if word == "city" else text("city"),
                text("category"),
                text("distinct"),
                tuple(self.translations(keys.get("translations"), kind)),
                self.family(keys.get("family"), kind),
            )
        ]

    def translations(self, node: Node | None, kind: schema.Kind) -> list[tuple[str, Group]]:
        """The fields of each translation by language; only text fields are translated."""
        found = []
        for name, fields in self.pairs(node, "translations"):
            try:
                lang = canonical_language(name.value)
            except ValueError:
                self.report(codes.BAD_LANGUAGE, name, word=name.value)
                continue
            record = schema.Record(kind.record.shape, tuple(f for f in kind.record.fields if has_words(f.type)))
            found.append((lang.lower(), self.fields(fields, record, "a translation")))
        return found

    def family(self, node: Node | None, kind: schema.Kind) -> Family | None:
        """How rows name their main item, where the mapping says so."""
        if node is None:
            return None
        keys = self.keys(node, "family", FAMILY_KEYS, ("main_item",))
        empty = Template("", node.span)
        return Family(
            self.expression(keys["main_item"], schema.Plain()) if "main_item" in keys else empty,
            self.expression(keys["within"], schema.Plain()) if "within" in keys else empty,
            self.word(keys.get("ungrouped"), "ungrouped"),
            self.fields(keys["fields"], kind.record, kind.name) if "fields" in keys else Group((), node.span),
        )

    def fields(self, node: Node | None, record: schema.Record, what: str) -> Group:
        """Fields with their expressions, checked against the record they become."""
        if not isinstance(node, Fields):
            self.keys(node, what, (), ())
            return Group((), node.span if node else Span(""))
        pairs = []
        when = unless = None
        for key, child in node.pairs:
            entry_field = schema.field_of(record, key.value)
            if entry_field is not None:
                pairs.append((key.value, self.expression(child, entry_field.type)))
            elif key.value == "when":
                when = self.expression(child, schema.Plain())
            elif key.value == "unless":
                unless = self.expression(child, schema.Plain())
            else:
                names = [f.name for f in record.fields]
                self.unknown(key, what, names)
        return Group(tuple(pairs), node.span, when, unless)

    def expression(self, node: Node, kind: schema.Type | None) -> Expression:
        """What a node says about a value of this type."""
        if isinstance(node, Scalar):
            return Template("" if node.is_empty else node.value, node.span)
        if isinstance(node, Sequence):
            inner = kind.of if isinstance(kind, schema.Listing) else kind
            return Many(tuple(self.expression(child, inner) for child in node.items), node.span)
        if any(key.value in SOURCES for key, _ in node.pairs):
            return self.pick(node, kind)
        record = kind.structured if isinstance(kind, schema.Either) else kind
        if isinstance(kind, schema.Listing) and isinstance(kind.of, schema.Record):
            self.report(codes.NOT_LIST, node, field="this field", found="fields with values")
        if isinstance(record, schema.Record):
            return self.fields(node, record, "this value")
        self.keys(node, "a value", PICK_KEYS, ("column",))
        return Template("", node.span)

    def pick(self, node: Fields, kind: schema.Type | None) -> Pick:
        """A value taken from a column or a template and worked on."""
        keys = self.keys(node, "a value", PICK_KEYS, ())
        column = self.word(keys.get("column"), "column")
        if "match" in keys and "value" not in keys and "column" not in keys:
            self.report(codes.MISSING_FIELD, node, field="column", doc="the column to match")
        if "table" in keys and "take" not in keys:
            self.report(codes.MISSING_FIELD, node, field="take", doc="the column of the table that holds the value")

        def inner(name: str, type_: schema.Type | None = kind) -> Expression | None:
            return self.expression(keys[name], type_) if name in keys else None

        return Pick(
            node.span,
            inner("when", schema.Plain()),
            inner("unless", schema.Plain()),
            self.word(keys.get("each"), "each"),
            Template(f"{{{column}}}", keys["column"].span) if column else inner("value"),
            self.pattern(keys.get("match")),
            self.word(keys.get("split"), "split"),
            self.word(keys.get("table"), "table"),
            self.word(keys.get("take"), "take"),
            inner("else"),
        )

    def pattern(self, node: Node | None) -> re.Pattern[str] | None:
        """A regular expression."""
        word = self.word(node, "match")
        try:
            return re.compile(word) if word else None
        except re.error as error:
            self.report(codes.BAD_REGEX, node, word=word, problem=str(error))
            return None

    def keys(self, node: Node | None, what: str, known: tuple[str, ...], needed: tuple[str, ...]) -> dict[str, Node]:
        """The values of a mapping by name; unknown and missing names are reported."""
        if not isinstance(node, Fields):
            if node is not None:
                self.report(
                    codes.NOT_MAPPING,
                    node,
                    what=what,
                    found="a list" if isinstance(node, Sequence) else "a single value",
                )
            return {}
        for key, child in node.pairs:
            if key.value not in known:
                empty = isinstance(child, Scalar) and child.is_empty
                self.unknown(key, what, known, f'write "{{{key.value}}}" in quotes' if empty else "")
        stated = {key.value: child for key, child in node.pairs if key.value in known}
        for name in needed:
            if name not in stated and (name != "column" or not self.faults):
                self.report(codes.MISSING_FIELD, node, field=name, doc="docs/import.md tells what it holds")
        return stated

    def unknown(self, key: Scalar, what: str, known: tuple[str, ...] | list[str], cure: str = "") -> None:
        """Report a name that means nothing here."""
        listed = ", ".join(known) + (f"; to use a column, {cure}" if cure else "")
        self.report(
            codes.UNKNOWN_FIELD, key, word=key.value, what=what, known=listed, suggestion=suggest(key.value, known)
        )

    def pairs(self, node: Node | None, name: str) -> tuple[tuple[Scalar, Node], ...]:
        """The names and values of a mapping that may be left out."""
        if node is None or isinstance(node, Fields):
            return node.pairs if node else ()
        self.report(codes.NOT_MAPPING, node, what=name, found="something else")
        return ()

    def items(self, node: Node | None, name: str) -> tuple[Node, ...]:
        """The values of a list that may be left out."""
        if node is None or isinstance(node, Sequence):
            return node.items if node else ()
        self.report(codes.NOT_LIST, node, field=name, found="something else")
        return ()

    def word(self, node: Node | None, name: str) -> str:
        """A single text; empty where it is left out."""
        if node is None or isinstance(node, Scalar):
            return node.value if node else ""
        self.report(codes.NOT_TEXT, node, field=name, found="something else")
        return ""

    def words(self, node: Node | None, name: str) -> tuple[str, ...]:
        """One text or a list of texts."""
        if isinstance(node, Sequence):
            return tuple(self.word(child, name) for child in node.items)
        return (self.word(node, name),) if node else ()

    def report(self, code: Code, node: Node | None, **values: str) -> None:
        """Note a fault at the place of a node."""
        self.faults.append(fault(code, node.span if node else Span(""), **values))
