"""The tables of ``docs/evaluation.md``, written by the commands that measured them."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.settings import AssistantSettings
from evals.errors import BadSettings
from evals.evaluate import Evaluation, Plan
from evals.goals import goal_table, load_goals
from evals.local import EXTRACTIVE
from evals.runs import SUMMARY, run_config
from evals.scoring import Summary
from evals.table import as_table

DOCS = Path(__file__).parents[1] / "docs"
KEPT = {"report": "evaluation.json", "originals-report": "originals.json"}
"""The splits whose figures the page shows, and the file beside it that keeps them."""


def check_plan(plan: Plan) -> None:
    """Raise ``BadSettings`` for a plan whose figures are not those that the page shows."""
    if plan.split not in KEPT or plan.url or plan.answerer != EXTRACTIVE or AssistantSettings().llm:
        raise BadSettings(
            f"--write-figures goes with the report questions ({' or '.join(KEPT)}) and our own "
            "assistant, without ASSISTANT_LLM."
        )


def write_figures(found: Evaluation, docs: Path = DOCS) -> None:
    """Keep the totals of a run as JSON and put their table into ``evaluation.md``.

    Raises ``BadSettings`` when the page has no place for the table.
    """
    config = run_config(found.folder)
    split = config["split"]
    kept = {
        "day": datetime.now(UTC).strftime("%-d %B %Y"),
        "machine": config["machine"],
        "questions_digest": config["questions_digest"],
        "summaries": {
            name: SUMMARY.dump_python(each, mode="json") for name, each in found.summaries.items()
        },
    }
    page = docs / "evaluation.md"
    text, count = re.subn(
        rf"({re.escape(mark(split))}).*?(<!-- end -->)",
        lambda place: f"{place[1]}{section(split, kept)}{place[2]}",
        page.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    if not count:
        raise BadSettings(f"{page}: has no place for the figures of {split}.")
    page.write_text(text, encoding="utf-8")
    data = json.dumps(kept, indent=1, ensure_ascii=False) + "\n"
    (docs / KEPT[split]).write_text(data, encoding="utf-8")


def mark(split: str) -> str:
    """Return the line behind which the page has the figures of a split."""
    return "<!-- figures -->\n" if split == "report" else f"<!-- figures of {split} -->\n"


def section(split: str, kept: dict[str, Any]) -> str:
    """Return the part of the page that the kept totals of a split make."""
    found = summaries_of(kept)
    title = f"{kept['day']}, {kept['machine']}, no chat model:\n\n"
    table = f"```\n{as_table(found)}\n```\n"
    if split == "report":
        return f"{title}{table}"
    return f"{title}{goal_table(load_goals(), next(iter(found.values())))}\n\n{table}"


def summaries_of(kept: dict[str, Any]) -> dict[str, Summary]:
    """Return the totals of each system from what is kept."""
    return {name: SUMMARY.validate_python(each) for name, each in kept["summaries"].items()}
