"""The assistant: a LangChain chain of four steps, understand, retrieve, answer and verify."""

import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.answerers.base import Answerer, DraftStatement, Question
from assistant.answerers.extractive import ExtractiveAnswerer, ExtractiveSettings
from assistant.constraints import Constraints, constraints_of
from assistant.errors import EmptyQuestion, NotReady, QuestionTooLong
from assistant.grounding import Drops, ground
from assistant.history import has_topic, stand_alone
from assistant.language import detect, make_query
from assistant.phrases import phrase
from assistant.safety import is_manipulative
from assistant.settings import AssistantSettings
from assistant.suggestions import nearest, suggest
from assistant.types import Answer, Language, Outcome, Turn
from knowledge import (
    Document,
    Hit,
    KnowledgeError,
    Library,
    LibrarySettings,
    fold,
    normalise,
    open_library,
)

logger = logging.getLogger(__name__)

HITS = 12
TITLES = 3
UNAVAILABLE = "The search is not available right now. Please try again in a few minutes."


@dataclass(frozen=True, slots=True)
class Asked:
    """What came in: a question, the turns before it and the language to answer in."""

    question: str
    history: tuple[Turn, ...]
    language: Language


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A question with the sentences that were found for it."""

    question: Question
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Drafted:
    """A question with the statements that are still to be checked."""

    question: Question
    statements: tuple[DraftStatement, ...]


class Assistant:
    """Answers questions from a library; safe to use from several threads.

    ``drops`` counts the statements that were not shown, by their fault.
    """

    def __init__(
        self,
        library: Library,
        answerer: Answerer | None = None,
        settings: AssistantSettings | None = None,
    ) -> None:
        self.library = library
        self.settings = settings or AssistantSettings()
        self.answerer = answerer or ExtractiveAnswerer(
            ExtractiveSettings(lowest_score=self.settings.answer_score)
        )
        self.drops = Drops()
        self.suggested: dict[tuple[str, Language], tuple[str, ...]] = {}
        self.lock = threading.Lock()

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        language: Literal["auto", "en", "vi"] = "auto",
    ) -> Answer:
        """Return the answer to a question, with the time of each step in milliseconds.

        Raises ``EmptyQuestion`` and ``QuestionTooLong`` for a question that cannot be taken.
        """
        question = " ".join(normalise(question).split())
        spoken: Language = language if language != "auto" else detect(question)
        self.check(question, spoken)
        if is_manipulative(fold(question)):
            return self.decline(Outcome.REFUSED, phrase("refused", spoken), question, spoken)
        answer = self.answer(Asked(question, tuple(history), spoken))
        if not answer.statements and history and has_topic(question):
            # What looked like a follow-up may have been a change of topic.
            answer = self.answer(Asked(question, (), spoken))
        if answer.statements:
            return answer
        wanted = constraints_of(stand_alone(question, history))
        message = self.not_found(wanted, spoken)
        declined = self.decline(Outcome.NOT_FOUND, message, question, spoken)
        return replace(declined, timings_ms=answer.timings_ms)

    def find(self, question: str, history: Sequence[Turn] = ()) -> tuple[Hit, ...]:
        """Return the sentences that an answer is made from, best first."""
        question = " ".join(normalise(question).split())
        asked = Asked(question, tuple(history), detect(question))
        return self.retrieve(self.understand(asked)).hits

    def suggestions(self, language: Language) -> tuple[str, ...]:
        """Return up to six questions that the documents answer, worked out once an index."""
        key = (self.library.name, language)
        with self.lock:
            if key not in self.suggested:
                self.suggested[key] = suggest(
                    self.library.documents(),
                    language,
                    lambda question: self.answer(Asked(question, (), language)),
                )
            return self.suggested[key]

    def documents(self) -> tuple[Document, ...]:
        """Return all documents."""
        return self.library.documents()

    def document(self, document_id: str) -> Document | None:
        """Return one document, ``None`` when there is none of that id."""
        return self.library.document(document_id)

    def check(self, question: str, language: Language) -> None:
        """Raise for a question that is empty or too long."""
        limit = self.settings.max_question_length
        if not any(char.isalnum() for char in question):
            raise EmptyQuestion(phrase("empty", language))
        if len(question) > limit:
            raise QuestionTooLong(phrase("too_long", language, length=len(question), limit=limit))

    def answer(self, asked: Asked) -> Answer:
        """Run the chain; the answer has no statements when the documents give none."""
        timings: dict[str, float] = {}
        answer = self.chain(timings).invoke(asked)
        timings["total"] = round(sum(timings.values()), 2)
        return replace(answer, timings_ms=timings)

    def chain(self, timings: dict[str, float]) -> Runnable[Asked, Answer]:
        """Return the chain; it notes how long each step took."""
        steps = {
            "understand": self.understand,
            "retrieve": self.retrieve,
            "answer": self.draft,
            "verify": self.verify,
        }
        first, *others = (
            RunnableLambda(timed(step, name, timings), name=name) for name, step in steps.items()
        )
        chain: Runnable = first  # type: ignore[type-arg]
        for step in others:
            chain = chain | step
        return chain

    def understand(self, asked: Asked) -> Question:
        """Make the question stand alone, and read from it what to search for."""
        text = stand_alone(asked.question, asked.history)
        query = make_query(text, detect(text), self.library.frequency)
        return Question(text, query.text, asked.language, query, constraints_of(text, query.text))

    def retrieve(self, question: Question) -> Retrieved:
        """Find the sentences nearest to the question; raises ``NotReady`` when that fails now."""
        try:
            hits = self.library.search(question.query, HITS)
        except KnowledgeError as exc:
            # Where the vectors are is for the operator, not for the person who asks.
            logger.error("the library cannot be searched: %s", exc)
            raise NotReady(UNAVAILABLE) from exc
        return Retrieved(question, tuple(hits))

    def draft(self, found: Retrieved) -> Drafted:
        """Let the answerer make statements."""
        return Drafted(found.question, self.answerer.answer(found.question, found.hits))

    def verify(self, drafted: Drafted) -> Answer:
        """Keep the statements that stand in their source."""
        statements, citations = ground(drafted.statements, self.drops)
        return Answer(
            outcome=Outcome.ANSWERED if statements else Outcome.NOT_FOUND,
            language=drafted.question.language,
            statements=statements,
            citations=citations,
            answerer=self.answerer.name,
        )

    def decline(self, outcome: Outcome, message: str, question: str, language: Language) -> Answer:
        """Return an answer without statements, with questions that could be asked instead."""
        instead = nearest(self.suggestions(language), question)
        return Answer(
            outcome, language, message=message, suggestions=instead, answerer=self.answerer.name
        )

    def not_found(self, wanted: Constraints, language: Language) -> str:
        """Say that there is no answer, for what, and what the documents do cover."""
        named = [str(year) for year in sorted(wanted.years)]
        said = (
            phrase("not_found_for", language, what=", ".join(named))
            if named
            else phrase("not_found", language)
        )
        titles = [f"“{document.title}”" for document in self.documents()]
        shown = titles[:TITLES]
        if len(titles) > TITLES:
            shown.append(phrase("and_more", language, count=len(titles) - TITLES))
        covered = phrase("covered", language, titles="; ".join(shown))
        return f"{said} {covered} {phrase('try', language)}"


def timed(step, name: str, timings: dict[str, float]):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    """Return a step that also notes how many milliseconds it took."""

    def run(given: object) -> object:
        start = time.perf_counter()
        result = step(given)
        timings[name] = round((time.perf_counter() - start) * 1000, 2)
        return result

    return run


def build_assistant(
    library_settings: LibrarySettings | None = None,
    settings: AssistantSettings | None = None,
) -> Assistant:
    """Return the assistant that the settings name; raises ``NotReady`` without an index."""
    try:
        library = open_library(library_settings)
    except KnowledgeError as exc:
        raise NotReady(str(exc)) from exc
    return Assistant(library, settings=settings)
