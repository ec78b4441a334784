"""Snapshots: an index is written once, published by one pointer, and never changed.

``home/snapshots/<name>/`` holds documents, passages, vectors, the Chroma directory and the
compiled model; ``home/CURRENT`` holds the name of the published one. A build that dies leaves
a folder without a manifest, which the next ingest removes; the published one is untouched.
"""

import contextlib
import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.errors import (
    START_AGAIN,
    DamagedSnapshot,
    LibraryLocked,
    LibraryNotReady,
    LibraryNotWritable,
)
from knowledge.types import Document, Page, Passage, Sentence

if TYPE_CHECKING:
    import numpy as np

FORMAT = 1
KEPT = 3
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Contents:
    """All that is known, in memory.

    ``passage_vectors`` has a row a passage; ``sentence_vectors`` a row a sentence, in the order
    of ``passages`` and of their sentences. Both are unit vectors.
    """

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    passage_vectors: "np.ndarray"
    sentence_vectors: "np.ndarray"


def sentence_id(sentence: Sentence) -> str:
    """Return the name of a sentence in the vector store."""
    return f"{sentence.passage_id}:{sentence.start}"


@contextlib.contextmanager
def ingest_lock(home: Path) -> Iterator[None]:
    """Hold the right to change the library; raises ``LibraryLocked`` when another does."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        file = (home / "ingest.lock").open("w")
    except OSError as exc:
        raise LibraryNotWritable(
            f"{home}: cannot be written ({exc.strerror}); set ASSISTANT_HOME."
        ) from exc
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as exc:
            raise LibraryLocked(
                f"{home}: another ingest is running; wait until it has ended."
            ) from exc
        yield


def current(home: Path) -> Path:
    """Return the folder of the published snapshot.

    Raises ``LibraryNotReady`` when nothing is published, ``DamagedSnapshot`` when it is gone.
    """
    try:
        name = (home / "CURRENT").read_text(encoding="utf-8").strip()
    except OSError as exc:
        raise LibraryNotReady(
            f"{home}: there is no index yet. Add documents: python ingest.py add PATH"
        ) from exc
    folder = home / "snapshots" / name
    if not name or not (folder / MANIFEST).is_file():
        raise DamagedSnapshot(f"{folder}: the published index is incomplete. {START_AGAIN}")
    return folder


def new_folder(home: Path) -> Path:
    """Return an empty folder for a snapshot, after removing what dead builds left."""
    snapshots = home / "snapshots"
    snapshots.mkdir(parents=True, exist_ok=True)
    for folder in snapshots.iterdir():
        if folder.is_dir() and not (folder / MANIFEST).is_file():
            shutil.rmtree(folder)
    folder = snapshots / datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    folder.mkdir()
    return folder


def write(folder: Path, contents: Contents, model: str) -> None:
    """Write documents, passages and vectors; the manifest comes last and completes it."""
    import numpy as np

    write_lines(folder / "documents.jsonl", contents.documents)
    write_lines(folder / "passages.jsonl", contents.passages)
    np.save(folder / "passage_vectors.npy", contents.passage_vectors)
    np.save(folder / "sentence_vectors.npy", contents.sentence_vectors)
    manifest = {
        "format": FORMAT,
        "model": model,
        "documents": len(contents.documents),
        "passages": len(contents.passages),
        "sentences": len(contents.sentence_vectors),
    }
    for path in folder.rglob("*"):
        if path.is_file():
            sync(path)
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2), encoding="utf-8")
    sync(folder / MANIFEST)
    sync(folder)


def publish(home: Path, folder: Path) -> None:
    """Point the library at a complete snapshot, in one step, and drop the oldest ones.

    The published one stays even if its name is not the last, as after a clock was set back.
    """
    pointer = home / "CURRENT.new"
    pointer.write_text(folder.name, encoding="utf-8")
    sync(pointer)
    pointer.replace(home / "CURRENT")
    sync(home)
    complete = sorted(path.parent for path in (home / "snapshots").glob(f"*/{MANIFEST}"))
    for old in complete[:-KEPT]:
        if old != folder:
            shutil.rmtree(old)


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest; raises ``DamagedSnapshot`` when another version wrote it."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as exc:
        raise DamagedSnapshot(
            f"{folder}: its manifest cannot be read ({exc}). {START_AGAIN}"
        ) from exc
    if manifest.get("format") != FORMAT:
        raise DamagedSnapshot(
            f"{folder}: has format {manifest.get('format')}, this version reads {FORMAT}. "
            "Add the documents again into a new ASSISTANT_HOME."
        )
    return manifest


def read(folder: Path) -> Contents:
    """Return what a snapshot holds; raises ``DamagedSnapshot`` when a part is missing or short."""
    import numpy as np

    manifest = read_manifest(folder)
    try:
        contents = Contents(
            documents=tuple(map(load_document, read_lines(folder / "documents.jsonl"))),
            passages=tuple(map(load_passage, read_lines(folder / "passages.jsonl"))),
            passage_vectors=np.load(folder / "passage_vectors.npy", mmap_mode="r"),
            sentence_vectors=np.load(folder / "sentence_vectors.npy", mmap_mode="r"),
        )
    except (OSError, EOFError, ValueError, KeyError, TypeError) as exc:
        raise DamagedSnapshot(f"{folder}: cannot be read ({exc}). {START_AGAIN}") from exc
    counts = (
        len(contents.documents),
        len(contents.passage_vectors),
        len(contents.sentence_vectors),
    )
    expected = (manifest["documents"], manifest["passages"], manifest["sentences"])
    if counts != expected or len(contents.passages) != manifest["passages"]:
        raise DamagedSnapshot(
            f"{folder}: holds {counts} entries, its manifest says {expected}. {START_AGAIN}"
        )
    return contents


def write_lines(path: Path, rows: Sequence[Document] | Sequence[Passage]) -> None:
    """Write one JSON object a line."""
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(asdict(row), ensure_ascii=False, default=date.isoformat) + "\n")


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the JSON objects of a file."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def load_document(row: dict[str, Any]) -> Document:
    """Return the document that a row of ``documents.jsonl`` holds."""
    days = {
        key: date.fromisoformat(row[key]) if row[key] else None
        for key in ("published", "event_date")
    }
    pages = tuple(Page(**page) for page in row["pages"])
    return Document(**{**row, **days, "pages": pages, "questions": tuple(row["questions"])})


def load_passage(row: dict[str, Any]) -> Passage:
    """Return the passage that a row of ``passages.jsonl`` holds."""
    return Passage(**{**row, "sentences": tuple(Sentence(**each) for each in row["sentences"])})


def sync(path: Path) -> None:
    """Flush a file or a folder to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
