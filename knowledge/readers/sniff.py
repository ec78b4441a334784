"""What a file really is, by its first bytes, where these leave no doubt."""

import re
from pathlib import Path

from knowledge.errors import EncryptedDocument, UnsupportedFormat

HEAD = 4096
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The names of streams in the old office files, which are kept as UTF-16.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OLD_WORD = "WordDocument".encode("utf-16-le")

ZIP, PDF, WEB_PAGE = "a ZIP archive", "a PDF", "a web page"
MAGIC = (
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x1f\x8b\x08", "a gzip archive"),
)
HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
# What a file with such a suffix may be; any other of the kinds above is a mistake.
MAY_BE = {
    ".pdf": PDF,
    ".docx": ZIP,
    **dict.fromkeys((".html", ".htm", ".xhtml", ".mhtml", ".mht"), WEB_PAGE),
}
ADVICE = {
    PDF: "Rename it to end in .pdf",
    WEB_PAGE: "Rename it to end in .html if it is the page you want, else download the file again",
    ZIP: "If it is a Word document, rename it to end in .docx, else unpack it",
    "a picture": "Run OCR on it and add the PDF",
    "an RTF file": "Open it in a word processor and save it as DOCX",
}


def kind_of(head: bytes) -> str | None:
    """Return what the first bytes of a file show it to be, ``None`` when they could be text.

    >>> kind_of(b"%PDF-1.7"), kind_of(b"<!DOCTYPE html><title>a"), kind_of(b"Boats")
    ('a PDF', 'a web page', None)
    """
    start = head.removeprefix(b"\xef\xbb\xbf")
    if start.lstrip().startswith(b"%PDF-"):
        return PDF
    if HTML.match(start):
        return WEB_PAGE
    return next((kind for magic, kind in MAGIC if head.startswith(magic)), None)


def check_kind(path: Path) -> None:
    """Raise when a file is plainly something else than its suffix says.

    Raises ``EncryptedDocument`` for an office file with a password, and ``UnsupportedFormat``
    saying what it is for everything else.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(OLE):
        raise old_office_file(path)
    kind = kind_of(head)
    if kind is None or kind == MAY_BE.get(path.suffix.lower()):
        return
    advice = ADVICE.get(kind, "Unpack it and add what is in it")
    raise UnsupportedFormat(f"{path.name}: is {kind} and not what its name says. {advice}.")


def old_office_file(path: Path) -> EncryptedDocument | UnsupportedFormat:
    """Return the error for a file of the format that office files had, and encrypted ones have."""
    data = path.read_bytes()
    if ENCRYPTED in data:
        return EncryptedDocument(
            f"{path.name}: needs a password. Save a copy without one and add that."
        )
    what = "an old Word document (.doc)" if OLD_WORD in data else "an old office file"
    return UnsupportedFormat(f"{path.name}: is {what}. Open it and save it as DOCX or PDF.")
