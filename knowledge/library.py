"""The library as others see it: documents, and a search that follows the published index."""

import copy
import logging
import threading
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge import snapshots
from knowledge.encoder import Encoder
from knowledge.errors import KnowledgeError
from knowledge.search import Query, SearchIndex, Weights
from knowledge.settings import LibrarySettings
from knowledge.stores.chroma import ChromaStore
from knowledge.types import Document, Hit

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OpenSnapshot:
    """A snapshot that is open for searching."""

    name: str
    model: str
    index: SearchIndex
    encoder: Encoder


class Library:
    """Documents and search over the published snapshot; safe to use from several threads.

    A snapshot that is published while the library is open serves from the next call on.
    """

    def __init__(self, settings: LibrarySettings, weights: Weights | None = None) -> None:
        """Open the published snapshot; raises ``LibraryNotReady`` or ``DamagedSnapshot``."""
        self.settings, self.weights = settings, weights
        self.lock = threading.Lock()
        self.pointer = self.pointer_state()
        self.snapshot = self.open_snapshot(snapshots.current(settings.home), None)
        # A search may still be running in the one that was replaced last.
        self.retired: OpenSnapshot | None = None

    @property
    def name(self) -> str:
        """The name of the snapshot that serves now; it changes when another is published."""
        return self.current().name

    def documents(self) -> tuple[Document, ...]:
        """Return all documents, in the order in which they were added."""
        return self.current().index.contents.documents

    def document(self, document_id: str) -> Document | None:
        """Return one document, ``None`` when there is none of that id."""
        return self.current().index.documents.get(document_id)

    def search(self, query: Query, count: int = 10) -> list[Hit]:
        """Return the best ``count`` sentences for a query, best first."""
        snapshot = self.current()
        vector = snapshot.encoder.texts([query.text])[0]
        return snapshot.index.search(query, vector, count, self.settings.search_candidates)

    def frequency(self, key: str) -> int:
        """Return how many sentences hold a word key (see ``knowledge.words``)."""
        return len(self.current().index.sentence_words.rows.get(key, ()))

    def with_weights(self, weights: Weights) -> "Library":
        """Return the library with another ranking, over the same open snapshot."""
        other = copy.copy(self)
        index = copy.copy(self.snapshot.index)
        index.weights = weights
        other.weights, other.snapshot = weights, replace(self.snapshot, index=index)
        return other

    def close(self) -> None:
        """Release the open snapshots."""
        with self.lock:
            for snapshot in (self.snapshot, self.retired):
                if snapshot:
                    snapshot.index.close()

    def current(self) -> OpenSnapshot:
        """Return the snapshot to use, opening a newly published one.

        One that cannot be opened is reported in the log, and the last good one goes on serving.
        """
        if self.pointer_state() == self.pointer:
            return self.snapshot
        with self.lock:
            state = self.pointer_state()
            if state != self.pointer:
                self.pointer = state
                try:
                    newer = self.open_snapshot(snapshots.current(self.settings.home), self.snapshot)
                except KnowledgeError as exc:
                    logger.warning("the new index is not used: %s", exc)
                else:
                    if self.retired:
                        self.retired.index.close()
                    self.retired, self.snapshot = self.snapshot, newer
        return self.snapshot

    def pointer_state(self) -> tuple[int, int] | None:
        """Return what changes whenever a snapshot is published."""
        try:
            found = (self.settings.home / "CURRENT").stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino

    def open_snapshot(self, folder: Path, older: OpenSnapshot | None) -> OpenSnapshot:
        """Open a snapshot; the encoder of an older one serves on when the model is the same."""
        model = str(snapshots.read_manifest(folder)["model"])
        contents = snapshots.read(folder)
        same = older is not None and older.model == model
        encoder = older.encoder if older and same else Encoder(folder / "encoder")
        index = SearchIndex(contents, ChromaStore(folder / "chroma"), self.weights)
        return OpenSnapshot(folder.name, model, index, encoder)


def open_library(settings: LibrarySettings | None = None) -> Library:
    """Return the library that the settings name.

    Raises ``LibraryNotReady`` when nothing was added yet, ``DamagedSnapshot`` when the index
    cannot be used.
    """
    return Library(settings or LibrarySettings())
