"""Questions asked twice, in Vietnamese with and without its diacritics: what typing without costs.

The kinds of question differ from language to language; twins are the same question, so what
differs between their figures is the diacritics.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.cases import Case
from evals.statistics import Estimate, mean
from knowledge import tokens

if TYPE_CHECKING:
    from evals.scoring import Row


@dataclass(frozen=True, slots=True)
class Twins:
    """The share of twins that went as they should in each form, and the mean difference.

    ``difference`` is that of the form without diacritics less the other, over the pairs.
    """

    vi: Estimate
    plain: Estimate
    difference: Estimate


def twins(rows: "Sequence[Row]") -> Twins | None:
    """Return how the twins among some rows went, ``None`` where there are none."""
    by_wording = {
        (row.judged.case.language, *wording(row.judged.case)): float(row.right)
        for row in rows
        if row.judged.case.language != "en"
    }
    pairs = [
        (right, by_wording["vi-plain", *key])
        for (language, *key), right in by_wording.items()
        if language == "vi" and ("vi-plain", *key) in by_wording
    ]
    vi = mean([right for right, _ in pairs])
    plain = mean([right for _, right in pairs])
    difference = mean([after - before for before, after in pairs])
    return Twins(vi, plain, difference) if vi and plain and difference else None


def wording(case: Case) -> tuple[str, ...]:
    """Return the words of a question and of those before it, without diacritics and case."""
    asked = [*(turn.question for turn in case.history), case.question]
    return tuple(tokens(" ".join(asked), english=False))
