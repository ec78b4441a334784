"""What is said when there is no answer: what is missing, what comes nearest, what to do next."""

import time
from collections.abc import Sequence
from dataclasses import replace

from assistant.missing import missing, missing_said
from assistant.nearest import near, nearest, quoted
from assistant.offers import Offers
from assistant.phrases import phrase, titles
from assistant.steps import Retrieved, Verified, with_step
from assistant.suggestions import nearest as suggested
from assistant.types import Answer, Language, Outcome
from knowledge import Document, Hit

TITLES = 3
NEAR_TITLES = 2
MOST_OFFERED = 4


def declined(quoted: Verified, answer: Answer, offers: Offers) -> Answer:
    """Return what is said when ``answer`` is empty: the nearest, and questions to ask instead.

    The questions come from what was found near, or are those to begin with.
    """
    start = time.perf_counter()
    found, question = quoted.found, quoted.found.question
    instead = offers.near(question.text, near(question, found.hits), question.language)
    return replace(
        not_found(found, offers.library.documents()),
        suggestions=instead,
        answerer=answer.answerer,
        timings_ms=with_step(answer.timings_ms, "offer", start),
    )


def refused(question: str, language: Language, offers: Offers, answerer: str) -> Answer:
    """Return what is said to orders and markup: a fixed text, and questions to ask instead."""
    return Answer(
        Outcome.REFUSED,
        language,
        message=phrase("refused", language),
        suggestions=suggested(offers.general(language), question),
        answerer=answerer,
    )


def unclear(quoted: Verified, offers: Offers) -> Answer:
    """Return what is said to a question with too little to go on: what to add, and some to choose.

    These are drawn from what was found, and from the questions to begin with.
    """
    start = time.perf_counter()
    found, language = quoted.found, quoted.found.question.language
    near_ones = offers.near(found.question.text, found.hits, language)
    instead = tuple(dict.fromkeys([*near_ones, *offers.general(language)]))[:MOST_OFFERED]
    return Answer(
        Outcome.CLARIFY,
        language,
        message=phrase("clarify", language),
        suggestions=instead,
        answerer=quoted.answer.answerer,
        timings_ms=with_step(quoted.answer.timings_ms, "offer", start),
    )


def not_found(found: Retrieved, documents: Sequence[Document]) -> Answer:
    """Return the answer to a question that the documents, all of them given, do not answer.

    With something near it says what is missing, and offers that; else it says what the documents
    cover.
    """
    question = found.question
    hits = nearest(question, found.hits)
    message = nothing_but(found, hits) if hits else nothing_near(documents, question.language)
    return Answer(
        Outcome.NOT_FOUND, question.language, message=message, nearest=quoted(question, hits)
    )


def nothing_but(found: Retrieved, hits: Sequence[Hit]) -> str:
    """Say what the nearest sentences lack, and which documents are near."""
    question, language = found.question, found.question.language
    documents = list({hit.document.id: hit.document for hit in near(question, found.hits)}.values())
    shown = phrase("near_titles", language, titles=titles(documents[:NEAR_TITLES]))
    todo = "leave_out" if missing(question, hits) else "ask_otherwise"
    return f"{missing_said(question, hits)} {shown} {phrase(todo, language)}"


def nothing_near(documents: Sequence[Document], language: Language) -> str:
    """Say that there is no answer, and what the documents do cover."""
    shown = [titles(documents[:TITLES])]
    if len(documents) > TITLES:
        shown.append(phrase("and_more", language, count=len(documents) - TITLES))
    covered = phrase("covered", language, titles="; ".join(shown))
    return f"{phrase('not_found', language)} {covered} {phrase('try', language)}"
