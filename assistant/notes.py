"""What a sentence says, without the note on where it is from."""

import re
from functools import lru_cache

# "(one source only: Hanoi Times)", "(nguồn: VNA, ngày 9/12/2019)", "| Source: Vietstock".
SOURCE_NOTE = re.compile(
    r"\s*\([^()]*\b(?:sources?|publishers?|nguồn)\b[^():]*:[^()]*(?:\([^()]*\)[^()]*)*\)"
    r"|\s*\|\s*(?:sources?|nguồn)\s*:[^|]*(?=\||$)",
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
    return SOURCE_NOTE.sub("", text)
