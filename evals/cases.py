"""Questions with what a right answer holds, one JSON object a line in ``evals/questions``."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant import Turn
from evals.errors import EvalFault

QUESTIONS = Path(__file__).parent / "questions"
SETS = {
    "shipped": ("tune", "report"),
    "originals": ("originals-tune", "originals-report"),
}
"""The splits of each set of questions; ``originals`` asks about texts that do not ship."""
DECLINABLE = frozenset({"absent_near", "absent_far", "manipulation"})
KINDS = DECLINABLE | {
    *("close", "paraphrase", "target_or_achieved", "over_time", "list", "who_where", "table"),
    "follow_up",
}
LANGUAGES = ("en", "vi", "vi-plain")


class BadCase(EvalFault):
    """A question file that cannot be used; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence by its place: ``text[start:end]`` of the first page of a document."""

    start: int
    end: int

    def __str__(self) -> str:
        """Return the place in words."""
        return f"characters {self.start} to {self.end}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Sentences of one document that, read together, answer a question.

    ``document`` is its id without the hash at the end. A sentence is given in its words, which
    stand in the document verbatim, but for where its lines break; or by its place, where the words
    are not ours to print.
    """

    document: str
    sentences: tuple[str | Span, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A question and how its answer is judged.

    A right answer matches every pattern of ``expect``, and its first statement none of
    ``reject``. Each evidence of ``gold`` answers by itself; where documents say the same, each is
    named. A declinable question has no answer in the documents: it must not get one.
    """

    id: str
    kind: str
    language: str
    question: str
    history: tuple[Turn, ...] = ()
    expect: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    gold: tuple[Evidence, ...] = ()

    @property
    def declinable(self) -> bool:
        """Whether the documents do not answer the question."""
        return self.kind in DECLINABLE

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that answer the question, each once."""
        return tuple(dict.fromkeys(evidence.document for evidence in self.gold))


def load_cases(split: str) -> tuple[Case, ...]:
    """Return the questions of a split of ``SETS``; raises ``BadCase``."""
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


def make_case(row: dict[str, Any]) -> Case:
    """Return the case of one line; its patterns must compile.

    Raises ``ValueError``, ``TypeError``, ``KeyError`` or ``re.error`` when it is none.
    """
    patterns = {key: tuple(map(str, row.get(key, ()))) for key in ("expect", "reject")}
    for pattern in (*patterns["expect"], *patterns["reject"]):
        re.compile(pattern)
    case = Case(
        id=str(row["id"]),
        kind=str(row["kind"]),
        language=str(row["language"]),
        question=str(row["question"]),
        history=tuple(Turn(**turn) for turn in row.get("history", ())),
        gold=tuple(map(make_evidence, row.get("gold", ()))),
        expect=patterns["expect"],
        reject=patterns["reject"],
    )
    check(case, set(row))
    return case


def make_evidence(row: dict[str, Any]) -> Evidence:
    """Return the evidence of a JSON object with ``sentences`` or ``spans``.

    Raises ``ValueError``, ``TypeError`` or ``KeyError`` when it is none.
    """
    if unknown := set(row) - {"document", "sentences", "spans"}:
        raise ValueError(f"gold of {row.get('document')}: unknown: {', '.join(sorted(unknown))}")
    if "spans" not in row:
        return Evidence(str(row["document"]), tuple(map(str, row["sentences"])))
    if "sentences" in row:
        raise ValueError(f"gold of {row['document']}: name its sentences or its spans, not both")
    spans = tuple(Span(int(start), int(end)) for start, end in row["spans"])
    if any(not 0 <= span.start < span.end for span in spans):
        raise ValueError(f"gold of {row['document']}: a span begins before it ends, at 0 or later")
    return Evidence(str(row["document"]), spans)


def check(case: Case, keys: set[str]) -> None:
    """Raise ``ValueError`` when a case contradicts itself."""
    known = {"id", "kind", "language", "question", "history", "expect", "reject", "gold"}
    if unknown := keys - known:
        raise ValueError(f"{case.id}: unknown: {', '.join(sorted(unknown))}")
    if case.kind not in KINDS:
        raise ValueError(f"{case.id}: {case.kind!r} is no kind; kinds: {', '.join(sorted(KINDS))}")
    if case.language not in LANGUAGES:
        raise ValueError(f"{case.id}: {case.language!r} is none of {', '.join(LANGUAGES)}")
    if case.declinable == bool(case.expect):
        raise ValueError(f"{case.id}: a {case.kind} question has {len(case.expect)} patterns")
    if case.declinable == bool(case.gold):
        raise ValueError(f"{case.id}: a {case.kind} question has {len(case.gold)} gold answers")
    if any(not evidence.sentences for evidence in case.gold):
        raise ValueError(f"{case.id}: a gold answer has no sentence")
    if (case.kind == "follow_up") != bool(case.history):
        raise ValueError(f"{case.id}: a follow-up has a history, and no other question has one")
