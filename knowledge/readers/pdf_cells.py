"""The words of a PDF page by their places, and the text that some of them make in a cell."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from knowledge.readers.layout import ITEM
from knowledge.readers.pdf_lines import Line, Run, Word, line_of
from knowledge.readers.table_signs import is_value
from knowledge.readers.tables import cell_text

# Words whose baselines differ by less than this share of their size stand on one line: a raised
# figure does with its word.
ONE_LINE = 0.5
# What stands between two words at least, as a share of their size.
BLANK = 0.2
# A line that is this much further below the one above, as a share of the size, is of another
# paragraph of the cell.
APART = 2.0
# How much less room than needed a line may seem to have and still be broken for want of it.
ROUNDING = 0.5

BROKEN = re.compile(r"\w[-\u2010\u2013/]$")

JoinWord = Callable[[str, str], tuple[str, str] | None]


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A word on a page and the run that it is of; each is another one, though it looks the same."""

    word: Word
    run: Run

    @property
    def middle(self) -> tuple[float, float]:
        """A point well within the word."""
        return (self.word.x + self.word.end) / 2, self.word.y + 0.3 * self.word.size


@dataclass(frozen=True, slots=True)
class CellLine:
    """Words on one baseline, from the left."""

    pieces: tuple[Piece, ...]

    @property
    def x(self) -> float:
        """Where it begins."""
        return self.pieces[0].word.x

    @property
    def end(self) -> float:
        """Where it ends."""
        return max(piece.word.end for piece in self.pieces)

    @property
    def y(self) -> float:
        """Its baseline: that of its largest word."""
        return max(self.pieces, key=lambda piece: piece.word.size).word.y

    @property
    def size(self) -> float:
        """The size of its largest letters."""
        return max(piece.word.size for piece in self.pieces)

    @property
    def text(self) -> str:
        """Its text, as a line of the page would have it."""
        return " ".join(line.text for line in rewritten(self.pieces))


@dataclass(frozen=True, slots=True)
class Area:
    """A cell on the page: its first row and column, how many of each, its words and its width."""

    row: int
    column: int
    rows: int
    columns: int
    pieces: tuple[Piece, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Sketch:
    """A table as it is found: where its columns reach and its cells.

    ``header`` is how many rows name the columns, 0 where that is not told by the places.
    ``ruled`` says that lines part its cells.
    """

    columns: tuple[tuple[float, float], ...]
    areas: tuple[Area, ...]
    header: int = 0
    ruled: bool = True

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The words in its cells."""
        return tuple(piece for area in self.areas for piece in area.pieces)


def pieces_of(line: Line) -> tuple[Piece, ...]:
    """Return the words of a line; ``()`` when the places of some are not known."""
    pieces: list[Piece] = []
    blank = True
    for run in line.runs:
        if run.text.strip() and not run.words:
            return ()
        for number, word in enumerate(run.words):
            own = replace(word, blank=True) if blank and not number else word
            pieces.append(Piece(own, run))
        blank = run.text[-1:].isspace() or (blank and not run.words)
    return tuple(pieces)


def rewritten(pieces: Iterable[Piece]) -> list[Line]:
    """Return the line that words make which are not all of their runs; none without words."""
    runs: list[Run] = []
    for _, group in groupby(pieces, key=lambda piece: id(piece.run)):
        some = list(group)
        words = tuple(piece.word for piece in some)
        text = "".join(f" {word.text}" if word.blank else word.text for word in words)
        runs.append(replace(some[0].run, text=text, words=words))
    return line_of(runs)


def cell_lines(pieces: Iterable[Piece]) -> list[CellLine]:
    """Return words as lines, from above, each from the left."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: -each.word.y):
        word = piece.word
        if lines and lines[-1][0].word.y - word.y < ONE_LINE * max(
            word.size, lines[-1][0].word.size
        ):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [CellLine(tuple(sorted(line, key=lambda each: each.word.x))) for line in lines]


def paragraphs(lines: Sequence[CellLine], room: float, join: JoinWord) -> list[str]:
    """Return the paragraphs of a cell with so much room, its broken lines joined.

    A line is broken for want of room when the next word would not have fitted; what could have
    stood on the line above was put below it on purpose. ``join`` mends a word broken at the end
    of a line, as ``joined_word`` does.
    """
    texts: list[str] = []
    above: tuple[CellLine, str] | None = None
    for line in lines:
        text = line.text
        if not text:
            continue
        if not above or not goes_on(above, (line, text), room):
            texts.append(text)
        elif mended := join(texts[-1], text):
            texts[-1] = " ".join(part for part in mended if part)
        else:
            # "2021-" and "2025" are one: a hyphen that ends a word has no blank behind it.
            blank = "" if BROKEN.search(texts[-1]) and text[0].isalnum() else " "
            texts[-1] = f"{texts[-1]}{blank}{text}"
        above = line, text
    return texts


def goes_on(above: tuple[CellLine, str], below: tuple[CellLine, str], room: float) -> bool:
    """Whether a line of a cell was begun only because the one above was full."""
    (upper, upper_text), (line, text) = above, below
    figures = all(is_value(each) and not has_letter(each) for each in (upper_text, text))
    if figures or ITEM.match(text) or upper.y - line.y > APART * line.size:
        return False
    needed = upper.end - upper.x + BLANK * line.size + first_word(line)
    return needed > room - ROUNDING


def first_word(line: CellLine) -> float:
    """Return how wide the first word of a line is, of which runs may hold parts."""
    end = line.pieces[0].word.end
    for one, other in pairwise(line.pieces):
        if other.word.blank or other.word.x - one.word.end > BLANK * other.word.size:
            break
        end = other.word.end
    return end - line.x


def has_letter(text: str) -> bool:
    """Whether a text has a letter."""
    return any(char.isalpha() for char in text)


def text_of(lines: Sequence[CellLine], room: float, join: JoinWord) -> tuple[str, int]:
    """Return the text of a cell and how many paragraphs it has."""
    texts = paragraphs(lines, room, join)
    return cell_text(texts), len(texts)
