"""What may be tables of a PDF page: by ruling lines first, then by the places of the words."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from knowledge.readers.pdf_aligned import aligned
from knowledge.readers.pdf_cells import Piece, Sketch, cell_lines
from knowledge.readers.pdf_ladder import ladder_tables
from knowledge.readers.pdf_ruled import lattice_tables
from knowledge.readers.pdf_rules import Rule

# A line that is not further below words than this share of their size underlines them, if it is
# no longer than they are but for so many points.
UNDER = 0.22
LONGER = 1.0
# A page with more of them is a drawing, or made to take time.
MOST_TABLES = 100


def sketches_of(pieces: Sequence[Piece], kept: set[Piece], rules: Sequence[Rule]) -> list[Sketch]:
    """Return what may be tables of a page, from above: those with lines first, then by places.

    Without lines only what is kept counts: a running header is no name of a column.
    """
    found: list[Sketch] = []
    rest = list(pieces)
    rules = list(without_underlines(rules, pieces)) if rules else []
    for tables in (lattice_tables, ladder_tables):
        if rules and rest:
            found += tables(rest, rules)
            taken = {piece for sketch in found for piece in sketch.pieces}
            rest = [piece for piece in rest if piece not in taken]
    found += aligned(piece for piece in rest if piece in kept)
    if len(found) > MOST_TABLES:
        return []
    return sorted(found, key=lambda each: -max(piece.word.y for piece in each.pieces))


def without_underlines(rules: Sequence[Rule], pieces: Sequence[Piece]) -> Iterator[Rule]:
    """Yield the lines but those that underline words: they part nothing."""
    lines = cell_lines(pieces)[::-1]
    heights = [line.y for line in lines]
    most = max((line.size for line in lines), default=0.0)
    for rule in rules:
        first = bisect_left(heights, rule.at)
        last = bisect_left(heights, rule.at + UNDER * most)
        if not rule.level or not any(
            line.y - rule.at <= UNDER * line.size
            and line.x - LONGER <= rule.start
            and rule.end <= line.end + LONGER
            for line in lines[first:last]
        ):
            yield rule
