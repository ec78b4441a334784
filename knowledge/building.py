"""Building a snapshot aside: embed what is new, store the vectors, check, publish."""

import contextlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from knowledge import snapshots
from knowledge.contents import Contents, save
from knowledge.embedding import compile_model
from knowledge.encoder import open_encoder
from knowledge.errors import DamagedSnapshot, KnowledgeError, LibraryNotReady, LibraryNotWritable
from knowledge.keywords import KeywordIndex
from knowledge.manifest import Change, Manifest, read_manifest, versions, write_manifest
from knowledge.models import model_folder, model_identity
from knowledge.placing import collection, drop_collections, place, write_vectors
from knowledge.search import passage_words, sentence_words
from knowledge.settings import LibrarySettings
from knowledge.types import Document, Passage
from knowledge.vectors import embed
from knowledge.verification import verify_apart

Advance = Callable[[str, int, int], None]
"""Called with a stage, how much of it is done and how much there is."""


def build(
    settings: LibrarySettings,
    documents: Sequence[Document],
    passages: Sequence[Passage],
    known: Contents | None,
    change: Change,
    advance: Advance,
) -> int:
    """Write, verify and publish a snapshot; return how many passages had to be embedded.

    What is published stays so until the new snapshot is whole. Raises ``LibraryNotWritable``,
    ``StoreUnavailable``, ``ModelUnavailable`` or ``DamagedSnapshot``.
    """
    with writable(settings.home):
        folder = snapshots.new_folder(settings.home)
        try:
            embedded = fill(settings, folder, documents, passages, known, change, advance)
            advance("Checking", 0, 1)
            verify_apart(settings, folder)
            advance("Checking", 1, 1)
            snapshots.publish(settings.home, folder)
        except (KnowledgeError, OSError):
            if snapshots.pointed_at(settings.home) != folder.name:
                shutil.rmtree(folder, ignore_errors=True)
            raise
    drop_collections(settings, [each.name for each in snapshots.kept(settings.home)])
    return embedded


@contextlib.contextmanager
def writable(home: Path) -> Iterator[None]:
    """Turn what the disk refuses into ``LibraryNotWritable``."""
    try:
        yield
    except OSError as exc:
        raise LibraryNotWritable(
            f"{home}: cannot be written ({exc.strerror or exc}); the index is as it was."
        ) from exc


def fill(
    settings: LibrarySettings,
    folder: Path,
    documents: Sequence[Document],
    passages: Sequence[Passage],
    known: Contents | None,
    change: Change,
    advance: Advance,
) -> int:
    """Write all files of a snapshot to the disk, its manifest last."""
    model = ready_encoder(settings, folder, advance)
    *vectors, embedded = embed(
        open_encoder(folder / "encoder"),
        passages,
        known,
        lambda done, total: advance("Embedding", done, total),
    )
    contents = Contents(tuple(documents), tuple(passages), *vectors)
    save(folder, contents)
    KeywordIndex.of(sentence_words(contents)).save(folder / "sentences.npz")
    KeywordIndex.of(passage_words(contents)).save(folder / "passages.npz")
    total = len(contents.sentence_vectors)
    advance("Storing", 0, total)
    write_vectors(settings, folder, contents, lambda done: advance("Storing", done, total))
    snapshots.sync_folder(folder)
    manifest = Manifest(
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        model=model,
        store=place(settings),
        documents=len(documents),
        passages=len(passages),
        sentences=total,
        change=change,
        parent=snapshots.pointed_at(settings.home) or "",
        collection=collection(settings, folder),
        versions=versions(),
    )
    write_manifest(folder, manifest)
    snapshots.sync_folder(folder)
    return embedded


def ready_encoder(settings: LibrarySettings, folder: Path, advance: Advance) -> str:
    """Put the compiled model into a new snapshot and return what identifies it.

    The published snapshot's is linked when it is of the same model, else the model is compiled.
    Raises ``DamagedSnapshot`` when the published index was made with another model.
    """
    source = model_folder(settings.embedding_model)
    precision = settings.embedding_precision
    model = model_identity(source, precision)
    target = folder / "encoder"
    try:
        old = snapshots.current(settings.home)
    except LibraryNotReady:
        advance("Preparing the model", 0, 1)
        compile_model(source, target, precision, settings.embedding_model)
        advance("Preparing the model", 1, 1)
        return model
    if read_manifest(old).model != model:
        raise DamagedSnapshot(
            f"{settings.home}: its index was made with another embedding model. Set "
            "ASSISTANT_EMBEDDING_MODEL and ASSISTANT_EMBEDDING_PRECISION as they were, or add the "
            "documents again into a new ASSISTANT_HOME."
        )
    # A copy: a second name for the same bytes would share their damage.
    shutil.copytree(old / "encoder", target)
    return model
