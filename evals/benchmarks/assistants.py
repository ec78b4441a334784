"""The whole assistant as the benchmarks ask it: over all texts or a few, with the score behind it.

All that the benchmarks need to know of the inside of the assistant is in this module.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from assistant import Answer, Assistant
from assistant.answerers.base import DraftStatement, Question
from assistant.answerers.extractive import ExtractiveAnswerer
from assistant.answerers.limits import ExtractiveSettings
from assistant.errors import BadQuestion
from assistant.settings import AssistantSettings
from evals.benchmarks.formats.base import Asked
from evals.benchmarks.ours import OurLibrary
from knowledge import Document, Filter, Hit, Library, Query

REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the assistant said: its outcome, quotes with their contexts, and how long it took.

    ``score``, 0 to 1, is that of the sentence that it quotes first, or would if no score were too
    low; 0 when none fits the question.
    """

    outcome: str
    quotes: tuple[tuple[str, str], ...]
    score: float
    seconds: float


class OurAssistant:
    """The assistant over a library of contexts, with its own settings."""

    def __init__(self, home: Path, *, pages: bool = False) -> None:
        self.library = OurLibrary(home, pages=pages)
        self.narrowed = NarrowedLibrary(self.library.library)
        self.answerer = ScoredAnswerer()
        self.assistant = Assistant(cast(Library, self.narrowed), self.answerer)
        for language in ("en", "vi"):
            # Worked out once an index, not a part of any one question.
            self.assistant.suggestions(language)

    def ask(self, asked: Asked, *, given: bool) -> Reply:
        """Return the reply to a question, asked over what it is given alone, or over all texts.

        A question that the assistant does not take, such as one that is too long, is refused.
        """
        self.narrowed.narrow(asked.given if given else ())
        self.answerer.score = 0.0
        start = time.perf_counter()
        try:
            answer = self.assistant.ask(asked.text, asked.history)
        except BadQuestion:
            return Reply(REFUSED, (), 0.0, time.perf_counter() - start)
        seconds = time.perf_counter() - start
        return Reply(answer.outcome, self.quotes(answer), self.answerer.score, seconds)

    def quotes(self, answer: Answer) -> tuple[tuple[str, str], ...]:
        """Return the context and the text of each quote, in the order in which they are shown."""
        documents = {
            citation.document_id: self.library.library.document(citation.document_id)
            for citation in answer.citations
        }
        return tuple(
            (self.library.context_of(document, citation.page), citation.quote)
            for citation in answer.citations
            if (document := documents[citation.document_id])
        )

    def close(self) -> None:
        """Release the library."""
        self.library.close()


class NarrowedLibrary:
    """A library that can be told to search some documents alone."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.only: Filter | None = None
        self.ids = {Path(each.source).stem: each.id for each in library.documents()}

    @property
    def name(self) -> str:
        """The name of the snapshot."""
        return self.library.name

    def narrow(self, names: Sequence[str]) -> None:
        """Search the documents of these files from now on, all when none is named."""
        # A text that was not taken in has no id; a filter for nothing would allow everything.
        ids = frozenset(self.ids.get(name, name) for name in names)
        self.only = Filter(documents=ids) if ids else None

    def search(self, query: Query, count: int = 10, only: Filter | None = None) -> list[Hit]:
        """Return the best sentences for a query."""
        return self.library.search(query, count, only or self.only)

    def documents(self) -> tuple[Document, ...]:
        """Return all documents."""
        return self.library.documents()

    def document(self, document_id: str) -> Document | None:
        """Return one document."""
        return self.library.document(document_id)

    def frequency(self, key: str) -> int:
        """Return how many sentences hold a word key."""
        return self.library.frequency(key)


class ScoredAnswerer:
    """The answerer that serves; it remembers the score of what it would quote first."""

    def __init__(self) -> None:
        settings = ExtractiveSettings(lowest_score=AssistantSettings().answer_score)
        self.serving = ExtractiveAnswerer(settings)
        self.eager = ExtractiveAnswerer(replace(settings, lowest_score=0.0))
        self.name = self.serving.name
        self.score = 0.0

    def answer(self, question: Question, hits: Sequence[Hit]) -> tuple[DraftStatement, ...]:
        """Return the statements of the answerer that serves."""
        self.score = max(self.score, score_of(self.eager.answer(question, hits), hits))
        return self.serving.answer(question, hits)


def score_of(drafts: Sequence[DraftStatement], hits: Sequence[Hit]) -> float:
    """Return the score of the sentence that a first quote is of, 0 when there is none."""
    if not drafts:
        return 0.0
    quote = drafts[0].quotes[0]
    scores = [
        hit.score
        for hit in hits
        if hit.passage.id == quote.passage.id
        and hit.sentence.start < quote.end
        and quote.start < hit.sentence.end
    ]
    return max(scores, default=0.0)
