"""The assistant: a LangChain chain of four steps, understand, retrieve, answer and verify."""

import logging
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Literal

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.answerers.base import Answerer, Question, StreamingAnswerer
from assistant.answerers.chat_providers import open_answerer
from assistant.answerers.extractive import ExtractiveAnswerer
from assistant.answerers.limits import ExtractiveSettings
from assistant.clarifying import is_unclear
from assistant.declining import declined, refused, unclear
from assistant.errors import EmptyQuestion, NotReady, QuestionTooLong
from assistant.grounding import Drops, ground
from assistant.history import has_topic
from assistant.language import detect
from assistant.missing import Demand
from assistant.offers import Offers
from assistant.partly import whole_or_part, without_one
from assistant.phrases import phrase
from assistant.safety import is_manipulative
from assistant.series import with_details
from assistant.settings import AssistantSettings
from assistant.steps import Asked, Drafted, Retrieved, Verified, timed, with_step
from assistant.telling import parts_of, told
from assistant.types import Answer, Language, Outcome, Part, Turn
from assistant.understanding import understood
from knowledge import (
    Document,
    Filter,
    Hit,
    KnowledgeError,
    Library,
    LibrarySettings,
    fold,
    normalise,
    open_library,
)

logger = logging.getLogger(__name__)

HITS = 40  # enough that those which hold for a year, a place or a name are among them
UNAVAILABLE = "The search is not available right now. Please try again in a few minutes."


