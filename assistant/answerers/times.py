"""Every time that is asked for: which sentences answer a question on several times, or a change.

A question that names several years or months, or asks how something changed, is answered by one
sentence or row that has them all or, failing that, by a sentence of the same indicator for each.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.answerers.order import NEARLY, odds
from assistant.enumerations import sentence_text
from assistant.indicators import Measure, measure_of, unspecific
from assistant.periods import Asked
from knowledge import Hit, Query, stems, tokens

ALIKE = 0.5
"""Sentences with such a share of common words, and all of the question's, are on one indicator."""
MOST_TIMES = 10
ANCHORS = 6


def for_each_time(asked: Asked, hits: Sequence[Hit], close: float, query: Query) -> list[Hit]:
    """Return the hits that together answer for the times asked for, in the order to be said.

    ``hits`` hold for all else that the question insists on, best first; only those with the share
    ``close`` of the best one's score can begin an answer. There are none when fewer
    than two times are found: the question is then answered as any other.
    """
    near = [hit for hit in hits if odds(hit) >= close * odds(hits[0])]
    covered = NEARLY * max(hit.coverage for hit in near)
    whole = [hit for hit in near if hit.coverage >= covered and names_all(asked, hit)]
    if told := next((hit for hit in whole if tells_all(asked, hit)), None):
        return [told]
    # "The plan of 2020 for 2025": one value for all that is named is not that of one of them.
    hits = [hit for hit in hits if asked.change or not names_all(asked, hit)]
    anchors = [hit for hit in near[:ANCHORS] if hit in hits]
    chains = [chain(asked, anchor, hits, query) for anchor in anchors]
    chosen = [list(dict.fromkeys(found[key] for key in sorted(found))) for found in chains]
    best = max(
        chosen, key=lambda found: (len(found), sum(hit.coverage for hit in found)), default=[]
    )
    return best[-MOST_TIMES:] if len(best) > 1 else []


def names_all(asked: Asked, hit: Hit) -> bool:
    """Whether a sentence names every time that a question names."""
    named = set(replace(asked, change=False).place_of(measure_of(sentence_text(hit))))
    return bool(asked.times) and len(named) == len(asked.times)


def tells_all(asked: Asked, hit: Hit) -> bool:
    """Whether a sentence that names all times has values for two of them at least.

    One that names the beginning and the end of a change tells all of it.
    """
    measure = measure_of(sentence_text(hit))
    wanted = set(asked.place_of(measure))
    return not asked.span and len(wanted) > 1 and len(measure.values) > 1


def chain(
    asked: Asked, anchor: Hit, hits: Sequence[Hit], query: Query
) -> dict[tuple[int, ...], Hit]:
    """Return, for each time asked for, the best hit on the same indicator as ``anchor``."""
    first = measure_of(sentence_text(anchor))
    found: dict[tuple[int, ...], Hit] = {}
    if not set(asked.place_of(first)):
        return found
    topic = topic_of(query) & words_of(anchor)
    # A sentence that names one time says more of it than one that names several.
    for hit in [anchor, *sorted(hits, key=names_several)]:
        measure = measure_of(sentence_text(hit))
        if not (is_same(first, anchor, measure, hit) and topic <= words_of(hit)):
            continue
        for key in asked.place_of(measure):
            found.setdefault(key, hit)
    return found


def names_several(hit: Hit) -> bool:
    """Whether a sentence names more than one time."""
    return len(measure_of(sentence_text(hit)).times) > 1


def is_same(first: Measure, anchor: Hit, measure: Measure, hit: Hit) -> bool:
    """Whether two hits are on one indicator; rows are only so under one heading of a document."""
    here, there = ((each.document.id, each.passage.heading) for each in (hit, anchor))
    if first.columns and here != there:
        return False
    same_kind = kinds(first) == kinds(measure) or bool(kinds(first) & kinds(measure))
    return first.is_like(measure, ALIKE) and same_kind


def kinds(measure: Measure) -> set[tuple[str, str]]:
    """Return of what kinds the values of a measure are, with their units."""
    return {(value.kind, value.unit) for value in measure.values}


def topic_of(query: Query) -> set[str]:
    """Return the keys of a question that say what it is on, and not of which time."""
    keys = {key for term in query.terms for group in term.alternatives for key in group}
    return {key for key in keys if not key.isdigit()} - unspecific()


def words_of(hit: Hit) -> frozenset[str]:
    """Return the keys of a sentence and of the heading it stands under."""
    return keys_in(f"{hit.passage.heading or ''}\n{hit.text}")


@lru_cache(maxsize=4096)
def keys_in(text: str) -> frozenset[str]:
    """Return the stems of a text."""
    return frozenset(stems(tokens(text)))
