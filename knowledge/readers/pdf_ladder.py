"""Tables with level ruling lines alone: lines of one length below one another part the rows."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from knowledge.readers.pdf_cells import Area, Piece, Sketch, cell_lines
from knowledge.readers.pdf_columns import (
    Parted,
    Span,
    columns_at,
    in_columns,
    parted,
    widened,
)
from knowledge.readers.pdf_rows import name_areas, row_areas, rows_of
from knowledge.readers.pdf_rules import Rule

# Rules are of one table when their ends differ by no more than this, in points.
SAME_END = 3.0
FEWEST_RULES = 3

Band = list[Parted]


def ladder_tables(pieces: Sequence[Piece], rules: Sequence[Rule]) -> list[Sketch]:
    """Return the tables that level lines of one length make."""
    found: list[Sketch] = []
    rest = list(pieces)
    for rungs in ladders(rules):
        inside = [piece for piece in rest if rungs[0].start <= piece.middle[0] <= rungs[0].end]
        bands = bands_of(inside, [rule.at for rule in rungs])
        columns = columns_within(bands[1:-1])
        if len(columns) > 1:
            found.append(sketch(with_open_ends(bands, columns), columns))
            taken = set(found[-1].pieces)
            rest = [piece for piece in rest if piece not in taken]
    return found


def ladders(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Yield level lines that begin and end below one another, from above."""
    groups: list[list[Rule]] = []
    level = (rule for rule in rules if rule.level)
    for rule in sorted(level, key=lambda each: (round(each.start), each.end)):
        first = groups[-1][0] if groups else rule
        same = max(abs(first.start - rule.start), abs(first.end - rule.end)) <= SAME_END
        if groups and same:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    for group in groups:
        if len(group) >= FEWEST_RULES:
            yield sorted(group, key=lambda rule: -rule.at)


def bands_of(pieces: Sequence[Piece], heights: Sequence[float]) -> list[Band]:
    """Return the lines above the first height, between each two, and below the last one.

    Those outside are not further away than the highest band is high.
    """
    most = max(above - below for above, below in pairwise(heights))
    ends = [heights[0] + most, *heights, heights[-1] - most]
    inside: list[list[Piece]] = [[] for _ in ends[1:]]
    number = 0
    for piece in sorted(pieces, key=lambda each: -each.middle[1]):
        y = piece.middle[1]
        while number < len(ends) and y < ends[number]:
            number += 1
        if 0 < number < len(ends):
            inside[number - 1].append(piece)
    return [[parted(line) for line in cell_lines(band)] for band in inside]


def columns_within(bands: Sequence[Band]) -> tuple[Span, ...]:
    """Return where columns reach; none when lines of several parts do not keep to them.

    In the first band may be names of several columns.
    """
    body = [line for band in bands[1:] for line in band]
    lines, columns = in_columns([*bands[0], *body], across=len(bands[0]))
    for band in bands:
        band[:], lines = lines[: len(band)], lines[len(band) :]
    return columns


def with_open_ends(bands: Sequence[Band], columns: tuple[Span, ...]) -> list[Band]:
    """Return the bands with words, of those outside only the row that fits the columns."""
    above = list(bands[0])
    while above and not fits(above[0], columns):
        above.pop(0)
    below = next((row for row, line in enumerate(bands[-1]) if not fits(line, columns)), None)
    top = above if all(fits(line, columns) for line in above) else []
    found = [top, *bands[1:-1], bands[-1][:below]]
    return [band for band in found if band]


def fits(line: Parted, columns: tuple[Span, ...]) -> bool:
    """Whether a line outside the lines is a row: of several cells, each in one column."""
    return len(line.parts) > 1 and widened(columns, line) is not None


def sketch(bands: Sequence[Band], columns: tuple[Span, ...]) -> Sketch:
    """Return the table that bands of lines make: each is a row, or several rows of figures."""
    areas, row = name_areas(bands[0], columns)
    for band in bands[1:]:
        if sum(line.has_figures for line in band) > 1:
            rows = rows_of(band, columns)
            areas += row_areas(rows, row, columns)
            row += len(rows)
        else:
            areas += one_row(band, row, columns)
            row += 1
    return Sketch(columns, tuple(areas))


def one_row(band: Band, row: int, columns: tuple[Span, ...]) -> list[Area]:
    """Return the lines of a band as one row; a lone part across columns is a cell of them all."""
    parts = [part for line in band for part in line.parts]
    spans = [columns_at(part, columns) for part in parts]
    if any(len(span) > 1 for span in spans):
        width = columns[-1][1] - columns[0][0]
        pieces = tuple(piece for part in parts for piece in part.pieces)
        return [Area(row, 0, 1, len(columns), pieces, width)]
    cells: dict[int, list[Piece]] = {}
    for span, part in zip(spans, parts, strict=True):
        cells.setdefault(span[0], []).extend(part.pieces)
    return row_areas([cells], row, columns)
