"""What a vector store does: it keeps named unit vectors and finds those nearest to another."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np


class VectorStore(Protocol):
    """A store that is open for reading."""

    def nearest(self, vector: "np.ndarray", count: int) -> list[str]:
        """Return the ids of the ``count`` vectors with the highest cosine, best first."""
        ...

    def size(self) -> int:
        """Return how many vectors are kept."""
        ...

    def close(self) -> None:
        """Release files and memory."""
        ...
