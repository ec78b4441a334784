"""Word documents (DOCX) through python-docx; the text is one page, as pages are made in print."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import DamagedDocument, EmptyDocument, UnsupportedFormat
from knowledge.readers.archive import check_zip
from knowledge.readers.assembly import Part, assemble, tidy
from knowledge.readers.base import ReadText
from knowledge.readers.docx_blocks import Body
from knowledge.readers.docx_numbering import numbering_of
from knowledge.readers.docx_styles import styles_of
from knowledge.readers.docx_text import W
from knowledge.text import source_url
from knowledge.types import Page

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element as Element

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
NOTES = ("/footnotes", "/endnotes")
# The names of notes that are lines between text and notes.
SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read(path: Path) -> ReadText:
    """Read a Word document: what it says with all its tracked changes accepted.

    Raises ``TooBig`` or ``EncryptedDocument`` as ``check_zip`` does, ``UnsupportedFormat`` when
    it is another kind of office file, ``DamagedDocument`` when it is broken, and
    ``EmptyDocument`` when it has no text. Nothing that it refers to is fetched.
    """
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    check_zip(path)
    try:
        document = open_document(path)
        parts = list(parts_of(document, path.name))
        metadata = metadata_of(document)
    except (
        OpcError,
        LxmlError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        AssertionError,
        NotImplementedError,
        RecursionError,
    ) as exc:
        raise DamagedDocument(
            f"{path.name}: is broken and cannot be read. Open it and save it anew as DOCX."
        ) from exc
    text, blocks = assemble(parts)
    if not blocks:
        raise EmptyDocument(f"{path.name}: has no text (pictures only?). Run OCR on it first.")
    url = source_url("\n".join(part.text for part in parts))
    return ReadText((Page(1, text),), blocks, {"url": url, **metadata} if url else metadata)


def open_document(path: Path) -> "Document":
    """Open a Word document.

    Raises ``UnsupportedFormat`` for a sheet, a template or macros, and ``DamagedDocument`` for
    XML that brings a document type, which could hide text or unfold without end.
    """
    from docx.package import Package

    with path.open("rb") as file:
        part = Package.open(file).main_document_part
    if part.content_type != WORD:
        raise UnsupportedFormat(
            f"{path.name}: is an office file, but no Word document without macros."
            " Open it and save it as DOCX, or export it as PDF."
        )
    document: Document = part.document
    if document.element.getroottree().docinfo.doctype:
        raise DamagedDocument(
            f"{path.name}: defines entities, as no word processor does. Save it anew as DOCX."
        )
    return document


def parts_of(document: "Document", name: str) -> Iterator[Part]:
    """Yield the parts of the text, then those of the footnotes and endnotes."""
    numbering = next(iter(related(document, ("/numbering",))), None)
    body = Body(name, styles_of(document.styles.element), numbering_of(numbering))
    yield from body.parts(document.element.body)
    for notes in related(document, NOTES):
        for note in notes:
            if note.get(f"{W}type") not in SEPARATORS:
                yield from body.parts(note)


def related(document: "Document", kinds: tuple[str, ...]) -> Iterator["Element"]:
    """Yield the XML of the other parts of the file whose relation ends in one of ``kinds``."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(kinds):
            yield etree.fromstring(relation.target_part.blob, parser)


def metadata_of(document: "Document") -> dict[str, object]:
    """Return the title and the language that the properties name.

    The author there is whoever's computer it was typed on, and the dates are those of the file,
    not of the document.
    """
    core = document.core_properties
    title, language = tidy(core.title or ""), tidy(core.language or "").split("-")[0].lower()
    found = {"title": title, "language": language if language.isalpha() else ""}
    return {key: value for key, value in found.items() if value}
