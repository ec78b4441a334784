"""Where the tables of a PDF page stand among its other lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.readers.pdf_cells import Piece, rewritten
from knowledge.readers.pdf_lines import Line
from knowledge.readers.tables import Grid


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


def placed(page: Sequence[PlacedLine], tables: Sequence[Table]) -> list[Line]:
    """Return the lines of a page that are kept, with each table's rows in place of its words."""
    table_of = {piece: number for number, table in enumerate(tables) for piece in table.pieces}
    found: list[PlacedLine] = []
    starts: dict[int, int] = {}
    for each in page:
        rest = tuple(piece for piece in each.pieces if piece not in table_of)
        for piece in each.pieces:
            if piece in table_of:
                starts.setdefault(table_of[piece], len(found))
        if each.kept and len(rest) == len(each.pieces):
            found.append(each)
        elif each.kept:
            found += (PlacedLine(line, rest, kept=True) for line in rewritten(rest))
    lines = [each.line for each in found]
    places = {number: place_of(table, found, starts[number]) for number, table in enumerate(tables)}
    # From below, so that the places above stay true; of tables at one place the lower one first.
    for number in sorted(places, key=lambda each: (-places[each], -each)):
        lines[places[number] : places[number]] = rows_as_lines(tables[number])
    return lines


def place_of(table: Table, found: Sequence[PlacedLine], start: int) -> int:
    """Return before which line a table is read.

    That is where its words are in the file, when what stands above it on the page comes before
    and what stands below it after; else before the first line below it.
    """
    start_x, end_x = table.reach
    top, bottom = table.top, table.bottom
    beside = [
        (number, each.pieces[0].word.y)
        for number, each in enumerate(found)
        if each.pieces and each.pieces[0].word.x < end_x and each.pieces[-1].word.end > start_x
    ]
    above = all(y > bottom for number, y in beside if number < start)
    below = all(y < top for number, y in beside if number >= start)
    if above and below:
        return start
    return next((number for number, y in beside if y < top), len(found))


def rows_as_lines(table: Table) -> list[Line]:
    """Return the rows of a table as lines of the page."""
    size = max(piece.word.size for piece in table.pieces)
    x, y = table.columns[0][0], table.top
    return [Line(text, x, y, size, False, row=True) for text in table.lines]
