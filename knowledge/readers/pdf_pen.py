"""Follows what a PDF page draws: the places of its words and its ruling lines.

pypdf gives the text of a page in runs, each with the place where it begins; a run may go through
several cells of a table. The pen follows the text state beside pypdf (ISO 32000-1, 9.3 and 9.4)
and says where each word of a run begins and ends, as the page is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from knowledge.readers.pdf_lines import Word
from knowledge.readers.pdf_metrics import USUAL_WIDTH, Fonts, Metrics
from knowledge.readers.pdf_rules import PAINTS, UNMOVED, Matrix, Paths, product

# A gap that is wider than this share of the size parts words, whatever pypdf says.
PARTING = 0.5
# Text is level when it rises by less than this share of its way.
RISING = 0.02
# What may be open at one time, as graphics states and forms.
MAX_DEPTH = 200
PATHS = PAINTS | {b"m", b"l", b"c", b"v", b"y", b"h", b"re"}


@dataclass(frozen=True, slots=True)
class State:
    """What holds until it is changed or restored."""

    matrix: Matrix = UNMOVED
    font: Metrics | None = None
    size: float = 12.0
    letter_spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A glyph on the page: what it shows, from where to where, and the size; whether it is level."""

    text: str
    x: float
    end: float
    y: float
    size: float
    level: bool


class Pen:
    """Follows the operators of a page and of the forms on it."""

    def __init__(self, fonts: Fonts, turned: Matrix, resources: Any) -> None:  # noqa: ANN401
        self.fonts = fonts
        self.paths = Paths()
        self.state = State(matrix=turned)
        self.saved: list[State] = []
        self.text_matrix = self.line_matrix = UNMOVED
        self.marks: list[Mark] = []
        self.resources: list[Any] = [resources]
        self.forms: list[tuple[State, int]] = []
        self.lost = False

    def before(self, operator: bytes, operands: Any, *_: object) -> None:  # noqa: ANN401
        """Follow an operator. One that cannot be followed makes the rest of the page lost."""
        if self.lost:
            return
        try:
            self.follow(operator, operands)
        except MemoryError:
            raise
        except Exception:  # operands may be anything; the page is read without places
            self.lost = True

    def after(self, operator: bytes, *_: object) -> None:
        """Leave a form where it ends."""
        if operator == b"Do" and self.forms:
            self.state, depth = self.forms.pop()
            del self.saved[depth:]
            self.resources.pop()

    def follow(self, operator: bytes, operands: Any) -> None:  # noqa: ANN401
        """Do what an operator does."""
        if operator in PATHS:
            self.paths.follow(operator, operands, self.state.matrix)
        elif operator in SHOWS:
            self.show_all(operator, operands)
        elif operator in MOVES:
            self.move(operator, operands)
        elif operator in SETS:
            name, scale = SETS[operator]
            self.state = replace(self.state, **{name: float(operands[0]) * scale})
        elif operator == b"Tf":
            font = named(self.resources[-1], "/Font", operands[0])
            metrics = self.fonts.metrics(font) if font else None
            self.state = replace(self.state, font=metrics, size=float(operands[1]))
        elif operator == b"q" and len(self.saved) < MAX_DEPTH:
            self.saved.append(self.state)
        elif operator == b"Q" and len(self.saved) > (self.forms[-1][1] if self.forms else 0):
            self.state = self.saved.pop()
        elif operator == b"cm":
            self.state = replace(self.state, matrix=product(matrix_of(operands), self.state.matrix))
        elif operator == b"Do":
            self.enter(named(self.resources[-1], "/XObject", operands[0]))

    def enter(self, form: Any) -> None:  # noqa: ANN401
        """Begin a form; an image or nothing is entered too, because it is left again."""
        self.forms.append((self.state, len(self.saved)))
        self.resources.append((form or {}).get("/Resources") or self.resources[-1])
        placed = (form or {}).get("/Matrix")
        if placed:
            self.state = replace(self.state, matrix=product(matrix_of(placed), self.state.matrix))

    def move(self, operator: bytes, operands: Sequence[Any]) -> None:
        """Move to where text is shown next."""
        if operator == b"BT":
            self.line_matrix = UNMOVED
        elif operator == b"Tm":
            self.line_matrix = matrix_of(operands)
        else:
            across, up = (0.0, -self.state.leading) if operator == b"T*" else map(float, operands)
            if operator == b"TD":
                self.state = replace(self.state, leading=-up)
            self.line_matrix = product((1.0, 0.0, 0.0, 1.0, across, up), self.line_matrix)
        self.text_matrix = self.line_matrix

    def show_all(self, operator: bytes, operands: Sequence[Any]) -> None:
        """Show the strings of an operator, with the gaps between them."""
        if operator == b'"':
            spacing = [float(value) for value in operands[:2]]
            self.state = replace(self.state, word_spacing=spacing[0], letter_spacing=spacing[1])
        if operator in (b"'", b'"'):
            self.move(b"T*", ())
        shown = operands[0] if operator == b"TJ" else operands[-1:]
        for each in shown:
            if isinstance(each, (str, bytes)):
                self.show(each)
            else:
                self.advance(-float(each) / 1000 * self.state.size * self.state.stretch)

    def show(self, shown: str | bytes) -> None:
        """Mark the glyphs of a string."""
        state = self.state
        at = product(self.text_matrix, state.matrix)
        level = at[0] > 0 and abs(at[1]) <= RISING * at[0]
        size = abs(at[3] * state.size)
        way = 0.0
        if isinstance(shown, str) or state.font is None:
            text = shown if isinstance(shown, str) else shown.decode("latin-1")
            glyphs = [((char, USUAL_WIDTH), char == " ") for char in text]
        else:
            glyphs = list(state.font.glyphs(shown))
        for (text, width), blank in glyphs:
            wide = width * state.size
            x = at[4] + way * at[0]
            spacing = state.letter_spacing + (state.word_spacing if blank else 0.0)
            self.marks.append(Mark(text, x, x + wide * state.stretch * at[0], at[5], size, level))
            way += (wide + spacing) * state.stretch
        self.advance(way)

    def advance(self, way: float) -> None:
        """Move on along the line."""
        self.text_matrix = product((1.0, 0.0, 0.0, 1.0, way, 0.0), self.text_matrix)

    def words(self, text: str, *, begins: bool) -> tuple[Word, ...]:
        """Return the places of the words of a run that pypdf gives; ``()`` when they differ.

        ``begins`` says that the run is the first of its line.
        """
        marks, self.marks = self.marks, []
        return () if self.lost else words_of(marks, text, begins=begins)


