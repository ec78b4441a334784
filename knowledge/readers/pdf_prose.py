"""Text in two columns whose lines a file draws across both: put into the order of reading."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from knowledge.readers.pdf_cells import CellLine, Piece, cell_lines, pieces_of, rewritten
from knowledge.readers.pdf_columns import CLEAR_GUTTER, Parted, Span, parted
from knowledge.readers.pdf_lines import Line
from knowledge.readers.pdf_placing import PlacedLine

# So many lines at least have text in both columns: the head of a letter and its end have fewer.
FEWEST_LINES = 6
# Of the lines of a column most fill it, and a column is as wide as so many letters are high.
FULL = 0.75
MOSTLY = 0.6
LEAST_WIDTH = 10.0
# Lines of a column are no further apart than this share of their size.
FARTHEST = 2.5
# A file jumps between columns when it does so for this share of the lines.
JUMPS = 0.5

# A page has no more places with two columns.
MOST_GUTTERS = 20


@dataclass(slots=True)
class Gutter:
    """Lines on both sides of a gutter, and how far it is free of words."""

    free: Span
    left: list[CellLine] = field(default_factory=list)
    right: list[CellLine] = field(default_factory=list)
    both: int = 0

    def take(self, line: Parted) -> bool:
        """Take a line, if it keeps clear of the gutter."""
        left = [part for part in line.parts if part.end < self.free[1]]
        right = [part for part in line.parts if part.end >= self.free[1]]
        if any(part.x <= self.free[0] for part in right):
            return False
        start = max([self.free[0], *(part.end for part in left)])
        end = min([self.free[1], *(part.x for part in right)])
        if end - start < CLEAR_GUTTER * line.line.size:
            return False
        self.free = start, end
        self.left += [whole(left)] if left else []
        self.right += [whole(right)] if right else []
        self.both += bool(left and right)
        return True

    @property
    def is_prose(self) -> bool:
        """Whether there are lines enough and both sides are filled with text."""
        return self.both >= FEWEST_LINES and is_filled(self.left) and is_filled(self.right)


def whole(parts: Iterable[CellLine]) -> CellLine:
    """Return parts of a line as one."""
    return CellLine(tuple(piece for part in parts for piece in part.pieces))


def is_filled(lines: Sequence[CellLine]) -> bool:
    """Whether lines are text that fills its column, as figures and names do not."""
    width = max(line.end for line in lines) - min(line.x for line in lines)
    full = sum(line.end - line.x > FULL * width for line in lines)
    return width > LEAST_WIDTH * lines[0].size and full > MOSTLY * len(lines)


def in_reading_order(lines: Sequence[Line], known: Iterable[PlacedLine]) -> list[Line]:
    """Return the lines of a page with those across two columns parted, the left column first.

    Only where the file jumps between the columns from line to line; else its order is right.
    ``known`` has the words of most of them.
    """
    words = {id(each.line): each.pieces for each in known}
    pieces = {
        id(line): words[id(line)] if id(line) in words else pieces_of(line)
        for line in lines
        if line.upright and not line.row
    }
    found = list(lines)
    every = gutters(piece for some in pieces.values() for piece in some)
    for gutter in islice(every, MOST_GUTTERS):
        found = column_by_column(found, pieces, gutter)
    return found


def gutters(pieces: Iterable[Piece]) -> Iterator[Gutter]:
    """Yield the gutters between two columns of text, from above."""
    gutter: Gutter | None = None
    above: CellLine | None = None
    for line in map(parted, cell_lines(pieces)):
        near = above and above.y - line.line.y <= FARTHEST * line.line.size
        if gutter and not (near and gutter.take(line)):
            if gutter.is_prose:
                yield gutter
            gutter = None
        if not gutter and len(line.parts) > 1:
            gaps = [(one.end, other.x) for one, other in pairwise(line.parts)]
            gutter = Gutter(max(gaps, key=lambda gap: gap[1] - gap[0]))
            gutter.take(line)
        above = line.line
    if gutter and gutter.is_prose:
        yield gutter


def column_by_column(
    lines: list[Line], pieces: dict[int, tuple[Piece, ...]], gutter: Gutter
) -> list[Line]:
    """Return the lines of a page with those at a gutter in order, if the file jumps across it."""
    sides = [
        frozenset(piece for line in side for piece in line.pieces)
        for side in (gutter.left, gutter.right)
    ]
    both = sides[0] | sides[1]
    at = [
        row
        for row, line in enumerate(lines)
        if (some := pieces.get(id(line))) and both.issuperset(some)
    ]
    met = [[not side.isdisjoint(pieces[id(lines[row])]) for side in sides] for row in at]
    jumps = sum(all(here) or here != before for before, here in pairwise([[], *met]))
    if jumps < JUMPS * gutter.both:
        return lines
    ordered: list[Line] = []
    for side in sides:
        of_side: list[Line] = []
        for row in at:
            own = pieces[id(lines[row])]
            here = [piece for piece in own if piece in side]
            of_side += [lines[row]] if len(here) == len(own) else rewritten(here)
        ordered += sorted(of_side, key=lambda line: -line.y)
    gone = set(at)
    rest = [line for row, line in enumerate(lines) if row > at[0] and row not in gone]
    return [*lines[: at[0]], *ordered, *rest]
