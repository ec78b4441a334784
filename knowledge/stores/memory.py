"""Exact search in memory: the reference that other stores are compared with."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


class MemoryStore:
    """Keeps all vectors in one array and compares each of them."""

    def __init__(self, ids: Sequence[str], vectors: "np.ndarray") -> None:
        self.ids = list(ids)
        self.vectors = vectors

    def nearest(self, vector: "np.ndarray", count: int) -> list[str]:
        """Return the ids of the ``count`` vectors with the highest cosine, best first."""
        order = (-(self.vectors @ vector)).argsort(kind="stable")[:count]
        return [self.ids[row] for row in order]

    def size(self) -> int:
        """Return how many vectors are kept."""
        return len(self.ids)

    def close(self) -> None:
        """Nothing is held open."""
