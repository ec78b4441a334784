"""A follow-up becomes a question that can be searched for by itself."""

import re
from collections.abc import Sequence

from assistant.language import detect
from assistant.moments import NAME as MONTH_NAMES
from assistant.relative_years import with_years
from assistant.types import Turn
from assistant.years import YEAR, years
from knowledge import FUNCTION_SYLLABLES, FUNCTION_WORDS, VIETNAMESE_LETTER, fold, tokens

# How a question begins that goes on from the one before, and words that point back to it; the
# keys are the languages, the text is folded.
GOES_ON = {
    "en": re.compile(
        r"\W*(?:(?:ok(?:ay)?|so|right|thanks|well)\W+)?(?:and|but|(?:what|how) about)\b"
    ),
    "vi": re.compile(
        r"\W*(?:(?:the|vay|va)\s+con|vay|the thi|the\b.*\bthi sao|va|con\b.*\b(?:sao|nao|nhieu))\b"
    ),
}
POINTS_BACK = {
    "en": re.compile(
        r"^\W*(?:so|also|in|for|by)\b"
        r"|\b(?:it|its|they|them|their|this|these|those|that|ones?|same|he|she|his|her)\b"
    ),
    "vi": re.compile(r"^\W*(?:con|nhung)\b|\b(?:no|chung|do|nay|kia|ay|ong|ba)\b"),
}
# A Vietnamese word has two syllables, mostly.
FEW_WORDS = {"en": 3, "vi": 5}
# "on 18 March 2025", "ngày 18/3/2025", "in 2023": in folded text.
DATED = re.compile(
    r"(?:\b(?:in|on|by|of|until|den|vao|ngay|thang|nam|trong)\s+)*"
    rf"(?:\b(?:\d{{1,2}}\s+)?(?:{MONTH_NAMES})\.?\s+(?:\d{{1,2}},?\s+)?{YEAR.pattern}"
    rf"|\b\d{{1,2}}\s+nam\s+{YEAR.pattern}"
    r"|(?<![\d/.,])(?:\d{1,2}[/.-]){1,2}(?:19|20)\d\d(?![\d/])"
    rf"|{YEAR.pattern})"
)


def stand_alone(question: str, history: Sequence[Turn]) -> str:
    """Return the question with what it leaves out, taken from the questions before.

    A question that goes on from the last one, or points back to it, or is very short, gets that
    question in front. A year that it names, or counts from the one before ("one year later"),
    takes the place of the dates named before. What stands in front of a question that is typed
    without diacritics has none either: the two are read as one text.
    """
    if not history or not depends(question):
        return question
    before = stand_alone(history[-1].question, history[:-1])
    question = with_years(question, before)
    if years(question):
        before = undated(before)
    if detect(question) == "vi" and not VIETNAMESE_LETTER.search(question):
        before = fold(before)
    return f"{before.strip().rstrip('?')} {question}"


def undated(text: str) -> str:
    """Return a text without the days, months and years that it names.

    >>> undated("How many on 18 March 2025?"), undated("Ngày 18/3/2025 có bao nhiêu?")
    ('How many?', 'có bao nhiêu?')
    """
    folded = fold(text)
    if len(folded) != len(text):
        return text
    kept, end = [], 0
    for found in DATED.finditer(folded):
        kept.append(text[end : found.start()])
        end = found.end()
    return re.sub(r"\s+(?=[?.,;]|\s)", "", "".join([*kept, text[end:]])).strip()


def depends(question: str) -> bool:
    """Whether a question cannot be understood without the one before.

    >>> depends("And in 2023?"), depends("How many VNeID accounts were activated?")
    (True, False)
    """
    language = detect(question)
    folded = fold(question)
    if not has_topic(question) or GOES_ON[language].match(folded):
        return True
    few = len(topic_words(question)) <= FEW_WORDS[language]
    return few and bool(POINTS_BACK[language].search(folded))


def has_topic(question: str) -> bool:
    """Whether a question has enough words of its own to be searched for."""
    return len(topic_words(question)) > 1


def topic_words(question: str) -> list[str]:
    """Return the folded words of a question that are neither grammar nor years."""
    grammar = FUNCTION_WORDS if detect(question) == "en" else FUNCTION_SYLLABLES | {"nam"}
    return [word for word in tokens(question) if word not in grammar and not YEAR.fullmatch(word)]
