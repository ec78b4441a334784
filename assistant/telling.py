"""Verified streaming: a statement is given out once it has passed the check, and never before."""

import logging
from collections.abc import Generator, Iterator
from dataclasses import replace

from assistant.answerers.base import AnswererFault, DraftStatement, Question, StreamingAnswerer
from assistant.grounding import ground, is_grounded
from assistant.phrases import phrase
from assistant.steps import Verified
from assistant.types import Answer, Citation, Outcome, Part
from assistant.wording import is_worded_from

logger = logging.getLogger(__name__)


def told(answerer: StreamingAnswerer, quoted: Verified) -> Generator[Part, None, Answer]:
    """Yield what an answerer words from the sentences of a question; return the whole answer.

    The whole answer is the one that counts. It is that of ``quoted``, with a note, when the
    answerer fails, also after some parts, or when less of what it said passed than did not: what
    is left is then not what it had to say. It has no statements when the answerer gave none.
    """
    question, language = quoted.found.question, quoted.found.question.language
    checked = Checked(question)
    try:
        for draft in answerer.stream(question, quoted.found.hits):
            yield from checked.take(draft)
    except AnswererFault as fault:
        logger.warning("%s: %s; the answer is in quotes", answerer.name, fault)
        return replace(quoted.answer, message=phrase("model_away", language))
    kept, dropped = len(checked.kept), checked.dropped
    if dropped:
        logger.warning(
            "%s: %s of %s statement(s) dropped: not in the source",
            answerer.name, dropped, kept + dropped,
        )  # fmt: skip
    if dropped > kept:
        return replace(quoted.answer, message=phrase("model_unproven", language))
    statements, citations = ground(checked.kept)
    outcome = Outcome.ANSWERED if statements else Outcome.NOT_FOUND
    return Answer(outcome, language, statements, citations, answerer=answerer.name)


class Checked:
    """The statements on a question that passed so far, in order, and how many did not."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.kept: list[DraftStatement] = []
        self.cited: tuple[Citation, ...] = ()
        self.dropped = 0

    def take(self, draft: DraftStatement) -> Iterator[Part]:
        """Check a statement; yield it when it passes and has not been said before."""
        if draft in self.kept:
            return
        if not (is_grounded(draft) and is_worded_from(draft, self.question)):
            self.dropped += 1
            return
        self.kept.append(draft)
        statements, citations = ground(self.kept)
        new = citations[len(self.cited) :]
        self.cited = citations
        yield Part(statements[-1], new)


def parts_of(answer: Answer) -> Iterator[Part]:
    """Yield the statements of an answer, each with the citations that stand in it first."""
    seen: set[int] = set()
    for statement in answer.statements:
        new = tuple(
            citation
            for citation in answer.citations
            if citation.number in statement.citations and citation.number not in seen
        )
        seen.update(statement.citations)
        yield Part(statement, new)
