"""An answer to only a part of what was asked: which part is missing, and when that is so.

Several things are asked for where the question sets them side by side: "in 2025 and 2030", "Hue and
Da Nang". Years that stand apart, or name a span, are no such list.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.answerers.base import Question
from assistant.constraints import Constraints, supports
from assistant.missing import Demand, demands
from assistant.names import is_acronym
from assistant.phrases import phrase
from assistant.steps import Retrieved
from assistant.types import Answer, Citation, Language, Outcome
from assistant.years import YEAR, main_years
from knowledge import Hit, fold

BESIDE = re.compile(
    r"(?:\W|\b(?:and|or|the|vs|versus|than|as well as|in|for|by|of|va|hay|hoac|nam|tinh"
    r"|thanh pho|so voi)\b)*"
)
SPAN = re.compile(r"\d{4}\s*[-\u2013]\s*\d{4}")


def without_one(question: Question) -> Iterator[tuple[Question, Demand]]:
    """Yield the question without one of the places or initials that stand side by side in it."""
    found = [one for one in demands(question) if one.kind == "place" or is_acronym(one.said)]
    for one in found:
        others = [each for each in found if each.kind == one.kind and each is not one]
        if any(stand_beside(one, each, question.text) for each in others):
            yield replace(question, constraints=less(question.constraints, one.wanted)), one


def stand_beside(one: Demand, other: Demand, text: str) -> bool:
    """Whether nothing but "and", commas and the like stands between two demands."""
    first, second = sorted((one.span, other.span))
    between = text[first[1] : second[0]]
    return bool(between) and BESIDE.fullmatch(fold(between)) is not None


def less(wanted: Constraints, dropped: Constraints) -> Constraints:
    """Return constraints without some places and names."""
    return replace(
        wanted, places=wanted.places - dropped.places, names=wanted.names - dropped.names
    )


def years_asked(text: str) -> tuple[int, ...]:
    """Return the years that a text asks for side by side, none when it names one or a span.

    >>> years_asked("the target for 2025 and for 2030"), years_asked("the plan 2021-2025")
    ((2025, 2030), ())
    """
    matches = list(YEAR.finditer(text))
    gaps = [text[a.end() : b.start()] for a, b in pairwise(matches)]
    beside = bool(gaps) and all(BESIDE.fullmatch(fold(gap)) for gap in gaps)
    if not beside or SPAN.search(text):
        return ()
    return tuple(sorted(main_years(text)))


def years_missing(text: str, answer: Answer, hits: Sequence[Hit]) -> tuple[int, ...]:
    """Return which years of those asked for no quote of an answer holds, if some holds one."""
    years = years_asked(text)
    held = [year for year in years if any(holds(each, year, hits) for each in answer.citations)]
    return tuple(year for year in years if year not in held) if held else ()


def holds(citation: Citation, year: int, hits: Sequence[Hit]) -> bool:
    """Whether a quote speaks of a year, by itself or by what stands around it."""
    wanted = Constraints(years=frozenset([year]))
    return year in main_years(citation.quote) or any(
        supports(hit, wanted)
        for hit in hits
        if (hit.document.id, hit.passage.page) == (citation.document_id, citation.page)
        and hit.sentence.start < citation.end
        and citation.start < hit.sentence.end
    )


def whole_or_part(answer: Answer, found: Retrieved, left_out: Demand | None) -> Answer:
    """Return an answer as one to a part where something was left out, or a year is not in it."""
    if left_out:
        return partly(answer, left_out.kind, left_out.said)
    years = years_missing(found.question.text, answer, found.hits)
    return partly(answer, "year", ", ".join(map(str, years))) if years else answer


def partly(answer: Answer, kind: str, said: str) -> Answer:
    """Return an answer as one to a part, with word of what is missing: its kind and how it is said.

    A note that the answer has already stays.
    """
    language: Language = answer.language
    named = phrase(f"for_{kind}", language, said=said)
    rest = phrase("nothing_for", language, named=named)
    message = f"{phrase('partly', language)} {rest} {phrase('ask_rest', language)}"
    return replace(answer, outcome=Outcome.PARTIAL, message=f"{answer.message} {message}".strip())
