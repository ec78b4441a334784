"""Questions are asked here, and what came of each is kept: scoring is apart, in ``scoring.py``."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant import Answer, Outcome, Turn
from evals.cases import Case
from evals.corpus import Place
from knowledge import Document

logger = logging.getLogger(__name__)

Advance = Callable[[int, int], None]


class AskFault(Exception):
    """A question got no answer, for a reason that is not in the documents; the run goes on."""


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence or chunk that a system's search found, with its score; higher is better."""

    place: Place
    score: float


class System(Protocol):
    """Anything that answers questions from documents."""

    def documents(self) -> tuple[Document, ...]:
        """Return the documents it answers from."""
        ...

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Return the answer to a question; raises ``AskFault`` when this one gets none."""
        ...

    def retrieve(self, question: str, history: Sequence[Turn] = ()) -> tuple[Found, ...] | None:
        """Return what its search finds, best first; ``None`` where nobody can look."""
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of one question.

    ``sources`` has, for each citation, what stands in the document at its offsets (``None`` where
    there is no such place); ``milliseconds`` is the time from the question to the whole answer.
    """

    case: str
    question: str
    answer: Answer
    milliseconds: float
    retrieved: tuple[Found, ...] | None
    sources: tuple[str | None, ...]

    @property
    def score(self) -> float | None:
        """How sure the search was of what the answer cites first, where that is known."""
        if not self.answer.citations or not self.retrieved:
            return None
        first = place_of(self.answer, 0)
        return max(
            (each.score for each in self.retrieved if each.place.touches(first)), default=None
        )


def place_of(answer: Answer, row: int) -> Place:
    """Return where a citation of an answer says that its quote stands."""
    citation = answer.citations[row]
    return Place(citation.document_id, citation.page, citation.start, citation.end)


def ask_all(
    system: System, cases: Sequence[Case], advance: Advance | None = None
) -> Iterator[Asked]:
    """Ask every question in turn; yield what came of each.

    A question that fails becomes an answer with the outcome ``error`` and a line in the log.
    """
    documents = {document.id: document for document in system.documents()}
    for case in cases[:1]:
        attempt(system, case)  # the first question of a process pays for what is loaded late
    for done, case in enumerate(cases):
        if advance:
            advance(done, len(cases))
        start = time.perf_counter()
        answer = attempt(system, case)
        taken = (time.perf_counter() - start) * 1000
        yield Asked(
            case=case.id,
            question=case.question,
            answer=answer,
            milliseconds=round(taken, 2),
            retrieved=retrieved(system, case),
            sources=tuple(
                source_text(documents, place_of(answer, row))
                for row in range(len(answer.citations))
            ),
        )


def attempt(system: System, case: Case) -> Answer:
    """Return the answer of a system, an error when it has none for a reason of its own."""
    try:
        return system.ask(case.question, case.history)
    except AskFault as exc:
        logger.warning("%s: %s", case.id, exc)
        return Answer(Outcome.ERROR, "en", message=str(exc))


def retrieved(system: System, case: Case) -> tuple[Found, ...] | None:
    """Return what a system's search finds for a question, ``None`` when that cannot be had."""
    try:
        return system.retrieve(case.question, case.history)
    except AskFault:
        return None


def source_text(documents: dict[str, Document], place: Place) -> str | None:
    """Return what stands at a place of the documents."""
    document = documents.get(place.document)
    page = document.page(place.page) if document else None
    return page.text[place.start : place.end] if page else None
