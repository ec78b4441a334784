"""Writes Word documents with python-docx, and with what it has no names for as XML."""

import io
import zipfile
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

EPOCH = (1980, 1, 1, 0, 0, 0)
VIETNAMESE = "Bến cảng mẫu có 1.234 chiếc thuyền. Câu này chỉ là ví dụ."


def element(markup):
    """Return an element given with the prefixes w, r and m."""
    return parse_xml(f"<w:x {nsdecls('w', 'r', 'm')}>{markup}</w:x>")[0]


def sample():
    """Return the document that every reader of the format must read."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.language = "Sample report on boats", "", "en"
    properties.created = properties.modified = datetime(2001, 2, 3)
    document.add_heading("Sample report on boats", 0)
    paragraph = document.add_paragraph("This ")
    paragraph.add_run("sample").bold = True
    paragraph.add_run(" text is about bo\u00adats on a\u00a0river. ")
    paragraph.add_run("The sample harbour counts 1,234 boats.")
    document.add_heading("Tiếng Việt", 1)
    document.add_paragraph(VIETNAMESE)
    document.add_paragraph("The sample list has two items:")
    document.add_paragraph("a first sample item", style="List Bullet")
    document.add_paragraph("a second sample item", style="List Bullet")
    table = document.add_table(2, 2)
    for row, texts in zip(table.rows, [("Sample boat", "Length"), ("Alpha", "7 m")], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return document


def saved(document):
    """Return the bytes of a document; the same document makes the same bytes."""
    packed = io.BytesIO()
    document.save(packed)
    return repacked(packed.getvalue(), {})


def repacked(data, changes):
    """Return a document with other bytes in some of its parts, and with new parts."""
    copy = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(copy, "w") as target:
        parts = {name: source.read(name) for name in source.namelist()} | changes
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)
    return copy.getvalue()


if __name__ == "__main__":
    Path(__file__).with_name("sample.docx").write_bytes(saved(sample()))
