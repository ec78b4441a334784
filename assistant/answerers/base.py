"""What an answerer does: from a question and ranked sentences to statements with quotes.

What it returns is a draft: ``grounding.py`` checks every statement before anything is shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.constraints import Constraints
from assistant.types import Language, ValueKind
from knowledge import Document, Hit, Passage, Query


@dataclass(frozen=True, slots=True)
class Question:
    """A question that stands alone, understood.

    ``text`` is in the words of the asker, ``rendering`` the same in English, ``language`` the one
    to answer in. ``asked`` is the part of the text that asks: of a follow-up what is new in it,
    of several sentences the one that is a question. It may be the whole.
    """

    text: str
    rendering: str
    language: Language
    query: Query
    constraints: Constraints
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of a passage: ``page.text[start:end]`` of the document's page."""

    document: Document
    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The quoted text, verbatim."""
        return self.passage.slice(self.start, self.end)


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """A statement that has not been checked, with the quotes that are to support it."""

    text: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A value of an indicator that has not been checked, the time it holds for, and its quote.

    ``order`` is year, month and day as numbers, 0 for what is not said.
    """

    when: str
    value: str
    quote: Quote
    kind: ValueKind
    order: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class DraftSeries:
    """Values of one indicator, newest first; ``label`` is in the words of the quote ``lead``."""

    label: str
    lead: Quote
    rows: tuple[DraftRow, ...]


class Answerer(Protocol):
    """Makes draft statements; none when the sentences do not answer the question."""

    name: str

    def answer(self, question: Question, hits: Sequence[Hit]) -> tuple[DraftStatement, ...]:
        """Return the statements in the order in which they are to be shown."""
        ...


class StreamingAnswerer(Protocol):
    """Makes draft statements one after the other, as something slow words them."""

    name: str

    def stream(self, question: Question, hits: Sequence[Hit]) -> Iterator[DraftStatement]:
        """Yield statements as they come; none when the sentences do not answer the question.

        Raises ``AnswererFault`` when it cannot go on, maybe after some statements.
        """
        ...


class AnswererFault(Exception):
    """An answerer cannot go on. The message is for the log: no question and no key is in it.

    ``passing`` tells that asking once more may help.
    """

    def __init__(self, message: str, *, passing: bool = False) -> None:
        super().__init__(message)
        self.passing = passing
