"""Vectors in Chroma: in a directory of the snapshot, or in a collection of a Chroma server.

Each is written once and only read afterwards: two processes must not share a Chroma directory
that one of them writes.
"""

import contextlib
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from queue import Empty, Queue
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
        client: Client = in_time(lambda: Client(settings=settings))
        for session in sessions(client):
            session.timeout = httpx.Timeout(TIMEOUT)
        return client


def in_time(make: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever is made
    """Return what a function makes; raises ``TimeoutError`` when it takes too long.

    Chroma's client asks the server questions before a time-out can be set.
    """
    made: Queue[Any] = Queue()

    def run() -> None:
        try:
            made.put((make(), None))
        except Exception as exc:  # noqa: BLE001 - raised again where it is waited for
            made.put((None, exc))

    threading.Thread(target=run, daemon=True).start()
    try:
        result, fault = made.get(timeout=TIMEOUT)
    except Empty as exc:
        raise TimeoutError(f"no answer in {TIMEOUT:g} s") from exc
    if fault:
        raise fault
    return result


def sessions(client: "Client") -> list[Any]:
    """Return the HTTP sessions that a client holds; one of a directory has none."""
    holders: tuple[Any, Any] = (client, client._admin_client)
    return [each._server._session for each in holders if hasattr(each._server, "_session")]


def close_client(client: "Client") -> None:
    """Release files, memory and the connections that Chroma leaves open."""
    held = sessions(client)
    client.close()
    for session in held:
        session.close()


def server_address(url: str) -> tuple[str, int, bool]:
    """Return host, port, and whether the connection is encrypted."""
    try:
        parts = urlsplit(url)
        usual = {"http": 80, "https": 443}[parts.scheme]
        port = parts.port or usual
        if not parts.hostname:
            raise ValueError("no host")
    except (ValueError, KeyError) as exc:
        raise StoreUnavailable(
            f"ASSISTANT_CHROMA_URL={url}: not an address like http://127.0.0.1:8000."
        ) from exc
    return parts.hostname, port, parts.scheme == "https"


def private(**values: Any) -> "Settings":  # noqa: ANN401 - as many types as settings
    """Return settings of Chroma that report nothing to anybody and forbid deleting all."""
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False, allow_reset=False, **values)


@contextlib.contextmanager
def server_faults(url: str) -> Iterator[None]:
    """Turn what a missing or broken server does into ``StoreUnavailable``."""
    try:
        yield
    except KnowledgeError:
        raise
    except Exception as exc:  # what a proxy answers makes Chroma raise anything
        said = next(iter(str(exc).splitlines()), "") or type(exc).__name__
        raise StoreUnavailable(
            f"{url}: the Chroma server does not answer as it should ({said}). "
            "Start it (chroma run), or set ASSISTANT_CHROMA_URL to where it is."
        ) from exc


@contextlib.contextmanager
def directory_faults(folder: Path) -> Iterator[None]:
    """Turn what a damaged directory does into ``DamagedSnapshot``."""
    try:
        yield
    except (KnowledgeError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as exc:  # its engine panics with an error of no common class
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
            close_client(client)
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
        close_client(self.client)


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
