"""Signs by which a table without marks shows its header, or that it only lays out a page."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from knowledge.readers.tables import Cell, Grid, names_columns, spans_all

# A table without names for its columns with cells this long lays out the page.
LONGEST_CELL = 400
YEAR = re.compile(r"(?:19|20)\d\d")
VALUE = re.compile(r"[-+−<>≥≤~≈(]{0,2}\s?\d")


def has_header(grid: Grid) -> bool:
    """Whether a row of the table names its columns."""
    return any(names_columns(row) for row in grid)


def is_layout(grid: Grid, parts: int) -> bool:
    """Whether a table lays out a page instead of naming figures.

    Without a header it does when it has one row or one column, or a cell with a long text or
    with several parts; ``parts`` says how many the fullest cell has.
    """
    if has_header(grid):
        return False
    single = len(grid) < 2 or len(grid[0]) < 2
    return single or parts > 1 or any(len(cell.text) > LONGEST_CELL for row in grid for cell in row)


def with_guessed_header(grid: Grid) -> Grid:
    """Return a table in which no cell is marked with its header row marked, if it has one.

    The first row is one when it alone is bold throughout, or when it has no values and stands
    above at least one column of nothing but values (years may be names of columns).
    """
    if len(grid) < 2 or len(grid[0]) < 2 or any(cell.header for row in grid for cell in row):
        return grid
    depth = header_depth(grid)
    head, body = grid[:depth], [row for row in grid[depth:] if not spans_all(row)]
    if not body or spans_all(grid[0]) or not all(cell.text for cell in grid[0][1:]):
        return grid
    bold = is_bold(grid[0]) and not any(is_bold(row) for row in body[:1])
    values = not any(is_value(cell.text) for cell in grid[0]) and any(
        all(is_value(row[column].text, year=True) or not row[column].text for row in body)
        and any(row[column].text for row in body)
        for column in range(1, len(grid[0]))
    )
    if not bold and not values:
        return grid
    marked = {cell: replace(cell, header=True) for row in head for cell in row}
    return [[marked.get(cell, cell) for cell in row] for row in grid]


def header_depth(grid: Grid) -> int:
    """Return how many rows a header has that begins the table.

    As many as its tallest cell, and with a name of several columns the row that parts it: one
    that is bold too, or has nothing beside the parts.
    """
    depth = max(cell.rows for cell in grid[0])
    while depth < len(grid) - 1:
        above, row = grid[depth - 1], grid[depth]
        times = Counter(above)
        wide = [times[cell] > 1 for cell in above]
        parts = [cell for cell, is_wide in zip(row, wide, strict=True) if is_wide]
        beside = [cell for cell, is_wide in zip(row, wide, strict=True) if not is_wide]
        names = len(set(parts)) > 1 and not any(is_value(cell.text) for cell in parts)
        both_bold = is_bold(above) and is_bold(row)
        if not names or not (both_bold or not any(cell.text for cell in beside)):
            break
        depth += 1
    return depth


def is_bold(row: Sequence[Cell]) -> bool:
    """Whether all text of a row is bold."""
    return any(cell.text for cell in row) and all(cell.bold or not cell.text for cell in row)


def is_value(text: str, *, year: bool = False) -> bool:
    """Whether a cell holds a figure; a year counts as one only where it says so."""
    return bool(VALUE.match(text)) and (year or not YEAR.fullmatch(text.strip()))
