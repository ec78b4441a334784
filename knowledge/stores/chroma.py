"""Vectors in Chroma: in a directory of the snapshot, or in a collection of a Chroma server.

Each is written once and only read afterwards: two processes must not share a Chroma directory
that one of them writes.
"""

import contextlib
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from knowledge.errors import START_AGAIN, DamagedSnapshot, KnowledgeError, StoreUnavailable

if TYPE_CHECKING:
    import numpy as np
    from chromadb.api.client import Client
    from chromadb.config import Settings

COLLECTION = "sentences"
DATABASE = "chroma.sqlite3"
BATCH = 250
PAGE = 5000
# Chroma saves its graph each time so many vectors have come in; only what it has saved is safe.
SAVED_AT_ONCE = 20_000
# Its HTTP client would wait for ever.
TIMEOUT = 10.0


def directory_client(folder: Path) -> "Client":
    """Open a Chroma directory, without telemetry; an empty one is made."""
    from chromadb.api.client import Client

    return Client(settings=private(is_persistent=True, persist_directory=str(folder)))


def server_client(url: str, token: str = "") -> "Client":
    """Connect to a Chroma server; raises ``StoreUnavailable`` when there is none."""
    import httpx
    from chromadb.api.client import Client

    host, port, safe = server_address(url)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    settings = private(
        chroma_api_impl="chromadb.api.fastapi.FastAPI",
        chroma_server_host=host,
        chroma_server_http_port=port,
        chroma_server_ssl_enabled=safe,
        chroma_server_headers=headers,
    )
    with server_faults(url):
        # The client asks the server questions before a time-out can be set.
        beat = httpx.get(f"{url.rstrip('/')}/api/v2/heartbeat", headers=headers, timeout=TIMEOUT)
        beat.raise_for_status()
        client = Client(settings=settings)
        client._server._session.timeout = httpx.Timeout(TIMEOUT)  # type: ignore[attr-defined]
        return client


def server_address(url: str) -> tuple[str, int, bool]:
    """Return host, port, and whether the connection is encrypted."""
    parts = urlsplit(url)
    try:
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    except (ValueError, KeyError):
        port = 0
    if not (port and parts.hostname):
        raise StoreUnavailable(
            f"ASSISTANT_CHROMA_URL={url}: not an address like http://127.0.0.1:8000."
        )
    return parts.hostname, port, parts.scheme == "https"


def private(**values: Any) -> "Settings":  # noqa: ANN401 - as many types as settings
    """Return settings of Chroma that report nothing to anybody and forbid deleting all."""
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False, allow_reset=False, **values)


@contextlib.contextmanager
def server_faults(url: str) -> Iterator[None]:
    """Turn what a missing or broken server does into ``StoreUnavailable``."""
    import httpx
    from chromadb.errors import ChromaError

    try:
        yield
    except (httpx.HTTPError, ChromaError, ValueError, KeyError, OSError) as exc:
        raise StoreUnavailable(
            f"{url}: the Chroma server does not answer as it should ({exc or type(exc).__name__}). "
            "Start it (chroma run), or set ASSISTANT_CHROMA_URL to where it is."
        ) from exc


@contextlib.contextmanager
def directory_faults(folder: Path) -> Iterator[None]:
    """Turn what a damaged directory does into ``DamagedSnapshot``."""
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, ValueError) as exc:
        raise DamagedSnapshot(f"{folder}: its vectors are damaged ({exc}). {START_AGAIN}") from exc


def write(
    client: "Client",
    name: str,
    ids: Sequence[str],
    documents: Sequence[str],
    vectors: "np.ndarray",
) -> Iterator[int]:
    """Write unit vectors into a new collection; yields how many are written after each batch.

    ``documents`` has the document of each vector. All vectors are saved when it ends.
    """
    import numpy as np

    shares = np.array_split(np.arange(len(ids)), -(-len(ids) // SAVED_AT_ONCE) or 1)
    collection = client.create_collection(
        name,
        embedding_function=None,
        configuration={
            "hnsw": {
                "space": "cosine",
                "ef_construction": 200,
                "ef_search": 200,
                "max_neighbors": 16,
                # Each share, and so the last, ends with a save.
                "sync_threshold": max(2, min(len(share) for share in shares)),
            }
        },
    )
    for share in shares:
        for rows in np.array_split(share, -(-len(share) // BATCH) or 1):
            if len(rows):
                part = slice(int(rows[0]), int(rows[-1]) + 1)
                records: dict[str, Any] = {
                    "ids": list(ids[part]),
                    "embeddings": vectors[part],
                    "metadatas": [{"document": document} for document in documents[part]],
                }
                collection.add(**records)
                if len(ids) == 1:
                    # Chroma does not save for fewer than two changes.
                    collection.upsert(**records)
                yield part.stop


Faults = Callable[[], contextlib.AbstractContextManager[None]]
"""Gives a context that turns what the client raises into our errors."""


class ChromaStore:
    """A collection that is open for reading."""

    def __init__(self, client: "Client", name: str, faults: Faults) -> None:
        """Open a collection that ``write`` wrote."""
        self.client, self.faults = client, faults
        try:
            with faults():
                self.collection = client.get_collection(name, embedding_function=None)
                self.count = self.collection.count()
        except KnowledgeError:
            client.close()
            raise

    def nearest(
        self, vector: "np.ndarray", count: int, documents: Collection[str] | None = None
    ) -> list[str]:
        """Return the ids of the ``count`` vectors with the highest cosine, best first."""
        wanted = min(count, self.count)
        if (documents is not None and not documents) or not wanted:
            return []
        where: Any = None if documents is None else {"document": {"$in": list(documents)}}
        with self.faults():
            found = self.collection.query(
                query_embeddings=[vector], n_results=wanted, include=[], where=where
            )
            return list(found["ids"][0])

    def size(self) -> int:
        """Return how many vectors are kept."""
        return self.count

    def ids(self) -> Iterator[str]:
        """Yield the ids of all vectors."""
        for start in range(0, self.count, PAGE):
            with self.faults():
                yield from self.collection.get(limit=PAGE, offset=start, include=[])["ids"]

    def close(self) -> None:
        """Release files and memory."""
        self.client.close()


def open_directory(folder: Path) -> ChromaStore:
    """Open the vectors of a directory; raises ``DamagedSnapshot`` when they are not there."""
    if not (folder / DATABASE).is_file():
        # Chroma would make a new one.
        raise DamagedSnapshot(f"{folder}: its vectors are gone. {START_AGAIN}")
    with directory_faults(folder):
        client = directory_client(folder)
    return ChromaStore(client, COLLECTION, lambda: directory_faults(folder))


def open_server(url: str, token: str, name: str) -> ChromaStore:
    """Open a collection of a Chroma server; raises ``StoreUnavailable`` when it is away."""
    return ChromaStore(server_client(url, token), name, lambda: server_faults(url))
