"""From answers to figures: every question scored, and the totals with their intervals."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from evals.asking import Asked
from evals.calibration import Reliability, reliability
from evals.cases import Case
from evals.corpus import Corpus, gold_places
from evals.judged import Judged
from evals.metrics import METRICS, score
from evals.retrieval import MEASURES, retrieval_scores
from evals.statistics import Estimate, mean, percentile
from evals.twins import Twins, twins

NAMES = (*METRICS, *MEASURES)
Figures = Mapping[str, Estimate | None]


@dataclass(frozen=True, slots=True)
class Row:
    """One question with what came of it and every metric of it."""

    judged: Judged
    scores: Mapping[str, float | None]

    @property
    def right(self) -> bool:
        """Whether the question went as it should."""
        return bool(self.scores["answered_right"] or self.scores["declined_rightly"])


@dataclass(frozen=True, slots=True)
class Summary:
    """The totals of a system over all questions, by kind and by language.

    ``latency_ms`` has p50 and p95. ``outcomes`` counts how the questions ended.
    """

    questions: int
    figures: Figures
    by_kind: Mapping[str, Figures]
    by_language: Mapping[str, Figures]
    latency_ms: Figures
    outcomes: Mapping[str, int]
    reliability: Reliability | None = None
    sizes: Mapping[str, int] = field(default_factory=dict)
    twins: Twins | None = None


def score_all(cases: Iterable[Case], asked: Iterable[Asked], corpus: Corpus) -> list[Row]:
    """Return a row for each question that was asked as it stands now.

    A question that was changed since, or taken out, has no row.
    """
    known = {case.id: case for case in cases}
    gold = gold_places(corpus, known.values())
    judged = [
        Judged(known[each.case], each, gold[each.case])
        for each in asked
        if each.case in known and known[each.case].question == each.question
    ]
    found = retrieval_scores(judged)
    return [Row(each, {**score(each), **found[each.case.id]}) for each in judged]


def summary(rows: Sequence[Row]) -> Summary:
    """Return the totals of some rows."""
    times = [row.judged.asked.milliseconds for row in rows]
    kinds = grouped(rows, [row.judged.case.kind for row in rows])
    languages = grouped(rows, [row.judged.case.language for row in rows])
    return Summary(
        questions=len(rows),
        figures=figures(rows),
        by_kind={name: figures(group) for name, group in kinds.items()},
        by_language={name: figures(group) for name, group in languages.items()},
        latency_ms={f"p{rank}": percentile(times, rank) for rank in (50, 95)},
        outcomes=dict(Counter(row.judged.asked.answer.outcome.value for row in rows)),
        reliability=reliability(rows),
        sizes={name: len(group) for name, group in (kinds | languages).items()},
        twins=twins(rows),
    )


def figures(rows: Sequence[Row]) -> Figures:
    """Return the mean of each metric over the questions that it applies to."""
    return {
        name: mean([value for row in rows if (value := row.scores[name]) is not None])
        for name in NAMES
    }


def grouped(rows: Sequence[Row], keys: Sequence[str]) -> dict[str, list[Row]]:
    """Return the rows by a key, the keys in their order."""
    groups: dict[str, list[Row]] = {key: [] for key in sorted(set(keys))}
    for row, key in zip(rows, keys, strict=True):
        groups[key].append(row)
    return groups
