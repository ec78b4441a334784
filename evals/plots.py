"""Plots of a report as SVG text, drawn without a display."""

import io
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from evals.benchmarks.errors import MissingExtra
from evals.calibration import Reliability
from evals.statistics import Estimate

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# The colours of Okabe and Ito, which colour-blind people can tell apart.
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#999999")
WIDTH = 9.0


def new_figure(height: float) -> "tuple[Figure, Any]":
    """Return a figure with one plot, without the state that pyplot keeps."""
    try:
        from matplotlib.figure import Figure
    except ImportError as exc:
        raise MissingExtra(exc) from exc
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    axes = figure.subplots()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def as_svg(figure: "Figure", label: str) -> str:
    """Return a figure as an SVG element that a page can hold, with a label for screen readers."""
    import matplotlib as mpl

    buffer = io.StringIO()
    # Text stays text, and the same figures give the same file.
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": label}):
        figure.savefig(buffer, format="svg", metadata={"Date": None}, transparent=True)
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :]
    # Several figures on one page must not share the names of their parts.
    prefix = re.sub(r"\W+", "-", label.lower())
    svg = re.sub(r'(id="|url\(#|href="#)', rf"\g<1>{prefix}-", svg)
    return svg.replace("<svg", f'<svg role="img" aria-label="{label}"', 1)


def grouped_bars(
    groups: Mapping[str, Mapping[str, Estimate | None]], series: Sequence[str], label: str
) -> str:
    """Return bars of shares with their intervals: a group a name, a colour a series."""
    bars = [
        (group, number, found)
        for group, figures in groups.items()
        for number, name in enumerate(series)
        if (found := figures.get(name))
    ]
    figure, axes = new_figure(0.26 * len(bars) + 0.2 * len(groups) + 0.9)
    heights: dict[str, list[float]] = {}
    height, last = 0.0, ""
    for group, number, found in bars:
        height += 1.0 if group == last else 1.7
        last = group
        heights.setdefault(group, []).append(height)
        axes.barh(
            height,
            found.value,
            0.9,
            color=COLOURS[number],
            label=series[number],
            xerr=[[max(found.value - found.low, 0)], [max(found.high - found.value, 0)]],
            error_kw={"elinewidth": 1, "capsize": 2},
        )
    axes.set_yticks([sum(each) / len(each) for each in heights.values()], list(heights))
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    axes.grid(axis="x", alpha=0.3)
    handles, names = axes.get_legend_handles_labels()
    unique = dict(zip(names, handles, strict=True))
    figure.legend(unique.values(), unique.keys(), loc="outside lower center", ncols=len(unique))
    return as_svg(figure, label)


def reliability_plot(found: Reliability, label: str) -> str:
    """Return how the share right goes with the score, beside the line of a perfect score."""
    figure, axes = new_figure(4.2)
    axes.plot([0, 1], [0, 1], color="#999999", linestyle="--", label="score = share right")
    axes.plot(
        [each.score for each in found.bins],
        [each.right for each in found.bins],
        color=COLOURS[0],
        marker="o",
        label="answers given",
    )
    for each in found.bins:
        axes.annotate(
            str(each.count), (each.score, each.right), (6, -10), textcoords="offset points"
        )
    axes.set(xlim=(0, 1.02), ylim=(0, 1.02), xlabel="mean score", ylabel="share right")
    axes.grid(alpha=0.3)
    axes.legend(loc="upper left")
    return as_svg(figure, label)
