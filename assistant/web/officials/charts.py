"""Where the bars of a chart stand; the template draws them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.records.insights import Day

WIDTH: Final = 960
HEIGHT: Final = 220
LEFT: Final = 44
BOTTOM: Final = 26
TOP: Final = 10
MOST_NAMES: Final = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar of a day: ``answered`` is the lower part of ``asked``; ``named`` below the axis."""

    day: date
    x: float
    width: float
    asked_y: float
    asked_height: float
    answered_y: float
    answered_height: float
    named: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, and the lines across them with their numbers."""

    width: int
    height: int
    left: int
    floor: int
    bars: tuple[Bar, ...]
    lines: tuple[tuple[float, int], ...]


def chart_of(days: Sequence[Day]) -> Chart:
    """Return the chart of the questions a day."""
    highest = nice_ceiling(max((day.asked for day in days), default=0))
    floor = HEIGHT - BOTTOM
    scale = (floor - TOP) / highest
    step = (WIDTH - LEFT) / max(len(days), 1)
    every = -(-len(days) // MOST_NAMES)
    bars = tuple(
        Bar(
            day.day,
            round(LEFT + number * step + step * 0.14, 1),
            round(step * 0.72, 1),
            round(floor - day.asked * scale, 1),
            round(day.asked * scale, 1),
            round(floor - day.answered * scale, 1),
            round(day.answered * scale, 1),
            (len(days) - 1 - number) % every == 0,
        )
        for number, day in enumerate(days)
    )
    lines = tuple((round(floor - value * scale, 1), value) for value in (0, highest // 2, highest))
    return Chart(WIDTH, HEIGHT, LEFT, floor, bars, lines)


def nice_ceiling(number: int) -> int:
    """Return an even number that is easy to read and not below another.

    >>> [nice_ceiling(number) for number in (0, 3, 7, 42, 130)]
    [2, 4, 10, 60, 200]
    """
    power = 1
    while True:
        for lead in (2, 4, 6, 10):
            if number <= lead * power:
                return lead * power
        power *= 10
