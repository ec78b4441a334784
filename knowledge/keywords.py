"""Word matching: which share of a question's word weight a sentence covers.

Weights are inverse document frequencies over sentences (Spärck Jones 1972, in the form of
Robertson and Zaragoza 2009, https://doi.org/10.1561/1500000019). A share, unlike a BM25 score,
has the same meaning for every question, so that it can be added to a cosine.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.words import FUNCTION_WORDS, keys, stems, tokens

if TYPE_CHECKING:
    import numpy as np


# Weight that no row can cover: a question of one word is no proof of anything when it occurs.
DOUBT = 1.5


@dataclass(frozen=True, slots=True)
class Term:
    """One thing a question asks for, as one or more alternatives, each a group of keys.

    An English word has the one alternative of its stem; a Vietnamese term has its own syllables
    and each of its English renderings.
    """

    alternatives: tuple[tuple[str, ...], ...]


def english_terms(question: str) -> tuple[Term, ...]:
    """Return a term for each different word of a question that is not a function word."""
    words = [word for word in tokens(question) if word not in FUNCTION_WORDS]
    return tuple(Term(((stem,),)) for stem in dict.fromkeys(stems(words)))


class KeywordIndex:
    """Which rows (sentences or passages) hold which keys."""

    def __init__(self, texts: Sequence[tuple[str, str]]) -> None:
        """Index texts given as (text, language); their order gives the rows."""
        import numpy as np

        self.count = len(texts)
        rows: dict[str, list[int]] = defaultdict(list)
        for row, (text, language) in enumerate(texts):
            for key in set(keys(text, language)):
                rows[key].append(row)
        self.rows = {key: np.array(found, np.int64) for key, found in rows.items()}

    def weight(self, key: str) -> float:
        """Return the inverse document frequency of a key; highest for an unknown one."""
        held = len(self.rows.get(key, ()))
        return math.log(1 + (self.count - held + 0.5) / (held + 0.5))

    def term_weight(self, term: Term) -> float:
        """Return what a term counts: that of its most frequent alternative that occurs."""
        means = [
            sum(map(self.weight, group)) / len(group)
            for group in term.alternatives
            if any(key in self.rows for key in group)
        ]
        return min(means, default=self.weight(""))

    def coverage(self, terms: Sequence[Term]) -> "np.ndarray":
        """Return for each row the share in [0, 1] of the terms' weight that it holds."""
        import numpy as np

        covered = np.zeros(self.count, np.float32)
        total = DOUBT
        for term in terms:
            weight = self.term_weight(term)
            total += weight
            best = np.zeros(self.count, np.float32)
            for group in term.alternatives:
                best = np.maximum(best, self.group_coverage(group))
            covered += weight * best
        return covered / total

    def group_coverage(self, group: Sequence[str]) -> "np.ndarray":
        """Return for each row the share of one group of keys that it holds."""
        import numpy as np

        covered = np.zeros(self.count, np.float32)
        for key in group:
            if key in self.rows:
                covered[self.rows[key]] += self.weight(key)
        return covered / (sum(map(self.weight, group)) or 1.0)
