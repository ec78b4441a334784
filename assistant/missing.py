"""What a question insists on that the sentences nearest to it do not have."""

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.aims import states_target
from assistant.answerers.base import Question
from assistant.answerers.holding import wants_result
from assistant.constraints import Constraints, Words, supports
from assistant.enumerations import sentence_text
from assistant.expectations import expected, offers
from assistant.phrases import phrase
from assistant.types import Language
from knowledge import FUNCTION_SYLLABLES, FUNCTION_WORDS, Hit, fold, tokens

WORD = re.compile(r"[^\W_]+(?:[.&'/-][^\W_]+)*")
# What is named longer than this is not repeated in a sentence.
LONGEST_NAMED = 60
GRAMMAR = FUNCTION_WORDS | FUNCTION_SYLLABLES

Span = tuple[int, int]
# A month says its year, and the number of a law its name.
SAYS_TOO = {"month": "year", "number": "name"}


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that a question insists on: its kind, how it is said, and the check for it.

    ``kind`` is ``year``, ``month``, ``place``, ``number`` (of a law or decision) or ``name``;
    ``span`` is where the question says a place or name.
    """

    kind: str
    said: str
    wanted: Constraints
    span: Span = (0, 0)


def demands(question: Question) -> tuple[Demand, ...]:
    """Return what a question insists on, one by one; its years are one, since any of them will do.

    Places and names are said in the words of the question.
    """
    wanted, text = question.constraints, question.text
    found = []
    if wanted.months:
        said = ", ".join(month_said(*month, question.language) for month in sorted(wanted.months))
        found.append(Demand("month", said, Constraints(months=wanted.months)))
    if wanted.years:
        said = ", ".join(map(str, sorted(wanted.years)))
        found.append(Demand("year", said, Constraints(years=wanted.years)))
    if wanted.numbers:
        said = ", ".join(sorted(wanted.numbers, key=int))
        found.append(Demand("number", said, Constraints(numbers=wanted.numbers)))
    for names, span in as_asked(text, wanted.places):
        only = Constraints(places=frozenset([names]))
        found.append(Demand("place", text[slice(*span)], only, span))
    for names, span in as_asked(text, wanted.names):
        only = Constraints(names=frozenset([names]))
        found.append(Demand("name", text[slice(*span)], only, span))
    return tuple(found)


def unmet(hit: Hit, wanted: Sequence[Demand]) -> list[Demand]:
    """Return the demands that a sentence does not meet."""
    return [one for one in wanted if not supports(hit, one.wanted)]


def missing(question: Question, hits: Sequence[Hit]) -> tuple[Demand, ...]:
    """Return what none of some sentences has, or, where each has its own, what they have not.

    What another demand says anyway is not among them. A sentence that has all leaves nothing.
    """
    failed = [unmet(hit, demands(question)) for hit in hits]
    if not all(failed):
        return ()
    every = [one for one in demands(question) if any(one in each for each in failed)]
    found = [one for one in every if all(one in each for each in failed)] or every
    kinds = {one.kind for one in found}
    said_anyway = {said for kind, said in SAYS_TOO.items() if kind in kinds}
    return joined([one for one in found if one.kind not in said_anyway], question.text)


def missing_said(question: Question, hits: Sequence[Hit]) -> str:
    """Return a sentence, in the language of the answer, on what was asked for and not found."""
    language = question.language
    if found := missing(question, hits):
        named = ", ".join(phrase(f"for_{one.kind}", language, said=one.said) for one in found)
        return phrase("nothing_for", language, named=named)
    if wants_result(question) and any(states_target(sentence_text(hit)) for hit in hits):
        return phrase("no_result", language)
    kind = expected(question.text)
    if kind and not any(offers(sentence_text(hit), kind) for hit in hits):
        return phrase(f"no_{kind.name}", language)
    return phrase("nothing_close", language)


def month_said(year: int, month: int, language: Language) -> str:
    """Return a month with its year as a language writes it.

    >>> month_said(2025, 1, "en"), month_said(2025, 1, "vi")
    ('January 2025', '1/2025')
    """
    return f"{calendar.month_name[month]} {year}" if language == "en" else f"{month}/{year}"


def as_asked(
    text: str, wanted: Iterable[tuple[Words, ...]]
) -> Iterator[tuple[tuple[Words, ...], Span]]:
    """Yield each name, given by its renderings, with where a text says it, in the text's order.

    One that is not found there, as it was read from elsewhere, is left out.
    """
    places = [(place_in(text, names), names) for names in wanted]
    for span, names in sorted((span, names) for span, names in places if span):
        yield names, span


def place_in(text: str, names: Sequence[Words]) -> Span | None:
    """Return where the longest of several renderings of a name stands in a text."""
    spans = [match.span() for match in WORD.finditer(text)]
    folded = [tuple(tokens(text[start:end])) for start, end in spans]
    for name in sorted(names, key=len, reverse=True):
        for first in range(len(spans)):
            read: Words = ()
            for last in range(first, len(spans)):
                read += folded[last]
                if read == name:
                    return spans[first][0], spans[last][1]
                if len(read) >= len(name):
                    break
    return None


def joined(found: Sequence[Demand], text: str) -> tuple[Demand, ...]:
    """Return demands with the names that a text says together, as in a title, as one.

    A name that is too long to be repeated is left out.
    """
    together: list[Demand] = []
    for one in found:
        before = together[-1] if together else None
        if before and before.kind == one.kind == "name" and touch(before.span, one.span, text):
            span = before.span[0], max(before.span[1], one.span[1])
            together[-1] = replace(one, said=text[slice(*span)], span=span)
        else:
            together.append(one)
    return tuple(one for one in together if len(one.said) <= LONGEST_NAMED)


def touch(before: Span, after: Span, text: str) -> bool:
    """Whether two spans of a text overlap, or only a word of grammar stands between them."""
    between = text[before[1] : after[0]]
    return before[1] >= after[0] or (
        not between.strip() or (between.strip().isalpha() and fold(between.strip()) in GRAMMAR)
    )
