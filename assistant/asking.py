"""Which part of a question asks, where it says more than it asks, and whether for the latest."""

import re

from knowledge import fold

SENTENCE_END = re.compile(r"(?<=[^\W\d_]{2}[.!?])\s+|(?<=\d[.!?])\s+(?=[^\W\d_])")
FEWEST_WORDS = 3
LATEST = re.compile(
    r"\b(?:latest|newest|most recent|currently?|now|nowadays|today|to date|at present|so far"
    r"|at the moment"
    r"|moi nhat|gan day nhat|hien nay|hien tai|den nay|bay gio)\b"
)


def asked_part(question: str) -> str:
    """Return the last of several sentences that is a question; else the whole.

    >>> asked_part("The goal was 40 by 2025. Which rank did it reach in 2024?")
    'Which rank did it reach in 2024?'
    >>> asked_part("What is Decision No. 749?"), asked_part("The rank. Now."), asked_part("Rank?")
    ('What is Decision No. 749?', 'The rank. Now.', 'Rank?')
    """
    sentences = SENTENCE_END.split(question)
    for sentence in reversed(sentences):
        if sentence.endswith("?") and len(sentence.split()) >= FEWEST_WORDS:
            return sentence if len(sentences) > 1 else question
    return question


def asks_latest(question: str) -> bool:
    """Whether the latest value is asked for.

    >>> asks_latest("the rank at the moment"), asks_latest("thứ hạng mới nhất"), asks_latest("rank")
    (True, True, False)
    """
    return bool(LATEST.search(fold(question)))
