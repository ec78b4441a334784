"""Readers: one file a format, each a function from a path to text with blocks."""

from pathlib import Path

from knowledge.errors import MissingDocument, UnsupportedFormat
from knowledge.readers import markdown, pdf, text
from knowledge.readers.base import Block, Reader, ReadText

READERS: dict[str, Reader] = {
    ".txt": text.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".pdf": pdf.read,
}


def read_file(path: Path) -> ReadText:
    """Read a file with the reader of its suffix; raises ``UnreadableDocument``."""
    if not path.is_file():
        raise MissingDocument(f"{path}: no such file.")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise UnsupportedFormat(
            f"{path.name}: files ending in {path.suffix or 'nothing'} cannot be read; use {known}."
        )
    return reader(path)


__all__ = ["READERS", "Block", "ReadText", "Reader", "read_file"]
