"""Taking documents in: read, cut, embed what is new, write a snapshot, publish it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge import snapshots
from knowledge.embedding import compile_model, model_folder, weights_hash
from knowledge.encoder import BATCH, Encoder
from knowledge.errors import (
    DamagedSnapshot,
    KnowledgeError,
    LibraryNotReady,
    MissingDocument,
    UnreadableDocument,
)
from knowledge.metadata import content_hash, make_document
from knowledge.passages import make_passages
from knowledge.readers import READERS, read_file
from knowledge.settings import LibrarySettings
from knowledge.snapshots import Contents
from knowledge.stores import chroma
from knowledge.types import Document, IngestReport, Passage, Refusal

if TYPE_CHECKING:
    import numpy as np

Advance = Callable[[str, int, int], None]
"""Called with a stage, how much of it is done and how much there is."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that was read, with its passages, not embedded yet."""

    document: Document
    passages: tuple[Passage, ...]


def find_files(paths: Iterable[Path]) -> list[Path]:
    """Return the files to read: those named, and in folders every file with a known suffix.

    Raises ``MissingDocument`` for a path that does not exist or a folder without documents.
    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(
            file
            for file in path.rglob("*")
            if file.suffix.lower() in READERS and file.is_file() and not file.name.startswith(".")
        )
        if not inside:
            raise MissingDocument(f"{path}: the folder has no {', '.join(sorted(READERS))} files.")
        found += inside
    return found


def add_documents(
    settings: LibrarySettings,
    paths: Sequence[Path],
    given: Mapping[str, str] | None = None,
    *,
    advance: Advance = lambda stage, done, total: None,
) -> IngestReport:
    """Add files, or the documents in folders, to the library and publish the result.

    A file that cannot be read is reported in ``refused`` and keeps none of the others out. A
    document with the url of a known one replaces it; one with the same text is unchanged.
    Nothing is published unless something was added or replaced.
    """
    files = find_files(paths)
    with snapshots.ingest_lock(settings.home):
        known = published(settings.home)
        drafts, refused = read_all(files, given or {}, advance)
        added, replaced, unchanged = sort_out(drafts, known.documents if known else ())
        fresh = [*added, *replaced]
        report = IngestReport(
            added=tuple(draft.document for draft in added),
            replaced=tuple(draft.document for draft in replaced),
            unchanged=tuple(draft.document for draft in unchanged),
            refused=tuple(refused),
            documents=len(known.documents) if known else 0,
            passages=len(known.passages) if known else 0,
        )
        if not fresh:
            return report
        return build(settings, known, fresh, report, advance)


def published(home: Path) -> Contents | None:
    """Return what is published, ``None`` when nothing is.

    A damaged index raises: adding to it would silently lose its documents.
    """
    try:
        return snapshots.read(snapshots.current(home))
    except LibraryNotReady:
        return None


def read_all(
    files: Sequence[Path], given: Mapping[str, str], advance: Advance
) -> tuple[list[Draft], list[Refusal]]:
    """Read every file; return the drafts and those that could not be read."""
    drafts: list[Draft] = []
    refused: list[Refusal] = []
    for done, path in enumerate(files):
        advance("Reading", done, len(files))
        try:
            read = read_file(path)
            document = make_document(path, read, given)
            drafts.append(Draft(document, make_passages(document, read.blocks)))
        except KnowledgeError as exc:
            refused.append(Refusal(str(path), str(exc)))
        except OSError as exc:
            refused.append(Refusal(str(path), f"{path.name}: cannot be read ({exc.strerror})."))
    advance("Reading", len(files), len(files))
    return drafts, refused


def sort_out(
    drafts: Iterable[Draft], known: Sequence[Document]
) -> tuple[list[Draft], list[Draft], list[Draft]]:
    """Tell new documents from new versions of known ones and from known texts."""
    by_id = {document.id: document for document in known}
    hashes = {content_hash(document.pages): document.id for document in known}
    added: dict[str, Draft] = {}
    replaced: dict[str, Draft] = {}
    unchanged: list[Draft] = []
    for draft in drafts:
        document = draft.document
        same_text = hashes.get(content_hash(document.pages))
        older = by_id.get(document.id)
        if same_text and (same_text != document.id or same_facts(older, document)):
            unchanged.append(draft)
            continue
        hashes[content_hash(document.pages)] = document.id
        (replaced if older else added)[document.id] = draft
    return list(added.values()), list(replaced.values()), unchanged


def same_facts(older: Document | None, newer: Document) -> bool:
    """Whether all that is known of a document is the same; its file's name does not count."""
    from dataclasses import replace

    return older is not None and replace(older, source="") == replace(newer, source="")


def build(
    settings: LibrarySettings,
    known: Contents | None,
    fresh: Sequence[Draft],
    report: IngestReport,
    advance: Advance,
) -> IngestReport:
    """Write and publish a snapshot of what is known and what is fresh; return the full report."""
    from dataclasses import replace

    folder = snapshots.new_folder(settings.home)
    model = ready_encoder(settings, folder, advance)
    vectors = embed(Encoder(folder / "encoder"), fresh, advance)
    contents = merge(known, fresh, vectors)
    ids = [
        snapshots.sentence_id(sentence)
        for passage in contents.passages
        for sentence in passage.sentences
    ]
    advance("Storing", 0, len(ids))
    chroma.build(folder / "chroma", ids, contents.sentence_vectors)
    verify(folder / "chroma", ids, contents)
    snapshots.write(folder, contents, model)
    snapshots.publish(settings.home, folder)
    advance("Storing", len(ids), len(ids))
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
    for file in (old / "encoder").iterdir():
        (target / file.name).hardlink_to(file)
    return model


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

    replaced = {draft.document.id for draft in fresh}
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


__all__ = ["Advance", "UnreadableDocument", "add_documents", "find_files"]
