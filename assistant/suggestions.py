"""Questions to suggest: drawn from the documents, each one checked to be answered by them."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest

from assistant.types import Answer, Language, Outcome
from knowledge import VIETNAMESE_LETTER, Document, clause_spans, sentence_spans, stems, tokens

MOST = 6
# "The rate of households with fiber optic internet reached 82.4%": what was measured, in front
# of the verb that gives its figure.
MEASURE = re.compile(
    r"(?P<subject>(?:the |an? )?[a-z][\w '’-]{12,90}?) "
    r"(?:has |have )?(?:reach(?:ed|es)|increased|rose|grew|stood at|amounted to|came to|exceeded)"
    r"\b[^.;]*?\d",
    re.IGNORECASE,
)

Ask = Callable[[str], Answer]


def suggest(documents: Iterable[Document], language: Language, ask: Ask) -> tuple[str, ...]:
    """Return up to six questions in a language that ``ask`` answers.

    They are those that the documents' authors gave, one of each document in turn, else questions
    after the measures that the documents give figures of. A language in which none is answered
    gets those of the other.
    """
    given = [given_questions(document, language) for document in documents]
    found = answered(in_turn(given), ask)
    if len(found) < MOST and (language == "en" or not found):
        measures = [measure_questions(document) for document in documents]
        found += answered(in_turn(measures), ask, already=found)
    return tuple(found[:MOST])


def given_questions(document: Document, language: Language) -> list[str]:
    """Return the questions of a document's author in a language."""
    return [
        question
        for question in document.questions
        if bool(VIETNAMESE_LETTER.search(question)) == (language == "vi")
    ]


def measure_questions(document: Document) -> list[str]:
    """Return a question for each measure that a sentence of the document gives a figure of."""
    return [
        measure_question(subject, page.text)
        for page in document.pages
        for start, end in sentence_spans(page.text)
        for subject in subjects(page.text[start:end])
    ]


def measure_question(subject: str, text: str) -> str:
    """Return the question for a measure that a text gives a figure of."""
    return f"What do the documents say about {small_first(subject, text)}?"


def subjects(sentence: str) -> Iterator[str]:
    """Yield what each clause of a sentence gives a figure of."""
    for start, end in clause_spans(sentence):
        if match := MEASURE.match(sentence[start:end].strip()):
            yield " ".join(match["subject"].split())


def small_first(subject: str, text: str) -> str:
    """Return a subject as it stands inside a sentence: a name keeps its capital.

    >>> small_first("Sales of OCOP goods", "Sales grew; online sales too.")
    'sales of OCOP goods'
    """
    first, _, others = subject.partition(" ")
    common = re.search(rf"\b{re.escape(first.lower())}\b", text)
    return f"{first.lower()} {others}" if common else subject


def in_turn(groups: Iterable[list[str]]) -> list[str]:
    """Return the first of each group, then the second of each, and so on."""
    return [each for row in zip_longest(*groups) for each in row if each is not None]


def answered(questions: Iterable[str], ask: Ask, already: Iterable[str] = ()) -> list[str]:
    """Return the first questions that are answered, no two of them about the same sentence."""
    seen = {first_quote(ask(question)) for question in already}
    found: list[str] = []
    for question in questions:
        answer = ask(question)
        quote = first_quote(answer)
        if answer.outcome is Outcome.ANSWERED and quote not in seen:
            seen.add(quote)
            found.append(question)
        if len(found) == MOST:
            break
    return found


def first_quote(answer: Answer) -> str:
    """Return the first quote of an answer, empty when it has none."""
    return answer.citations[0].quote if answer.citations else ""


def nearest(suggestions: Iterable[str], question: str, count: int = 3) -> tuple[str, ...]:
    """Return the suggestions that share most words with a question."""
    words = set(stems(tokens(question)))
    ordered = sorted(suggestions, key=lambda each: -len(words & set(stems(tokens(each)))))
    return tuple(ordered[:count])
