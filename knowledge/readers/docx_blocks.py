"""The body of a Word document as headings, paragraphs, items and lines of tables, in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from knowledge.errors import TooBig
from knowledge.readers.assembly import Part, bold_line
from knowledge.readers.docx_numbering import Numbering
from knowledge.readers.docx_styles import Styles
from knowledge.readers.docx_text import TEXT_BOX, W, is_on, outside, runs_of, value_of
from knowledge.readers.legacy_fonts import convert_run
from knowledge.readers.table_signs import is_layout, with_guessed_header
from knowledge.readers.tables import MAX_PLACES, Cell, Grid, cell_text, grid_lines

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

CONTENTS = "Table of Contents"


@dataclass(frozen=True, slots=True)
class Body:
    """Reads the elements of a document; ``name`` is the file's, for errors."""

    name: str
    styles: Styles
    numbering: Numbering

    def parts(self, container: "Element") -> Iterator[Part]:
        """Yield the parts of a body, a cell, a note or a text box."""
        for element in outside(container, f"{W}p", f"{W}tbl", f"{W}sdt"):
            if element.tag == f"{W}p":
                yield from self.paragraph(element)
            elif element.tag == f"{W}tbl":
                yield from self.table(element)
            elif value_of(element.find(f"{W}sdtPr/{W}docPartObj"), "docPartGallery") != CONTENTS:
                content = element.find(f"{W}sdtContent")
                yield from self.parts(content) if content is not None else ()

    def paragraph(self, element: "Element") -> Iterator[Part]:
        """Yield a paragraph, and the text boxes that are anchored in it."""
        if self.styles.is_contents(element):
            return
        own = self.styles.font_of(element)
        runs = [run for run in runs_of(element) if run.text]
        pieces = []
        # A letter of the old fonts may take two codes, and two runs.
        for font, group in groupby(runs, key=lambda run: run.font or own):
            text = "".join(run.text for run in group)
            pieces.append(convert_run(text, font) or text if font else text)
        text = "".join(pieces)
        kind = self.styles.kind(element)
        place = self.styles.list_of(element)
        if place and text.strip():
            label, has_word = self.numbering.label(*place)
            if label and (has_word or kind == "heading"):
                text = f"{label} {text}"
                kind = "paragraph" if kind == "item" else kind
        bold = all(run.bold or not run.text.strip() for run in runs)
        if kind == "paragraph" and bold and bold_line(text.strip()):
            kind = "heading"
        if text.strip():
            yield Part(kind, text)
        for box in boxes(element):
            yield from self.parts(box)

    def table(self, element: "Element") -> Iterator[Part]:
        """Yield the lines of a table, or what is in its cells when it only lays out the page."""
        contents = {
            cell: list(self.parts(cell))
            for row in rows_of(element)
            for cell in outside(row, f"{W}tc")
        }
        grid = with_guessed_header(self.grid(element, contents))
        most = max((len(parts) for parts in contents.values()), default=0)
        nested = any(cell.find(f".//{W}tbl") is not None for cell in contents)
        if nested or is_layout(grid, most):
            for parts in contents.values():
                yield from parts
        else:
            yield from (Part("item", line) for line in grid_lines(grid))

    def grid(self, table: "Element", contents: dict["Element", list[Part]]) -> Grid:
        """Return the cells of a table, its merged cells in each place that they take."""
        grid: Grid = []
        for row in rows_of(table):
            properties = row.find(f"{W}trPr")
            header = is_on(properties, "tblHeader")
            line = [Cell("")] * number(value_of(properties, "gridBefore"), 0)
            for element in outside(row, f"{W}tc"):
                parts = contents[element]
                shape = element.find(f"{W}tcPr")
                cell = Cell(
                    cell_text(part.text for part in parts),
                    header=header,
                    bold=bool(parts) and all(part.kind == "heading" for part in parts),
                )
                above = grid[-1] if grid else []
                if merged_up(shape) and len(line) < len(above):
                    cell = above[len(line)]
                line += [cell] * number(value_of(shape, "gridSpan"), 1)
            grid.append(line)
            if max(map(len, grid)) * len(grid) > MAX_PLACES:
                raise TooBig(f"{self.name}: has a table of more than {MAX_PLACES:,} cells.")
        width = max(map(len, grid), default=0)
        return [line + [Cell("")] * (width - len(line)) for line in grid if line]


def rows_of(table: "Element") -> Iterator["Element"]:
    """Yield the rows of a table that were not deleted."""
    for row in outside(table, f"{W}tr"):
        if not is_on(row.find(f"{W}trPr"), "del"):
            yield row


def boxes(paragraph: "Element") -> Iterator["Element"]:
    """Yield the text boxes that are anchored in a paragraph, each once."""
    from lxml import etree

    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        if element.tag == TEXT_BOX:
            yield element
        if element.tag == TEXT_BOX or element.tag.endswith("}Fallback"):
            walk.skip_subtree()


def merged_up(properties: "Element | None") -> bool:
    """Whether a cell goes on with the one above it."""
    merge = None if properties is None else properties.find(f"{W}vMerge")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def number(text: str | None, default: int) -> int:
    """Return a number of columns, the default when none is given."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default
