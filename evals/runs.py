"""A run: every question of a split is asked, scored and written to a dated folder."""

import json
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

from assistant import Answer, Turn
from evals.cases import Case
from evals.metrics import score, totals

RESULTS = Path(__file__).parent / "results"


class Asks(Protocol):
    """Anything that answers questions."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Return the answer to a question."""
        ...


@dataclass(frozen=True, slots=True)
class Row:
    """One question, the answer it got, and how it scored."""

    case: Case
    answer: Answer
    scores: dict[str, bool | None]

    @property
    def passed(self) -> bool:
        """Whether the question went as it should."""
        return bool(self.scores["answered_right"] or self.scores["declined_rightly"])


def run_cases(
    assistant: Asks, cases: Sequence[Case], advance: Callable[[int, int], None] | None = None
) -> list[Row]:
    """Ask every question and score its answer."""
    rows = []
    for done, case in enumerate(cases):
        if advance:
            advance(done, len(cases))
        answer = assistant.ask(case.question, case.history)
        rows.append(Row(case, answer, score(case, answer)))
    return rows


def summary(rows: Sequence[Row]) -> dict[str, object]:
    """Return the totals of a run, over all, by kind and by language, and its latency in ms."""
    times = sorted(row.answer.timings_ms.get("total", 0.0) for row in rows if row.answer.timings_ms)
    return {
        "questions": len(rows),
        "all": totals([row.scores for row in rows]),
        "by_kind": grouped(rows, (row.case.kind for row in rows)),
        "by_language": grouped(rows, (row.case.language for row in rows)),
        "latency_ms": {
            "p50": round(statistics.median(times), 1) if times else None,
            "p95": round(times[int(len(times) * 0.95)], 1) if times else None,
        },
    }


def grouped(rows: Sequence[Row], keys: Iterable[str]) -> dict[str, dict[str, float | None]]:
    """Return the totals of each group of rows."""
    groups: dict[str, list[Row]] = {}
    for row, key in zip(rows, keys, strict=True):
        groups.setdefault(key, []).append(row)
    return {
        key: {"questions": len(group), **totals([row.scores for row in group])}
        for key, group in sorted(groups.items())
    }


def write_run(rows: Sequence[Row], config: dict[str, object], folder: Path = RESULTS) -> Path:
    """Write configuration, answers and totals into a new dated folder and return it."""
    target = folder / datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    target.mkdir(parents=True)
    dump = {"ensure_ascii": False, "default": str}
    (target / "config.json").write_text(json.dumps(config, indent=2, **dump), encoding="utf-8")  # type: ignore[arg-type]
    (target / "totals.json").write_text(json.dumps(summary(rows), indent=2), encoding="utf-8")
    with (target / "rows.jsonl").open("w", encoding="utf-8") as file:
        for row in rows:
            line = {
                "case": asdict(row.case),
                "answer": {**asdict(row.answer), "timings_ms": dict(row.answer.timings_ms)},
                "scores": row.scores,
            }
            file.write(json.dumps(line, ensure_ascii=False, default=date.isoformat) + "\n")
    return target
