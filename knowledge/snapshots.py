"""Snapshots: an index is written once, published by one pointer, and never changed.

``home/snapshots/<name>/`` holds documents, passages, vectors, word statistics, the Chroma
directory and the compiled model; ``home/CURRENT`` holds the name of the published one. A build
that dies leaves a folder without a manifest, which the next ingest removes; the published one is
untouched.
"""

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from knowledge.errors import (
    START_AGAIN,
    DamagedSnapshot,
    LibraryLocked,
    LibraryNotReady,
    LibraryNotWritable,
    UnknownSnapshot,
)
from knowledge.manifest import MANIFEST, Change, Manifest, check_files, read_manifest

KEPT = 3
# Marks a snapshot that was checked; one without it was never published.
CHECKED = "checked"


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


def pointed_at(home: Path) -> str | None:
    """Return the name of the published snapshot, ``None`` when nothing was ever published."""
    try:
        return (home / "CURRENT").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None


def current(home: Path) -> Path:
    """Return the folder of the published snapshot.

    Raises ``LibraryNotReady`` when nothing is published, ``DamagedSnapshot`` when it is gone.
    """
    name = pointed_at(home)
    if name is None:
        raise LibraryNotReady(
            f"{home}: there is no index yet. Add documents: python ingest.py add PATH"
        )
    folder = home / "snapshots" / name
    if not name or not (folder / MANIFEST).is_file():
        raise DamagedSnapshot(f"{folder}: the published index is incomplete. {START_AGAIN}")
    return folder


def kept(home: Path) -> list[Path]:
    """Return the folders of all snapshots that were checked and are complete, oldest first."""
    return sorted(
        path.parent
        for path in (home / "snapshots").glob(f"*/{MANIFEST}")
        if (path.parent / CHECKED).exists()
    )


def history(home: Path) -> list[tuple[Path, Manifest]]:
    """Return the snapshots that can be gone back to, and the published one, oldest first."""
    found = []
    for folder in kept(home):
        with contextlib.suppress(DamagedSnapshot):
            found.append((folder, read_manifest(folder)))
    return found


@dataclass(frozen=True, slots=True)
class IndexVersion:
    """An index that was published: its name, when it was made, by what, and its documents."""

    name: str
    created: str
    change: Change
    documents: int
    published: bool


def index_history(home: Path) -> tuple[IndexVersion, ...]:
    """Return the indexes that can be gone back to, and the published one, newest first."""
    here = pointed_at(home)
    return tuple(
        IndexVersion(
            each.name, manifest.created, manifest.change, manifest.documents, each.name == here
        )
        for each, manifest in reversed(history(home))
    )


def new_folder(home: Path) -> Path:
    """Return an empty folder for a snapshot, after removing what dead builds left."""
    snapshots = home / "snapshots"
    snapshots.mkdir(parents=True, exist_ok=True)
    good = {*kept(home), snapshots / (pointed_at(home) or "")}
    for folder in snapshots.iterdir():
        if folder.is_dir() and folder not in good:
            shutil.rmtree(folder)
    folder = snapshots / datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    folder.mkdir()
    return folder


def publish(home: Path, folder: Path) -> list[str]:
    """Point the library at a snapshot that was checked, in one step, and drop the oldest ones.

    The published one, and the one that it was made from, stay even if their names are not among
    the last, as after going back. Returns the names of those that were dropped.
    """
    (folder / CHECKED).touch()
    sync(folder / CHECKED)
    sync(folder)
    pointer = home / "CURRENT.new"
    pointer.write_text(folder.name, encoding="utf-8")
    sync(pointer)
    pointer.replace(home / "CURRENT")
    sync(home)
    needed = {folder.name, parent_of(folder)}
    dropped = [old for old in kept(home)[:-KEPT] if old.name not in needed]
    for old in dropped:
        # Without its mark it is an unfinished build: removing it can be cut short, or put off.
        with contextlib.suppress(OSError):
            (old / CHECKED).unlink()
            shutil.rmtree(old)
    return [old.name for old in dropped]


def parent_of(folder: Path) -> str:
    """Return the name of the snapshot from which one was made, nothing when it is not known."""
    try:
        return read_manifest(folder).parent
    except DamagedSnapshot:
        return ""


def go_back(home: Path, name: str | None = None) -> Path:
    """Publish an earlier snapshot again, by default the one that the published one was made from.

    Raises ``UnknownSnapshot`` when there is none of that name, or none before, ``DamagedSnapshot``
    when it is not whole. The caller holds ``ingest_lock``.
    """
    folders = kept(home)
    names = [folder.name for folder in folders]
    here = pointed_at(home)
    if name is None:
        parent = parent_of(home / "snapshots" / here) if here else ""
        earlier = [folder for folder in folders if here and folder.name < here]
        made_from = [folder for folder in earlier if folder.name == parent]
        if not earlier:
            raise UnknownSnapshot(f"{home}: there is no earlier index to go back to.")
        folder = (made_from or earlier)[-1]
    elif name in names:
        folder = folders[names.index(name)]
    else:
        known = ", ".join(names) or "none"
        raise UnknownSnapshot(f"{home}: there is no index {name}; there are: {known}.")
    check_files(folder, read_manifest(folder))
    publish(home, folder)
    return folder


def sync_folder(folder: Path) -> None:
    """Flush every file and folder below a folder, and itself, to the disk."""
    for path in [*folder.rglob("*"), folder]:
        sync(path)


def sync(path: Path) -> None:
    """Flush a file or a folder to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
