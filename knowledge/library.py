"""The library as others see it: documents, and a search that follows the published index."""

import copy
import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge import snapshots
from knowledge.contents import load
from knowledge.encoder import TextEncoder, open_encoder, unit
from knowledge.errors import DamagedSnapshot, KnowledgeError, StoreUnavailable
from knowledge.filters import Filter
from knowledge.keywords import KeywordIndex
from knowledge.manifest import check_files, read_manifest
from knowledge.originals import original_of
from knowledge.pictures import picture_of
from knowledge.placing import open_vectors
from knowledge.search import Query, SearchIndex, Weights
from knowledge.settings import LibrarySettings
from knowledge.types import Document, Hit, Passage

if TYPE_CHECKING:
    import numpy as np

logger = logging.getLogger(__name__)

# How often a watched library looks for a newly published index, in seconds.
WATCH_EVERY = 1.0


@dataclass(frozen=True, slots=True)
class OpenSnapshot:
    """A snapshot that is open for searching; ``created`` is a time in UTC, ISO 8601."""

    name: str
    model: str
    created: str
    index: SearchIndex
    encoder: TextEncoder


class Library:
    """Documents and search over the published snapshot; safe to use from several threads.

    A snapshot that is published while the library is open serves from the next call on; a watched
    library opens it beside the one that serves, and changes over when it is warm.
    """

    def __init__(self, settings: LibrarySettings, weights: Weights | None = None) -> None:
        """Open the published snapshot, or the last good one when that is damaged.

        Raises ``LibraryNotReady`` when nothing is published, ``DamagedSnapshot`` when none is
        whole, ``StoreUnavailable`` when the Chroma server is away.
        """
        self.settings, self.weights = settings, weights
        self.lock = threading.Lock()
        self.watching: threading.Event | None = None
        self.pointer = self.pointer_state()
        self.snapshot = self.open_last_good()
        # A search may still be running in the one that was replaced last.
        self.retired: OpenSnapshot | None = None

    @property
    def name(self) -> str:
        """The name of the snapshot that serves now; it changes when another is published."""
        return self.current().name

    @property
    def created(self) -> str:
        """When that was made, in UTC as ISO 8601."""
        return self.current().created

    def documents(self) -> tuple[Document, ...]:
        """Return all documents, in the order in which they were added."""
        return self.current().index.contents.documents

    def document(self, document_id: str) -> Document | None:
        """Return one document, ``None`` when there is none of that id."""
        return self.current().index.documents.get(document_id)

    def has_pictures(self, document_id: str) -> bool:
        """Whether the pages of a document can be shown as they look."""
        document = self.document(document_id)
        return document is not None and original_of(self.settings.home, document) is not None

    def picture(self, document_id: str, number: int) -> bytes | None:
        """Return a page of a document as a JPEG picture, ``None`` where there is none."""
        document = self.document(document_id)
        return picture_of(self.settings.home, document, number) if document else None

    def passages(self) -> tuple[Passage, ...]:
        """Return all passages with their sentences, in the order of the documents."""
        return self.current().index.contents.passages

    def search(self, query: Query, count: int = 10, only: Filter | None = None) -> list[Hit]:
        """Return the best ``count`` sentences for a query, best first.

        With ``only`` no other documents are searched.
        """
        snapshot = self.current()
        vector = question_vector(snapshot.encoder, query)
        return snapshot.index.search(query, vector, count, self.settings.search_candidates, only)

    def frequency(self, key: str) -> int:
        """Return how many sentences hold a word key (see ``knowledge.words``)."""
        return self.current().index.sentence_words.frequency(key)

    def with_weights(self, weights: Weights) -> "Library":
        """Return the library with another ranking, over the same open snapshot."""
        other = copy.copy(self)
        index = copy.copy(self.snapshot.index)
        index.weights = weights
        other.weights, other.snapshot = weights, replace(self.snapshot, index=index)
        return other

    def watch(self, every: float = WATCH_EVERY) -> None:
        """Look for a newly published index every so many seconds, until the library is closed."""
        stop = self.watching = threading.Event()

        def look() -> None:
            while not stop.wait(every):
                try:
                    self.refresh()
                except Exception:
                    # The watch goes on whatever becomes of one index.
                    logger.exception("looking for a new index failed")

        threading.Thread(target=look, name="library-watch", daemon=True).start()

    def close(self) -> None:
        """Release the open snapshots."""
        if self.watching:
            self.watching.set()
        with self.lock:
            for snapshot in (self.snapshot, self.retired):
                if snapshot:
                    snapshot.index.close()

    def current(self) -> OpenSnapshot:
        """Return the snapshot to use, which is the published one unless the library is watched."""
        if self.watching is None:
            self.refresh()
        return self.snapshot

    def refresh(self) -> None:
        """Open a newly published index, if there is one.

        One that cannot be opened is reported in the log, and the last good one goes on serving.
        """
        if self.pointer_state() == self.pointer:
            return
        with self.lock:
            state = self.pointer_state()
            if state == self.pointer or (self.watching and self.watching.is_set()):
                return
            self.pointer = state
            try:
                newer = self.open_snapshot(snapshots.current(self.settings.home), self.snapshot)
            except StoreUnavailable as exc:
                logger.warning("the new index is not used yet: %s", exc)
                self.pointer = None
                return
            except KnowledgeError as exc:
                logger.warning("the new index is not used: %s", exc)
                return
            if self.retired:
                self.retired.index.close()
            self.retired, self.snapshot = self.snapshot, newer

    def pointer_state(self) -> tuple[int, int] | None:
        """Return what changes whenever a snapshot is published."""
        try:
            found = (self.settings.home / "CURRENT").stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino

    def open_last_good(self) -> OpenSnapshot:
        """Open the published snapshot or, when it is damaged, the newest that is whole."""
        try:
            return self.open_snapshot(snapshots.current(self.settings.home), None)
        except DamagedSnapshot as exc:
            for folder in self.others():
                try:
                    found = self.open_snapshot(folder, None)
                except KnowledgeError:
                    continue
                logger.warning("%s The index %s serves instead.", exc, folder.name)
                return found
            raise

    def others(self) -> Iterator[Path]:
        """Yield the kept snapshots that are not the published one, newest first."""
        published = snapshots.pointed_at(self.settings.home)
        for folder in reversed(snapshots.kept(self.settings.home)):
            if folder.name != published:
                yield folder

    def open_snapshot(self, folder: Path, older: OpenSnapshot | None) -> OpenSnapshot:
        """Open a snapshot; the encoder of an older one serves on when the model is the same."""
        manifest = read_manifest(folder)
        check_files(folder, manifest)
        contents = load(folder)
        words = (
            KeywordIndex.load(folder / "sentences.npz"),
            KeywordIndex.load(folder / "passages.npz"),
        )
        same = older is not None and older.model == manifest.model
        encoder = older.encoder if older and same else open_encoder(folder / "encoder")
        store = open_vectors(self.settings, folder, manifest)
        card = encoder.card
        index = SearchIndex(contents, store, self.weights, words, card.languages, card.unrelated)
        try:
            # The first search of a store is its slowest.
            if len(contents.sentence_vectors):
                store.nearest(contents.sentence_vectors[0], 1)
        except KnowledgeError:
            store.close()
            raise
        return OpenSnapshot(folder.name, manifest.model, manifest.created, index, encoder)


def question_vector(encoder: TextEncoder, query: Query) -> "np.ndarray":
    """Return the unit vector of a question: midway between its own words and its rendering.

    That of a question without a word that the model knows may be zero.
    """
    import numpy as np

    texts = [query.text]
    if query.original and encoder.card.reads(query.language):
        texts.append(query.original)
    (vector,) = unit(encoder.questions(texts).sum(axis=0, keepdims=True))
    return np.asarray(vector)


def open_library(settings: LibrarySettings | None = None) -> Library:
    """Return the library that the settings name.

    Raises ``LibraryNotReady`` when nothing was added yet, ``DamagedSnapshot`` when the index
    cannot be used.
    """
    return Library(settings or LibrarySettings())
