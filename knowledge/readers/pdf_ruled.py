"""Tables whose cells ruling lines part, with the words in their cells."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from knowledge.readers.pdf_cells import Area, CellLine, Piece, Sketch, cell_lines
from knowledge.readers.pdf_columns import Parted
from knowledge.readers.pdf_grid import Lattice, lattices
from knowledge.readers.pdf_rows import row_areas, rows_of
from knowledge.readers.pdf_rules import Rule
from knowledge.readers.table_signs import is_value

# A cell's words keep this distance from its lines at most, in points; more is other alignment.
WIDEST_PADDING = 12.0
# What of the cells may stand nearer to their lines than the others.
CROWDED = 0.1


@dataclass(frozen=True, slots=True)
class Filled:
    """A table of lines with the words of each cell, without rows and columns that say nothing."""

    lattice: Lattice
    words: dict[int, list[Piece]]
    rows: tuple[int, ...]
    columns: tuple[int, ...]

    @property
    def is_table(self) -> bool:
        """Whether it has two rows and two columns at least."""
        return len(self.rows) > 1 and len(self.columns) > 1

    @property
    def spans(self) -> dict[int, tuple[float, float]]:
        """From where to where each cell reaches, with its lines."""
        edges = self.lattice.edges
        found: dict[int, tuple[float, float]] = {}
        for row in self.lattice.cells:
            for column, cell in enumerate(row):
                start, _ = found.get(cell, (edges[column], 0.0))
                found[cell] = start, edges[column + 1]
        return found


def lattice_tables(pieces: Sequence[Piece], rules: Sequence[Rule]) -> list[Sketch]:
    """Return the tables whose lines cross. One within the cell of another is taken first."""
    rest = sorted(pieces, key=lambda piece: piece.middle[1])
    found: list[Sketch] = []
    for lattice in sorted(lattices(rules), key=size_of):
        filled = fill(lattice, rest)
        if filled.is_table:
            sketch = sketch_of(filled)
            taken = set(sketch.pieces)
            rest = [piece for piece in rest if piece not in taken]
            found.append(sketch)
    return found


def size_of(lattice: Lattice) -> float:
    """Return the area of a table."""
    across = lattice.edges[-1] - lattice.edges[0]
    return across * (lattice.heights[0] - lattice.heights[-1])


def fill(lattice: Lattice, pieces: Sequence[Piece]) -> Filled:
    """Return a table with the words that stand in it; they come sorted by height."""
    words: dict[int, list[Piece]] = {}
    first = bisect_left(pieces, lattice.heights[-1], key=lambda piece: piece.middle[1])
    last = bisect_left(pieces, lattice.heights[0], key=lambda piece: piece.middle[1])
    for piece in pieces[first:last]:
        if place := lattice.place(*piece.middle):
            words.setdefault(lattice.cells[place[0]][place[1]], []).append(piece)
    rows = telling(lattice.cells, words)
    columns = telling(list(zip(*lattice.cells, strict=True)), words)
    return Filled(lattice, words, rows, columns)


def telling(lines: Sequence[Sequence[int]], words: dict[int, list[Piece]]) -> tuple[int, ...]:
    """Return the rows, or columns, in which a cell with words begins."""
    found: list[int] = []
    before: Sequence[int] = [-1] * (len(lines[0]) if lines else 0)
    for number, line in enumerate(lines):
        if any(cell in words and cell != last for last, cell in zip(before, line, strict=True)):
            found.append(number)
        before = line
    return tuple(found)


def sketch_of(filled: Filled) -> Sketch:
    """Return the table that lines and words make."""
    edges = filled.lattice.edges
    spans = filled.spans
    padding = padding_of(filled.words, spans)
    shapes: dict[int, list[tuple[int, int]]] = {}
    for row, at_row in enumerate(filled.rows):
        for column, at_column in enumerate(filled.columns):
            shapes.setdefault(filled.lattice.cells[at_row][at_column], []).append((row, column))
    areas = [
        Area(
            row=places[0][0],
            column=places[0][1],
            rows=places[-1][0] - places[0][0] + 1,
            columns=places[-1][1] - places[0][1] + 1,
            pieces=tuple(filled.words[number]),
            width=spans[number][1] - spans[number][0] - 2 * padding,
        )
        for number, places in shapes.items()
        if number in filled.words
    ]
    ends = [*(edges[at] for at in filled.columns[1:]), edges[-1]]
    columns = tuple(zip((edges[at] for at in filled.columns), ends, strict=True))
    return Sketch(columns, tuple(with_rows(areas, columns)))


def padding_of(words: dict[int, list[Piece]], spans: dict[int, tuple[float, float]]) -> float:
    """Return how far from their lines the words of the fullest cells stand."""
    gaps = sorted(
        min(line.x - spans[number][0], spans[number][1] - line.end)
        for number, pieces in words.items()
        for line in cell_lines(pieces)
    )
    return min(max(gaps[int(CROWDED * len(gaps))], 0.0), WIDEST_PADDING)


def with_rows(areas: list[Area], columns: Sequence[tuple[float, float]]) -> list[Area]:
    """Return the cells of a table in which lines part the columns only, row by row.

    It has one row of cells, or one below its header, and several figures below one another in it.
    """
    last = max(area.row + area.rows for area in areas) - 1
    body = [area for area in areas if area.row == last]
    head = [area for area in areas if area.row < last]
    if last > 1 or any(area.columns > 1 for area in body):
        return areas
    if any(area.row + area.rows > last for area in head):
        return areas
    lines = in_columns(body)
    figures = [
        area for area in body if area.column and sum(map(is_figure, cell_lines(area.pieces))) > 1
    ]
    if not figures:
        return areas
    widths = {area.column: area.width for area in body}
    rows = row_areas(rows_of(lines, columns), last, columns)
    return [*head, *(replace(area, width=widths[area.column]) for area in rows)]


def is_figure(line: CellLine) -> bool:
    """Whether a line of a cell is a figure."""
    return is_value(line.text)


def in_columns(areas: Iterable[Area]) -> list[Parted]:
    """Return the lines that go through some cells beside one another, parted by cell."""
    column = {piece: area.column for area in areas for piece in area.pieces}
    found: list[Parted] = []
    for line in cell_lines(column):
        parts: dict[int, list[Piece]] = {}
        for piece in line.pieces:
            parts.setdefault(column[piece], []).append(piece)
        found.append(Parted(line, tuple(CellLine(tuple(parts[each])) for each in sorted(parts))))
    return found
