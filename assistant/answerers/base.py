"""What an answerer does: from a question and ranked sentences to statements with quotes.

What it returns is a draft: ``grounding.py`` checks every statement before anything is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.constraints import Constraints
from assistant.types import Language
from knowledge import Document, Hit, Passage, Query


@dataclass(frozen=True, slots=True)
class Question:
    """A question that stands alone, understood.

    ``text`` is in the words of the asker, ``rendering`` the same in English, ``language`` the one
    to answer in.
    """

    text: str
    rendering: str
    language: Language
    query: Query
    constraints: Constraints


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


class Answerer(Protocol):
    """Makes draft statements; none when the sentences do not answer the question."""

    name: str

    def answer(self, question: Question, hits: Sequence[Hit]) -> tuple[DraftStatement, ...]:
        """Return the statements in the order in which they are to be shown."""
        ...
