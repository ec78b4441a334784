"""The manifest of a snapshot: what it holds, what made it, and how each file of it must look.

It is written last, so that a folder without one is an unfinished build, and it lets damage be
found before a file is used: each file is there with its size and its SHA-256. A checksum of its
own tells whether the manifest is as it was written.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from knowledge.errors import START_AGAIN, DamagedSnapshot

FORMAT = 2
MANIFEST = "manifest.json"
MADE_WITH = ("chromadb", "numpy", "onnxruntime", "tokenizers")
# SQLite notes in its file that it was opened; it is checked by its own means instead.
CHANGES_WHEN_READ = "chroma.sqlite3"


@dataclass(frozen=True, slots=True)
class Change:
    """What an ingest did to the library, for its history."""

    action: str
    added: int = 0
    replaced: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class File:
    """A file of a snapshot; ``sha256`` is empty for one that changes when it is read."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot holds.

    ``created`` is a time in UTC, ISO 8601; ``model`` identifies the embedding model; ``store`` is
    where the vectors are: "directory", or "server" for the ``collection`` of a Chroma server;
    ``parent`` is the name of the snapshot that was changed, empty for the first.
    """

    created: str
    model: str
    store: str
    documents: int
    passages: int
    sentences: int
    change: Change
    parent: str = ""
    collection: str = ""
    versions: dict[str, str] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    format: int = FORMAT


def versions() -> dict[str, str]:
    """Return the versions of the libraries that write a snapshot's files."""
    return {name: version(name) for name in MADE_WITH}


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Complete a snapshot: note its files as they are now, all of which must be on the disk."""
    row = {**asdict(manifest), "files": dict(file_rows(folder))}
    text = json.dumps({**row, "checksum": checksum(row)}, indent=1)
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def checksum(row: dict[str, Any]) -> str:
    """Return the SHA-256 of what a manifest says."""
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()


def file_rows(folder: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield name, size and hash of every file in a folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            changes = path.name == CHANGES_WHEN_READ
            yield (
                path.relative_to(folder).as_posix(),
                {"size": path.stat().st_size, "sha256": "" if changes else sha256(path)},
            )


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest; raises ``DamagedSnapshot`` when another version wrote it."""
    try:
        row = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        found = row["format"]
        if found == FORMAT:
            if row.pop("checksum") != checksum(row):
                raise ValueError("it is not as it was written")
            files = {name: File(**file) for name, file in row["files"].items()}
            return Manifest(**{**row, "change": Change(**row["change"]), "files": files})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as exc:
        raise DamagedSnapshot(
            f"{folder}: its manifest cannot be read ({exc}). {START_AGAIN}"
        ) from exc
    raise DamagedSnapshot(
        f"{folder}: has format {found}, this version reads {FORMAT}. "
        "Add the documents again into a new ASSISTANT_HOME, or move the old one away first."
    )


def check_files(folder: Path, manifest: Manifest) -> None:
    """Raise ``DamagedSnapshot`` unless every file is there as it was written."""
    for name, file in manifest.files.items():
        path = folder / name
        try:
            size = path.stat().st_size
            whole = sha256(path) == file.sha256 if file.sha256 else is_whole_database(path)
        except OSError as exc:
            raise DamagedSnapshot(f"{path}: is gone ({exc.strerror}). {START_AGAIN}") from exc
        if not whole or size < file.size:
            raise DamagedSnapshot(f"{path}: is not as it was written. {START_AGAIN}")


def is_whole_database(path: Path) -> bool:
    """Whether SQLite finds no fault in one of its files."""
    address = f"file:{quote(str(path.resolve()))}?mode=ro"
    try:
        connection = sqlite3.connect(address, uri=True)
        try:
            return connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        finally:
            connection.close()
    except sqlite3.Error:
        return False


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