SHOWS = frozenset({b"Tj", b"TJ", b"'", b'"'})
MOVES = frozenset({b"BT", b"Td", b"TD", b"Tm", b"T*"})
SETS = {
    b"Tc": ("letter_spacing", 1.0),
    b"Tw": ("word_spacing", 1.0),
    b"Tz": ("stretch", 0.01),
    b"TL": ("leading", 1.0),
}


def words_of(marks: Sequence[Mark], text: str, *, begins: bool) -> tuple[Word, ...]:
    """Return the words that glyphs make, parted where the text of the run has blanks, or by gaps.

    ``()`` when the text does not show the glyphs in this order, or they are not on a level line.
    """
    words: list[Word] = []
    place, blank = 0, begins
    for mark in marks:
        shown = mark.text.strip()
        if not shown:
            continue
        while place < len(text) and text[place].isspace() and not text.startswith(shown, place):
            place, blank = place + 1, True
        if not text.startswith(shown, place) or not mark.level:
            return ()
        place += len(shown)
        above = words[-1] if words else None
        if above and not blank and follows(above, mark):
            words[-1] = replace(above, text=above.text + shown, end=max(above.end, mark.end))
        else:
            words.append(Word(shown, mark.x, mark.end, mark.y, mark.size, blank))
        blank = False
    return tuple(words) if not text[place:].strip() else ()


def follows(word: Word, mark: Mark) -> bool:
    """Whether a glyph goes on with a word: on its line, without a gap."""
    gap = mark.x - word.end
    return word.y == mark.y and abs(gap) < PARTING * mark.size


def named(resources: Any, kind: str, name: str) -> Any:  # noqa: ANN401
    """Return the font or form of a name, or ``None``."""
    found = resolved(resolved(resources).get(kind)).get(name)
    return resolved(found) if found is not None else None


def matrix_of(operands: Sequence[Any]) -> Matrix:
    """Return six numbers as a matrix; raises ``ValueError`` for another number of them."""
    a, b, c, d, e, f = map(float, operands)
    return a, b, c, d, e, f


def turn_of(rotation: object) -> Matrix:
    """Return what turns a page as it is shown; ``rotation`` is in degrees, clockwise."""
    turns: dict[int, Matrix] = {
        90: (0.0, -1.0, 1.0, 0.0, 0.0, 0.0),
        180: (-1.0, 0.0, 0.0, -1.0, 0.0, 0.0),
        270: (0.0, 1.0, -1.0, 0.0, 0.0, 0.0),
    }
    return turns.get(rotation % 360, UNMOVED) if isinstance(rotation, int) else UNMOVED


def resolved(value: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the dictionary that an object is or refers to; an empty one when it is none."""
    value = value.get_object() if hasattr(value, "get_object") else value
    return value if isinstance(value, dict) else {}
