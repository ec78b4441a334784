"""A run as a page of its own that needs nothing else: ``report.html`` in the run's folder."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from inspect import getdoc
from pathlib import Path
from typing import Any

from evals.comparison import Comparison
from evals.metrics import METRICS
from evals.plots import grouped_bars, reliability_plot
from evals.runs import run_config
from evals.scoring import NAMES, Row, Summary
from evals.statistics import Estimate

TEMPLATES = Path(__file__).parent / "templates"
SHOWN = ("answered_right", "declined_rightly", "sentence_precision")
"""What the plots by kind and language show."""


def write_report(
    folder: Path, summaries: Mapping[str, Summary], rows: Sequence[Row], failures: Sequence[str]
) -> Path:
    """Write the page of a run; ``rows`` are of its first system. Return its path.

    Pages that compare the run with others, in the same folder, are linked.
    """
    name, first = next(iter(summaries.items()))
    compared = sorted(path.name for path in folder.glob("compared-with-*.html"))
    page = render(
        "report.html",
        config=run_config(folder),
        day=datetime.now(UTC).strftime("%-d %B %Y"),
        summaries=summaries,
        first=first,
        first_name=name,
        names=NAMES,
        definitions={key: " ".join((getdoc(each) or "").split()) for key, each in METRICS.items()},
        plots=plots(summaries, first),
        failed=[row for row in rows if not row.right],
        floors=failures,
        compared=compared,
    )
    path = folder / "report.html"
    path.write_text(page, encoding="utf-8")
    return path


def write_comparison(folder: Path, other: str, found: Comparison) -> Path:
    """Write the page that compares a run with an earlier one; return its path."""
    path = folder / f"compared-with-{other}.html"
    page = render("comparison.html", before=other, after=folder.name, found=found)
    path.write_text(page, encoding="utf-8")
    return path


def plots(summaries: Mapping[str, Summary], first: Summary) -> dict[str, str]:
    """Return the plots of a report by their titles."""
    systems = {
        system: {name: found.figures[name] for name in SHOWN} for system, found in summaries.items()
    }
    found = {
        "Systems": grouped_bars(systems, SHOWN, "Figures by system"),
        "By kind of question": group_plot(first.by_kind, "Figures by kind", first.sizes),
        "By language": group_plot(first.by_language, "Figures by language", first.sizes),
    }
    if first.reliability:
        found["Reliability of the score"] = reliability_plot(
            first.reliability, "Share right by score"
        )
    return found


def group_plot(groups: Mapping[str, Any], label: str, sizes: Mapping[str, int]) -> str:
    """Return the plot of some groups of questions."""
    return grouped_bars(
        {f"{name} ({sizes[name]})": figures for name, figures in groups.items()}, SHOWN, label
    )


def render(template: str, **facts: Any) -> str:  # noqa: ANN401
    """Return a page; whatever questions and documents hold is shown as text."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["figure"] = figure
    environment.filters["interval"] = interval
    return environment.get_template(template).render(**facts)


def figure(found: Estimate | None) -> str:
    """Return a share with three digits, a larger figure with one, a dash for none.

    >>> figure(Estimate(0.5, 0, 1, 9)), figure(Estimate(290.17, 280, 300, 9)), figure(None)
    ('0.500', '290.2', '-')
    """
    return digits(found.value) if found else "-"


def interval(found: Estimate | None) -> str:
    """Return the 95 % interval of a figure, nothing when it does not apply."""
    return f"{digits(found.low)} – {digits(found.high)}" if found else ""


def digits(value: float) -> str:
    """Return a number with as many digits as say something."""
    return f"{value:.3f}" if abs(value) <= 1 else f"{value:.1f}"
