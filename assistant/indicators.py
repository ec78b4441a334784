"""What a sentence or a row of a table measures, when, and how much.

Two texts are on one indicator when they have the same words apart from figures, dates and the
notes on their sources, and both state a target, or both a result. Rows of a table are, when they
have the same columns and the same words outside of their figures.
"""

import calendar
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from assistant.aims import states_target
from assistant.dates import Day
from assistant.figures import Figure, Kind, figures_in
from assistant.notes import without_notes
from assistant.years import COMPARED
from knowledge import FUNCTION_SYLLABLES, FUNCTION_WORDS, fold, stems, tokens

# How a cell begins that only says where its row is from.
SOURCE = re.compile(r"(?:data |cac )?(?:sources?|nguon)\b")
BAR = re.compile(r"\s\|\s")
# The day in "Decision 749/QĐ-TTg of 3 June 2020" is that of the decision.
OF = re.compile(r"\W*(?:dated|of|on|ngay|nam|on the)?\W*")
# Words that say no more than that there is a value, and of which time.
NEUTRAL = frozenset(
    """reach reached reaches record recorded stand stood stands rise rose risen grow grew grown
    fall fell fallen come came amount amounted total totalled count counts number figure value
    values new newest latest dated year years month months day end late early mid middle edition
    already still again nearly almost approximately around least some top place places
    so muc gia tri hon gan khoang tren nam thang ngay cuoi giua som muon moi dat ghi nhan
    con lan ky""".split()
)
NUMERIC = frozenset({Kind.NUMBER, Kind.MONEY, Kind.PERCENT, Kind.POINTS})
# Numbers that name something: "level 4", "the first 6 months", "Project 06".
NAMING = re.compile(
    r"(?:\b(?:levels?|articles?|clauses?|chapters?|phases?|stages?|tiers?|groups?|versions?"
    r"|quarters?|numbers?|no\.?|first|next|last|muc do|muc|cap do|cap|dieu|khoan|chuong"
    r"|giai doan|nhom|quy|so|thu|hang)(?:\s+\d+\s*(?:,|and|or|va|hoac|-|–))?\s*)$"
)
CAPITALISED = re.compile(r"(?<!\w)([A-ZĐ][\w-]+)\s$")
HEDGE = re.compile(
    r"(?:\b(?:more than|less than|fewer than|at least|at most|up to|over|under|about|around|nearly"
    r"|almost|approximately|some|top|hon|gan|khoang|tren|duoi|it nhat|toi da|toi thieu)\s+)$"
)
# "71st of 193", "260-285 USD": two numbers that are one value.
BETWEEN = re.compile(r"\s*(?:/|-|–|to|den|of(?: the)?|out of(?: the)?|tren(?: tong so)?)\s*")
MONTH_NAMES = frozenset(
    name.lower() for name in (*calendar.month_name, *calendar.month_abbr) if name
)


@lru_cache(maxsize=1)
def unspecific() -> frozenset[str]:
    """Return the stems of words that do not tell indicators apart: neutral ones and months."""
    return frozenset(stems([*NEUTRAL, *MONTH_NAMES]))


class Time(NamedTuple):
    """A year, month or day that a text names, and where; what is not said is 0."""

    year: int
    month: int
    day: int
    start: int
    end: int

    @property
    def order(self) -> tuple[int, int, int]:
        """What is later is greater; of a year without a month it is not known when in it."""
        return self.year, self.month, self.day


class Span(NamedTuple):
    """A value as it is written, with its "over" and "of 193", and what kind it is of."""

    start: int
    end: int
    kind: Kind
    unit: str


class Cell(NamedTuple):
    """A cell of a row: the name of its column and where it begins, and where its value stands."""

    name: str
    name_start: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Measure:
    """What a text measures: ``words`` what it is of, ``columns`` those of a row of a table.

    The first column, which mostly says what or when a row is of, is not among them.
    """

    words: frozenset[str]
    columns: tuple[str, ...]
    is_target: bool
    times: tuple[Time, ...]
    values: tuple[Span, ...]

    def likeness(self, other: "Measure") -> float:
        """Return the share of their words that two measures have in common, 0 to 1."""
        either = self.words | other.words
        return len(self.words & other.words) / len(either) if either else 1.0

    def is_like(self, other: "Measure", least: float) -> bool:
        """Whether two texts may be on one indicator, their words alike to the share ``least``.

        Of two rows with the same columns one may say more than the other.
        """
        if self.columns != other.columns or self.is_target != other.is_target:
            return False
        more = bool(self.columns) and (self.words <= other.words or other.words <= self.words)
        return more or self.likeness(other) >= least


