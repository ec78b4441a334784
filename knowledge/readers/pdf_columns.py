"""Columns of cells by their places alone: words that stand below one another, parted by gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from knowledge.readers.pdf_cells import Area, CellLine, Piece
from knowledge.readers.table_signs import is_value

# What parts cells of a line at least, as a share of the size of their letters; what does where
# other lines show the columns; and what parts columns over all lines.
CLEAR_GAP = 1.0
FINE_GAP = 0.4
CLEAR_GUTTER = 0.5
# Cells are aligned when their left ends, their right ends or their middles differ by no more than
# this share of the size, but for so many of them.
ALIGNED = 0.5
OUT_OF_LINE = 0.2
# Lines are rows of their own where rows are further apart than lines by this.
WIDER = 1.15
# Lines that are nearer than this share of the size are side by side, not below one another.
BESIDE = 1.05
# A line that fills this share of its column may have been broken for want of room.
FULL = 0.85

Span = tuple[float, float]
# The columns that hold words in a row, each with them.
Row = dict[int, list[Piece]]


@dataclass(frozen=True, slots=True)
class Parted:
    """A line and its parts between clear gaps, from the left."""

    line: CellLine
    parts: tuple[CellLine, ...]

    @property
    def has_figures(self) -> bool:
        """Whether a part but the first is a figure; a year may be a name."""
        return any(is_value(part.text) for part in self.parts[1:])


def parted(line: CellLine, clear: float = CLEAR_GAP) -> Parted:
    """Return a line with its parts between gaps that are clear."""
    parts: list[list[Piece]] = [[line.pieces[0]]]
    for one, other in pairwise(line.pieces):
        if other.word.x - one.word.end > clear * max(one.word.size, other.word.size):
            parts.append([])
        parts[-1].append(other)
    return Parted(line, tuple(CellLine(tuple(part)) for part in parts))


def fitted(columns: Sequence[Span], line: Parted) -> tuple[Parted, tuple[Span, ...] | None]:
    """Return a line in the parts that columns show, and where the columns reach with it.

    ``None`` when it goes across gutters.
    """
    wider = widened(columns, line)
    if wider is None:
        finer = parted(line.line, FINE_GAP)
        if wider := widened(columns, finer):
            return finer, wider
    return line, wider


def widened(columns: Sequence[Span], line: Parted) -> tuple[Span, ...] | None:
    """Return where columns reach with one line more, ``None`` when a part goes across gutters."""
    found = list(columns)
    for part in line.parts:
        near = CLEAR_GUTTER * part.size
        met = [
            number
            for number, (start, end) in enumerate(found)
            if part.x < end + near and part.end > start - near
        ]
        if len(met) > 1:
            return None
        if met:
            start, end = found[met[0]]
            found[met[0]] = min(start, part.x), max(end, part.end)
        else:
            found.append((part.x, part.end))
            found.sort()
    return tuple(found)


def columns_at(part: CellLine, columns: Sequence[Span]) -> range:
    """Return the columns that a part of a line reaches into; the nearest one when it is beside."""
    inside = [
        number for number, (start, end) in enumerate(columns) if part.x < end and part.end > start
    ]
    if not inside:
        middle = (part.x + part.end) / 2
        inside = [min(range(len(columns)), key=lambda each: away(middle, columns[each]))]
    return range(inside[0], inside[-1] + 1)


def away(place: float, span: Span) -> float:
    """Return how far a place is from a span."""
    return max(span[0] - place, place - span[1], 0.0)


def is_aligned(lines: Sequence[Parted], columns: Sequence[Span]) -> bool:
    """Whether the cells of each column are aligned at their left, their right or their middle."""
    for number in range(len(columns)):
        cells = [
            part
            for line in lines
            for part in line.parts
            if columns_at(part, columns) == range(number, number + 1)
        ]
        size = max((cell.size for cell in cells), default=1.0)
        sides = (
            [cell.x for cell in cells],
            [cell.end for cell in cells],
            [(cell.x + cell.end) / 2 for cell in cells],
        )
        if cells and all(out_of_line(side, ALIGNED * size) > OUT_OF_LINE for side in sides):
            return False
    return True


def out_of_line(places: Sequence[float], allowed: float) -> float:
    """Return which share of places is further from the middle one than allowed."""
    middle = median(places)
    return sum(abs(place - middle) > allowed for place in places) / len(places)


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
    """Whether a line below a table goes on with its last row."""
    pace = steps(lines[first:number])
    return wraps(lines[number - 1], lines[number], columns, pace, figures=True)


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
    step = above.line.y - line.line.y
    if step < BESIDE * min(above.line.size, line.line.size):
        return True
    if (line.has_figures and figures) or is_value(line.line.text):
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
        spans = [columns_at(part, columns) for part in line.parts]
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
