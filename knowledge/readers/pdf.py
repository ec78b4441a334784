"""PDF through pypdf; each page of the file is a page of the document, numbered from 1."""

import logging
from pathlib import Path

from knowledge.errors import DamagedDocument, EmptyDocument, EncryptedDocument
from knowledge.readers.base import Block, ReadText
from knowledge.readers.layout import blocks_of
from knowledge.text import normalise
from knowledge.types import Page


def read(path: Path) -> ReadText:
    """Read the text of a PDF.

    Raises ``EncryptedDocument`` when it needs a password, ``EmptyDocument`` when no page has
    text (a scan), and ``DamagedDocument`` when pypdf cannot read it.
    """
    from pypdf.errors import PyPdfError

    # pypdf logs each oddity of a file; what matters is said by our own errors.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        texts, metadata = extract(path)
    except EncryptedDocument:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        AssertionError,
        RecursionError,
        OSError,
        NotImplementedError,
    ) as exc:
        raise DamagedDocument(
            f"{path.name}: the PDF is broken and cannot be read. Export it again from its source."
        ) from exc
    pages = tuple(Page(number, text) for number, text in enumerate(texts, 1))
    blocks: tuple[Block, ...] = tuple(
        block for page in pages for block in blocks_of(page.text, page.number)
    )
    if not blocks:
        raise EmptyDocument(
            f"{path.name}: its {len(pages)} page(s) have no text (a scan?). Run OCR on it first."
        )
    return ReadText(pages, blocks, metadata)


def extract(path: Path) -> tuple[list[str], dict[str, object]]:
    """Return the text of every page and the title that the file gives itself."""
    from pypdf import PdfReader

    with path.open("rb") as file:
        reader = PdfReader(file, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise EncryptedDocument(
                f"{path.name}: needs a password. Save a copy without one and add that."
            )
        texts = [normalise(page.extract_text()).strip("\n") for page in reader.pages]
        title = reader.metadata.title if reader.metadata else None
    return texts, {"title": normalise(title).strip()} if title and title.strip() else {}
