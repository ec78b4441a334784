"""The tables of PDF pages as lines that keep each figure with its names, in their places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.errors import TooBig
from knowledge.readers.pdf_aligned import aligned
from knowledge.readers.pdf_cells import (
    JoinWord,
    Piece,
    Sketch,
    cell_lines,
    pieces_of,
    rewritten,
    text_of,
)
from knowledge.readers.pdf_ladder import ladder_tables
from knowledge.readers.pdf_lines import BOLD, Line
from knowledge.readers.pdf_ruled import lattice_tables
from knowledge.readers.pdf_rules import Rule
from knowledge.readers.table_signs import has_header, is_bold, is_layout, with_guessed_header
from knowledge.readers.tables import MAX_PLACES, Cell, Grid, grid_lines, names_columns

# Columns of two pages are the same when their edges differ by no more than this, in points.
SAME_EDGE = 4.0


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a page: its lines, its words, and for one that goes on, columns and header."""

    lines: tuple[str, ...]
    pieces: frozenset[Piece]
    columns: tuple[tuple[float, float], ...]
    header: Grid
    ruled: bool

    @property
    def top(self) -> float:
        """How high its highest word stands."""
        return max(piece.word.y for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """How high its lowest word stands."""
        return min(piece.word.y for piece in self.pieces)

    @property
    def reach(self) -> tuple[float, float]:
        """From where to where it reaches."""
        return self.columns[0][0], self.columns[-1][1]


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of a page with its words; ``kept`` when it is no running header or footer."""

    line: Line
    pieces: tuple[Piece, ...]
    kept: bool


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
        """Return the lines of a page with its tables as rows; ``lines`` are those without the
        running headers and footers among ``all_lines``.

        Raises ``TooBig`` when the tables of the file have more than ``MAX_PLACES`` places.
        """
        kept = {id(line) for line in lines}
        page = [PlacedLine(line, pieces_of(line), id(line) in kept) for line in all_lines]
        tables = self.tables_of(page, rules)
        found = list(lines)
        if tables:
            taken = frozenset(piece for table in tables for piece in table.pieces)
            found = placed(page, tables, taken)
        self.open = tables[-1] if tables and found[-1].row else None
        return found

    def tables_of(self, page: Sequence[PlacedLine], rules: Sequence[Rule]) -> list[Table]:
        """Return the tables of a page, from above."""
        pieces = [piece for placed_line in page for piece in placed_line.pieces]
        kept = {piece for placed_line in page if placed_line.kept for piece in placed_line.pieces}
        found: list[Table] = []
        for sketch in sketches_of(pieces, kept, rules):
            if kept.isdisjoint(sketch.pieces):
                continue  # a running header or footer that is drawn as a table
            table = self.table(sketch, self.goes_on(sketch, page, found))
            if table:
                found.append(table)
        return found

    def goes_on(
        self, sketch: Sketch, page: Sequence[PlacedLine], above: Sequence[Table]
    ) -> Table | None:
        """Return the table of the page before that a table goes on with, if it does."""
        before = self.open
        if above or not before or not same_columns(before, sketch):
            return None
        own = set(sketch.pieces)
        top = max(piece.word.y for piece in own)
        higher = any(
            piece.word.y > top
            for placed_line in page
            if placed_line.kept
            for piece in placed_line.pieces
            if piece not in own
        )
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


def sketches_of(pieces: Sequence[Piece], kept: set[Piece], rules: Sequence[Rule]) -> list[Sketch]:
    """Return what may be tables of a page, from above: those with lines first, then by places.

    Without lines only what is kept counts: a running header is no name of a column.
    """
    found: list[Sketch] = []
    rest = list(pieces)
    for tables in (lattice_tables, ladder_tables):
        if rules and rest:
            found += tables(rest, rules)
            taken = {piece for sketch in found for piece in sketch.pieces}
            rest = [piece for piece in rest if piece not in taken]
    found += aligned(piece for piece in rest if piece in kept)
    return sorted(found, key=lambda each: -max(piece.word.y for piece in each.pieces))


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
    """Whether a table that stands as if it went on has a bold header of its own."""
    return is_bold(grid[0]) and not repeats(grid, header) and has_header(with_guessed_header(grid))


def repeats(grid: Grid, header: Grid) -> bool:
    """Whether a table begins with the rows of a header."""
    return len(grid) > len(header) and [texts(row) for row in grid[: len(header)]] == [
        texts(row) for row in header
    ]


def texts(row: Iterable[Cell]) -> list[str]:
    """Return what the cells of a row say."""
    return [cell.text for cell in row]


def with_header(grid: Grid, header: Grid) -> Grid:
    """Return the rows of a table below the header of the page before."""
    body = grid[len(header) :] if repeats(grid, header) else grid
    plain = {cell: replace(cell, header=False) for row in body for cell in row}
    return [*header, *([plain[cell] for cell in row] for row in body)]


def placed(
    page: Sequence[PlacedLine], tables: Sequence[Table], taken: frozenset[Piece]
) -> list[Line]:
    """Return the lines of a page with each table's rows in place of its words."""
    found: list[tuple[Line, tuple[Piece, ...]]] = []
    starts: dict[int, int] = {}
    for each in page:
        rest = tuple(piece for piece in each.pieces if piece not in taken)
        for number, table in enumerate(tables):
            if not table.pieces.isdisjoint(each.pieces):
                starts.setdefault(number, len(found))
        if len(rest) == len(each.pieces):
            found += [(each.line, each.pieces)] if each.kept else []
        elif each.kept:
            found += [(line, rest) for line in rewritten(rest)]
    lines = [line for line, _ in found]
    for number in sorted(starts, key=lambda each: -starts[each]):
        at = reading_place(found, tables[number], starts[number])
        lines[at:at] = rows_as_lines(tables[number])
    return lines


def reading_place(found: Sequence[tuple[Line, tuple[Piece, ...]]], table: Table, start: int) -> int:
    """Return before which line a table is read: where its words are, if what stands above and
    below it does so in the file; else before the first line below it.
    """
    start_x, end_x = table.reach
    beside = [
        (number, pieces[0].word.y)
        for number, (_, pieces) in enumerate(found)
        if pieces and pieces[0].word.x < end_x and pieces[-1].word.end > start_x
    ]
    above = all(y > table.bottom for number, y in beside if number < start)
    below = all(y < table.top for number, y in beside if number >= start)
    if above and below:
        return start
    return next((number for number, y in beside if y < table.top), len(found))


def rows_as_lines(table: Table) -> list[Line]:
    """Return the rows of a table as lines of the page."""
    size = max(piece.word.size for piece in table.pieces)
    x = table.columns[0][0]
    return [Line(text, x, table.top, size, False, row=True) for text in table.lines]
