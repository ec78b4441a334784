"""A digest as a PDF of several pages, with headings, links, ruled tables and page numbers."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos

from scripts.rendering.digest import (
    Digest,
    Element,
    Heading,
    Item,
    Line,
    Paragraph,
    Run,
    Table,
    plain,
)
from scripts.rendering.pdf_table import write_table

SIZES = {1: 18, 2: 14, 3: 12, 4: 11}
TEXT = 10.5
SMALL = 8.5
LEADING = 1.4
POINT = 25.4 / 72
INDENT = 5
# What fpdf2 keeps free in a line.
SLACK = 4


class Sheet(FPDF):
    """An A4 sheet with the number of the page at its foot."""

    def footer(self) -> None:
        """Write the number of the page."""
        self.set_y(-15)
        self.set_font("Roboto", size=SMALL)
        self.cell(0, 8, f"Page {self.page_no()}", align="C")


def render(digest: Digest) -> bytes:
    """Return the document; what its properties have no field for stands below the title."""
    sheet = blank_sheet(digest)
    heading(sheet, digest.title, 1)
    fields = ("number", "issuer", "publisher", "published", "effective", "kind", "url")
    for text in digest.head_lines(*fields):
        # Fixed blanks keep each of these facts on a line of its own.
        paragraph(sheet, (Run(text.replace(" ", "\u00a0")),), gap=0)
    sheet.ln(3)
    for listed, group in groupby(digest.body, key=lambda each: isinstance(each, Item | Table)):
        write_all(sheet, group)
        sheet.ln(2 if listed else 0)
    return bytes(sheet.output())


def write_all(sheet: Sheet, elements: Iterable[Element]) -> None:
    """Write elements of the text one below the other."""
    for element in elements:
        match element:
            case Heading(level, line):
                heading(sheet, plain(line), level)
            case Paragraph(line):
                paragraph(sheet, line)
            case Item(line):
                item(sheet, line)
            case Table():
                sheet.ln(2)
                write_table(sheet, element, SMALL, SMALL * POINT * LEADING)
                sheet.ln(2)


def blank_sheet(digest: Digest) -> Sheet:
    """Return the first page, with the fonts and what the file says of itself."""
    import font_roboto

    sheet = Sheet(format="A4")
    sheet.set_margin(22)
    sheet.set_auto_page_break(True, 22)
    sheet.add_font("Roboto", fname=Path(font_roboto.Roboto))
    sheet.add_font("Roboto", "B", fname=Path(font_roboto.RobotoBold))
    sheet.set_title(digest.title)
    sheet.set_author(digest.fact("publisher"))
    sheet.set_lang(digest.fact("language"))
    published = datetime.fromisoformat(digest.fact("published")).replace(tzinfo=UTC)
    sheet.set_creation_date(published)
    sheet.add_page()
    return sheet


def heading(sheet: Sheet, text: str, level: int) -> None:
    """Write a heading, on the page on which its text begins."""
    size = SIZES[level]
    if sheet.will_page_break(6 * size * POINT * LEADING):
        sheet.add_page()
    sheet.ln(size * POINT * 0.6)
    sheet.set_font("Roboto", "B", size)
    sheet.multi_cell(
        0, size * POINT * LEADING, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
    )
    sheet.ln(size * POINT * 0.3)


def paragraph(sheet: Sheet, line: Line, gap: float = 2.5) -> None:
    """Write a line of text with its links, and a gap in millimetres below it."""
    write(sheet, line, gap)


def item(sheet: Sheet, line: Line) -> None:
    """Write an item of a list, set in under its mark."""
    write(sheet, line, 1, mark="•")


def write(sheet: Sheet, line: Line, gap: float, mark: str = "") -> None:
    """Write a line with its links, broken between words alone, also where a link begins."""
    indent = INDENT if mark else 0
    keep_together(sheet, plain(line), indent)
    with (
        sheet.text_columns(line_height=LEADING, skip_leading_spaces=True) as column,
        column.paragraph(indent=indent, bullet_string=mark) as text,
    ):
        for run in line:
            words = re.findall(r"[^ ]+ *| +", run.text)
            for size, group in groupby(words, lambda word: fitting(sheet, word, indent)):
                sheet.set_font("Roboto", size=size)
                text.write("".join(group), run.url)
    sheet.ln(gap)


def keep_together(sheet: Sheet, text: str, indent: float) -> None:
    """Begin a page when a text does not end on this one: a sentence is quoted from one page."""
    sheet.set_font("Roboto", size=TEXT)
    width = sheet.epw - indent - SLACK
    height = sheet.multi_cell(
        width, TEXT * POINT * LEADING, text, dry_run=True, output=MethodReturnValue.HEIGHT
    )
    if sheet.will_page_break(height):
        sheet.add_page()


def fitting(sheet: Sheet, word: str, indent: float) -> float:
    """Return the font size at which a word is one line: an address in two lines is none."""
    sheet.set_font("Roboto", size=TEXT)
    return min(TEXT, TEXT * (sheet.epw - indent - SLACK) / sheet.get_string_width(word))
