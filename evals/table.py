"""Totals as a table of plain text, for the terminal and for the documentation."""

from collections.abc import Mapping, Sequence

from evals.scoring import Summary
from evals.statistics import Estimate

COLUMNS = {
    "answered_right": "right",
    "declined_rightly": "declined rightly",
    "declined_wrongly": "declined wrongly",
    "quote_verbatim": "verbatim",
    "unsupported_number": "unsupported",
    "stale_as_current": "stale",
    "target_as_achieved": "target as achieved",
    "sentence_precision": "cites gold",
    "sentence_recall": "gold cited",
    "document_precision": "cites document",
    "ndcg_at_10": "nDCG@10",
}
INTERVALS = ("answered_right", "declined_rightly", "declined_wrongly", "sentence_precision")
"""The columns that show their interval; all intervals are in the report and in totals.json."""


def as_table(summaries: Mapping[str, Summary]) -> str:
    """Return the systems side by side, and the first of them by kind and by language."""
    first = next(iter(summaries.values()))
    systems = [
        [name, str(each.questions), *map(cell, COLUMNS, [each.figures[key] for key in COLUMNS])]
        for name, each in summaries.items()
    ]
    groups = [
        [name, str(first.sizes[name]), *(bare(found[key]) for key in COLUMNS)]
        for name, found in {**first.by_kind, **first.by_language}.items()
    ]
    head = ["", "questions", *COLUMNS.values()]
    blank = [""] * len(head)
    body = aligned([head, *systems, blank, *groups])
    below = [*twin_lines(first), *(timing(name, each) for name, each in summaries.items())]
    return "\n".join([*body, "", *below])


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the rows with their columns under one another."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def cell(name: str, found: Estimate | None) -> str:
    """Return a figure, with its interval in the columns that show it.

    >>> cell("answered_right", Estimate(0.5, 0.25, 0.75, 12)), cell("stale_as_current", None)
    ('0.500 [0.250, 0.750]', '-')
    """
    if found is None or name not in INTERVALS:
        return bare(found)
    return f"{found.value:.3f} [{found.low:.3f}, {found.high:.3f}]"


def bare(found: Estimate | None) -> str:
    """Return a figure with three digits, a dash when it does not apply."""
    return "-" if found is None else f"{found.value:.3f}"


def twin_lines(found: Summary) -> list[str]:
    """Return how questions asked with and without diacritics went; nothing where none are."""
    if found.twins is None:
        return []
    vi, plain, less = found.twins.vi, found.twins.plain, found.twins.difference
    return [
        f"the same {vi.count} questions in vi and vi-plain: as they should {vi.value:.3f} and "
        f"{plain.value:.3f}; difference {less.value:+.3f} [{less.low:+.3f}, {less.high:+.3f}]"
    ]


def timing(name: str, found: Summary) -> str:
    """Return how long the answers of a system took and how long they are, as a line."""
    p50, p95 = (found.latency_ms[key] for key in ("p50", "p95"))
    length = found.figures["answer_length"]
    took = f"{p50.value:.1f} and {p95.value:.1f}" if p50 and p95 else "-"
    said = f"{length.value:.0f}" if length else "-"
    return f"{name}: milliseconds an answer p50 and p95: {took}; characters an answer: {said}"
