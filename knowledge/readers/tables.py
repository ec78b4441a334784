"""Tables as lines that keep each figure with the names of its row and its columns.

A line of the table reads alone, so that it can be found and quoted: the row "Ha Noi" under the
columns 2022 and 2023 becomes ``Ha Noi | 2022: 0.61 | 2023: 0.75``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.errors import TooBig

# A span of the format says how many places its cell takes; a few bytes could ask for billions.
MAX_PLACES = 500_000
ENDS = (".", ",", ":", "!", "?", "…", "-", "–", "(")


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A cell with the number of columns and rows it spans; ``header`` when marked as a name.

    Cells are compared by identity: one cell that spans two columns is not two cells alike.
    """

    text: str
    columns: int = 1
    rows: int = 1
    header: bool = False
    bold: bool = False


Grid = list[list[Cell]]


def table_lines(rows: Sequence[Sequence[str]], header_rows: int = 1) -> list[str]:
    """Return the lines of a plain table whose first ``header_rows`` rows name its columns."""
    cells = [
        [Cell(text, header=number < header_rows) for text in row] for number, row in enumerate(rows)
    ]
    return grid_lines(lay_out(cells, "the table"))


def lay_out(rows: Sequence[Sequence[Cell]], name: str) -> Grid:
    """Return the table with every spanning cell in each place that it takes.

    Rows are filled up to the same width; raises ``TooBig`` when the spans ask for too much.
    """
    grid: list[dict[int, Cell]] = [{} for _ in rows]
    places = 0
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in grid[number]:
                column += 1
            below = grid[number : number + max(cell.rows, 1)]
            width = max(cell.columns, 1)
            places += len(below) * width
            if places > MAX_PLACES:
                raise TooBig(f"{name}: has a table of more than {MAX_PLACES:,} cells. Split it.")
            for line in below:
                line.update(dict.fromkeys(range(column, column + width), cell))
            column += width
    width = max((max(line, default=-1) + 1 for line in grid), default=0)
    if width * len(grid) > MAX_PLACES:
        raise TooBig(f"{name}: has a table of more than {MAX_PLACES:,} cells. Split it.")
    return [[line.get(column) or Cell("") for column in range(width)] for line in grid]


def grid_lines(grid: Grid) -> list[str]:
    """Return a line for each row of values, and for each row that is one cell throughout.

    Header rows above one another are joined ("2024 / Target"); a header row further down starts
    anew. Empty cells are left out. Without a header the cells are joined as they stand.
    """
    columns = name_columns(grid)
    names: list[str] = []
    lines: list[str] = []
    header: Grid = []
    open_header = True
    for row in grid:
        if spans_all(row):
            lines.append(row[0].text)
        elif names_columns(row):
            header = [*header, row] if open_header else [row]
            open_header, names = True, joined_names(header)
        else:
            open_header = False
            lines.append(row_line(row, names, columns))
    if all(len(row) == 1 or names_columns(row) for row in grid):
        lines = [bare_line(row) for row in grid]
    return [line for line in lines if line.strip()]


def cell_text(lines: Iterable[str]) -> str:
    """Return the lines of a cell as one line, so that two figures never run together.

    >>> cell_text(["Number of", "dossiers"]), cell_text(["1,234", "5,678"])
    ('Number of dossiers', '1,234 / 5,678')
    """
    text = ""
    for line in (" ".join(each.split()) for each in lines):
        if text and line:
            text += " " if line[0].islower() or text.endswith(ENDS) else " / "
        text += line
    return text


def row_line(row: Sequence[Cell], names: Sequence[str], columns: int) -> str:
    """Return a row of values as a line: its own name, then each value with its column's name."""
    if not names:
        return bare_line(row)
    title = " / ".join(distinct(cell.text for cell in row[:columns] if cell.text))
    # A bare number (a year, a place in the list) names nothing without its column's name.
    if title and not any(char.isalpha() for char in title):
        title, columns = "", 0
    parts = [title] if title else []
    start = columns
    while 0 < start < len(row) and row[start] is row[start - 1]:
        start += 1
    while start < len(row):
        end = start + 1
        while end < len(row) and row[end] is row[start]:
            end += 1
        if row[start].text:
            name = ", ".join(distinct(name for name in names[start:end] if name))
            parts.append(f"{name}: {row[start].text}" if name else row[start].text)
        start = end
    return " | ".join(parts)


def bare_line(row: Sequence[Cell]) -> str:
    """Return the cells of a row as they stand, each once."""
    return " | ".join(cell.text for cell in dict.fromkeys(row) if cell.text)


def joined_names(header: Grid) -> list[str]:
    """Return the name of each column from the header rows above one another."""
    return [
        " / ".join(distinct(row[column].text.rstrip(": ") for row in header if row[column].text))
        for column in range(len(header[0]))
    ]


def distinct(texts: Iterable[str]) -> list[str]:
    """Return the texts without those that repeat the one before."""
    found: list[str] = []
    for text in texts:
        if not found or found[-1] != text:
            found.append(text)
    return found


def names_columns(row: Sequence[Cell]) -> bool:
    """Whether all cells of a row, but perhaps the first, are marked as names."""
    rest = row[1:] or row
    return (
        any(cell.header for cell in rest)
        and any(cell.header and cell.text for cell in row)
        and all(cell.header or not cell.text for cell in rest)
    )


def name_columns(grid: Grid) -> int:
    """Return how many leading columns name the rows: the marked ones, at least one."""
    body = [row for row in grid if not names_columns(row) and not spans_all(row)]
    width = len(grid[0]) if grid else 0
    columns = 0
    while columns < width - 1 and body and all(row[columns].header for row in body):
        columns += 1
    return max(columns, 1)


def spans_all(row: Sequence[Cell]) -> bool:
    """Whether one cell takes the whole row: a line between the rows."""
    return len(row) > 1 and all(cell is row[0] for cell in row)
