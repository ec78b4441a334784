"""A table of a digest on a PDF sheet: ruled, its header on each page, its links live."""

import re

from fpdf import FPDF

from scripts.rendering.digest import Run, Table, plain

FONT = "Roboto"
# Between the words of a cell and its lines, and what fpdf2 keeps free in a line besides.
PADDING = 1.2
SLACK = 2.2
# What has a meaning in the Markdown of fpdf2: in text, and in an address.
MARKERS = re.compile(r"\*\*|__|~~|--")
PARTS = re.compile(r"[()\[\]]|(?<=\*)\*|(?<=_)_|(?<=~)~|(?<=-)-")


def write_table(sheet: FPDF, table: Table, size: float, line_height: float) -> None:
    """Write a table whose first row names its columns; each row stays whole on a page.

    ``line_height`` is in the unit of the sheet, ``size`` of the type in points. Raises
    ``ValueError`` when the longest words of the columns do not fit beside one another.
    """
    widths = column_widths(sheet, table, size)
    sheet.set_font(FONT, size=size)
    with sheet.table(
        col_widths=widths,
        line_height=line_height,
        markdown=True,
        padding=PADDING,
        text_align="LEFT",
        v_align="TOP",
    ) as rows:
        for line in table.rows:
            row = rows.row()
            for cell in line:
                row.cell("".join(map(markdown, cell)))


def column_widths(sheet: FPDF, table: Table, size: float) -> tuple[float, ...]:
    """Return how wide each column is, all together as wide as the text of the sheet.

    The longest word of each fits; of what is left long texts get more, by the root of how much
    wider they are, so that one does not leave the others a word a line.
    """
    frame = 2 * PADDING + SLACK
    least: list[float] = []
    more: list[float] = []
    for column in zip(*table.rows, strict=True):
        texts = [plain(cell) for cell in column]
        words = [width(sheet, word, size) for text in texts for word in text.split()]
        least.append(max(words, default=0.0) + frame)
        longest = max(width(sheet, text, size) for text in texts)
        more.append(max(longest + frame - least[-1], 0.0) ** 0.5)
    rest = sheet.epw - sum(least)
    if rest < 0:
        raise ValueError(f"The table below {plain(table.rows[0][0])!r} is too wide for a page.")
    return tuple(
        some + rest * (extra / sum(more) if sum(more) else 1 / len(more))
        for some, extra in zip(least, more, strict=True)
    )


def width(sheet: FPDF, text: str, size: float) -> float:
    """Return how wide a text is in the bold face, which is the wider one."""
    sheet.set_font(FONT, "B", size)
    return float(sheet.get_string_width(text))


def markdown(run: Run) -> str:
    """Return a piece of text, with its link, so that fpdf2 writes it as it is."""
    text = MARKERS.sub(lambda found: f"\\{found.group()}", run.text)
    if not run.url:
        return text
    address = PARTS.sub(lambda found: f"%{ord(found.group()):02X}", run.url)
    return f"[{text}]({address})"
