"""What a vector store does: it keeps named unit vectors and finds those nearest to another."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np


class VectorStore(Protocol):
    """A store that is open for reading; each of its vectors belongs to a document."""

    def nearest(
        self, vector: "np.ndarray", count: int, documents: Collection[str] | None = None
    ) -> list[str]:
        """Return the ids of the ``count`` vectors with the highest cosine, best first.

        With ``documents`` only vectors that belong to one of them count.
        """
        ...

    def size(self) -> int:
        """Return how many vectors are kept."""
        ...

    def close(self) -> None:
        """Release files and memory."""
        ...
