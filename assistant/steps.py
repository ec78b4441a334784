"""What the steps of the chain hand on to each other, and how long each takes."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.answerers.base import DraftStatement, Question
from assistant.types import Answer, Language, Turn
from knowledge import Filter, Hit


@dataclass(frozen=True, slots=True)
class Asked:
    """What came in: a question, the turns before it, the language to answer in.

    With ``only`` no other documents are quoted.
    """

    question: str
    history: tuple[Turn, ...]
    language: Language
    only: Filter | None = None


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A question with the sentences that were found for it."""

    question: Question
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Drafted:
    """What was found, with the statements that are still to be checked."""

    found: Retrieved
    statements: tuple[DraftStatement, ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found, with the answer made from it; every statement has passed the check."""

    found: Retrieved
    answer: Answer


def timed(step, name: str, timings: dict[str, float]):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    """Return a step that also notes how many milliseconds it took."""

    def run(given: object) -> object:
        start = time.perf_counter()
        result = step(given)
        timings[name] = round((time.perf_counter() - start) * 1000, 2)
        return result

    return run


def with_step(timings: Mapping[str, float], name: str, start: float) -> dict[str, float]:
    """Return timings with one more step, which began at ``start`` of ``time.perf_counter``."""
    taken = round((time.perf_counter() - start) * 1000, 2)
    steps = {step: each for step, each in timings.items() if step != "total"}
    return {**steps, name: taken, "total": round(timings.get("total", 0.0) + taken, 2)}
