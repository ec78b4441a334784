"""Which words can be Vietnamese: syllables by onset, rhyme and tone.

A written Vietnamese word is one syllable: an onset out of some thirty, a rhyme out of some 160,
and one of six tones, of which a rhyme that ends in a stop (c, ch, p, t) bears only two. This is
the closed inventory that grammars of the Vietnamese script give, so the share of words that fit
it tells Vietnamese from other languages, and a text in its own encoding from one in another.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from knowledge.text import fold

ONSETS = frozenset("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split())
RHYMES = frozenset(
    """a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in
    inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe
    oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân
    uâng uât uây uc uê uêch uên uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych
    uyên uyêt uynh uyp uyt uyu uyn ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y
    yêm yên yêng yêt yêu""".split()
)
STOPS = ("c", "ch", "p", "t")
PLAIN_RHYMES = frozenset(map(fold, RHYMES))
# Combining grave, acute, tilde, hook above and dot below.
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
STOP_TONES = frozenset("\u0301\u0323")
LONGEST = 8  # nghiêng has seven letters, and its tone mark one more
# A symbol inside a word belongs to it: that is what a letter becomes in a wrong encoding.
WORD = re.compile(r"(?:[^\W\d_]|[^\x00-\x7f\s])+")
# Dashes, quotes and bullets of print stand between words.
PRINT = re.compile("[\u2010-\u2027\u2030-\u203a\u2122\u00ab\u00bb]+")


class Count(NamedTuple):
    """How many words a text has, how many of them are not ASCII, and how many of these fit."""

    words: int
    marked: int
    fitting: int


def count_syllables(text: str) -> Count:
    """Count the words of a text, and which of those with other than ASCII letters can be syllables.

    Words without a mark say nothing of an encoding, and one letter alone is a word in any.
    """
    words = words_of(text)
    marked = [word for word in words if len(word) > 1 and not word.isascii()]
    return Count(len(words), len(marked), sum(is_syllable(word) for word in marked))


def words_of(text: str) -> list[str]:
    """Return the words of a text, in NFC, with the symbols that stand inside them."""
    found = WORD.findall(PRINT.sub(" ", unicodedata.normalize("NFC", text)))
    return [word for word in found if any(char.isalpha() for char in word)]


def is_syllable(word: str) -> bool:
    """Whether a word is a possible Vietnamese syllable, in either way of placing its tone mark.

    >>> [is_syllable(word) for word in ("chuyển", "NGHỊ", "quốc", "hóa", "hoá", "giêng", "gì")]
    [True, True, True, True, True, True, True]
    >>> [is_syllable(word) for word in ("éclair", "tèt", "Müller", "hßa", "X·")]
    [False, False, False, False, False]
    """
    return len(word) <= LONGEST and is_possible(word.lower())


@lru_cache(maxsize=20_000)
def is_plain_syllable(word: str) -> bool:
    """Whether a word in lower case is a possible syllable whose diacritics were left out.

    >>> [is_plain_syllable(word) for word in ("chuyen", "nghi", "the", "what", "digital", "of")]
    [True, True, True, False, False, False]
    """
    return len(word) < LONGEST and not PLAIN_RHYMES.isdisjoint(rhymes_of(word))


@lru_cache(maxsize=20_000)
def is_possible(word: str) -> bool:
    """Whether a word in lower case is a possible syllable."""
    marked = unicodedata.normalize("NFD", word)
    tones = [char for char in marked if char in TONES]
    bare = unicodedata.normalize("NFC", "".join(char for char in marked if char not in TONES))
    if len(tones) > 1 or (bare.endswith(STOPS) and not STOP_TONES.issuperset(tones or " ")):
        return False
    return not RHYMES.isdisjoint(rhymes_of(bare))


def rhymes_of(bare: str) -> list[str]:
    """Return what can be the rhyme of a syllable without tone mark: what follows an onset.

    In ``gì`` and ``giết`` the i is of onset and rhyme; the glide that follows q is written u, also
    where rhymes of other syllables have o (``quang``, ``loang``).
    """
    found = [bare, *(bare[size:] for size in (1, 2, 3) if bare[:size] in ONSETS)]
    if bare.startswith("gi"):
        found.append(bare[1:])
    if bare.startswith("qu"):
        found.extend((bare[1:], f"o{bare[2:]}"))
    return found