class Assistant:
    """Answers questions from a library; safe to use from several threads.

    ``answerer`` quotes. With a ``model``, what it would quote is worded by that, and shown itself
    where the model fails. A question that the answerer declines is declined without asking the
    model: whether a sentence answers a question is nothing that code could check afterwards. On
    the ``tune`` questions asking it all the same could win at most 5 of 100 answers, while the
    word of the model alone would decide on half of the questions that are rightly declined.
    ``drops`` counts the statements that were not shown, by their fault.
    """

    def __init__(
        self,
        library: Library,
        answerer: Answerer | None = None,
        settings: AssistantSettings | None = None,
        model: StreamingAnswerer | None = None,
    ) -> None:
        self.library = library
        self.settings = settings or AssistantSettings()
        self.answerer = answerer or ExtractiveAnswerer(
            ExtractiveSettings(lowest_score=self.settings.answer_score)
        )
        self.model = model
        self.drops = Drops()
        self.offers = Offers(
            library, lambda question, language: self.quote(Asked(question, (), language)).answer
        )

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        language: Literal["auto", "en", "vi"] = "auto",
        only: Filter | None = None,
    ) -> Answer:
        """Return the answer to a question, with the time of each step in milliseconds.

        With ``only`` no other documents are quoted. Raises ``EmptyQuestion`` and
        ``QuestionTooLong`` for a question that cannot be taken.
        """
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
        """Yield each statement as soon as it has passed the check, and at last the whole answer.

        The whole answer takes the place of all that came before: where a model fails half-way it
        is another. Raises as ``ask`` does, before anything is yielded.
        """
        question = " ".join(normalise(question).split())
        spoken: Language = language if language != "auto" else detect(question)
        self.check(question, spoken)
        return self.parts(Asked(question, tuple(history), spoken, only))

    def parts(self, asked: Asked) -> Iterator[Part | Answer]:
        """Yield the parts of an answer to a question that can be taken, then the answer."""
        question, language = asked.question, asked.language
        if is_manipulative(fold(question)):
            yield refused(question, language, self.offers, self.answerer.name)
            return
        quoted = self.quote(asked)
        if is_unclear(asked, quoted.found.hits):
            yield unclear(quoted, self.offers)
            return
        if not quoted.answer.statements and asked.history and has_topic(question):
            # What looked like a follow-up may have been a change of topic.
            quoted = self.quote(replace(asked, history=()))
        quoted, left_out = (quoted, None) if quoted.answer.statements else self.relax(quoted)
        answer = quoted.answer
        if answer.statements:
            answer = yield from self.worded(quoted)
            answer = whole_or_part(answer, quoted.found, left_out)
        yield answer if answer.statements else declined(quoted, answer, self.offers)

    def relax(self, quoted: Verified) -> tuple[Verified, Demand | None]:
        """Return the answer without one of several things asked for, and that, where it has one."""
        for question, left_out in without_one(quoted.found.question):
            relaxed = self.verify(self.draft(Retrieved(question, quoted.found.hits)))
            if relaxed.answer.statements:
                answer = replace(relaxed.answer, timings_ms=quoted.answer.timings_ms)
                return replace(relaxed, answer=answer), left_out
        return quoted, None

    def worded(self, quoted: Verified) -> Generator[Part, None, Answer]:
        """Yield the parts of the answer that is shown for one of quotes; return it whole."""
        if self.model is None:
            yield from parts_of(quoted.answer)
            return quoted.answer
        start = time.perf_counter()
        answer = yield from told(self.model, quoted)
        return replace(answer, timings_ms=with_step(quoted.answer.timings_ms, "model", start))

    def find(self, question: str, history: Sequence[Turn] = ()) -> tuple[Hit, ...]:
        """Return the sentences that an answer is made from, best first."""
        question = " ".join(normalise(question).split())
        asked = Asked(question, tuple(history), detect(question))
        return self.retrieve(self.understand(asked)).hits

    def suggestions(self, language: Language) -> tuple[str, ...]:
        """Return up to six questions that the documents answer, worked out once an index."""
        return self.offers.general(language)

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

    def quote(self, asked: Asked) -> Verified:
        """Run the chain; the answer has no statements when the documents give none."""
        timings: dict[str, float] = {}
        quoted = self.chain(timings, asked.only).invoke(asked)
        timings["total"] = round(sum(timings.values()), 2)
        return replace(quoted, answer=replace(quoted.answer, timings_ms=timings))

    def chain(self, timings: dict[str, float], only: Filter | None) -> Runnable[Asked, Verified]:
        """Return the chain; it notes how long each step took."""
        steps = {
            "understand": self.understand,
            "retrieve": partial(self.retrieve, only=only),
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
        return understood(asked, self.library.frequency)

    def retrieve(self, question: Question, only: Filter | None = None) -> Retrieved:
        """Find the sentences nearest to the question; raises ``NotReady`` when that fails now."""
        try:
            hits = self.library.search(question.query, HITS, only)
        except KnowledgeError as exc:
            # Where the vectors are is for the operator, not for the person who asks.
            logger.error("the library cannot be searched: %s", exc)
            raise NotReady(UNAVAILABLE) from exc
        return Retrieved(question, tuple(hits))

    def draft(self, found: Retrieved) -> Drafted:
        """Let the answerer make statements."""
        return Drafted(found, self.answerer.answer(found.question, found.hits))

    def verify(self, drafted: Drafted) -> Verified:
        """Keep the statements that stand in their source."""
        statements, citations = ground(drafted.statements, self.drops)
        answer = Answer(
            outcome=Outcome.ANSWERED if statements else Outcome.NOT_FOUND,
            language=drafted.found.question.language,
            statements=statements,
            citations=citations,
            answerer=self.answerer.name,
        )
        return Verified(drafted.found, with_details(answer, drafted, self.drops))


def build_assistant(
    library_settings: LibrarySettings | None = None,
    settings: AssistantSettings | None = None,
    model: StreamingAnswerer | None = None,
) -> Assistant:
    """Return the assistant that the settings name, with another ``model`` where one is given.

    Raises ``NotReady`` without an index, ``BadSettings`` for a chat model that cannot be made.
    """
    settings = settings or AssistantSettings()
    model = model or open_answerer(settings)
    try:
        library = open_library(library_settings)
    except KnowledgeError as exc:
        raise NotReady(str(exc)) from exc
    return Assistant(library, settings=settings, model=model)