@lru_cache(maxsize=4096)
def measure_of(text: str, *, compared: bool = False) -> Measure:
    """Return what a sentence or a row measures.

    Times that a text only compares with are left out, unless ``compared``.

    >>> found = measure_of("In 2024 Sample ranked 71st of 193 (source: Paper of May 2025).")
    >>> sorted(found.words), [time.year for time in found.times], len(found.values)
    (['rank', 'sampl'], [2024], 1)
    """
    said = without_notes(text)
    figures = figures_in(said)
    values = tuple(values_of(said, figures))
    row = cells_of(said)
    hidden = [(each.start, each.end) for each in figures if each.kind in (Kind.YEAR, Kind.DATE)]
    hidden += [(each.start, each.end) for each in values]
    hidden += [(cell.name_start, cell.start) for cell in row]
    words = tokens(blanked(said, hidden))
    grammar = FUNCTION_WORDS | FUNCTION_SYLLABLES | NEUTRAL | MONTH_NAMES
    return Measure(
        words=frozenset(stems([word for word in words if word not in grammar])),
        columns=tuple(cell.name for cell in cells_of(text)[1:] if not is_source(cell)),
        is_target=states_target(said),
        times=tuple(times_of(said, figures, compared=compared)),
        values=values,
    )


def is_source(cell: Cell) -> bool:
    """Whether a cell only names where the row is from."""
    return bool(SOURCE.match(fold(cell.name)))


def blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """Return a text with blanks in the place of some spans; every place stays where it was."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def cells_of(text: str) -> tuple[Cell, ...]:
    """Return the cells of a row of a table, none of a sentence.

    >>> [(cell.name, cell.start) for cell in cells_of("2024 | Rank: 71 of 193")]
    [('', 0), ('Rank', 13)]
    """
    bars = list(BAR.finditer(text))
    if not bars:
        return ()
    starts, ends = [0, *(bar.end() for bar in bars)], [*(bar.start() for bar in bars), len(text)]
    return tuple(cell_of(text, start, end) for start, end in zip(starts, ends, strict=True))


def cell_of(text: str, start: int, end: int) -> Cell:
    """Return one cell, its value without the name of its column."""
    name, colon, value = text[start:end].partition(":")
    if not colon:
        return Cell("", start, start, end)
    value_start = start + len(name) + 1 + len(value) - len(value.lstrip())
    return Cell(" ".join(name.split()), start, value_start, end)


def times_of(said: str, figures: tuple[Figure, ...], *, compared: bool) -> list[Time]:
    """Return the times at which something held; not those of a document."""
    left_out = set() if compared else {match.start(1) for match in COMPARED.finditer(said)}
    documents = [each.end for each in figures if each.kind is Kind.DOCUMENT]
    found = []
    for each in figures:
        day = day_of(each)
        named = any(
            end < each.start and OF.fullmatch(fold(said[end : each.start])) for end in documents
        )
        if day and not named and each.start not in left_out:
            found.append(Time(*day, each.start, each.end))
    return found


def day_of(figure: Figure) -> Day | None:
    """Return the year, month or day that a figure is, ``None`` when it is none with a year."""
    if figure.kind is Kind.YEAR:
        return Day(int(str(figure.value)))
    days = [each for each in figure.readings if isinstance(each, Day)]
    return days[0] if figure.kind is Kind.DATE and len(days) == 1 and days[0].year else None


def values_of(said: str, figures: tuple[Figure, ...]) -> list[Span]:
    """Return the values of a text; numbers that only name something are none."""
    found: list[Span] = []
    folded = fold(said)
    for each in figures:
        if each.kind not in NUMERIC or is_name(said, folded, each):
            continue
        between = folded[found[-1].end : each.start] if found else ""
        if found and BETWEEN.fullmatch(between):
            found[-1] = found[-1]._replace(end=each.end)
            continue
        hedge = HEDGE.search(folded[: each.start]) if len(folded) == len(said) else None
        found.append(Span(hedge.start() if hedge else each.start, each.end, each.kind, each.unit))
    return found


def is_name(said: str, folded: str, figure: Figure) -> bool:
    """Whether a number belongs to a name, such as "level 4" or "Project 06"."""
    if figure.kind is not Kind.NUMBER or not said[figure.start : figure.end].isdigit():
        return False
    before = CAPITALISED.search(said[: figure.start])
    if before and fold(before[1]) not in FUNCTION_WORDS | FUNCTION_SYLLABLES:
        return True
    return len(folded) == len(said) and bool(NAMING.search(folded[: figure.start]))
