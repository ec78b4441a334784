"""Vectors in a Chroma directory.

A directory is written once, by ``build``, and only read afterwards: two processes must not
share a Chroma directory that one of them writes.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import START_AGAIN, DamagedSnapshot

if TYPE_CHECKING:
    import numpy as np
    from chromadb.api.client import Client

COLLECTION = "sentences"
DATABASE = "chroma.sqlite3"
BATCH = 250


def connect(folder: Path) -> "Client":
    """Open a Chroma directory without telemetry."""
    from chromadb.api.client import Client
    from chromadb.config import Settings

    return Client(
        settings=Settings(
            is_persistent=True,
            persist_directory=str(folder),
            anonymized_telemetry=False,
            allow_reset=False,
        )
    )


def build(folder: Path, ids: Sequence[str], vectors: "np.ndarray") -> None:
    """Write unit vectors under their ids into a new directory."""
    client = connect(folder)
    try:
        collection = client.create_collection(
            COLLECTION,
            embedding_function=None,
            configuration={
                "hnsw": {
                    "space": "cosine",
                    "ef_construction": 200,
                    "ef_search": 200,
                    "max_neighbors": 16,
                }
            },
        )
        for start in range(0, len(ids), BATCH):
            collection.add(
                ids=list(ids[start : start + BATCH]), embeddings=vectors[start : start + BATCH]
            )
    finally:
        client.close()


class ChromaStore:
    """A Chroma directory that is open for reading."""

    def __init__(self, folder: Path) -> None:
        """Open a directory that ``build`` wrote; raises ``DamagedSnapshot`` if it cannot be."""
        from chromadb.errors import ChromaError

        if not (folder / DATABASE).is_file():
            # Chroma would make a new one.
            raise DamagedSnapshot(f"{folder}: its vectors are gone. {START_AGAIN}")
        self.folder = folder
        try:
            self.client = connect(folder)
        except ChromaError as exc:
            raise self.damaged(exc) from exc
        try:
            self.collection = self.client.get_collection(COLLECTION, embedding_function=None)
        except (ChromaError, ValueError) as exc:
            self.client.close()
            raise self.damaged(exc) from exc

    def nearest(self, vector: "np.ndarray", count: int) -> list[str]:
        """Return the ids of the ``count`` vectors with the highest cosine, best first."""
        from chromadb.errors import ChromaError

        try:
            found = self.collection.query(
                query_embeddings=[vector], n_results=min(count, self.size()), include=[]
            )
        except ChromaError as exc:
            raise self.damaged(exc) from exc
        return list(found["ids"][0])

    def size(self) -> int:
        """Return how many vectors are kept."""
        return self.collection.count()

    def damaged(self, cause: Exception) -> DamagedSnapshot:
        """Return the error that says what Chroma said."""
        return DamagedSnapshot(f"{self.folder}: its vectors are damaged ({cause}). {START_AGAIN}")

    def close(self) -> None:
        """Release files and memory."""
        self.client.close()
