"""The tables of PDF pages as lines that keep each figure with its names, in their places."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from knowledge.errors import TooBig
from knowledge.readers.pdf_cells import JoinWord, Piece, Sketch, cell_lines, pieces_of, text_of
from knowledge.readers.pdf_lines import BOLD, Line
from knowledge.readers.pdf_placing import PlacedLine, Table, placed
from knowledge.readers.pdf_prose import in_reading_order
from knowledge.readers.pdf_rules import Rule
from knowledge.readers.pdf_sketches import sketches_of
from knowledge.readers.table_signs import has_header, is_bold, is_layout, with_guessed_header
from knowledge.readers.tables import MAX_PLACES, Cell, Grid, grid_lines, names_columns

# Columns of two pages are the same when their edges differ by no more than this, in points.
SAME_EDGE = 4.0


class TableReader:
    """Reads the tables of the pages of a file one after the other; tables may go on.

    ``name`` is the file's, for errors; ``join`` mends words broken at the end of a line.
    """

    def __init__(self, name: str, join: JoinWord) -> None:
        self.name, self.join = name, join
        self.places = 0
        self.open: Table | None = None

    def with_tables(
        self, all_lines: Sequence[Line], lines: Sequence[Line], rules: Sequence[Rule]
    ) -> list[Line]:
        """Return the lines of a page with its tables as rows, in the order of reading.

        ``lines`` are those of ``all_lines`` that are no running headers and footers. Raises
        ``TooBig`` when the tables of the file have more than ``MAX_PLACES`` places.
        """
        kept = {id(line) for line in lines}
        page = [PlacedLine(line, pieces_of(line), id(line) in kept) for line in all_lines]
        tables = self.tables_of(page, rules)
        found = placed(page, tables) if tables else list(lines)
        self.open = tables[-1] if tables and found[-1].row else None
        return in_reading_order(found, page)

    def tables_of(self, page: Sequence[PlacedLine], rules: Sequence[Rule]) -> list[Table]:
        """Return the tables of a page, from above."""
        pieces = [piece for line in page for piece in line.pieces]
        kept = {piece for line in page if line.kept for piece in line.pieces}
        found: list[Table] = []
        for sketch in sketches_of(pieces, kept, rules):
            if kept.isdisjoint(sketch.pieces):
                continue  # a running header or footer that is drawn as a table
            table = self.table(sketch, self.goes_on(sketch, kept, found))
            if table:
                found.append(table)
        return found

    def goes_on(self, sketch: Sketch, kept: set[Piece], above: Sequence[Table]) -> Table | None:
        """Return the table of the page before that a table goes on with, if it is the first."""
        before = self.open
        if above or not before or not same_columns(before, sketch):
            return None
        top = max(piece.word.y for piece in sketch.pieces)
        higher = any(piece.word.y > top for piece in kept.difference(sketch.pieces))
        return None if higher else before

    def table(self, sketch: Sketch, before: Table | None) -> Table | None:
        """Return the table that a sketch is, with the names of the one that it goes on with."""
        grid, parts = self.grid(sketch)
        if before and before.header and not opens_anew(grid, before.header):
            grid = with_header(grid, before.header)
        elif sketch.ruled:
            grid = with_guessed_header(grid)
        if is_layout(grid, parts) or not (sketch.ruled or has_header(grid)):
            return None
        lines = tuple(grid_lines(grid))
        pieces = frozenset(sketch.pieces)
        header = last_header(grid)
        return Table(lines, pieces, sketch.columns, header, sketch.ruled) if lines else None

    def grid(self, sketch: Sketch) -> tuple[Grid, int]:
        """Return the cells of a table in their places, and how many parts the fullest has."""
        height = max(area.row + area.rows for area in sketch.areas)
        self.places += height * len(sketch.columns)
        if self.places > MAX_PLACES:
            raise TooBig(f"{self.name}: has tables of more than {MAX_PLACES:,} cells. Split it.")
        grid: Grid = [[Cell("")] * len(sketch.columns) for _ in range(height)]
        most = 0
        for area in sketch.areas:
            lines = cell_lines(area.pieces)
            text, parts = text_of(lines, area.width, self.join)
            most = max(most, parts)
            bold = bool(lines) and all(BOLD.search(piece.run.font) for piece in area.pieces)
            header = area.row < sketch.header
            cell = Cell(text, area.columns, area.rows, header=header, bold=bold)
            for row in grid[area.row : area.row + area.rows]:
                row[area.column : area.column + area.columns] = [cell] * area.columns
        return grid, most


def last_header(grid: Grid) -> Grid:
    """Return the rows that name the columns at the end of a table."""
    header: Grid = []
    for above, row in pairwise([[Cell("")], *grid]):
        if names_columns(row):
            header = [*header, row] if names_columns(above) else [row]
    return header


def same_columns(before: Table, sketch: Sketch) -> bool:
    """Whether a table has the columns of another: at the same edges, or text in the same ones."""
    if before.ruled != sketch.ruled or len(before.columns) != len(sketch.columns):
        return False
    pairs = list(zip(before.columns, sketch.columns, strict=True))
    if sketch.ruled:
        # Left and right pages may have other margins.
        shift = sketch.columns[0][0] - before.columns[0][0]
        return all(
            abs(new + -old - shift) <= SAME_EDGE
            for one, other in pairs
            for old, new in zip(one, other, strict=True)
        )
    return all(one[0] < other[1] and other[0] < one[1] for one, other in pairs)


def opens_anew(grid: Grid, header: Grid) -> bool:
    """Whether a table that stands as if it went on has names of its own: marked or bold ones."""
    if repeated(grid, header):
        return False
    return names_columns(grid[0]) or (is_bold(grid[0]) and has_header(with_guessed_header(grid)))


def repeated(grid: Grid, header: Grid) -> int:
    """Return how many rows of a header a table begins with; not all need be repeated."""
    same = 0
    while same < min(len(grid) - 1, len(header)) and texts(grid[same]) == texts(header[same]):
        same += 1
    return same


def texts(row: Iterable[Cell]) -> list[str]:
    """Return what the cells of a row say."""
    return [cell.text for cell in row]


def with_header(grid: Grid, header: Grid) -> Grid:
    """Return the rows of a table below the header of the page before."""
    body = grid[repeated(grid, header) :]
    plain = {cell: replace(cell, header=False) for row in body for cell in row}
    return [*header, *([plain[cell] for cell in row] for row in body)]
