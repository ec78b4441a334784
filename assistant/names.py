"""The names that a question is written with: words in capitals, and words with a capital."""

import calendar
import re
from collections.abc import Iterator

from assistant.lexicon import lexicon
from assistant.lexicon.segmenting import segment
from knowledge import FUNCTION_SYLLABLES, FUNCTION_WORDS, VIETNAMESE_LETTER, fold, tokens

# Above this share of words with a capital, capitals do not tell names apart.
MOST_CAPITALISED = 0.6
WORD = re.compile(r"[^\W_][\w.&]*[^\W_]|[^\W_]")
FIRST_WORD = re.compile(r"(?:^|[.!?:]\s+)\W*([^\W_][\w.&]*[^\W_]|[^\W_])")
NOT_NAMES = frozenset(
    word.lower()
    for word in (
        *calendar.month_name, *calendar.month_abbr, *calendar.day_name,
        "Vietnam", "Vietnamese", "Viet", "Nam", "Internet", "English",
    )
)  # fmt: skip


def capitalised(question: str) -> Iterator[str]:
    """Yield, folded, the words of a question that are written as names.

    The first word of a sentence has a capital anyway, and counts only with a second one. In
    Vietnamese a term of the lexicon is a term to be translated, with a capital or without.
    """
    if question.isupper():
        return
    words = WORD.findall(question)
    first = set(FIRST_WORD.findall(question))
    marked = [word for word in words if word[0].isupper()]
    titled = len(words) > 1 and len(marked) > MOST_CAPITALISED * len(words)
    for word in marked:
        if (titled or word in first) and not is_acronym(word):
            continue
        if is_name(word) and not is_term(word, question):
            yield from tokens(word)


def is_name(word: str) -> bool:
    """Whether a word with a capital may be a name: it is no word of grammar or of the calendar."""
    return fold(word) not in NOT_NAMES | FUNCTION_WORDS | FUNCTION_SYLLABLES


def is_acronym(word: str) -> bool:
    """Whether a word has two capitals or more, such as VNeID or OCOP."""
    return sum(char.isupper() for char in word) > 1


def is_term(word: str, question: str) -> bool:
    """Whether a word of a Vietnamese question belongs to a term of the lexicon."""
    if not VIETNAMESE_LETTER.search(question) or is_acronym(word):
        return False
    unknown = {
        syllable
        for piece in segment(question, lexicon())
        if piece.english is None
        for syllable in piece.words
    }
    return fold(word) not in unknown
