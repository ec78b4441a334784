"""An answer or a conversation as a Word document, with real footnotes.

python-docx has no footnotes; this adds their part (ECMA-376, part 1, 17.11), in which each note
is a paragraph, and the two that separate them from the text.
"""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from assistant.export.content import (
    Exchange,
    Piece,
    Setting,
    footnote_of,
    lines_of,
    one_line,
)
from assistant.types import Citation, Series

NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
SEPARATORS: Final = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r>'
    "</w:p></w:footnote>"
)

SUPERSCRIPT: Final = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
# Names that begin so are Word's own kind for what is referred to, and are not listed.
BOOKMARK: Final = "_Ref"


def as_word(title: str, exchanges: Sequence[Exchange], setting: Setting) -> bytes:
    """Return the questions and answers as the bytes of a ``.docx`` file."""
    from docx import Document

    document = Document()
    document.core_properties.title = one_line(title)[:255]
    document.core_properties.author = setting.word("name")
    notes = Footnotes(document)
    document.add_heading(one_line(title), 1)
    made = setting.word("made", day=setting.day(datetime.now(UTC)), name=setting.word("name"))
    document.add_paragraph().add_run(made).italic = True
    for exchange in exchanges:
        add_exchange(document, exchange, setting, notes)
    notes.write()
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def add_exchange(document: Any, exchange: Exchange, setting: Setting, notes: "Footnotes") -> None:  # noqa: ANN401
    """Add a question with its answer."""
    answer = exchange.answer
    document.add_heading(one_line(exchange.question), 2)
    asked = setting.word("asked", day=setting.day(exchange.asked))
    document.add_paragraph().add_run(asked).italic = True
    if answer.message:
        document.add_paragraph(one_line(answer.message))
    if answer.nearest and not answer.statements:
        document.add_paragraph(setting.word("nearest"))
    for line in lines_of(answer):
        paragraph = document.add_paragraph(line.text)
        for citation in line.citations:
            notes.refer(paragraph, footnote_of(citation, setting))
    cited = {citation.number: citation for citation in answer.citations}
    for series in answer.series:
        add_series(document, series, cited, setting, notes)


def add_series(
    document: Any,  # noqa: ANN401
    series: Series,
    cited: dict[int, Citation],
    setting: Setting,
    notes: "Footnotes",
) -> None:
    """Add values over time as a table."""
    document.add_paragraph().add_run(one_line(series.label)).bold = True
    table = document.add_table(rows=1, cols=2, style="Light Grid Accent 1")
    for cell, name in zip(table.rows[0].cells, ("when", "value"), strict=True):
        cell.text = setting.word(name)
    for row in series.rows:
        when, value = table.add_row().cells
        when.text = one_line(row.when)
        kind = f" ({setting.word('target')})" if row.kind == "target" else ""
        value.text = f"{one_line(row.value)}{kind}"
        notes.refer(value.paragraphs[0], footnote_of(cited[row.citation], setting))


class Footnotes:
    """The footnotes of a document, numbered in the order in which they are first referred to."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401
        from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        package = document.part.package
        self.part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, b"", package)
        document.part.relate_to(self.part, RELATIONSHIP_TYPE.FOOTNOTES)
        self.hyperlink = RELATIONSHIP_TYPE.HYPERLINK
        self.notes: dict[tuple[Piece, ...], str] = {}
        add_styles(document)

    def refer(self, paragraph: Any, pieces: tuple[Piece, ...]) -> None:  # noqa: ANN401
        """Put the mark of a footnote at the end of a paragraph; the same note is written once."""
        from docx.oxml import parse_xml

        if pieces in self.notes:
            mark = repeated_mark(list(self.notes).index(pieces) + 1)
        else:
            mark = self.add(pieces)
        paragraph._p.extend(list(parse_xml(f"<w:p {NAMESPACES}>{mark}</w:p>")))

    def add(self, pieces: tuple[Piece, ...]) -> str:
        """Add a footnote and return its mark, with a name by which it is referred to again."""
        number = len(self.notes) + 1
        said = "".join(self.run(piece) for piece in pieces)
        self.notes[pieces] = (
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
            f"<w:r>{SUPERSCRIPT}<w:footnoteRef/></w:r>"
            f"{text_run(' ')}{said}</w:p></w:footnote>"
        )
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{BOOKMARK}{number}"/>'
            f'<w:r>{SUPERSCRIPT}<w:footnoteReference w:id="{number}"/></w:r>'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )

    def run(self, piece: Piece) -> str:
        """Return a piece of a note, an address as a link."""
        if piece.kind == "text":
            return text_run(piece.text)
        link = self.part.relate_to(piece.text, self.hyperlink, is_external=True)
        return f'<w:hyperlink r:id="{link}">{text_run(piece.text)}</w:hyperlink>'

    def write(self) -> None:
        """Write the part."""
        # The part has no public way to be given its content later.
        self.part._blob = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            f"<w:footnotes {NAMESPACES}>{SEPARATORS}{''.join(self.notes.values())}</w:footnotes>"
        ).encode()


def repeated_mark(number: int) -> str:
    """Return the mark of a note that is there: a reference to it that Word keeps up to date."""
    return (
        f'<w:fldSimple w:instr=" NOTEREF {BOOKMARK}{number} \\f \\h ">'
        f"<w:r>{SUPERSCRIPT}<w:t>{number}</w:t></w:r></w:fldSimple>"
    )


def text_run(text: str) -> str:
    """Return text as XML."""
    from xml.sax.saxutils import escape

    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def add_styles(document: Any) -> None:  # noqa: ANN401
    """Add the styles that Word has for footnotes and the template lacks."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    text = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    text.element.set(qualified("styleId"), "FootnoteText")
    text.font.size = Pt(9)
    text.paragraph_format.space_after = Pt(2)
    reference = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    reference.element.set(qualified("styleId"), "FootnoteReference")
    reference.font.superscript = True


def qualified(name: str) -> str:
    """Return the name of an attribute with its namespace."""
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))
