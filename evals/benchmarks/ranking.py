"""How well rankings put the right context in front, with the measures of ir-measures [1].

[1] MacAvaney et al. 2022, https://arxiv.org/abs/2111.13466
"""

import statistics
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from evals.benchmarks.errors import MissingExtra

DEPTH = 10
"""How many contexts of a ranking count."""

MEASURES = {
    "R@1": "R@1",
    "R@5": "R@5",
    "R@10": "R@10",
    "MRR@10": "RR@10",
    "nDCG@10": "nDCG@10",
}
"""The usual name of each measure, and its name in ir-measures."""

Ranking = Sequence[str]
"""Ids of contexts, best first, each once."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Mean of each measure over all questions, and milliseconds a question took."""

    scores: Mapping[str, float]
    p50_ms: float
    p95_ms: float


def measured(
    rankings: Mapping[str, Ranking], right: Mapping[str, Collection[str]], times: Sequence[float]
) -> Quality:
    """Return the quality of rankings by question, of which ``right`` names the right contexts.

    A question without a ranking, or whose ranking misses them, scores 0. ``times`` are seconds.
    """
    return Quality(scores_of(rankings, right), *percentiles(times))


def scores_of(
    rankings: Mapping[str, Ranking], right: Mapping[str, Collection[str]]
) -> dict[str, float]:
    """Return the mean of each measure."""
    try:
        import ir_measures
    except ImportError as exc:
        raise MissingExtra(exc) from exc
    wanted = {name: ir_measures.parse_measure(known) for name, known in MEASURES.items()}
    judged = [
        ir_measures.Qrel(question, context, 1)
        for question, contexts in right.items()
        for context in contexts
    ]
    # Ranks become falling scores: equal scores would be put in an order of the library's own.
    run = [
        ir_measures.ScoredDoc(question, context, float(-rank))
        for question, ranking in rankings.items()
        for rank, context in enumerate(ranking[:DEPTH])
    ]
    found = ir_measures.calc_aggregate(list(wanted.values()), judged, run)
    return {name: round(float(found[measure]), 4) for name, measure in wanted.items()}


def percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    """Return the 50th and the 95th percentile of some times, in milliseconds.

    >>> percentiles([0.001, 0.002, 0.003])
    (2.0, 3.0)
    """
    ordered = sorted(seconds)
    if not ordered:
        return 0.0, 0.0
    high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return round(statistics.median(ordered) * 1000, 2), round(high * 1000, 2)


def first_of_each(ids: Sequence[str], count: int = DEPTH) -> list[str]:
    """Return the first ``count`` different ids in their order.

    >>> first_of_each(["b", "a", "b", "c"], 2)
    ['b', 'a']
    """
    return list(dict.fromkeys(ids))[:count]


def rank_of(ranking: Ranking, right: Collection[str]) -> int | None:
    """Return the place of the first right context, from 1, ``None`` when there is none.

    >>> rank_of(["a", "b", "c"], ["c", "b"]), rank_of(["a"], ["b"])
    (2, None)
    """
    return next((place for place, each in enumerate(ranking, start=1) if each in right), None)
