"""Two things asked for in one question: the sentences that say what the first one does not."""

import re
from collections.abc import Iterable, Sequence

from assistant.aims import ACHIEVED, MET, SET_APART, TARGET
from assistant.answerers.times import ALIKE, keys_in
from assistant.enumerations import sentence_text
from assistant.indicators import measure_of, unspecific
from knowledge import Hit, Query, Term, fold

# "how many were there and how many are left", "rank and score", "the target and the result".
JOINED = re.compile(r"\b(?:and|as well as|but|versus|vs|va|cung nhu)\b|,.*\?")
MOST = 3
MEASURED = re.compile(
    r"\b(?:exceed\w*|beat|surpass\w*|outdo|outdid|miss(?:ed)?|meet|met|above|below|vuot|hoan thanh"
    r"|dat(?! ra\b)|khong dat)\b"
)


def added(question: str, query: Query, first: Hit, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits that add what ``first`` lacks of a question for two things or more.

    ``hits`` are close enough to the question and hold for it, best first. What is added is worded
    as the first one is; with a target and its result, which are not, the best of the other kind.
    """
    both = wants_both_aims(question)
    if not (both or JOINED.search(fold(question))):
        return []
    measure = measure_of(sentence_text(first))
    others = [hit for hit in hits if shares_most(hit, first, query.terms)]
    if both:
        if MET.search(fold(sentence_text(first))) and len(measure.values) > 1:
            return []
        measures = [(hit, measure_of(sentence_text(hit))) for hit in others]
        return [hit for hit, each in measures if each.is_target != measure.is_target][:1]
    others = [hit for hit in others if measure.is_like(measure_of(sentence_text(hit)), ALIKE)]
    told = words_of(first)
    missing = [term for term in query.terms if tells(term) and not has(told, term)]
    found: list[Hit] = []
    while missing and len(found) < MOST:
        best = max(others, key=lambda hit: gain(hit, missing), default=first)
        if not gain(best, missing):
            break
        found.append(best)
        missing = [term for term in missing if not has(own_words(best), term)]
    return found


def gain(hit: Hit, missing: Sequence[Term]) -> int:
    """Return how many of the terms that are missing a sentence has."""
    words = own_words(hit)
    return sum(has(words, term) for term in missing)


def wants_both_aims(question: str) -> bool:
    """Whether a question is for a target and for what came of it.

    >>> wants_both_aims("the target and what was reached"), wants_both_aims("the target")
    (True, False)
    """
    folded = SET_APART.sub(" ", fold(question))
    results = ACHIEVED.search(folded) or MET.search(folded) or MEASURED.search(folded)
    return bool(TARGET.search(folded) and results)


def tells(term: Term) -> bool:
    """Whether a term of a question says what it is on, and not of which time."""
    keys = [key for group in term.alternatives for key in group]
    return not any(key.isdigit() or key in unspecific() for key in keys)


def shares_most(hit: Hit, first: Hit, terms: Iterable[Term]) -> bool:
    """Whether a hit has more than half of the terms of a question that the first one has."""
    of_first, of_hit = words_of(first), words_of(hit)
    shared = [term for term in terms if tells(term) and has(of_first, term)]
    return 2 * sum(has(of_hit, term) for term in shared) > len(shared)


def has(words: frozenset[str], term: Term) -> bool:
    """Whether words have a term, in one of its renderings."""
    return any(words.issuperset(group) for group in term.alternatives)


def words_of(hit: Hit) -> frozenset[str]:
    """Return the stems of a sentence and its heading."""
    return keys_in(f"{hit.passage.heading or ''}\n{sentence_text(hit)}")


def own_words(hit: Hit) -> frozenset[str]:
    """Return the stems of a sentence alone."""
    return keys_in(sentence_text(hit))
