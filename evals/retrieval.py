"""How well a system's search puts the gold sentences in front, with ir-measures [1].

[1] MacAvaney et al. 2022, https://arxiv.org/abs/2111.13466
"""

from collections.abc import Iterator, Sequence

from evals.benchmarks.errors import MissingExtra
from evals.corpus import Place
from evals.judged import Judged

DEPTH = 10
MEASURES = {"recall_at_10": "R@10", "mrr_at_10": "RR@10", "ndcg_at_10": "nDCG@10"}
"""Our name of each measure, and its name in ir-measures."""


def retrieval_scores(judged: Sequence[Judged]) -> dict[str, dict[str, float | None]]:
    """Return the measures of each question by its id.

    Relevant are all gold sentences of the question, those that say the same as well. ``None``
    where there is no gold, or where nobody could see what was found. Raises ``MissingExtra``
    without the extra ``benchmark``.
    """
    try:
        import ir_measures
    except ImportError as exc:
        raise MissingExtra(exc) from exc
    found: dict[str, dict[str, float | None]] = {
        each.case.id: dict.fromkeys(MEASURES) for each in judged
    }
    counted = [each for each in judged if each.gold and each.asked.retrieved is not None]
    wanted = {ir_measures.parse_measure(known): name for name, known in MEASURES.items()}
    qrels = [
        ir_measures.Qrel(each.case.id, name, 1)
        for each in counted
        for name in map(str, range(len(sentences_of(each))))
    ]
    run = [
        # Ranks become falling scores: equal scores would be put in an order of the library's own.
        ir_measures.ScoredDoc(each.case.id, name, float(-rank))
        for each in counted
        for rank, name in enumerate(ranking(each))
    ]
    if not counted:
        return found
    for each in counted:
        found[each.case.id] = dict.fromkeys(MEASURES, 0.0)  # nothing found scores nothing
    for metric in ir_measures.iter_calc(list(wanted), qrels, run):
        found[metric.query_id][wanted[metric.measure]] = round(float(metric.value), 4)
    return found


def sentences_of(judged: Judged) -> list[Place]:
    """Return the gold sentences of a question, each once."""
    return list(dict.fromkeys(place for places in judged.gold for place in places))


def ranking(judged: Judged) -> Iterator[str]:
    """Yield what was found, best first: the number of a gold sentence, or a name of its own.

    A second find in the same gold sentence, such as another clause of it, adds nothing.
    """
    gold = sentences_of(judged)
    seen: set[str] = set()
    for rank, found in enumerate((judged.asked.retrieved or ())[:DEPTH]):
        hits = [str(row) for row, place in enumerate(gold) if found.place.touches(place)]
        for name in hits or [f"other {rank}"]:
            if name not in seen:
                seen.add(name)
                yield name
