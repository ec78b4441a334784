"""Two runs compared, question by question: ``python -m evals compare A B``.

Differences are of pairs: the same question in both runs. A loss is significant when the 95 %
interval of the mean difference (paired bootstrap, Koehn 2004 [1]) lies wholly on the wrong side.

[1] https://aclanthology.org/W04-3250
"""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.errors import BadRun
from evals.metrics import LOWER_IS_BETTER
from evals.scoring import NAMES, Row
from evals.statistics import Estimate, mean

NEUTRAL = frozenset({"answer_length"})


@dataclass(frozen=True, slots=True)
class Difference:
    """A metric in both runs over the questions that it applies to in both, and its difference."""

    metric: str
    before: float
    after: float
    change: Estimate

    @property
    def gain(self) -> int:
        """1 for a significant gain, -1 for a significant loss, else 0."""
        if self.metric in NEUTRAL or self.change.low <= 0 <= self.change.high:
            return 0
        better = (self.change.value > 0) != (self.metric in LOWER_IS_BETTER)
        return 1 if better else -1


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs over their common questions.

    ``broken`` and ``mended`` are the rows of both runs of questions that no longer, or now, go as
    they should. ``only_before`` and ``only_after`` count questions of one run alone.
    """

    questions: int
    differences: tuple[Difference, ...]
    broken: tuple[tuple[Row, Row], ...]
    mended: tuple[tuple[Row, Row], ...]
    only_before: int
    only_after: int

    @property
    def losses(self) -> tuple[Difference, ...]:
        """The metrics with a significant loss."""
        return tuple(each for each in self.differences if each.gain < 0)


def compare(before: Sequence[Row], after: Sequence[Row]) -> Comparison:
    """Return how two runs differ; raises ``BadRun`` when they have no question in common."""
    earlier = {row.judged.case.id: row for row in before}
    pairs = [(earlier[row.judged.case.id], row) for row in after if row.judged.case.id in earlier]
    if not pairs:
        raise BadRun("the two runs have no question in common.")
    found = (difference(metric, pairs) for metric in NAMES)
    return Comparison(
        questions=len(pairs),
        differences=tuple(each for each in found if each),
        broken=tuple(pair for pair in pairs if pair[0].right and not pair[1].right),
        mended=tuple(pair for pair in pairs if pair[1].right and not pair[0].right),
        only_before=len(before) - len(pairs),
        only_after=len(after) - len(pairs),
    )


def difference(metric: str, pairs: Sequence[tuple[Row, Row]]) -> Difference | None:
    """Return a metric's paired difference, ``None`` where it applies to no question in both."""
    values = [
        (first, second)
        for before, after in pairs
        if (first := before.scores[metric]) is not None
        and (second := after.scores[metric]) is not None
    ]
    change = mean([second - first for first, second in values])
    if change is None:
        return None
    count = len(values)
    return Difference(
        metric,
        sum(first for first, _ in values) / count,
        sum(second for _, second in values) / count,
        change,
    )


def as_lines(found: Comparison) -> list[str]:
    """Return the comparison as lines for the terminal."""
    from evals.table import aligned

    marks = {1: "better", 0: "", -1: "WORSE"}
    head = ["metric", "before", "after", "difference", "questions", ""]
    rows = [
        [
            each.metric,
            f"{each.before:.3f}",
            f"{each.after:.3f}",
            f"{each.change.value:+.3f} [{each.change.low:+.3f}, {each.change.high:+.3f}]",
            str(each.change.count),
            marks[each.gain],
        ]
        for each in found.differences
    ]
    lines = [f"{found.questions} questions in both runs.", *aligned([head, *rows])]
    if found.only_before or found.only_after:
        lines.append(
            f"Not compared: {found.only_before} only in the first run, "
            f"{found.only_after} only in the second."
        )
    for title, changed in (("No longer right", found.broken), ("Now right", found.mended)):
        lines.append(f"{title}: {len(changed)}")
        lines += [f"  {row.judged.case.id}  {row.judged.case.question}" for _, row in changed]
    return lines
