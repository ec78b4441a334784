"""The answerer with a chat model: the model words statements, each on numbered sentences.

It sees the question and the sentences, nothing else, and names sentences by number only; what it
writes is a draft like any other answerer's.
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing

from assistant.answerers.base import AnswererFault, DraftStatement, Question, Quote
from assistant.answerers.model_calls import ModelCalls
from assistant.answerers.numbered import numbered_sentences
from assistant.answerers.statements import draft_of, whole_lines
from assistant.prompts import NO_ANSWER, messages
from knowledge import Hit

logger = logging.getLogger(__name__)

SECONDS = 60.0
RETRY_PAUSE = 0.5
MOST_LINES = 40
"""A reply with more lines is no answer to a question."""


class ChatModelAnswerer:
    """Lets a chat model answer; safe to use from several threads.

    ``seconds`` is what a whole reply may take, a second try included; ``clock`` gives seconds,
    and ``pause`` waits some before a second try.
    """

    def __init__(
        self,
        name: str,
        calls: ModelCalls,
        *,
        seconds: float = SECONDS,
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = name
        self.calls = calls
        self.seconds = seconds
        self.clock = clock
        self.pause = pause

    def answer(self, question: Question, hits: Sequence[Hit]) -> tuple[DraftStatement, ...]:
        """Return all statements; none when the model does not answer, for whatever reason."""
        try:
            return tuple(self.stream(question, hits))
        except AnswererFault as fault:
            logger.warning("%s: no answer: %s", self.name, fault)
            return ()

    def stream(self, question: Question, hits: Sequence[Hit]) -> Iterator[DraftStatement]:
        """Yield each statement once its line is whole; none when the model says so.

        What fails before the first statement is tried a second time where that may help. Raises
        ``AnswererFault`` when the model fails or its reply has no statement in it.
        """
        sentences = numbered_sentences(question, hits)
        if not sentences:
            return
        ends = self.clock() + self.seconds
        given = False
        try:
            for draft in self.attempt(question, sentences, ends):
                given = True
                yield draft
            return
        except AnswererFault as fault:
            if given or not fault.passing or self.clock() + RETRY_PAUSE >= ends:
                raise
            logger.warning("%s: asked a second time: %s", self.name, fault)
        self.pause(RETRY_PAUSE)
        yield from self.attempt(question, sentences, ends)

    def attempt(
        self, question: Question, sentences: Sequence[Quote], ends: float
    ) -> Iterator[DraftStatement]:
        """Yield the statements of one reply, which ends when ``clock`` shows ``ends``."""
        found = lost = 0
        with closing(
            self.calls.stream(messages(question, sentences), seconds=ends - self.clock())
        ) as parts:
            for count, line in enumerate(whole_lines(parts)):
                if count == MOST_LINES:
                    raise AnswererFault("its reply has too many lines")
                if count == 0 and line.strip("*`.\"' ").startswith(NO_ANSWER):
                    return
                draft = draft_of(line, sentences)
                if draft:
                    found += 1
                    yield draft
                else:
                    lost += 1
        if lost:
            logger.warning("%s: %s line(s) dropped: no statement with numbers", self.name, lost)
        if not found:
            raise AnswererFault("its reply has no statement in it")
