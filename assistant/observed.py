"""Who else learns of an answer: records, figures for the operator."""

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from assistant.errors import BadQuestion
from assistant.service import Service
from assistant.types import Answer, Language, Outcome, Part, Turn
from knowledge import Document, Filter

logger = logging.getLogger(__name__)

Channel = Literal["page", "officials", "api"]


@dataclass(frozen=True, slots=True)
class Observation:
    """A question that has been answered: where it was asked, and how long the whole took."""

    channel: Channel
    question: str
    answer: Answer
    seconds: float


class Observer(Protocol):
    """Learns of every answer; safe to call from threads."""

    def answered(self, observation: Observation) -> None:
        """Take note of an answer. What this raises is logged, and nobody who asks sees it."""
        ...


class Observed:
    """A service as one channel sees it: each answer is told to the observers.

    A question that cannot be taken is not told, one whose answering broke with the outcome
    ``error``; an answer that nobody waited for is not told.
    """

    def __init__(self, service: Service, channel: Channel, observers: Sequence[Observer]) -> None:
        self.service, self.channel, self.observers = service, channel, tuple(observers)

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        language: Literal["auto", "en", "vi"] = "auto",
        only: Filter | None = None,
    ) -> Answer:
        """Return the answer to a question (see ``Assistant.ask``)."""
        for part in self.stream(question, history, language, only):
            if isinstance(part, Answer):
                return part
        raise AssertionError("a stream ends with the answer")

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        language: Literal["auto", "en", "vi"] = "auto",
        only: Filter | None = None,
    ) -> Iterator[Part | Answer]:
        """Yield the parts of an answer, then all of it (see ``Assistant.stream``)."""
        start = time.perf_counter()
        try:
            parts = self.service.stream(question, history, language, only)
        except BadQuestion:
            raise
        except Exception:
            self.tell(question, broken(language), start)
            raise
        return self.watched(parts, question, broken(language), start)

    def watched(
        self, parts: Iterator[Part | Answer], question: str, fault: Answer, start: float
    ) -> Iterator[Part | Answer]:
        """Yield what comes, and tell how it ended."""
        try:
            for part in parts:
                if isinstance(part, Answer):
                    self.tell(question, part, start)
                yield part
        except Exception:
            self.tell(question, fault, start)
            raise

    def tell(self, question: str, answer: Answer, start: float) -> None:
        """Tell the observers of an answer."""
        seconds = time.perf_counter() - start
        seen = Observation(self.channel, question, answer, seconds)
        for observer in self.observers:
            try:
                observer.answered(seen)
            except Exception:
                logger.exception("an answer could not be noted")

    def suggestions(self, language: Language) -> tuple[str, ...]:
        """Return questions that the documents answer."""
        return self.service.suggestions(language)

    def documents(self) -> tuple[Document, ...]:
        """Return all documents."""
        return self.service.documents()

    def document(self, document_id: str) -> Document | None:
        """Return one document, ``None`` when there is none of that id."""
        return self.service.document(document_id)

    def picture(self, document_id: str, number: int) -> bytes | None:
        """Return a page of a document as a JPEG picture, ``None`` where there is none."""
        return self.service.picture(document_id, number)

    def has_pictures(self, document_id: str) -> bool:
        """Whether the pages of a document can be shown as they look."""
        return self.service.has_pictures(document_id)


def broken(language: Literal["auto", "en", "vi"]) -> Answer:
    """Return what is told of a question whose answering broke."""
    return Answer(Outcome.ERROR, "en" if language == "auto" else language)
