"""Whether a snapshot is whole: checked in a fresh process before it is published.

A process that wrote an index has it in memory; only another one sees what is on the disk. It is
also what survives if a damaged index makes the vector store crash.
"""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from knowledge.contents import Contents, load, sentence_id
from knowledge.encoder import open_encoder
from knowledge.errors import DamagedSnapshot, KnowledgeError
from knowledge.keywords import KeywordIndex
from knowledge.manifest import Manifest, check_files, read_manifest
from knowledge.placing import open_vectors
from knowledge.search import passage_words, sentence_words
from knowledge.settings import LibrarySettings
from knowledge.stores.base import VectorStore
from knowledge.vectors import embedded_text
from knowledge.words import keys

SAMPLE = 40
PASSAGES = 3
# Vectors of the same text from another batch, or from another processor, differ by so much.
SAME = 0.99
KEYWORDS = ("sentences", "passages")
TIMEOUT = 900
# From <sys/prctl.h>: the signal that a process gets when the one that started it ends.
PR_SET_PDEATHSIG = 1
START = "import sys; from knowledge.verification import main; sys.exit(main())"


def verify_apart(settings: LibrarySettings, folder: Path) -> None:
    """Verify a snapshot in a process of its own; raises ``DamagedSnapshot`` with what it says."""
    package = Path(__file__).parent.parent
    paths = [str(package), os.environ.get("PYTHONPATH", "")]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "ASSISTANT_CHROMA_URL": settings.chroma_url,
        "ASSISTANT_CHROMA_TOKEN": settings.chroma_token.get_secret_value(),
    }
    try:
        done = subprocess.run(
            [sys.executable, "-c", START, str(folder.resolve()), str(os.getpid())],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired as exc:
        raise DamagedSnapshot(f"{folder}: checking it did not end in {TIMEOUT} s.") from exc
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or [f"ended with {done.returncode}"]
        raise DamagedSnapshot(f"{folder}: the check of the index failed: {last[0]}")


def verify(settings: LibrarySettings, folder: Path) -> Manifest:
    """Check all parts of a snapshot and return its manifest.

    Every file is as it was written, the numbers agree, the store has just the sentences of the
    documents, and a sample of them finds itself, among all and within its own document. Raises
    ``DamagedSnapshot`` with the first thing that is wrong.
    """
    manifest = read_manifest(folder)
    check_files(folder, manifest)
    contents = load(folder)
    check_numbers(folder, manifest, contents)
    store = open_vectors(settings, folder, manifest)
    try:
        check_store(folder, contents, store, set(store.ids()))
    finally:
        store.close()
    check_encoder(folder, contents)
    return manifest


def check_numbers(folder: Path, manifest: Manifest, contents: Contents) -> None:
    """Raise unless documents, passages, sentences and word statistics are as many as noted."""
    documents = {document.id for document in contents.documents}
    found = (len(documents), len(contents.passages), len(contents.sentence_vectors))
    noted = (manifest.documents, manifest.passages, manifest.sentences)
    if found != noted:
        raise DamagedSnapshot(f"{folder}: holds {found} entries, its manifest says {noted}.")
    texts = (sentence_words(contents), passage_words(contents))
    for name, count, rows in zip(KEYWORDS, (noted[2], noted[1]), texts, strict=True):
        check_words(folder, KeywordIndex.load(folder / f"{name}.npz"), count, rows)


def check_words(
    folder: Path, index: KeywordIndex, count: int, texts: Iterable[tuple[str, str]]
) -> None:
    """Raise unless word statistics have so many rows, and a sample of them its words."""
    if index.count != count:
        raise DamagedSnapshot(f"{folder}: has word statistics of {index.count} of {count} entries.")
    step = max(1, count // SAMPLE)
    for row, (text, language) in enumerate(texts):
        if row % step == 0 and not all(index.holds(row, key) for key in keys(text, language)):
            raise DamagedSnapshot(f"{folder}: its word statistics are not of its texts.")


def check_store(folder: Path, contents: Contents, store: VectorStore, ids: set[str]) -> None:
    """Raise unless the store has the sentences and a sample of them finds itself."""
    rows = list(contents.sentences())
    row_of = {sentence_id(sentence): row for row, (_, sentence) in enumerate(rows)}
    if ids != row_of.keys() or store.size() != len(rows):
        raise DamagedSnapshot(f"{folder}: has vectors of {len(ids)} of {len(rows)} sentences.")
    for row in range(0, len(rows), max(1, len(rows) // SAMPLE)):
        vector = contents.sentence_vectors[row]
        for within in (None, [rows[row][0].document_id]):
            nearest = store.nearest(vector, 1, within)
            # Equal sentences have equal vectors: either of them is a right find.
            if not nearest or contents.sentence_vectors[row_of[nearest[0]]] @ vector < SAME:
                name = sentence_id(rows[row][1])
                raise DamagedSnapshot(f"{folder}: sentence {name} does not find itself.")


def check_encoder(folder: Path, contents: Contents) -> None:
    """Raise unless the model of the snapshot gives the vectors that are in it."""
    encoder = open_encoder(folder / "encoder")
    step = max(1, len(contents.passages) // PASSAGES)
    for row in range(0, len(contents.passages), step):
        text, spans = embedded_text(contents.passages[row])
        (vectors,) = encoder.passages([text], [spans])
        if vectors[0] @ contents.passage_vectors[row] < SAME:
            raise DamagedSnapshot(f"{folder}: its vectors are not of its model.")


def main() -> int:
    """Verify the snapshot in the folder given; print what is wrong and return 1 if any."""
    end_with(int(sys.argv[2]))
    try:
        verify(LibrarySettings(), Path(sys.argv[1]))
    except KnowledgeError as exc:
        print(exc, file=sys.stderr)  # noqa: T201
        return 1
    return 0


def end_with(parent: int) -> None:
    """End this process when the one that started it does, on Linux.

    The vector store writes into the folder that it opens. After a killed ingest the next one
    removes that folder, which must not come back.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before this one could ask for the signal
        sys.exit(1)
