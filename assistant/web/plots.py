"""Values over time as a small plot, where they can be put on one scale.

The table beside it says the same in words; the plot is left out where anything is unclear.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.figures import Kind, figures_in
from assistant.periods import times_named
from assistant.types import Series, SeriesRow
from assistant.web.rendering import escape
from assistant.web.texts import Texts

FEWEST = 3
WIDTH, HEIGHT = 400, 170
LEFT, RIGHT, TOP, BOTTOM = 26, 374, 34, 132
LETTER = 7.4
MEASURED = (Kind.NUMBER, Kind.PERCENT, Kind.MONEY, Kind.POINTS)


@dataclass(frozen=True, slots=True)
class Point:
    """A row on the scales: ``time`` in years, ``label`` the figure as it is written."""

    row: SeriesRow
    time: float
    value: Decimal
    scale: tuple[Kind, str]
    label: str


def render_plot(series: Series, texts: Texts) -> str:
    """Return the plot of a series, nothing where there are too few values or several scales."""
    points = points_of(series)
    if len(points) < FEWEST:
        return ""
    places = list(zip(points, placed(points), strict=True))
    line = " ".join(f"{x},{y}" for point, (x, y) in places if point.row.kind == "achieved")
    told = "; ".join(f"{point.row.when}: {point.row.value}" for point in points)
    labels = without_overlaps([(x, y - 12, point.label) for point, (x, y) in places])
    times = without_overlaps([(x, HEIGHT - 12, f"{int(point.time)}") for point, (x, _) in places])
    return (
        f'<svg class="plot" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-label="{escape(texts.plot.format(label=series.label, values=told))}">'
        f'<path class="axis" d="M{LEFT - 16} {BOTTOM + 14}H{RIGHT + 16}"/>'
        f'<polyline points="{line}"/>{"".join(render_point(p, x, y) for p, (x, y) in places)}'
        f"{render_labels(labels, 'value')}{render_labels(times, 'time')}</svg>"
    )


def points_of(series: Series) -> list[Point]:
    """Return the rows as points, oldest first; none where one is unclear or of another unit."""
    points = [point_of(row) for row in reversed(series.rows)]
    found = [point for point in points if point]
    same = len({point.scale for point in found}) == 1
    moments = {(point.time, point.row.kind) for point in found}
    whole = len(found) == len(points) == len(moments) and not series.differs
    return sorted(found, key=lambda point: point.time) if same and whole else []


def point_of(row: SeriesRow) -> Point | None:
    """Return a row as a point, ``None`` where its time or its value is not clear."""
    times = times_named(row.when)
    values = [figure for figure in figures_in(row.value) if figure.kind in MEASURED]
    # Of "71 of 193" the first is the rank; the second says of how many.
    if len(times) != 1 or not values or len(values[0].readings) != 1:
        return None
    value = values[0].value
    time = times[0].year + (max(times[0].month, 1) - 1) / 12
    if not isinstance(value, Decimal):
        return None
    label = row.value[values[0].start : values[0].end].strip()
    return Point(row, time, value, (values[0].kind, values[0].unit), label)


def placed(points: Sequence[Point]) -> list[tuple[float, float]]:
    """Return where each point is in the drawing."""
    first, last = points[0].time, points[-1].time
    low, high = min(point.value for point in points), max(point.value for point in points)
    across, up = last - first or 1.0, float(high - low) or 1.0
    return [
        (
            round(LEFT + (point.time - first) / across * (RIGHT - LEFT), 1),
            round(BOTTOM - float(point.value - low) / up * (BOTTOM - TOP), 1),
        )
        for point in points
    ]


def render_point(point: Point, x: float, y: float) -> str:
    """Return the sign of a value: a dot for a result, a diamond for a target."""
    if point.row.kind == "target":
        return f'<path class="target" d="M{x} {y - 6}l6 6-6 6-6-6z"/>'
    return f'<circle cx="{x}" cy="{y}" r="4.5"/>'


def without_overlaps(
    labels: Sequence[tuple[float, float, str]],
) -> list[tuple[float, float, str]]:
    """Return the labels that have room, from the newest on."""
    kept: list[tuple[float, float, str]] = []
    for x, y, text in reversed(labels):
        half = len(text) * LETTER / 2
        x = min(max(x, half), WIDTH - half)
        if all(x + half < other - len(said) * LETTER / 2 for other, _, said in kept):
            kept.append((x, y, text))
    return kept


def render_labels(labels: Sequence[tuple[float, float, str]], kind: str) -> str:
    """Return labels, each centred on its place."""
    return "".join(
        f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="middle">{escape(text)}</text>'
        for x, y, text in labels
    )
