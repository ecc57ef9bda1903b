"""What a ranking is worth: pure functions from judged queries and ranked ids to figures."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

DEPTH = 10
ROUNDS = 2000

Judged = Mapping[str, int]
Ranked = Sequence[str]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one engine over some queries; None where no query asks for the figure."""

    queries: int
    success: float | None
    ndcg: float | None
    mrr: float | None
    recall: float | None
    zero: float | None
    false_hit: float | None


def success(find: Judged, ranked: Ranked) -> float:
    """1 where the first hit has the top grade."""
    return float(bool(ranked) and find.get(ranked[0], 0) == max(find.values()))


def ndcg(find: Judged, ranked: Ranked) -> float:
    """nDCG@10: gain 2^grade - 1, against the best order of the judged records."""
    best = _gain(sorted(find.values(), reverse=True))
    return _gain([find.get(id, 0) for id in ranked]) / best


def mrr(find: Judged, ranked: Ranked) -> float:
    """One over the place of the first judged record among ten."""
    return next((1 / place for place, id in enumerate(ranked[:DEPTH], 1) if find.get(id, 0) > 0), 0.0)


def recall(find: Judged, ranked: Ranked) -> float:
    """The share of the judged records (of ten at most) among the first ten."""
    wanted = {id for id, grade in find.items() if grade > 0}
    return len(wanted.intersection(ranked[:DEPTH])) / min(len(wanted), DEPTH)


def figures(judged: Sequence[Judged], ranked: Sequence[Ranked]) -> Figures:
    """All figures over some queries; those that nothing answers count for `false_hit` alone."""
    pairs = list(zip(judged, ranked, strict=True))
    answered = [(find, ids) for find, ids in pairs if find]
    none = [ids for find, ids in pairs if not find]

    def mean(measure: Callable[[Judged, Ranked], float]) -> float | None:
        return fmean(measure(find, ids) for find, ids in answered) if answered else None

    return Figures(
        queries=len(pairs),
        success=mean(success),
        ndcg=mean(ndcg),
        mrr=mean(mrr),
        recall=mean(recall),
        zero=mean(lambda _, ids: float(not ids)),
        false_hit=fmean(float(bool(ids)) for ids in none) if none else None,
    )


def interval(judged: Sequence[Judged], ranked: Sequence[Ranked], seed: int = 0) -> tuple[float, float]:
    """The 95% bootstrap interval of nDCG@10 over the queries that something answers."""
    values = [ndcg(find, ids) for find, ids in zip(judged, ranked, strict=True) if find]
    if not values:
        return 0.0, 0.0
    chance = random.Random(seed)
    means = sorted(fmean(chance.choices(values, k=len(values))) for _ in range(ROUNDS))
    return means[round(ROUNDS * 0.025)], means[round(ROUNDS * 0.975) - 1]


def parents(ranked: Sequence[Ranked], shown: Sequence[set[str]], parent: Mapping[str, str]) -> float | None:
    """Of the hits among the first ten that have a parent: the share that shows it, or has it beside them.

    `shown` are the hits of each query that name their parent themselves.
    """
    met = []
    for ids, named in zip(ranked, shown, strict=True):
        first = ids[:DEPTH]
        met += [float(id in named or parent[id] in first) for id in first if parent.get(id)]
    return fmean(met) if met else None


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades[:DEPTH], 1))
