"""The ruling lines of a PDF page: straight strokes, and the thin rectangles that stand for them.

Word and LibreOffice fill rectangles as thin as a line, others stroke lines; some do it cell by
cell, so that one ruling line is many pieces.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from knowledge.readers.pdf_matrix import Matrix, Point, moved

# A filled rectangle is a line when it is no thicker than this, in points.
THICKEST = 3.0
# A line may lean so far.
LEANING = 0.5
# Lines that are nearer to one another are one, and so are pieces with a smaller gap.
SAME_LINE = 3.0
# Shorter ones are ticks, dots and strokes of drawn letters.
SHORTEST = 6.0
# A page with more pieces than this is a drawing or a map, and one with more lines a chart.
MAX_PIECES = 20_000
MAX_RULES = 600

STROKES = frozenset({b"S", b"s", b"B", b"B*", b"b", b"b*"})
FILLS = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})
CLOSES = frozenset({b"s", b"b", b"b*"})
PAINTS = STROKES | FILLS | {b"n"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A level or upright line: at this height or distance, from start to end, in points."""

    level: bool
    at: float
    start: float
    end: float


class Paths:
    """Collects the rules of a page from the operators that draw paths."""

    def __init__(self) -> None:
        self.pieces: list[Rule] = []
        self.count = 0
        self.open: list[list[Point]] = []
        self.curved: set[int] = set()

    @property
    def rules(self) -> list[Rule]:
        """The lines of the page, whole; none when there are too many to be a table's."""
        whole = [] if self.count > MAX_PIECES else joined(self.pieces)
        return whole if len(whole) <= MAX_RULES else []

    def follow(self, operator: bytes, operands: Sequence[float], matrix: Matrix) -> None:
        """Follow an operator that builds a path or paints it."""
        if operator in PAINTS:
            self.paint(operator)
            return
        self.count += 1
        if self.count > MAX_PIECES:
            return
        values = [float(value) for value in operands]
        if operator == b"m":
            self.open.append([moved(matrix, values[0], values[1])])
        elif operator == b"re":
            x, y, width, height = values
            corners = (x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)
            self.open.append([moved(matrix, *corner) for corner in corners])
        elif self.open and operator == b"h":
            self.open[-1].append(self.open[-1][0])
        elif self.open:
            self.open[-1].append(moved(matrix, values[-2], values[-1]))
            if operator != b"l":
                self.curved.add(len(self.open) - 1)

    def paint(self, operator: bytes) -> None:
        """Keep the rules of the path, if it is painted, and begin another."""
        for number, points in enumerate(self.open):
            curved = number in self.curved
            if operator in STROKES and not curved:
                closed = [*points, points[0]] if operator in CLOSES else points
                self.pieces += strokes(closed)
            if operator in FILLS and not curved and len(points) > 2:
                self.pieces += thin(points)
        self.open, self.curved = [], set()


def strokes(points: Sequence[Point]) -> Iterator[Rule]:
    """Yield the level and upright lines between points that follow one another."""
    for (x, y), (to_x, to_y) in pairwise(points):
        across, up = abs(to_x - x), abs(to_y - y)
        if up <= LEANING < across:
            yield Rule(True, (y + to_y) / 2, min(x, to_x), max(x, to_x))
        elif across <= LEANING < up:
            yield Rule(False, (x + to_x) / 2, min(y, to_y), max(y, to_y))


def thin(points: Sequence[Point]) -> Iterator[Rule]:
    """Yield the line that a filled shape is, when it is thin."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    across, up = max(xs) - min(xs), max(ys) - min(ys)
    if up <= THICKEST and up < across:
        yield Rule(True, (max(ys) + min(ys)) / 2, min(xs), max(xs))
    elif across <= THICKEST and across < up:
        yield Rule(False, (max(xs) + min(xs)) / 2, min(ys), max(ys))


def joined(pieces: Iterable[Rule]) -> list[Rule]:
    """Return whole lines: pieces at one height or distance, joined over small gaps."""
    found: list[Rule] = []
    for level, some in groupby(sorted(pieces, key=lambda rule: (rule.level, rule.at)), is_level):
        for bunch in bunches(list(some)):
            at = sum(rule.at for rule in bunch) / len(bunch)
            found += (
                Rule(level, at, start, end)
                for start, end in stretches(bunch)
                if end - start >= SHORTEST
            )
    return found


def is_level(rule: Rule) -> bool:
    """Whether a rule is level."""
    return rule.level


def bunches(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Yield the rules at about one place; they come sorted by it."""
    bunch: list[Rule] = []
    for rule in rules:
        if bunch and rule.at - bunch[0].at > SAME_LINE:
            yield bunch
            bunch = []
        bunch.append(rule)
    if bunch:
        yield bunch


def stretches(rules: Iterable[Rule]) -> Iterator[tuple[float, float]]:
    """Yield from where to where the rules of one bunch reach without a wide gap."""
    spans = sorted((rule.start, rule.end) for rule in rules)
    start, end = spans[0]
    for next_start, next_end in spans[1:]:
        if next_start - end > SAME_LINE:
            yield start, end
            start, end = next_start, next_end
        end = max(end, next_end)
    yield start, end
