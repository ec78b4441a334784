"""The table of ``docs/evaluation.md``, written by the command that measured it."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.settings import AssistantSettings
from evals.errors import BadSettings
from evals.evaluate import Evaluation, Plan
from evals.local import EXTRACTIVE
from evals.runs import SUMMARY, run_config
from evals.scoring import Summary
from evals.table import as_table

DOCS = Path(__file__).parents[1] / "docs"
PLACE = re.compile(r"(<!-- figures -->\n).*?(<!-- end -->)", re.DOTALL)


def check_plan(plan: Plan) -> None:
    """Raise ``BadSettings`` for a plan whose figures are not those that the page shows."""
    if plan.split != "report" or plan.url or plan.answerer != EXTRACTIVE or AssistantSettings().llm:
        raise BadSettings(
            "--write-figures goes with the report questions and our own assistant, without "
            "ASSISTANT_LLM."
        )


def write_figures(found: Evaluation, docs: Path = DOCS) -> None:
    """Keep the totals of a run as ``evaluation.json`` and put their table into ``evaluation.md``.

    Raises ``BadSettings`` when the page has no place for the table.
    """
    config = run_config(found.folder)
    kept = {
        "day": datetime.now(UTC).strftime("%-d %B %Y"),
        "machine": config["machine"],
        "questions_digest": config["questions_digest"],
        "summaries": {
            name: SUMMARY.dump_python(each, mode="json") for name, each in found.summaries.items()
        },
    }
    page = docs / "evaluation.md"
    text, count = PLACE.subn(
        lambda place: f"{place[1]}{section(kept)}{place[2]}", page.read_text(encoding="utf-8")
    )
    if not count:
        raise BadSettings(f"{page}: has no place for the figures.")
    page.write_text(text, encoding="utf-8")
    data = json.dumps(kept, indent=1, ensure_ascii=False) + "\n"
    (docs / "evaluation.json").write_text(data, encoding="utf-8")


def section(kept: dict[str, Any]) -> str:
    """Return the part of the page that the kept totals make."""
    table = as_table(summaries_of(kept))
    return f"{kept['day']}, {kept['machine']}, no chat model:\n\n```\n{table}\n```\n"


def summaries_of(kept: dict[str, Any]) -> dict[str, Summary]:
    """Return the totals of each system from what is kept."""
    return {name: SUMMARY.validate_python(each) for name, each in kept["summaries"].items()}
