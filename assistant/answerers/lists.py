"""Which list a question asks for in full, among the sentences that were found."""

import re
from collections.abc import Sequence

from assistant.answerers.base import Question
from assistant.answerers.order import NEARLY, odds
from assistant.enumerations import Enumeration, covers, enumeration
from assistant.expectations import expected
from assistant.notes import said
from knowledge import Hit, Query, fold, stems, tokens

# Words that end as a plural does and are none.
PLURAL = (
    r"(?!(?:does|has|is|was|this|its|as|us|less|status|basis|analysis|always|besides|across)\b)"
    r"[\w-]*[^\Ws]s\b"
)
# "which laws", "what dangers and limitations", "list the", "who attended", "gồm những gì".
WANTS_LIST = re.compile(
    r"\b(?:list|name the|enumerate|which|what (?:are|were)\b"
    r"|who (?:are|were|attended|took part|joined)"
    rf"|what (?!is\b|was\b)(?:[\w-]+ ){{0,4}}?{PLURAL}|all the"
    r"|(?:nhung|cac) (?:\w+ ){0,5}?(?:nao|gi|ai)\b|gom\b|liet ke)"
)
WANTS_PEOPLE = re.compile(r"\b(?:who|whom|ai)\b")
INTRODUCES = re.compile(
    r":$|\b(?:includ(?:e|es|ed|ing)|such as|as follows|the following|consists? of)\b"
    r"|\b(?:bao )?gom\b"
)

# The same for things that several sentences name, one each: the question must want several.
WANTS_SEVERAL = re.compile(
    r"\b(?:list|name (?:all|the)|enumerate|break down|breakdown|what (?:are|were)|all the"
    rf"|which (?:[\w-]+ ){{0,3}}?{PLURAL}(?! (?:is|was|has|does)\b)"
    rf"|what (?!is\b|was\b)(?:[\w-]+ ){{0,3}}?{PLURAL} (?:are|were|do|did|does|have|has|should)"
    r"|who (?:are|were|all|else)|who (?:attended|joined|took part)"
    r"|liet ke|ke ten|gom (?:nhung|cac)|(?:nhung|cac) (?:\w+ ){1,5}?(?:nao|gi|ai))\b"
)
ALIKE = 0.6
MOST_SIBLINGS = 8


def siblings(question: Question, hits: Sequence[Hit], *, close: float) -> list[Hit]:
    """Return the hits that each name one of several things asked for, in their documents' order.

    Each has most of the words of the first and is as near as the share ``close`` of its odds. There
    are none when the question does not want several, or only one is found.
    """
    if expected(question.asked) or not WANTS_SEVERAL.search(fold(question.asked or question.text)):
        return []
    first = hits[0]
    words = set(tokens(said(first.text)))
    near = [
        hit
        for hit in hits
        if odds(hit) >= close * odds(first)
        and hit.document.id == first.document.id
        and hit.coverage >= NEARLY * NEARLY * first.coverage
        and len(words & (own := set(tokens(said(hit.text))))) >= ALIKE * min(len(words), len(own))
    ][:MOST_SIBLINGS]
    if len(near) < 2:
        return []
    return sorted(near, key=lambda hit: (hit.passage.page, hit.sentence.start))


def list_asked_for(
    question: Question, hits: Sequence[Hit], *, least: float
) -> tuple[Hit, Enumeration] | None:
    """Return the list to give in full, when the question asks for one and a hit has it.

    Hits with a score below ``least`` are not considered.
    """
    if expected(question.text):
        # One figure, day or reason is not given by a list, however the question is worded.
        return None
    asked = fold(question.text)
    wants_list = bool(WANTS_LIST.search(asked))
    for hit in hits[:3]:
        if hit.score < least:
            return None
        found = enumeration(hit)
        if not found:
            continue
        if hit is hits[0] and opens(hit, found) and WANTS_PEOPLE.search(asked):
            return hit, found
        if not INTRODUCES.search(fold(opening(hit, found))):
            continue
        if opens(hit, found) and (wants_list or hit is hits[0]):
            return hit, found
        if wants_list and is_named_by(hit, found, question.query):
            return hit, found
    return None


def opening(hit: Hit, found: Enumeration) -> str:
    """Return the text that introduces a list: its lead or, failing that, its first clause."""
    return hit.passage.slice(*(found.lead or found.items[0]))


def opens(hit: Hit, found: Enumeration) -> bool:
    """Whether a hit is in what introduces a list."""
    return covers(*(found.lead or found.items[0]), hit)


def is_named_by(hit: Hit, found: Enumeration, query: Query) -> bool:
    """Whether a question has most of its words from what introduces the list of a hit."""
    known = set(stems(tokens(f"{hit.passage.heading or ''}\n{opening(hit, found)}")))
    covered = [any(known.issuperset(group) for group in term.alternatives) for term in query.terms]
    return 2 * sum(covered) > len(covered)
