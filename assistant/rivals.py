"""Names that are alike, such as those of two indices, two laws or two ministries.

An embedding model puts them close together, and nearly all words of a question fit both: a
sentence on the one does not answer a question on the other.
"""

import calendar
import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from assistant.constraints import holds
from knowledge import FUNCTION_WORDS, Hit, stems, tokens

Name = tuple[str, ...]

# "Global Innovation Index", "Law on Identification", "Ministry of Industry and Trade".
# A month behind a name is no part of it, and "Rank of Vietnam" is no name.
OTHER = "|".join(("Vietnam", *filter(None, calendar.month_name)))
CAPITALISED = rf"(?!(?:{OTHER})\b)[A-Z][\w-]*\w"
NAME = re.compile(rf"\b{CAPITALISED}(?:\s+(?:(?:of|on|for|and|the)\s+){{0,2}}{CAPITALISED})+")
FEWEST_WORDS = 3


@lru_cache(maxsize=8192)
def names_in(text: str) -> frozenset[Name]:
    """Return the names of three words or more that an English text writes with capitals, folded.

    >>> names_in("In the Global Innovation Index of 2024 Viet Nam rose.")
    frozenset({('global', 'innovation', 'index')})
    """
    found = (bare(tokens(match)) for match in NAME.findall(text))
    return frozenset(name for name in found if len(name) >= FEWEST_WORDS)


def bare(words: Sequence[str]) -> Name:
    """Return the words of a name without those of grammar in front, as "Under the"."""
    start = next((at for at, word in enumerate(words) if word not in FUNCTION_WORDS), len(words))
    return tuple(words[start:])


def names_asked(question: str, hits: Sequence[Hit]) -> frozenset[Name]:
    """Return the names that a question has itself, and those of what was found that it says.

    It may say them without capitals, and in another order: "the telecommunications law".
    """
    words = tuple(stems(tokens(question)))
    known = {name for hit in hits for name in names_in(around(hit))}
    return names_in(question) | {name for name in known if holds(words, name)}


def is_of_a_rival(hit: Hit, asked: Collection[Name]) -> bool:
    """Whether a sentence has a rival of a name that is asked for, and not that name."""
    words, named = tuple(stems(tokens(hit.text))), names_in(hit.text) - frozenset(asked)
    return any(
        any(rivals(name, other) for other in named) and not holds(words, name) for name in asked
    )


def rivals(name: Name, other: Name) -> bool:
    """Whether two names differ in all behind "of" or "on", or, without those, in one word.

    >>> index, law = ("global", "cyber", "index"), ("law", "on", "data")
    >>> rivals(index, ("global", "trade", "index")), rivals(law, ("law", "on", "land", "use"))
    (True, True)
    >>> rivals(law, ("party", "on", "data", "use"))
    False
    """
    if name[1] in FUNCTION_WORDS:
        return name[:2] == other[:2] and set(name[2:]).isdisjoint(other[2:])
    return len(name) == len(other) and sum(map(str.__ne__, name, other)) == 1


def around(hit: Hit) -> str:
    """Return a sentence with its heading and the title of its document, a line each."""
    return "\n".join((hit.text, hit.passage.heading or "", hit.document.title))
