"""Tables without ruling lines: figures that stand below one another, below a row of names.

Three rows at least whose cells are parted by clear gaps and aligned in each column. Text in two
columns, lists, contents with leaders and the head of a letter have not all of that.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.readers.pdf_cells import Piece, Sketch, cell_lines
from knowledge.readers.pdf_columns import (
    MOST_PARTS,
    Parted,
    Span,
    columns_at,
    columns_named,
    fitted,
    in_columns,
    is_aligned,
    parted,
    widened,
    with_names,
)
from knowledge.readers.pdf_rows import name_areas, row_areas, rows_of, wraps_below
from knowledge.readers.table_signs import is_value

# Lines of a table are no further apart than this share of their size, and so many at most are
# between two with figures, name its columns, or go on with its last row.
FARTHEST = 3.5
MOST_BETWEEN = 5
MOST_NAMES = 6
# A name goes on in the next line when that is no further away than this share of the size.
NEAREST = 1.5
# Rows of figures below the row of names; with it they are three.
FEWEST_FIGURES = 2
# Of a column of figures, so many cells are.
FIGURES = 0.6
NO_FIGURE = re.compile(r"[-–—…]|n/?a", re.IGNORECASE)
LEADERS = re.compile(r"[.…·_]{4,}|(?:[.…·_] ){3,}")
MARK = re.compile(r"[-–•*+○▪◦]|\(?(?:\d{1,3}|[ivxlc]{1,5}|[a-zđ])[.)]", re.IGNORECASE)


@dataclass(slots=True)
class Block:
    """Lines of figures from the first to the last, and where their columns reach."""

    first: int
    last: int
    columns: tuple[Span, ...]


def aligned(pieces: Iterable[Piece]) -> list[Sketch]:
    """Return the tables of figures that words make by their places alone, from above.

    One without names above it (``header`` is 0) is one only if it goes on with another.
    """
    lines = [parted(line) for line in cell_lines(pieces)]
    found: list[Sketch] = []
    done = 0
    for block in blocks_of(lines):
        end = block.last + 1
        body, columns = in_columns(lines[block.first : end])
        if columns:
            lines[block.first : end], block.columns = body, columns
        if not is_table(lines[block.first : end], block.columns):
            continue
        names, columns = names_above(lines, done, block)
        while (
            end < len(lines)
            and end - block.last <= MOST_BETWEEN
            and widened(columns, lines[end])
            and wraps_below(lines, block.first, end, columns)
        ):
            end += 1
        found.append(sketch(lines[names : block.first], lines[block.first : end], columns))
        done = end
    return found


def blocks_of(lines: list[Parted]) -> Iterator[Block]:
    """Yield lines with figures that follow one another closely in the same columns.

    Lines whose columns the others show are parted by them. Between the lines may be such as go
    on with cells, and such as go across as one: a row between the rows.
    """
    block: Block | None = None
    columns: tuple[Span, ...] = ()
    for number, line in enumerate(lines):
        wider: tuple[Span, ...] | None = None
        if block:
            near = near_to(lines[number - 1], line) and number - block.last <= MOST_BETWEEN
            if near:
                line, wider = fitted(columns, line)
                lines[number] = line
            if wider is None and near and len(line.parts) == 1:
                wider = columns
            if wider is None:
                yield block
                block = None
            else:
                columns = wider
        if line.has_figures and not has_leaders(line):
            if block:
                block.last, block.columns = number, columns
            else:
                columns = widened((), line) or ()
                block = Block(number, number, columns)
    if block:
        yield block


def near_to(above: Parted, line: Parted) -> bool:
    """Whether a line is near enough to the one above to be of one table with it."""
    return above.line.y - line.line.y <= FARTHEST * max(above.line.size, line.line.size)


def has_leaders(line: Parted) -> bool:
    """Whether dots lead from one part of a line to another, as in contents."""
    return any(LEADERS.search(part.text) for part in line.parts)


def is_table(body: Sequence[Parted], columns: Sequence[Span]) -> bool:
    """Whether lines are rows of a table: aligned, with a column of figures beside a name."""
    rows = [line for line in body if line.has_figures]
    if len(rows) < FEWEST_FIGURES or len(columns) < 2 or not is_aligned(rows, columns):
        return False
    cells: list[list[str]] = [[] for _ in columns]
    for line in rows:
        for part in line.parts:
            cells[columns_at(part, columns)[0]].append(part.text)
    if len(columns) == 2 and all(MARK.fullmatch(text) for text in cells[0]):
        return False
    return any(are_figures(column) for column in cells[1:])


def are_figures(texts: Sequence[str]) -> bool:
    """Whether most cells of a column are figures, or say that there is none."""
    figures = sum(is_value(text, year=True) for text in texts)
    none = sum(bool(NO_FIGURE.fullmatch(text)) for text in texts)
    return figures >= FEWEST_FIGURES and figures + none >= FIGURES * len(texts)


def names_above(lines: list[Parted], done: int, block: Block) -> tuple[int, tuple[Span, ...]]:
    """Return from which line on the columns of a block are named, and where they reach with it.

    That is the block's first line when not every column but the first has a name.
    """
    columns, first = block.columns, block.first
    while first > max(done, block.first - MOST_NAMES):
        line, _ = fitted(columns, lines[first - 1])
        if not (near_to(line, lines[first]) and may_name(line, columns)):
            break
        if len(line.parts) == 1 and (first == block.first or is_note(line, lines[first], columns)):
            break
        columns = with_names(columns, line)
        first -= 1
        lines[first] = line
    named = {
        column
        for line in lines[first : block.first]
        for span in columns_named(line, columns)
        for column in span
    }
    if named >= set(range(1, len(columns))):
        return first, columns
    return block.first, block.columns


def is_note(line: Parted, below: Parted, columns: Sequence[Span]) -> bool:
    """Whether a lone text above the names is none, but says what the figures are ("Unit: %").

    Part of a name that is wrapped is near to the rest of it, and has no colon.
    """
    (span,) = columns_named(line, columns)
    step = line.line.y - below.line.y
    apart = step > NEAREST * max(line.line.size, below.line.size)
    return ":" in line.line.text or (len(span) == 1 and apart)


def may_name(line: Parted, columns: Sequence[Span]) -> bool:
    """Whether a line can name columns: no figures, and no text that begins where rows do.

    A year can name a column of figures, but not the rows.
    """
    first = line.parts[0]
    if len(line.parts) > MOST_PARTS:
        return False
    at_rows = 0 in columns_at(first, columns)
    if at_rows and (len(line.parts) == 1 or is_value(first.text, year=True)):
        return False
    return not any(is_value(part.text) for part in line.parts)


def sketch(names: Sequence[Parted], body: Sequence[Parted], columns: tuple[Span, ...]) -> Sketch:
    """Return the table of some lines below those that name its columns."""
    areas, header = name_areas(names, columns)
    areas += row_areas(rows_of(body, columns), header, columns)
    return Sketch(columns, tuple(areas), header, ruled=False)
