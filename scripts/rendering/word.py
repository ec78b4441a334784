"""A digest as a Word document with heading styles, lists and real tables."""

import io
import zipfile
from datetime import datetime

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from scripts.rendering.digest import Digest, Heading, Item, Line, Paragraph, Table

# A file of the same content is the same file: a ZIP archive keeps the time of each member.
EPOCH = (1980, 1, 1, 0, 0, 0)


def render(digest: Digest) -> bytes:
    """Return the document; what its properties have no field for stands below the title."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author = digest.title, digest.fact("publisher")
    properties.language = digest.fact("language")
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = datetime.fromisoformat(digest.fact("published"))
    document.add_heading(digest.title, 0)
    fields = ("number", "issuer", "publisher", "published", "effective", "kind", "url")
    for text in digest.head_lines(*fields):
        document.add_paragraph(text)
    for element in digest.body:
        match element:
            case Heading(level, line):
                add_line(document.add_heading("", level - 1), line)
            case Paragraph(line):
                add_line(document.add_paragraph(), line)
            case Item(line):
                add_line(document.add_paragraph(style="List Bullet"), line)
            case Table(rows):
                table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
                fill(table, rows)
    packed = io.BytesIO()
    document.save(packed)
    return with_fixed_times(packed)


def fill(table: WordTable, rows: tuple[tuple[Line, ...], ...]) -> None:
    """Write the cells of a table; its first row is repeated on each page and bold."""
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, line in zip(row.cells, cells, strict=True):
            add_line(cell.paragraphs[0], line)
    first = table.rows[0]
    first._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in first.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def add_line(paragraph: WordParagraph, line: Line) -> None:
    """Write a line with its links."""
    for run in line:
        written = paragraph.add_run(run.text)
        if run.url:
            link = OxmlElement("w:hyperlink")
            relation = paragraph.part.relate_to(
                run.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            link.set(qn("r:id"), relation)
            written.underline = True
            written._r.addprevious(link)
            link.append(written._r)


def with_fixed_times(packed: io.BytesIO) -> bytes:
    """Return a ZIP archive with every member dated alike."""
    copy = io.BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            target.writestr(info, source.read(name))
    return copy.getvalue()
