"""What a benchmark found: a table for the terminal, files to keep, and a place in the docs."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.benchmarks.errors import BenchmarkFault
from evals.runs import RESULTS

DOCS = Path(__file__).parents[2] / "docs" / "benchmarks.md"


@dataclass(frozen=True, slots=True)
class Report:
    """A benchmark's outcome.

    ``rows`` are the lines of the table, ``figures`` the same as data, ``details`` one object a
    question or a trial, ``notes`` sentences about how it was measured.
    """

    name: str
    config: dict[str, Any]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: Sequence[Any]
    details: Sequence[Any] = ()
    notes: tuple[str, ...] = ()


def as_text(report: Report) -> str:
    """Return the table, its columns aligned, and the notes below it."""
    lines = [report.head, *report.rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(report.head))]
    table = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    return "\n".join([*table, *report.notes])


def write_report(report: Report, folder: Path = RESULTS) -> Path:
    """Write configuration, figures and details into a new dated folder and return it."""
    day = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    target = folder / f"{day}-{report.name}"
    target.mkdir(parents=True)
    for name, found in (("config", report.config), ("totals", report.figures)):
        text = json.dumps(found, indent=2, ensure_ascii=False, default=str)
        (target / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    (target / "table.txt").write_text(as_text(report) + "\n", encoding="utf-8")
    with (target / "rows.jsonl").open("w", encoding="utf-8") as file:
        for row in report.details:
            file.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
    return target


def write_figures(report: Report, path: Path = DOCS) -> None:
    """Put the table into the documentation, in place of the last one of this benchmark.

    Its place is between two comments, ``<!-- figures: NAME -->`` and ``<!-- end -->``. Raises
    ``BenchmarkFault`` when there is none.
    """
    text = path.read_text(encoding="utf-8")
    place = re.compile(rf"(<!-- figures: {re.escape(report.name)} -->\n).*?(<!-- end -->)", re.S)
    day = datetime.now(UTC).strftime("%-d %B %Y")
    block = f"{day}:\n\n```\n{as_text(report)}\n```\n"
    new, count = place.subn(lambda found: f"{found[1]}{block}{found[2]}", text)
    if not count:
        raise BenchmarkFault(
            f"{path}: has no place for the figures of {report.name!r}: "
            f"put <!-- figures: {report.name} --> and, on a line below, <!-- end --> where it is."
        )
    path.write_text(new, encoding="utf-8")
