"""Rows of cells from lines without rules between them: which lines only go on with a row."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from knowledge.readers.pdf_cells import Area, CellLine, Piece
from knowledge.readers.pdf_columns import Parted, Span, columns_at, columns_named
from knowledge.readers.table_signs import is_value

# Lines are rows of their own where rows are further apart than lines by this.
WIDER = 1.15
# Lines that are nearer than this share of the size are side by side, not below one another.
BESIDE = 1.05
# A line that fills this share of its column may have been broken for want of room.
FULL = 0.85

# The columns that hold words in a row, each with them.
Row = dict[int, list[Piece]]


def rows_of(lines: Sequence[Parted], columns: Sequence[Span]) -> list[Row]:
    """Return lines as rows. A line that only goes on with cells belongs to the row it follows."""
    rows: list[Row] = []
    pace = steps(lines)
    figures = False
    for number, line in enumerate(lines):
        cells: Row = {}
        for part in line.parts:
            cells.setdefault(columns_at(part, columns)[0], []).extend(part.pieces)
        if rows and wraps(lines[number - 1], line, columns, pace, figures=figures):
            figures = figures or line.has_figures
            for column, pieces in cells.items():
                rows[-1].setdefault(column, []).extend(pieces)
        else:
            figures = line.has_figures
            rows.append(cells)
    return rows


def wraps_below(lines: Sequence[Parted], first: int, number: int, columns: Sequence[Span]) -> bool:
    """Whether a line below a table goes on with its last row; a note below it does not."""
    above, line = lines[number - 1], lines[number]
    least, usual = steps(lines[first:number])
    if usual <= WIDER * least and not all(part.text[:1].islower() for part in line.parts):
        return False
    return wraps(above, line, columns, (least, usual), figures=True)


def steps(lines: Sequence[Parted]) -> Span:
    """Return the least step between lines, and the usual one between those with figures."""
    every = [one.line.y - other.line.y for one, other in pairwise(lines)]
    between = [
        one.line.y - other.line.y
        for one, other in pairwise(lines)
        if one.has_figures and other.has_figures
    ]
    least = min(every, default=0.0)
    return least, median(between) if between else least


def wraps(
    above: Parted, line: Parted, columns: Sequence[Span], pace: Span, *, figures: bool
) -> bool:
    """Whether a line goes on with cells of the row above, which may have ``figures`` already.

    Lines do that are nearer to the row than rows are to one another. Where rows are no further
    apart than lines, it takes words in small letters, or text below a full line.
    """
    if line.has_figures and figures:
        return False
    step = above.line.y - line.line.y
    if step < BESIDE * min(above.line.size, line.line.size):
        return True
    if is_value(line.line.text):
        return False
    least, usual = pace
    if usual > WIDER * least:
        return step < (least + usual) / 2
    if step > WIDER * least:
        return False
    if line.has_figures:
        return goes_on(line.parts[0], above, columns, small=True)
    return all(goes_on(part, above, columns) for part in line.parts)


def goes_on(part: CellLine, above: Parted, columns: Sequence[Span], *, small: bool = False) -> bool:
    """Whether a part of a line goes on with the one above it in its column.

    ``small`` says that only small letters tell.
    """
    column = columns_at(part, columns)
    over = [other for other in above.parts if columns_at(other, columns) == column]
    start, end = columns[column[0]]
    full = not small and any(other.end - other.x > FULL * (end - start) for other in over)
    return bool(over) and (part.text[:1].islower() or full)


def row_areas(rows: Sequence[Row], first: int, columns: Sequence[Span]) -> list[Area]:
    """Return rows of words as cells; the first of them is row ``first`` of the table."""
    return [
        Area(row, column, 1, 1, tuple(pieces), columns[column][1] - columns[column][0])
        for row, cells in enumerate(rows, first)
        for column, pieces in cells.items()
    ]


def name_areas(lines: Sequence[Parted], columns: Sequence[Span]) -> tuple[list[Area], int]:
    """Return the lines above the figures as cells, and how many rows they are.

    Names of several columns have rows of their own; the others, however wrapped, are one row.
    """
    areas: list[Area] = []
    row, plain = 0, Row()
    for line in lines:
        spans = columns_named(line, columns)
        if all(len(span) == 1 for span in spans):
            for span, part in zip(spans, line.parts, strict=True):
                plain.setdefault(span[0], []).extend(part.pieces)
            continue
        for span, part in zip(spans, line.parts, strict=True):
            width = columns[span[-1]][1] - columns[span[0]][0]
            areas.append(Area(row, span[0], 1, len(span), part.pieces, width))
        row += 1
    rows = [plain] if plain else []
    return [*areas, *row_areas(rows, row, columns)], row + len(rows)
