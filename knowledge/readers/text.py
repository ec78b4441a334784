"""Plain text, also text copied from a web page with its ``Source: URL`` line."""

from pathlib import Path

from knowledge.errors import EmptyDocument
from knowledge.readers.base import ReadText
from knowledge.readers.encodings import decode_raw
from knowledge.readers.layout import blocks_of
from knowledge.readers.legacy_fonts import converted_from, repair
from knowledge.readers.quality import without_garbled
from knowledge.text import normalise, source_url, without_furniture
from knowledge.types import Page


def decode(path: Path) -> str:
    """Return the file as text, normalised, in whatever encoding it is (see ``encodings.py``).

    Raises ``BadEncoding`` when that is not clear, ``PoorText`` when the text is garbled, and
    ``EmptyDocument`` when nothing readable is in it.
    """
    return decoded(path)[0]


def decoded(path: Path) -> tuple[str, tuple[str, ...]]:
    """Return the file as text as ``decode`` does, and warnings about what was guessed."""
    raw = decode_raw(path.read_bytes(), path.name)
    warnings: tuple[str, ...] = ()
    if found := repair(raw):
        raw, label = found
        warnings = (converted_from(label),)
    without_garbled((Page(1, raw),), path.name)
    text = normalise(raw)
    if not any(char.isalnum() for char in text):
        raise EmptyDocument(f"{path.name}: has no text.")
    return text, warnings


def read(path: Path) -> ReadText:
    """Read a plain text file; its last ``Source: URL`` line becomes the address."""
    raw, warnings = decoded(path)
    url = source_url(raw)
    text = without_furniture(raw)
    if not any(char.isalnum() for char in text):
        raise EmptyDocument(f"{path.name}: has no text besides page furniture.")
    metadata = {"url": url} if url else {}
    return ReadText((Page(1, text),), blocks_of(text, 1), metadata, warnings)
