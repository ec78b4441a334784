"""Whether the score says how likely an answer is right: reliability, as in Guo et al. 2017 [1].

[1] https://arxiv.org/abs/1706.04599
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evals.scoring import Row

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers whose score lies in one tenth: how many, their mean score, the share right."""

    count: int
    score: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """The bins from low to high scores, without empty ones, and the expected calibration error.

    The error is the mean distance of score and share right, weighted by the size of the bins.
    """

    bins: tuple[Bin, ...]
    error: float


def reliability(rows: "Sequence[Row]") -> Reliability | None:
    """Return how the scores of the answers given compare with the share right.

    An answer to a question that should have been declined is wrong. ``None`` where no scores are
    known.
    """
    pairs = [
        (row.judged.asked.score, row.right)
        for row in rows
        if row.judged.given and row.judged.asked.score is not None
    ]
    if not pairs:
        return None
    groups: dict[int, list[tuple[float, bool]]] = {}
    for value, right in pairs:
        groups.setdefault(min(int(value * BINS), BINS - 1), []).append((value, right))
    bins = tuple(
        Bin(
            count=len(group),
            score=sum(value for value, _ in group) / len(group),
            right=sum(right for _, right in group) / len(group),
        )
        for _, group in sorted(groups.items())
    )
    error = sum(each.count * abs(each.score - each.right) for each in bins) / len(pairs)
    return Reliability(bins, error)
