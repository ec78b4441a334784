"""Follows what a PDF page draws: the places of its words and its ruling lines.

pypdf gives the text of a page in runs, each with the place where it begins; a run may go through
several cells of a table. The pen follows the text state beside pypdf (ISO 32000-1, 9.3 and 9.4)
and says where each word of a run begins and ends, as the page is shown.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from knowledge.readers.pdf_lines import Word
from knowledge.readers.pdf_matrix import UNMOVED, Matrix, matrix_of, product
from knowledge.readers.pdf_metrics import USUAL_WIDTH, Fonts, Glyph, Metrics
from knowledge.readers.pdf_rules import PAINTS, Paths
from knowledge.readers.pdf_words import Mark, words_of

# Text is level when it rises by less than this share of its way.
RISING = 0.02
# Steps that are no operators: a run of text is whole, and a form ends.
RUN, FORM_END = b"run", b"form end"
# Graphics states that may be open at one time.
MAX_DEPTH = 1_000
FAULTS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
Step = tuple[bytes, Any]
PATHS = PAINTS | {b"m", b"l", b"c", b"v", b"y", b"h", b"re"}
SHOWS = frozenset({b"Tj", b"TJ", b"'", b'"'})
MOVES = frozenset({b"BT", b"Td", b"TD", b"Tm", b"T*"})
SETS = {
    b"Tc": ("letter_spacing", 1.0),
    b"Tw": ("word_spacing", 1.0),
    b"Tz": ("stretch", 0.01),
    b"TL": ("leading", 1.0),
}


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
        # The text of each run, and where its words are; none where that cannot be told.
        self.texts: list[str] = []
        self.words: list[tuple[Word, ...]] = []

    def draw(self, steps: Sequence[Step]) -> bool:
        """Follow the steps of a page; ``False`` when an operator among them cannot be followed."""
        try:
            for operator, operands in steps:
                if operator == RUN:
                    begins = not self.texts or self.texts[-1].endswith("\n")
                    self.texts.append(operands)
                    self.words.append(words_of(self.marks, operands, begins=begins))
                elif operator == FORM_END:
                    self.leave()
                else:
                    self.follow(operator, operands)
        except FAULTS:  # operands may be anything; the page is read without places
            return False
        return True

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
            change: dict[str, Any] = {name: float(operands[0]) * scale}
            self.state = replace(self.state, **change)
        elif operator == b"Tf":
            font = named(self.resources[-1], "/Font", operands[0])
            metrics = self.fonts.metrics(font) if font else None
            self.state = replace(self.state, font=metrics, size=float(operands[1]))
        elif operator == b"q":
            self.save()
        elif operator == b"Q" and len(self.saved) > (self.forms[-1][1] if self.forms else 0):
            self.state = self.saved.pop()
        elif operator == b"cm":
            self.state = replace(self.state, matrix=product(matrix_of(operands), self.state.matrix))
        elif operator == b"Do":
            self.enter(named(self.resources[-1], "/XObject", operands[0]))

    def save(self) -> None:
        """Keep what holds now; raises ``ValueError`` when too much is kept already."""
        if len(self.saved) >= MAX_DEPTH:
            raise ValueError(f"more than {MAX_DEPTH:,} graphics states are open")
        self.saved.append(self.state)

    def enter(self, form: Any) -> None:  # noqa: ANN401
        """Begin a form; an image or nothing is entered too, because it is left again."""
        self.forms.append((self.state, len(self.saved)))
        self.resources.append((form or {}).get("/Resources") or self.resources[-1])
        placed = (form or {}).get("/Matrix")
        if placed:
            self.state = replace(self.state, matrix=product(matrix_of(placed), self.state.matrix))

    def leave(self) -> None:
        """End a form: what held before it holds again."""
        self.state, depth = self.forms.pop()
        del self.saved[depth:]
        self.resources.pop()

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
        wide, spacing = state.size * state.stretch, state.letter_spacing * state.stretch
        way = begin = end = 0.0
        pending: list[str] = []
        # A blank at the end closes the last word.
        for text, width, is_blank in [*self.glyphs(shown), (" ", 0.0, False)]:
            if not text.isspace():
                begin = begin if pending else way
                pending.append(text)
                way += width * wide
                end = way
                way += spacing
                continue
            if pending:
                x, to = at[4] + begin * at[0], at[4] + end * at[0]
                self.marks.append(Mark("".join(pending), x, to, at[5], size, level))
                pending = []
            way += width * wide + spacing + (state.word_spacing * state.stretch * is_blank)
        self.advance(way - spacing)

    def glyphs(self, shown: str | bytes) -> list[Glyph]:
        """Return what a string shows; usual widths where the font's are not known."""
        if isinstance(shown, bytes) and self.state.font:
            return self.state.font.glyphs(shown)
        text = shown if isinstance(shown, str) else shown.decode("latin-1")
        return [(char, USUAL_WIDTH, char == " ") for char in text]

    def advance(self, way: float) -> None:
        """Move on along the line."""
        a, b, c, d, x, y = self.text_matrix
        self.text_matrix = a, b, c, d, x + way * a, y + way * b


def named(resources: Any, kind: str, name: str) -> Any:  # noqa: ANN401
    """Return the font or form of a name, or ``None``."""
    found = None
    with suppress(Exception):  # what a name refers to may be broken in any way
        found = resolved(resolved(resources).get(kind)).get(name)
    return None if found is None else resolved(found)


def resolved(value: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the dictionary that an object is or refers to; an empty one when it is none."""
    value = value.get_object() if hasattr(value, "get_object") else value
    return value if isinstance(value, dict) else {}
