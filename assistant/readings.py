"""The one value of a sentence or a row, and the one time for which it is given.

Where there is not exactly one of each, there is no reading.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answerers.base import Quote
from assistant.enumerations import sentence_around
from assistant.indicators import Cell, Measure, Span, Time, cells_of, is_source, measure_of
from knowledge import FUNCTION_SYLLABLES, FUNCTION_WORDS, Hit, Query, fold, stems, tokens

# What stands before a year, a month or a day and says when in it, or from which on.
MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
QUALIFIER = re.compile(
    r"(?:(?:the )?(?:(?:end|middle|beginning|start|first half|second half|first quarter"
    r"|first \d+ months|first (?:six|nine|three) months) of (?:the year )?"
    rf"|early |late |mid-|mid |before |after |{MONTH} (?:to|or|and|-|–) )"
    r"|(?:cuoi |giua |dau |het |truoc |sau |\d+ thang dau )?(?:nam |thang |quy \S+ )?)$"
)
EARLY = re.compile(r"\b(?:early|beginning|start|first|dau)\b")
UNIT_WORDS = 1
LEAST_NAMED = 0.5
# A cell that has no value says nothing on what the others are of.
NOTHING = re.compile(r"\W*(?:$|n/?a\b|not?\b|none\b|unknown\b|khong\b|chua\b)")
GRAMMAR = FUNCTION_WORDS | FUNCTION_SYLLABLES


@dataclass(frozen=True, slots=True)
class Reading:
    """What a hit gives for a table: its quote, the time and the value in it, and what of."""

    quote: Quote
    measure: Measure
    time: Time
    value: Span
    about: frozenset[str]
    column: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """What is equal of two readings of one indicator."""
        row = (self.quote.document.id, self.column) if self.column else ()
        return (self.about, self.measure.columns, self.measure.is_target, *self.value[2:], *row)


def reading(hit: Hit, query: Query) -> Reading | None:
    """Return the time and the value of a hit, ``None`` when it has not exactly one of each."""
    quote = quote_of(hit)
    text = quote.text
    measure = measure_of(text)
    if len(measure.times) != 1:
        return None
    (time,) = measure.times
    if not measure.columns:
        values = measure.values
        return Reading(quote, measure, time, values[0], measure.words) if len(values) == 1 else None
    first, *cells = cells_of(text)
    if not (first.start <= time.start and time.end <= first.end) or beside(text, first, time):
        return None
    cells = [cell for cell in cells if not is_source(cell)]
    cell = asked_column(cells, query)
    value = value_of(text, cell, measure) if cell else None
    if cell is None or value is None:
        return None
    others = [text[each.start : each.end] for each in cells if not holds_value(each, measure)]
    labels = [said for said in others if not NOTHING.match(fold(said))]
    return Reading(quote, measure, time, value, frozenset(tokens(" ".join(labels))), cell.name)


def quote_of(hit: Hit) -> Quote:
    """Return the whole sentence of a hit as a quote."""
    return Quote(hit.document, hit.passage, *sentence_around(hit))


def beside(text: str, cell: Cell, time: Time) -> bool:
    """Whether the cell of a time says more than the time, but for a note on sources."""
    rest = fold(f"{text[cell.start : when_start(text, time)]} {text[time.end : cell.end]}")
    return any(map(str.isalnum, rest)) and not re.search(r"\(.*(?:source|nguon).*\)", rest)


def value_of(text: str, cell: Cell, measure: Measure) -> Span | None:
    """Return the value of a cell that has one, and a word of unit at most beside it."""
    inside = [each for each in measure.values if cell.start <= each.start and each.end <= cell.end]
    if len(inside) != 1:
        return None
    (value,) = inside
    rest = f"{text[cell.start : value.start]} {text[value.end : cell.end]}"
    return value if len(rest.split()) <= UNIT_WORDS else None


def holds_value(cell: Cell, measure: Measure) -> bool:
    """Whether a value of a row stands in a cell."""
    return any(cell.start <= each.start and each.end <= cell.end for each in measure.values)


def asked_column(cells: Sequence[Cell], query: Query) -> Cell | None:
    """Return the cell that a question asks for, ``None`` when that is not clear.

    It is the one of which all words are asked for that tell it from others or, failing that, most.
    """
    if len(cells) == 1:
        return cells[0]
    asked = {key for term in query.terms for group in term.alternatives for key in group}
    names = [set(stems(tokens(cell.name))) - GRAMMAR for cell in cells]
    common = set.intersection(*names) if names else set()
    shares = [len(asked & (name - common)) / max(1, len(name - common)) for name in names]
    best = max(shares, default=0.0)
    return cells[shares.index(best)] if best >= LEAST_NAMED and shares.count(best) == 1 else None


def lateness(each: Reading) -> list[int]:
    """Return what is greater of a later reading; a year alone is its end, unless it says else."""
    text = each.quote.text
    early = EARLY.search(fold(text[when_start(text, each.time) : each.time.start]))
    return [part or (0 if early else 99) for part in each.time.order]


def when_start(text: str, time: Time) -> int:
    """Return where a time begins with what says when in it: "the end of 2022", "giữa năm 2022"."""
    before = fold(text[: time.start])
    found = QUALIFIER.search(before) if len(before) == time.start else None
    return found.start() if found else time.start
