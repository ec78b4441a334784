"""The times that a question asks for: several, all that are known, or the change between two."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.indicators import Measure, Time, measure_of
from knowledge import fold

# "how did it change", "the trend", "over the years"; folded, both languages.
CHANGE = re.compile(
    r"\bhow (?:much )?(?:has|have|had|did|does|do|is|are|was|were)\b.*\b(?:chang\w*|gr[eo]w\w*"
    r"|ris\w+|rose|fall\w*|fell|evolv\w*|mov\w+|increas\w*|decreas\w*|climb\w*|shift\w*"
    r"|var(?:y|ied))\b"
    r"|\bhow (?:has|have|had|did)\b.*\b(?:develop\w*|progress\w*|improv\w*|done)\b"
    r"|\b(?:trends?|over time|over the years|through the years|year by year|by year|each year"
    r"|every year)\b"
    r"|\b(?:thay doi|tang|giam|tang truong|phat trien|bien dong|tien trien|bien chuyen)"
    r"(?: len)? (?:the nao|nhu the nao|ra sao)\b"
    r"|\b(?:dien bien|xu huong|qua cac nam|qua tung nam|theo tung nam|theo tung giai doan)\b"
)
SENTENCE = re.compile(r".+?(?:[.?!;](?=\s)|$)")
TO = re.compile(r"\s*(?:to|until|through|den|toi|sang|-|–|—)\s*(?:the end of |cuoi |nam |thang )*")
SINCE = re.compile(r"\b(?:since|ke tu|tu)\W*(?:nam |thang |ngay )*$")


@dataclass(frozen=True, slots=True)
class Asked:
    """The times that a question names, in its order.

    ``change`` tells that all times in between are wanted too; ``since`` that all after the first
    are. In a ``span``, "2021-2024", no change is asked for, and it may be one time.
    """

    times: tuple[Time, ...]
    change: bool
    since: bool = False
    span: bool = False

    @property
    def is_several(self) -> bool:
        """Whether more than the value of one time is asked for."""
        return self.change or len(self.times) > 1

    def place_of(self, measure: Measure) -> Iterator[tuple[int, ...]]:
        """Yield what tells apart the times of a measure that are asked for: a key for each."""
        for time in measure.times:
            if not self.change:
                yield from ((row,) for row, each in enumerate(self.times) if falls_in(time, each))
            elif self.is_within(time):
                yield time.order

    def is_for(self, measure: Measure) -> bool:
        """Whether a measure is of a time asked for; of any, where none is named."""
        return not self.times or any(True for _ in self.place_of(measure))

    def is_within(self, time: Time) -> bool:
        """Whether a time lies in the span that a question on a change names."""
        if not self.times:
            return True
        first, last = min(self.times), max(self.times)
        if self.since:
            return not is_before(time, first)
        return not is_before(time, first) and not is_before(last, time)


def asked_times(question: str, rendering: str = "") -> Asked:
    """Return the times that a question asks for; ``rendering`` is the same in English.

    >>> asked = asked_times("How did it change from 2021 to 2023?")
    >>> [time.year for time in asked.times], asked.change
    ([2021, 2023], True)
    >>> asked_times("the targets for 2025 and 2030").is_several, asked_times("in 2025").is_several
    (True, False)
    >>> asked_times("the trend since 2022").since
    True
    """
    change = bool(CHANGE.search(fold(question)) or CHANGE.search(fold(rendering)))
    # Of several sentences the one with most times asks for them; others may tell what is known.
    said = [match.group() for match in SENTENCE.finditer(question)]
    question = max(said, key=lambda each: len(times_named(each)), default=question)
    times = times_named(question)
    since = len(times) == 1 and bool(SINCE.search(fold(question[: times[0].start])))
    span = any(TO.fullmatch(fold(question[a.end : b.start])) for a, b in pairwise(times))
    return Asked(times, change, since and change, span and not change)


def times_named(text: str) -> tuple[Time, ...]:
    """Return the times that a text names, each once, in its order."""
    found = {time.order: time for time in reversed(measure_of(text, compared=True).times)}
    return tuple(sorted(found.values(), key=lambda time: time.start))


def falls_in(time: Time, asked: Time) -> bool:
    """Whether a time is the one that is asked for, or a part of it.

    >>> falls_in(Time(2024, 7, 15, 0, 0), Time(2024, 7, 0, 0, 0))
    True
    """
    length = precision(asked)
    return time.order[:length] == asked.order[:length]


def is_before(time: Time, other: Time) -> bool:
    """Whether a time is before another one and no part of it."""
    length = min(precision(time), precision(other))
    return time.order[:length] < other.order[:length]


def precision(time: Time) -> int:
    """Return how much is said of a time: 1 for a year, 2 for a month, 3 for a day."""
    return sum(map(bool, time.order))
