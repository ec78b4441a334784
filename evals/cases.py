"""Questions with what a right answer holds, one JSON object a line in ``evals/questions``."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from assistant import Turn

QUESTIONS = Path(__file__).parent / "questions"
DECLINABLE = frozenset({"absent_near", "absent_far", "manipulation"})


class BadCase(Exception):
    """A question file that cannot be used; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question and how its answer is judged.

    A right answer matches every pattern of ``expect``, and its first statement none of
    ``reject``. A declinable question has no answer in the documents: it must not get one.
    """

    id: str
    kind: str
    language: str
    question: str
    history: tuple[Turn, ...] = ()
    documents: tuple[str, ...] = ()
    expect: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()

    @property
    def declinable(self) -> bool:
        """Whether the documents do not answer the question."""
        return self.kind in DECLINABLE


def load_cases(split: str) -> tuple[Case, ...]:
    """Return the questions of a split, ``tune`` or ``report``; raises ``BadCase``."""
    path = QUESTIONS / f"{split}.jsonl"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in QUESTIONS.glob("*.jsonl")))
        raise BadCase(f"there is no split {split!r}; there are: {known}")
    cases = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            cases.append(make_case(json.loads(line)))
        except (ValueError, TypeError, KeyError, re.error) as exc:
            raise BadCase(f"{path.name}:{number}: {exc}") from exc
    return tuple(cases)


def make_case(row: dict[str, object]) -> Case:
    """Return the case of one line; its patterns must compile."""
    history = row.pop("history", None) or []
    lists = {
        key: tuple(map(str, row.pop(key, None) or ()))  # type: ignore[call-overload]
        for key in ("documents", "expect", "reject")
    }
    for pattern in (*lists["expect"], *lists["reject"]):
        re.compile(pattern)
    turns = tuple(Turn(**turn) for turn in history)  # type: ignore[attr-defined]
    words = {key: str(value) for key, value in row.items()}
    case = Case(history=turns, **lists, **words)  # type: ignore[arg-type]
    if case.declinable == bool(case.expect):
        raise ValueError(f"{case.id}: a {case.kind} question has {len(case.expect)} patterns")
    return case
