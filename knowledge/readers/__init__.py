"""Readers: one file a format, each a function from a path to text with blocks."""

from pathlib import Path

from knowledge.errors import MissingDocument, UnsupportedFormat
from knowledge.readers import docx, html, markdown, pdf, text
from knowledge.readers.base import Block, Reader, ReadText
from knowledge.readers.sniff import check_kind

READERS: dict[str, Reader] = {
    ".txt": text.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".pdf": pdf.read,
    ".docx": docx.read,
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
    ".mhtml": html.read_archive,
    ".mht": html.read_archive,
}
# What to do with formats that are often met and not read.
INSTEAD = {
    **dict.fromkeys((".doc", ".dot", ".docm", ".dotx", ".odt", ".rtf", ".wps"), "DOCX"),
    **dict.fromkeys((".xls", ".xlsx", ".xlsm", ".ods", ".csv"), "a web page (HTML) or PDF"),
    **dict.fromkeys((".ppt", ".pptx", ".odp", ".epub"), "PDF"),
}
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp", ".webp"})


def read_file(path: Path) -> ReadText:
    """Read a file with the reader of its suffix; raises ``UnreadableDocument``."""
    if not path.is_file():
        raise MissingDocument(f"{path}: no such file.")
    suffix = path.suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise UnsupportedFormat(
            f"{path.name}: files ending in {suffix or 'nothing'} cannot be read{advice(suffix)};"
            f" known are {known}."
        )
    check_kind(path)
    return reader(path)


def advice(suffix: str) -> str:
    """Return what to do with a file that cannot be read, in a few words."""
    if suffix in PICTURES:
        return " (run OCR on the picture and add the PDF)"
    return f" (open it and save it as {INSTEAD[suffix]})" if suffix in INSTEAD else ""


__all__ = ["READERS", "Block", "ReadText", "Reader", "read_file"]
