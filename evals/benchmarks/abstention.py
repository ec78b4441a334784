"""How well a score tells the questions that can be answered from the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Abstention:
    """What deciding by a score alone reaches.

    ``auroc`` is the chance that a question that can be answered has a higher score than one that
    cannot, ties counted half (Hanley and McNeil 1982). ``accuracy`` is the share of questions
    decided rightly when those from ``threshold`` on are answered, at the best threshold, which is
    chosen on the same questions and so flatters; ``either`` is what always or never answering
    reaches, whichever is better.

    ``threshold`` is ``None`` when it is best to answer nothing.
    """

    auroc: float
    threshold: float | None
    accuracy: float
    either: float


def abstention(scored: Sequence[tuple[float, bool]]) -> Abstention | None:
    """Return it for scores with whether each question can be answered.

    ``None`` when the questions are all of one kind.

    >>> abstention([(0.9, True), (0.6, False), (0.5, True), (0.1, False)])
    Abstention(auroc=0.75, threshold=0.9, accuracy=0.75, either=0.5)
    """
    positives = sum(right for _, right in scored)
    negatives = len(scored) - positives
    if not positives or not negatives:
        return None
    # From the highest score down: all answerable and all unanswerable questions seen so far.
    seen, others, below = 0, 0, 0.0
    best, threshold = negatives, None
    for score, group in groupby(sorted(scored, reverse=True), key=lambda each: each[0]):
        kinds = [right for _, right in group]
        here = sum(kinds)
        below += (len(kinds) - here) * (seen + here / 2)
        seen, others = seen + here, others + len(kinds) - here
        if seen + negatives - others > best:
            best, threshold = seen + negatives - others, score
    return Abstention(
        auroc=round(below / (positives * negatives), 4),
        threshold=threshold,
        accuracy=round(best / len(scored), 4),
        either=round(max(positives, negatives) / len(scored), 4),
    )
