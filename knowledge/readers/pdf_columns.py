"""Columns of cells by their places alone: words that stand below one another, parted by gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from knowledge.readers.pdf_cells import CellLine, Piece
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
# A line of more parts is none of a table.
MOST_PARTS = 100

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Parted:
    """A line and its parts between clear gaps, from the left."""

    line: CellLine
    parts: tuple[CellLine, ...]

    @property
    def has_figures(self) -> bool:
        """Whether a part but the first is a figure; a year may be a name."""
        few = len(self.parts) <= MOST_PARTS
        return few and any(is_value(part.text) for part in self.parts[1:])


def parted(line: CellLine) -> Parted:
    """Return a line with its parts between gaps that are clear."""
    parts: list[list[Piece]] = [[line.pieces[0]]]
    for one, other in pairwise(line.pieces):
        if other.word.x - one.word.end > CLEAR_GAP * max(one.word.size, other.word.size):
            parts.append([])
        parts[-1].append(other)
    return Parted(line, tuple(CellLine(tuple(part)) for part in parts))


def in_columns(
    lines: Sequence[Parted], *, across: int = 0
) -> tuple[list[Parted], tuple[Span, ...]]:
    """Return lines in the parts that their columns show, and where the columns reach.

    Lines with the most parts show them best. No columns are returned when a line of several parts
    goes across them, but for the first lines, as many as ``across`` says.
    """
    found = list(lines)
    columns: tuple[Span, ...] = ()
    for number in sorted(range(len(found)), key=lambda each: -len(found[each].parts)):
        found[number], wider = fitted(columns, found[number])
        if wider is None and number >= across and len(found[number].parts) > 1:
            return list(lines), ()
        columns = wider or columns
    return found, columns


def fitted(columns: Sequence[Span], line: Parted) -> tuple[Parted, tuple[Span, ...] | None]:
    """Return a line in the parts that columns show, and where the columns reach with it.

    ``None`` when it goes across gutters.
    """
    wider = widened(columns, line)
    if wider is None:
        finer = Parted(line.line, tuple(each for part in line.parts for each in cut(part, columns)))
        if wider := widened(columns, finer):
            return finer, wider
    return line, wider


def cut(part: CellLine, columns: Sequence[Span]) -> list[CellLine]:
    """Return a part of a line that meets several columns cut before each, at a gap if it has one.

    That is the last gap before the words that stand in the column.
    """
    met = columns_at(part, columns)
    cuts: list[int] = []
    for number in met[1:]:
        start, end = columns[number]
        gaps = [
            at
            for at, (one, other) in enumerate(pairwise(part.pieces), 1)
            if other.word.x - one.word.end > FINE_GAP * other.word.size
            and columns[number - 1][0] < other.word.x < end
        ]
        before = [at for at in gaps if part.pieces[at].word.x < start + CLEAR_GUTTER * part.size]
        cuts += (before or gaps)[-1:]
    ends = [0, *sorted(set(cuts)), len(part.pieces)]
    return [CellLine(part.pieces[first:last]) for first, last in pairwise(ends)]


def widened(columns: Sequence[Span], line: Parted) -> tuple[Span, ...] | None:
    """Return where columns reach with one line more, ``None`` when a part goes across gutters."""
    if len(line.parts) > MOST_PARTS:
        return None
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


def with_names(columns: Sequence[Span], line: Parted) -> tuple[Span, ...]:
    """Return where columns reach with the names in a line above them.

    Names need not stand straight above: as many as there are columns, or one less, are theirs in
    order. More are those of empty columns too.
    """
    if len(line.parts) > len(columns):
        return widened(columns, line) or tuple(columns)
    first = len(columns) - len(line.parts)
    found = list(columns)
    for number, part in enumerate(line.parts, first):
        left = columns[number - 1][1] if number else part.x
        right = columns[number + 1][0] if number + 1 < len(columns) else part.end
        if first > 1 or part.x < left or part.end > right:
            return tuple(columns)
        start, end = columns[number]
        found[number] = min(start, part.x), max(end, part.end)
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
    """Whether the cells of each column are aligned at their left, their right or their middle.

    The first need not be: names of parts are set in below that of the whole.
    """
    for number in range(1, len(columns)):
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


def columns_named(line: Parted, columns: Sequence[Span]) -> list[range]:
    """Return the columns that each part of a line of names stands for.

    Where there are fewer names than columns, one that is not in line with a column names all that
    are nearer to it than to the other names, but not the one that names the rows.
    """
    spans = [columns_at(part, columns) for part in line.parts]
    if len(line.parts) >= len(columns) - 1:
        return spans
    found: list[range] = []
    for number, (part, span) in enumerate(zip(line.parts, spans, strict=True)):
        if span[0] == 0 or (len(span) == 1 and in_line(part, columns[span[0]])):
            found.append(span)
            continue
        before, after = line.parts[:number], line.parts[number + 1 :]
        left = (before[-1].end + part.x) / 2 if before else columns[0][1]
        right = (part.end + after[0].x) / 2 if after else columns[-1][1]
        near = [
            each
            for each, (start, end) in enumerate(columns)
            if each in span or (each and left < (start + end) / 2 < right)
        ]
        found.append(range(near[0], near[-1] + 1))
    return found


def in_line(part: CellLine, column: Span) -> bool:
    """Whether a part is in line with a column at its left, its right or its middle."""
    start, end = column
    aways = part.x - start, part.end - end, (part.x + part.end - start - end) / 2
    return min(map(abs, aways)) <= ALIGNED * part.size
