"""The figures as Markdown tables, and their place in a page of the documentation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import metrics
from metrics import Figures
from records import Query
from serving import Visit

BEGIN, END = "<!-- benchmark:begin -->", "<!-- benchmark:end -->"
KIB = 1024


@dataclass(frozen=True, slots=True)
class Run:
    """What one engine answered. `shown` are hits that name their parent; `visits` are measured in a browser.

    `weights` are bytes of library and index where they are not: one index for the language, one for the place.
    """

    name: str
    version: str
    ranked: list[list[str]]
    shown: list[set[str]]
    visits: tuple[Visit, ...] = ()
    weights: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one engine, overall and by kind."""

    run: Run
    overall: Figures
    interval: tuple[float, float]
    parents: float | None
    kinds: dict[str, Figures]


def row(run: Run, queries: Sequence[Query], parent: dict[str, str]) -> Row:
    """The figures of a run."""
    judged = [query.find for query in queries]
    kinds: dict[str, Figures] = {}
    for kind in dict.fromkeys(query.kind for query in queries):
        of = [n for n, query in enumerate(queries) if query.kind == kind]
        kinds[kind] = metrics.figures([judged[n] for n in of], [run.ranked[n] for n in of])
    answerable = [n for n, find in enumerate(judged) if find]
    beside = metrics.parents([run.ranked[n] for n in answerable], [run.shown[n] for n in answerable], parent)
    return Row(
        run,
        metrics.figures(judged, run.ranked),
        metrics.interval(judged, run.ranked),
        beside,
        dict(sorted(kinds.items())),
    )


def markdown(rows: Sequence[Row], records: int, programs: Sequence[str]) -> str:
    """Both tables with their caption."""
    queries = rows[0].overall.queries
    none = sum(f.queries for f in rows[0].kinds.values() if f.success is None)
    versions = "; ".join([*(f"{row.run.name}: {row.run.version}" for row in rows), *programs])
    head = "engine|success@1|nDCG@10 (95%)|MRR@10|recall@10|no result|false hit|parent beside"
    sizes = "requests|KiB to the first results|rounds"
    lines = [
        f"{records:,} records, {queries} judged queries, {none} of them without an answer. {versions}.",
        "",
        *_table(f"{head}|{sizes}".split("|"), [_overall(row) for row in rows]),
        "",
        "nDCG@10 by kind (false hits for kinds without an answer):",
        "",
        *_table(
            ["kind", "queries", *(row.run.name for row in rows)],
            [_kind(kind, rows) for kind in rows[0].kinds],
        ),
    ]
    return "\n".join(lines) + "\n"


def write(page: Path, tables: str) -> None:
    """Put the tables between the two marks of a page."""
    text = page.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{page} has no place for the tables: {BEGIN} and {END}")
    page.write_text(f"{before}{BEGIN}\n\n{tables}\n{END}{after}", encoding="utf-8", newline="\n")


def _overall(row: Row) -> list[str]:
    f, low, high = row.overall, *row.interval
    figures = [_figure(f.success), f"{_figure(f.ndcg)} ({low:.2f}–{high:.2f})"]
    figures += [_figure(value) for value in (f.mrr, f.recall, f.zero, f.false_hit, row.parents)]
    return [row.run.name, *figures, *_size(row.run)]


def _size(run: Run) -> list[str]:
    """Requests, KiB and rounds: medians and worst of the visits; the median weights where none were made."""
    if run.visits:
        measures = [(v.requests, round(v.bytes / KIB), v.rounds) for v in run.visits]
        return [_spread(values) for values in zip(*measures, strict=True)]
    if run.weights:
        whole, scope = (median(sizes) / KIB for sizes in zip(*run.weights, strict=True))
        return ["–", f"{whole:,.0f}" if whole == scope else f"{whole:,.0f}; {scope:,.0f} with one index a place", "–"]
    return ["–", "–", "–"]


def _spread(values: Sequence[int]) -> str:
    middle = f"{median(values):.0f}"
    return middle if middle == str(max(values)) else f"{middle}, at most {max(values)}"


def _kind(kind: str, rows: Sequence[Row]) -> list[str]:
    figures = [row.kinds[kind] for row in rows]
    values = [f.false_hit if f.success is None else f.ndcg for f in figures]
    return [kind, str(rows[0].kinds[kind].queries), *(_figure(value) for value in values)]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
