"""PDF pages with words and lines at chosen places, and what the reader makes of them."""

from pathlib import Path
from random import Random

import font_roboto
from fpdf import FPDF

SIZE = 11
ROWS = [
    ["Province", "2022", "2023"],
    ["Red Harbour", "0.61", "0.75"],
    ["Green Harbour", "0.5", "1,234.5"],
    ["Blue Harbour", "12", ""],
]
LINES = [
    "Red Harbour | 2022: 0.61 | 2023: 0.75",
    "Green Harbour | 2022: 0.5 | 2023: 1,234.5",
    "Blue Harbour | 2022: 12",
]
EDGES = [72, 240, 330, 420]
STEP = 20


def blank():
    """Return a PDF with one page, in points, and a font that has Vietnamese letters."""
    pdf = FPDF(unit="pt")
    pdf.set_auto_page_break(False)
    pdf.add_font("Roboto", fname=Path(font_roboto.Roboto))
    pdf.add_font("Roboto", "B", fname=Path(font_roboto.RobotoBold))
    pdf.set_font("Roboto", size=SIZE)
    pdf.add_page()
    return pdf


def words(rows=ROWS, *, edges=EDGES, top=100, step=STEP, align="L", padding=4):
    """Return the words of a table, as ``(x, y, text)`` in points from above, row by row."""
    pdf = blank()
    found = []
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            x = edges[column] + padding
            if align == "R" and column:
                x = edges[column + 1] - padding - pdf.get_string_width(text)
            if align == "C":
                x = (edges[column] + edges[column + 1] - pdf.get_string_width(text)) / 2
            if text:
                found.append((x, top + step * number + 14, text))
    pdf.output()  # which closes the files of its fonts
    return found


def grid(rows=4, *, edges=EDGES, top=100, step=STEP):
    """Return the lines around the cells of a table, as ``(x, y, to x, to y)``."""
    heights = [top + step * number for number in range(rows + 1)]
    level = [(edges[0], height, edges[-1], height) for height in heights]
    return level + [(edge, heights[0], edge, heights[-1]) for edge in edges]


def in_order(items, order):
    """Return words row by row, column by column, or in any order."""
    if order == "columns":
        return sorted(items, key=lambda item: (sum(item[0] > edge for edge in EDGES), item[1]))
    return Random(7).sample(items, len(items)) if order == "any" else list(items)


def draw(pdf, items, lines=(), *, thin=False, style=""):
    """Draw words, and lines as strokes or as thin filled rectangles."""
    pdf.set_line_width(0.5)
    for x, y, to_x, to_y in lines:
        if thin:
            pdf.rect(x, y, max(to_x - x, 0.5), max(to_y - y, 0.5), style="F")
        else:
            pdf.line(x, y, to_x, to_y)
    pdf.set_font("Roboto", style, SIZE)
    for x, y, text in items:
        pdf.text(x, y, text)
    return pdf


def prose(*texts, y=60, x=72, step=14):
    """Return lines of text one below the other."""
    return [(x, y + step * number, text) for number, text in enumerate(texts)]


def items(found):
    """Return the text of each item of a document that was read."""
    texts = {page.number: page.text for page in found.pages}
    return [texts[b.page][b.start : b.end] for b in found.blocks if b.kind == "item"]


def made(write, pdf):
    """Return the path of a file with a PDF."""
    return write("a.pdf", bytes(pdf.output()))
