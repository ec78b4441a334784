"""Exact search in memory: the reference that other stores are compared with."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


class MemoryStore:
    """Keeps all vectors in one array and compares each of them."""

    def __init__(self, ids: Sequence[str], documents: Sequence[str], vectors: "np.ndarray") -> None:
        """Keep a vector for each id, and the document that each belongs to."""
        import numpy as np

        self.ids, self.vectors = list(ids), vectors
        self.documents = np.array(documents, dtype=object)

    def nearest(
        self, vector: "np.ndarray", count: int, documents: Collection[str] | None = None
    ) -> list[str]:
        """Return the ids of the ``count`` vectors with the highest cosine, best first."""
        import numpy as np

        order = (-(self.vectors @ vector)).argsort(kind="stable")
        if documents is not None:
            order = order[np.isin(self.documents[order], list(documents))]
        return [self.ids[row] for row in order[:count]]

    def size(self) -> int:
        """Return how many vectors are kept."""
        return len(self.ids)

    def close(self) -> None:
        """Nothing is held open."""
