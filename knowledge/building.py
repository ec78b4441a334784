"""Building a snapshot: embed what is new, put it together with what is known, publish it."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge import snapshots
from knowledge.embedding import compile_model, model_folder, weights_hash
from knowledge.encoder import BATCH, Encoder
from knowledge.errors import DamagedSnapshot, LibraryNotReady, LibraryNotWritable
from knowledge.settings import LibrarySettings
from knowledge.snapshots import Contents
from knowledge.stores import chroma
from knowledge.types import Document, IngestReport, Passage

if TYPE_CHECKING:
    import numpy as np

Advance = Callable[[str, int, int], None]
"""Called with a stage, how much of it is done and how much there is."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that was read, with its passages, not embedded yet.

    ``replaces`` has the ids of the known documents that it is a later version of.
    """

    document: Document
    passages: tuple[Passage, ...]
    replaces: frozenset[str] = frozenset()


def build(
    settings: LibrarySettings,
    known: Contents | None,
    fresh: Sequence[Draft],
    report: IngestReport,
    advance: Advance,
) -> IngestReport:
    """Write and publish a snapshot of what is known and what is fresh; return the full report."""
    try:
        folder = snapshots.new_folder(settings.home)
        model = ready_encoder(settings, folder, advance)
        contents = merge(known, fresh, embed(Encoder(folder / "encoder"), fresh, advance))
        store(folder, contents, advance)
        snapshots.write(folder, contents, model)
        snapshots.publish(settings.home, folder)
    except OSError as exc:
        raise LibraryNotWritable(
            f"{settings.home}: cannot be written ({exc.strerror or exc}); the index is as it was."
        ) from exc
    return replace(
        report,
        documents=len(contents.documents),
        passages=len(contents.passages),
        embedded=sum(len(draft.passages) for draft in fresh),
    )


def ready_encoder(settings: LibrarySettings, folder: Path, advance: Advance) -> str:
    """Put the compiled model into a new snapshot and return what identifies it.

    The published snapshot's is linked when it is of the same model, else the model is compiled.
    Raises ``DamagedSnapshot`` when the published index was made with another model.
    """
    source = model_folder(settings.embedding_model)
    model = weights_hash(source)
    target = folder / "encoder"
    try:
        old = snapshots.current(settings.home)
    except LibraryNotReady:
        advance("Preparing the model", 0, 1)
        compile_model(source, target)
        advance("Preparing the model", 1, 1)
        return model
    if snapshots.read_manifest(old)["model"] != model:
        raise DamagedSnapshot(
            f"{settings.home}: its index was made with another embedding model. Unset "
            "ASSISTANT_EMBEDDING_MODEL, or add the documents again into a new ASSISTANT_HOME."
        )
    target.mkdir()
    for file in (old / "encoder").glob("*"):
        link_or_copy(file, target / file.name)
    return model


def link_or_copy(file: Path, target: Path) -> None:
    """Give a file a second name, or a copy where the file system has no second names."""
    try:
        target.hardlink_to(file)
    except OSError:
        shutil.copyfile(file, target)


def embed(
    encoder: Encoder, fresh: Sequence[Draft], advance: Advance
) -> list[tuple["np.ndarray", "np.ndarray"]]:
    """Return passage vectors and sentence vectors of each draft."""
    total = sum(len(draft.passages) for draft in fresh)
    done = 0
    found = []
    for draft in fresh:
        rows: list[np.ndarray] = []
        for start in range(0, len(draft.passages), BATCH):
            advance("Embedding", done, total)
            batch = draft.passages[start : start + BATCH]
            rows += encoder.passages(*zip(*map(embedded_text, batch), strict=True))
            done += len(batch)
        found.append(stack(rows))
    advance("Embedding", total, total)
    return found


def embedded_text(passage: Passage) -> tuple[str, list[tuple[int, int]]]:
    """Return what the model reads of a passage, its heading first, and where its sentences are."""
    head = f"{passage.heading}\n" if passage.heading else ""
    shift = len(head) - passage.start
    spans = [(each.start + shift, each.end + shift) for each in passage.sentences]
    return head + passage.text, spans


def stack(rows: Sequence["np.ndarray"]) -> tuple["np.ndarray", "np.ndarray"]:
    """Split each passage's rows into its own vector and those of its sentences."""
    import numpy as np

    return np.stack([row[0] for row in rows]), np.concatenate([row[1:] for row in rows])


def merge(
    known: Contents | None,
    fresh: Sequence[Draft],
    vectors: Sequence[tuple["np.ndarray", "np.ndarray"]],
) -> Contents:
    """Return the contents with fresh documents in and the versions they replace out."""
    import numpy as np

    replaced = {name for draft in fresh for name in draft.replaces}
    kept: list[tuple[list[Document], list[Passage], np.ndarray, np.ndarray]] = []
    if known:
        stays = np.array([each.document_id not in replaced for each in known.passages], bool)
        sizes = [len(each.sentences) for each in known.passages]
        kept.append(
            (
                [each for each in known.documents if each.id not in replaced],
                [each for each in known.passages if each.document_id not in replaced],
                known.passage_vectors[stays],
                known.sentence_vectors[np.repeat(stays, sizes)],
            )
        )
    for draft, (passage_vectors, sentence_vectors) in zip(fresh, vectors, strict=True):
        kept.append(([draft.document], list(draft.passages), passage_vectors, sentence_vectors))
    return Contents(
        documents=tuple(document for documents, *_ in kept for document in documents),
        passages=tuple(passage for _, passages, *_ in kept for passage in passages),
        passage_vectors=np.concatenate([part[2] for part in kept]),
        sentence_vectors=np.concatenate([part[3] for part in kept]),
    )


def store(folder: Path, contents: Contents, advance: Advance) -> None:
    """Write the sentence vectors into the Chroma directory of a new snapshot, and check it."""
    ids = [
        snapshots.sentence_id(sentence)
        for passage in contents.passages
        for sentence in passage.sentences
    ]
    advance("Storing", 0, len(ids))
    chroma.build(folder / "chroma", ids, contents.sentence_vectors)
    verify(folder / "chroma", ids, contents)
    advance("Storing", len(ids), len(ids))


def verify(folder: Path, ids: Sequence[str], contents: Contents) -> None:
    """Check that the store that was written holds all vectors and finds some of them."""
    store = chroma.ChromaStore(folder)
    try:
        if store.size() != len(ids):
            raise DamagedSnapshot(f"{folder}: holds {store.size()} of {len(ids)} vectors.")
        row_of = {each: row for row, each in enumerate(ids)}
        for row in range(0, len(ids), max(1, len(ids) // 20)):
            vector = contents.sentence_vectors[row]
            nearest = row_of[store.nearest(vector, 1)[0]]
            # Equal sentences have equal vectors: either of them is a right find.
            if contents.sentence_vectors[nearest] @ vector < 0.999:
                raise DamagedSnapshot(f"{folder}: sentence {ids[row]} does not find itself.")
    finally:
        store.close()
