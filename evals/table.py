"""A run's totals as a table for the terminal."""

from typing import Any

COLUMNS = {
    "answered_right": "right",
    "declined_rightly": "declined rightly",
    "declined_wrongly": "declined wrongly",
    "cites_gold_document": "cites the document",
    "unsupported_number": "unsupported number",
}


def as_table(summary: dict[str, Any]) -> str:
    """Return the totals of a run, over all, by kind and by language, one line each."""
    rows = [("all", summary["questions"], summary["all"])]
    rows += [(name, each["questions"], each) for name, each in summary["by_kind"].items()]
    rows += [(name, each["questions"], each) for name, each in summary["by_language"].items()]
    head = ["", "questions", *COLUMNS.values()]
    body = [
        [name, str(count), *(cell(shares[key]) for key in COLUMNS)] for name, count, shares in rows
    ]
    widths = [max(len(row[i]) for row in [head, *body]) for i in range(len(head))]
    lines = [
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in [head, *body]
    ]
    latency = summary["latency_ms"]
    return "\n".join(
        [*lines, f"milliseconds an answer: p50 {latency['p50']}, p95 {latency['p95']}"]
    )


def cell(share: float | None) -> str:
    """Return a share with three digits, a dash when it does not apply."""
    return "-" if share is None else f"{share:.3f}"
