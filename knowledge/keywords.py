"""Word matching: which share of a question's word weight a sentence covers.

Weights are inverse document frequencies over sentences (Spärck Jones 1972, in the form of
Robertson and Zaragoza 2009, https://doi.org/10.1561/1500000019). A share, unlike a BM25 score,
has the same meaning for every question, so that it can be added to a cosine. ``emphasis`` is the
same share with BM25's counting of repeated words: what a passage says twice it is about.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import START_AGAIN, DamagedSnapshot
from knowledge.words import FUNCTION_WORDS, keys, stems, tokens

if TYPE_CHECKING:
    import numpy as np


# Weight that no row can cover: a question of one word is no proof of anything when it occurs.
DOUBT = 1.5
# How soon another occurrence of a word adds nothing, and how far a long text needs more of them:
# k1 as is usual; b below the usual 0.75, because passages are cut to like lengths.
K1 = 1.2
B = 0.4
ARRAYS = ("starts", "rows", "counts", "lengths")


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
    """Which rows (sentences or passages) hold which keys.

    ``rows`` has the rows of all keys, one after another: those of a key ``number`` stand from
    ``starts[number]`` to ``starts[number + 1]``, in rising order. ``counts`` says how often each
    of these rows has the key, ``lengths`` how many keys each row has.
    """

    def __init__(
        self,
        numbers: dict[str, int],
        starts: "np.ndarray",
        rows: "np.ndarray",
        counts: "np.ndarray",
        lengths: "np.ndarray",
    ) -> None:
        import numpy as np

        self.numbers, self.starts, self.rows = numbers, starts, rows
        self.counts, self.lengths, self.count = counts, lengths, len(lengths)
        mean = max(float(lengths.mean()), 1.0) if self.count else 1.0
        spread = K1 * (1 - B + B * lengths[rows] / mean)
        self.gains = ((1 + K1) * counts / (counts + spread)).astype(np.float32)

    @classmethod
    def of(cls, texts: Iterable[tuple[str, str]]) -> "KeywordIndex":
        """Return the index of texts given as (text, language); their order gives the rows."""
        import numpy as np

        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        lengths = []
        for row, (text, language) in enumerate(texts):
            counts = Counter(keys(text, language))
            lengths.append(counts.total())
            for key, count in counts.items():
                found[key].append((row, count))
        postings = [posting for held in found.values() for posting in held]
        table = np.array(postings, np.int32).reshape(-1, 2)
        return cls(
            {key: number for number, key in enumerate(found)},
            np.cumsum([0, *map(len, found.values())], dtype=np.int64),
            table[:, 0].copy(),
            table[:, 1].copy(),
            np.array(lengths, np.int32),
        )

    def save(self, path: Path) -> None:
        """Write the index into a file, whose name ends in ``.npz``."""
        import numpy as np

        text = "\n".join(self.numbers).encode()
        keys = np.frombuffer(text, np.uint8)
        arrays = {name: getattr(self, name) for name in ARRAYS}
        np.savez(path, allow_pickle=False, keys=keys, **arrays)

    @classmethod
    def load(cls, path: Path) -> "KeywordIndex":
        """Return the index of a file; raises ``DamagedSnapshot`` when it is not as written."""
        import zipfile

        import numpy as np

        try:
            with path.open("rb") as opened, np.load(opened) as file:
                text = file["keys"].tobytes().decode()
                words = text.split("\n") if text else []
                numbers = {key: number for number, key in enumerate(words)}
                return cls(numbers, *(file[name] for name in ARRAYS))
        except (
            *(OSError, EOFError, ValueError, KeyError, TypeError, IndexError, RuntimeError),
            zipfile.BadZipFile,
        ) as exc:
            raise DamagedSnapshot(f"{path}: cannot be read ({exc}). {START_AGAIN}") from exc

    def frequency(self, key: str) -> int:
        """Return how many rows hold a key."""
        number = self.numbers.get(key)
        return 0 if number is None else int(self.starts[number + 1] - self.starts[number])

    def holds(self, row: int, key: str) -> bool:
        """Whether a row holds a key."""
        number = self.numbers.get(key)
        if number is None:
            return False
        return row in self.rows[self.starts[number] : self.starts[number + 1]]

    def weight(self, key: str) -> float:
        """Return the inverse document frequency of a key; highest for an unknown one."""
        held = self.frequency(key)
        return math.log(1 + (self.count - held + 0.5) / (held + 0.5))

    def term_weight(self, term: Term) -> float:
        """Return what a term counts: that of its most frequent alternative that occurs."""
        means = [
            sum(map(self.weight, group)) / len(group)
            for group in term.alternatives
            if any(key in self.numbers for key in group)
        ]
        return min(means, default=self.weight(""))

    def coverage(self, terms: Sequence[Term]) -> "np.ndarray":
        """Return for each row the share in [0, 1] of the terms' weight that it holds."""
        return self.share(terms, None)

    def emphasis(self, terms: Sequence[Term]) -> "np.ndarray":
        """Return the same share, each key counted by BM25: 1 for once in a row of mean length.

        It is at most ``1 + K1``.
        """
        return self.share(terms, self.gains)

    def share(self, terms: Sequence[Term], gains: "np.ndarray | None") -> "np.ndarray":
        """Return the share of the terms' weight, each posting counted by its gain, or as 1."""
        import numpy as np

        covered = np.zeros(self.count, np.float32)
        total = DOUBT
        for term in terms:
            weight = self.term_weight(term)
            total += weight
            best = np.zeros(self.count, np.float32)
            for group in term.alternatives:
                np.maximum(best, self.group_share(group, gains), out=best)
            covered += weight * best
        return covered / total

    def group_share(self, group: Sequence[str], gains: "np.ndarray | None") -> "np.ndarray":
        """Return for each row the share of one group of keys that it holds."""
        import numpy as np

        covered = np.zeros(self.count, np.float32)
        total = sum(map(self.weight, group)) or 1.0
        for key in group:
            number = self.numbers.get(key)
            if number is not None:
                part = slice(self.starts[number], self.starts[number + 1])
                covered[self.rows[part]] += (
                    self.weight(key) / total * (1.0 if gains is None else gains[part])
                )
        return covered
