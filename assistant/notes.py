"""What a sentence says, without the notes on where it is from."""

import re
from functools import lru_cache

# "(one source only: Hanoi Times)", "(theo VNA, ngày 9/12/2019)", "| Source: Vietstock".
NOTE = re.compile(
    r"\s*\((?:[^():]*\b(?:sources?|publishers?|nguồn)\b[^():]*:"
    r"|(?:(?:one|a|only|single|chỉ|có|một) )*(?:sources?|nguồn|according to|theo)\b)"
    r"[^()]*(?:\([^()]*\)[^()]*)*\)"
    r"|\s*\|\s*(?:data |các )?(?:sources?|nguồn)\s*:[^|]*(?=\||$)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def said(text: str) -> str:
    """Return a text without the notes that name its sources: their years and places are not its.

    >>> said("It was 46th in 2023 (one source only: Hanoi Times of May 2024).")
    'It was 46th in 2023.'
    >>> said("Year: 2023 | Rank: 46 | Source: Hanoi Times, 2024"), said("The source (a spring).")
    ('Year: 2023 | Rank: 46', 'The source (a spring).')
    """
    return NOTE.sub("", text)


def without_notes(text: str) -> str:
    """Return a text with its notes made blanks; every place stays where it was.

    >>> without_notes("46th (source: VNA) in 2023")
    '46th               in 2023'
    """
    return NOTE.sub(lambda found: " " * len(found.group()), text)
