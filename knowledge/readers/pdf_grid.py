"""Tables from the ruling lines of a page: which places lie between them, and which are one cell.

The way of most programs for this, after A. Nurminen, "Algorithmic Extraction of Data in Tables in
PDF Documents" (Tampere University of Technology, 2013): lines that cross make a table, their
heights and distances its rows and columns, and where a line is missing between two places of the
table a cell goes on.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.readers.pdf_rules import Rule

# A line reaches another when it ends so near to it, in points.
REACH = 3.0
# A line parts two places when it runs along this share of their side.
PARTS = 0.5

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Lattice:
    """A table of ruling lines: its upright edges from the left, its level ones from above.

    ``cells`` has the number of a cell for each row and column; a merged cell has several places.
    """

    edges: tuple[float, ...]
    heights: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]

    def place(self, x: float, y: float) -> Place | None:
        """Return row and column of a point, ``None`` outside."""
        column = bisect_right(self.edges, x) - 1
        row = bisect_left(self.heights, -y, key=lambda height: -height) - 1
        inside = 0 <= column < len(self.edges) - 1 and 0 <= row < len(self.heights) - 1
        return (row, column) if inside else None


def lattices(rules: Sequence[Rule]) -> list[Lattice]:
    """Return the tables that lines make which cross, from above; one place alone is none."""
    found = [lattice for each in crossing(rules) if (lattice := lattice_of(each))]
    return sorted(found, key=lambda lattice: (-lattice.heights[0], lattice.edges[0]))


def crossing(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return the lines that hang together by crossing."""
    above = list(range(len(rules)))

    def top(number: int) -> int:
        while above[number] != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    upright = sorted(
        (n for n, rule in enumerate(rules) if not rule.level), key=lambda n: rules[n].at
    )
    places = [rules[number].at for number in upright]
    for number, rule in enumerate(rules):
        if not rule.level:
            continue
        first = bisect_left(places, rule.start - REACH)
        last = bisect_right(places, rule.end + REACH)
        for other in upright[first:last]:
            if rules[other].start - REACH <= rule.at <= rules[other].end + REACH:
                above[top(other)] = top(number)
    groups: dict[int, list[Rule]] = {}
    for number, rule in enumerate(rules):
        groups.setdefault(top(number), []).append(rule)
    return list(groups.values())


def lattice_of(rules: Sequence[Rule]) -> Lattice | None:
    """Return the table that some lines make, ``None`` when they part nothing.

    Its sides need no lines: it reaches as far as the lines that it has.
    """
    level = [rule for rule in rules if rule.level]
    upright = [rule for rule in rules if not rule.level]
    if not level or not upright:
        return None
    across = [end for rule in level for end in (rule.start, rule.end)]
    along = [end for rule in upright for end in (rule.start, rule.end)]
    edges = distinct([rule.at for rule in upright], across)
    heights = distinct([rule.at for rule in level], along)[::-1]
    if len(edges) < 3 and len(heights) < 3:
        return None
    return Lattice(edges, heights, cells_of(edges, heights, level, upright))


def distinct(places: Sequence[float], ends: Sequence[float]) -> tuple[float, ...]:
    """Return where lines stand, and the outermost ends of those across, in rising order."""
    found: list[float] = []
    for place in sorted([*places, min(ends), max(ends)]):
        if not found or place - found[-1] > REACH:
            found.append(place)
    return tuple(found)


def cells_of(
    edges: Sequence[float],
    heights: Sequence[float],
    level: Sequence[Rule],
    upright: Sequence[Rule],
) -> tuple[tuple[int, ...], ...]:
    """Return the number of the cell that each place between the lines belongs to."""
    rows, columns = len(heights) - 1, len(edges) - 1
    rising = [-height for height in heights]
    walls_left = walls(upright, edges, rising, falling=True)
    walls_above = walls(level, rising, edges, falling=False)
    cells = [[-1] * columns for _ in range(rows)]
    number = 0
    for row in range(rows):
        for column in range(columns):
            if cells[row][column] >= 0:
                continue
            for place_row, place_column in region(row, column, cells, walls_left, walls_above):
                cells[place_row][place_column] = number
            number += 1
    return tuple(map(tuple, cells))


def walls(
    rules: Sequence[Rule], ats: Sequence[float], spans: Sequence[float], *, falling: bool
) -> set[tuple[int, int]]:
    """Return where a line parts: the number of its line and of the span along it.

    ``falling`` says that the spans are heights with their sign turned, the rules' places not.
    """
    found: set[tuple[int, int]] = set()
    for rule in rules:
        at = rule.at if falling else -rule.at
        start, end = (-rule.end, -rule.start) if falling else (rule.start, rule.end)
        line = nearest(ats, at)
        for span in range(max(bisect_right(spans, start) - 1, 0), len(spans) - 1):
            low, high = spans[span], spans[span + 1]
            if low >= end:
                break
            if min(end, high) - max(start, low) >= PARTS * (high - low):
                found.add((line, span))
    return found


def nearest(places: Sequence[float], at: float) -> int:
    """Return the number of the place that is nearest; they come in rising order."""
    after = min(bisect_left(places, at), len(places) - 1)
    before = max(after - 1, 0)
    return before if at - places[before] < places[after] - at else after


def region(
    row: int,
    column: int,
    cells: Sequence[Sequence[int]],
    walls_left: set[tuple[int, int]],
    walls_above: set[tuple[int, int]],
) -> Iterator[Place]:
    """Yield the places of the cell that begins at a place: to the right, then down, in a block.

    A cell is a rectangle; where open places are none, each row of them is a cell.
    """
    width = 1
    while (
        column + width < len(cells[0])
        and cells[row][column + width] < 0
        and (column + width, row) not in walls_left
    ):
        width += 1
    height = 1
    inside = range(column, column + width)
    while row + height < len(cells):
        below = row + height
        free = all(cells[below][each] < 0 and (below, each) not in walls_above for each in inside)
        joined = all((each, below) not in walls_left for each in inside[1:])
        shut = (column == 0 or (column, below) in walls_left) and (
            column + width == len(cells[0]) or (column + width, below) in walls_left
        )
        if not (free and joined and shut):
            break
        height += 1
    for each_row in range(row, row + height):
        for each in inside:
            yield each_row, each
