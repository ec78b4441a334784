"""The PDF files that documents were read from, kept so that a page can be shown as it looks.

Below ``home/originals`` each has a folder of its own, named by the document's fingerprint, with the
pictures of its pages that were asked for. It goes when no kept index has the document any more.
"""

import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from knowledge import snapshots
from knowledge.contents import read_lines
from knowledge.types import Document

FOLDER = "originals"
FILE = "original.pdf"
NAME = re.compile(r"[0-9a-f]{64}")


def keep(home: Path, files: Mapping[str, Path]) -> None:
    """Keep those of some files, by the fingerprints of their documents, that are PDF."""
    for fingerprint, path in files.items():
        folder = home / FOLDER / fingerprint
        if path.suffix.lower() != ".pdf" or (folder / FILE).exists():
            continue
        folder.mkdir(parents=True, exist_ok=True)
        aside = folder / f"{FILE}.new"
        shutil.copyfile(path, aside)
        aside.replace(folder / FILE)


def drop_unused(home: Path) -> None:
    """Remove the files of which no kept index has the document."""
    needed = set()
    for folder in snapshots.kept(home):
        with suppress(OSError, ValueError):
            rows = read_lines(folder / "documents.jsonl")
            needed |= {row.get("fingerprint", "") for row in rows}
    for folder in (home / FOLDER).glob("*"):
        if folder.name not in needed:
            shutil.rmtree(folder, ignore_errors=True)


def original_of(home: Path, document: Document) -> Path | None:
    """Return the file that a document was read from, ``None`` where it is not kept."""
    if not NAME.fullmatch(document.fingerprint):
        return None
    path = home / FOLDER / document.fingerprint / FILE
    return path if path.is_file() else None
