"""Which words without diacritics can be Vietnamese: those with the shape of a syllable.

A written syllable is an onset, a nucleus and a coda out of small closed sets, as every grammar of
the script gives them; here without the marks. Many short English words have that shape by
chance ("can", "to"), so that it tells only of all words of a text together.
"""

import re
from collections.abc import Sequence

SYLLABLE = re.compile(
    r"(?:ngh?|[cgknpt]h|tr|gi|qu|[bcdghklmnpqrstvx])?"
    r"(?:uye|uya|oai|oay|oao|oeo|uay|uyu|uoi|uou|ieu|yeu|ia|ie|iu|ye|ua|ue|ui|uo|uu|uy|oa|oe|oi"
    r"|oo|ai|ao|au|ay|eo|eu|a|e|i|o|u|y)"
    r"(?:ch|ng|nh|[cmnpt])?"
)
LEAST_WORDS = 3


def are_syllables(words: Sequence[str]) -> bool:
    """Whether all of several folded words have the shape of a Vietnamese syllable.

    >>> are_syllables(["ai", "thang", "tran", "bong", "da"])
    True
    >>> are_syllables(["who", "won", "the", "match"])
    False
    """
    return len(words) >= LEAST_WORDS and all(map(SYLLABLE.fullmatch, words))
