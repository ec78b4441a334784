"""A follow-up becomes a question that can be searched for by itself."""

import re
from collections.abc import Sequence

from assistant.language import detect
from assistant.types import Turn
from assistant.years import YEAR, years
from knowledge import FUNCTION_SYLLABLES, FUNCTION_WORDS, fold, tokens

# How a question begins that goes on from the one before, and words that point back to it; the
# keys are the languages, the text is folded.
GOES_ON = {
    "en": re.compile(
        r"\W*(?:(?:ok(?:ay)?|so|right|thanks|well)\W+)?(?:and|but|(?:what|how) about)\b"
    ),
    "vi": re.compile(r"\W*(?:(?:the|vay|va)\s+con|vay|the thi|va|con\b.*\b(?:sao|nao|nhieu))\b"),
}
POINTS_BACK = {
    "en": re.compile(
        r"^\W*(?:so|also|in|for|by)\b"
        r"|\b(?:it|its|they|them|their|this|these|those|that|ones?|same|he|she|his|her)\b"
    ),
    "vi": re.compile(r"^\W*(?:con|nhung)\b|\b(?:no|chung|do|nay|kia|ay|ong|ba)\b"),
}
FEW_WORDS = 3
DATED = re.compile(rf"(?:\b(?:in|năm|nam)\s+)?{YEAR.pattern}")


def stand_alone(question: str, history: Sequence[Turn]) -> str:
    """Return the question with what it leaves out, taken from the questions before.

    A question that goes on from the last one, or points back to it, or is very short, gets that
    question in front. A year that it names takes the place of the years named before.
    """
    if not history or not depends(question):
        return question
    before = stand_alone(history[-1].question, history[:-1])
    if years(question):
        before = DATED.sub("", before)
    return f"{before.strip().rstrip('?')} {question}"


def depends(question: str) -> bool:
    """Whether a question cannot be understood without the one before.

    >>> depends("And in 2023?"), depends("How many VNeID accounts were activated?")
    (True, False)
    """
    language = detect(question)
    folded = fold(question)
    if not has_topic(question) or GOES_ON[language].match(folded):
        return True
    few = len(topic_words(question)) <= FEW_WORDS
    return few and bool(POINTS_BACK[language].search(folded))


def has_topic(question: str) -> bool:
    """Whether a question has enough words of its own to be searched for."""
    return len(topic_words(question)) > 1


def topic_words(question: str) -> list[str]:
    """Return the folded words of a question that are neither grammar nor years."""
    grammar = FUNCTION_WORDS if detect(question) == "en" else FUNCTION_SYLLABLES | {"nam"}
    return [word for word in tokens(question) if word not in grammar and not YEAR.fullmatch(word)]
