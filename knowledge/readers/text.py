"""Plain text, also text copied from a web page with its ``Source: URL`` line."""

from pathlib import Path

from knowledge.errors import BadEncoding, EmptyDocument
from knowledge.readers.base import ReadText
from knowledge.readers.layout import blocks_of
from knowledge.text import normalise, source_url, without_furniture
from knowledge.types import Page


def decode(path: Path) -> str:
    """Return the file as text, in NFC.

    Raises ``BadEncoding`` unless it is UTF-8 (with or without a byte-order mark), and
    ``EmptyDocument`` when nothing readable is in it.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise BadEncoding(
            f"{path.name}: not UTF-8 text (byte {exc.start + 1}). Save it as UTF-8 first."
        ) from exc
    if "\x00" in text:
        raise BadEncoding(
            f"{path.name}: holds zero bytes, so it is not a text file. Save as UTF-8."
        )
    text = normalise(text)
    if not any(char.isalnum() for char in text):
        raise EmptyDocument(f"{path.name}: has no text.")
    return text


def read(path: Path) -> ReadText:
    """Read a plain text file; its last ``Source: URL`` line becomes the address."""
    raw = decode(path)
    url = source_url(raw)
    text = without_furniture(raw)
    if not any(char.isalnum() for char in text):
        raise EmptyDocument(f"{path.name}: has no text besides page furniture.")
    return ReadText((Page(1, text),), blocks_of(text, 1), {"url": url} if url else {})
