"""Whether a target was met: the sentence that decides it, and not one from which to guess.

A sentence decides that measures a result against its target in words ("above the target of ...").
Without one, both the target and the result are quoted (``second.py``).
"""

import re
from collections.abc import Sequence

from assistant.aims import MET, TARGET
from assistant.answerers.second import MEASURED, shares_most, wants_both_aims
from assistant.enumerations import sentence_text
from assistant.indicators import measure_of
from knowledge import Hit, Query, fold

# "Did it exceed ...?", "có vượt ... không?", "đã đạt ... chưa?"; folded.
YES_OR_NO = re.compile(
    r"^\W*(?:and |so |but )?(?:did|does|do|has|have|had|is|are|was|were|will|can)\b"
    r"|\b(?:whether|did|has|have)\b.*\?|\b(?:co|da)\b.*\b(?:khong|chua)\W*$"
)


def decided(question: str, query: Query, chosen: list[Hit], near: Sequence[Hit]) -> list[Hit]:
    """Return the hits of an answer, behind the one that decides whether a target was met.

    One that has both values stands alone.

    ``near`` are the hits that are close to the question and hold for it, best first. Nothing
    changes when the question is another one, or no sentence decides it.
    """
    if not (YES_OR_NO.search(fold(question)) and wants_both_aims(question)):
        return chosen
    first = chosen[0]
    best = next(
        (hit for hit in near if decides(hit) and shares_most(hit, first, query.terms)), first
    )
    if decides(best) and len(measure_of(sentence_text(best)).values) > 1:
        return [best]
    return [best, *(hit for hit in chosen if hit is not best)]


def decides(hit: Hit) -> bool:
    """Whether a sentence says how a result stands to its target."""
    said = fold(sentence_text(hit))
    return bool(MET.search(said) or (TARGET.search(said) and MEASURED.search(said)))
