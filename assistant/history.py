"""A follow-up becomes a question that can be searched for by itself."""

import re
from collections.abc import Sequence

from assistant.types import Turn
from assistant.years import YEAR, years
from knowledge import FUNCTION_SYLLABLES, FUNCTION_WORDS, fold, tokens

# How a sentence begins that goes on from the one before, and words that point back to it.
GOES_ON = re.compile(
    r"\s*(?:(?:and|but|what about|how about|vay con)\b|con\b.*\b(?:thi sao|the nao|bao nhieu)\b)"
)
MAY_GO_ON = re.compile(r"\s*(?:so|also|in|for|by|con|the con|vay|va|nhung)\b")
POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|this|these|those|that|one|ones|same|he|she|his|her|there"
    r"|no|chung|do|nay|kia|ay|ong|ba)\b"
)
FEW_WORDS = 3


def stand_alone(question: str, history: Sequence[Turn]) -> str:
    """Return the question with what it leaves out, taken from the questions before.

    A question that goes on from the last one, or points back to it, or is very short, gets that
    question in front. A year that it names takes the place of the years named before.
    """
    if not history or not depends(question):
        return question
    before = stand_alone(history[-1].question, history[:-1])
    if years(question):
        before = YEAR.sub("", before)
    return f"{before.strip().rstrip('?')} {question}"


def depends(question: str) -> bool:
    """Whether a question cannot be understood without the one before.

    >>> depends("And in 2023?"), depends("How many VNeID accounts were activated?")
    (True, False)
    """
    folded = fold(question)
    topic = [
        word
        for word in tokens(question)
        if word not in FUNCTION_WORDS and word not in FUNCTION_SYLLABLES
    ]
    if len(topic) <= 1 or GOES_ON.match(folded):
        return True
    short = len(topic) <= FEW_WORDS
    return short and bool(MAY_GO_ON.match(folded) or POINTS_BACK.search(folded))
