"""What a question counts: "how many deputies" is not answered by a number of articles."""

import re
from difflib import get_close_matches
from functools import lru_cache

from assistant.language import detect, vietnamese_term, with_vietnamese
from assistant.lexicon import lexicon
from assistant.lexicon.segmenting import segment
from knowledge import FUNCTION_WORDS, Hit, Term, english_terms, fold, pairs, stems, tokens

ENGLISH = re.compile(r"\bhow many ([^?,.;:]*)")
# A text may say the number of accounts otherwise; one that names accounts is better all the same.
NUMBER_OF = re.compile(r"\b(?:how many|number of) ([^?,.;:]*)")
# Behind other words than these, a verb may follow: "đưa được bao nhiêu lên mạng".
VIETNAMESE = re.compile(
    r"(?:^|\b(?:có|co|gồm|gom|là|la|cộng|cong)\s+|[,:]\s*)bao nhi(?:ê|e)u ([^?,.;:]*)"
)
# Where the name of what is counted ends.
VERB = re.compile(r"\b(?:come|came|go|goes|went|took|take|make|made)\b")
ADVERB = re.compile(r"ly$")
PARTICIPLE = re.compile(r"ed$")
# Words that say how something is counted rather than what; a text has others for them.
GENERIC = frozenset(
    """people person persons individuals users citizens residents inhabitants times years months
    weeks days hours places points ranks positions countries nations economies percent percentage
    things ones items figures kinds types levels dollars euros money
    nguoi dan dung lan nam thang tuan ngay gio nuoc quoc gia diem bac hang phan tram tien
    dong ty ti trieu nghin loai muc luot lan nhieu hon tong so tren con cai"""
    .split()
)  # fmt: skip
TYPO = 0.85


def counted(question: str, asked: re.Pattern[str] = ENGLISH) -> tuple[Term, ...]:
    """Return what a question counts, as terms to be looked for; none when it counts nothing.

    ``asked`` is how an English question counts; the first group has what.

    Things that a text may well call otherwise, such as people and years, are left out.

    >>> [term.alternatives[0] for term in counted("How many online orders were placed?")]
    [('order',)]
    >>> counted("How many people use it?"), counted("What is the rank?")
    ((), ())
    """
    if detect(question) == "en":
        found = asked.search(fold(question))
        if not found:
            return ()
        words = head(found[1])
        return with_vietnamese(english_terms(words), words) if words else ()
    found = VIETNAMESE.search(question.lower())
    pieces = segment(found[1], lexicon())[:1] if found else []
    named = [piece for piece in pieces if piece.english and not GENERIC.issuperset(piece.words)]
    terms = (vietnamese_term(piece) for piece in named)
    return tuple(term for term in terms if term)


def head(text: str) -> str:
    """Return the last word of the name that a text begins with, nothing when it is generic."""
    last = ""
    for word in VERB.split(text)[0].split():
        if word in FUNCTION_WORDS or (last and PARTICIPLE.search(word)):
            break
        if word in GENERIC or any(char.isdigit() for char in word):
            return ""
        if not ADVERB.search(word):
            last = word
    return last


def speaks_of(hit: Hit, things: tuple[Term, ...]) -> bool:
    """Whether a sentence, or what it stands under, names what a question counts."""
    if not things:
        return True
    around = "\n".join((hit.passage.text, hit.passage.heading or "", hit.document.title))
    return all(is_named(term, keys_of(around)) for term in things)


@lru_cache(maxsize=4096)
def keys_of(text: str) -> frozenset[str]:
    """Return the stems of a text and its pairs of neighbouring words."""
    words = tokens(text)
    return frozenset((*stems(words), *pairs(words)))


def is_named(term: Term, known: frozenset[str]) -> bool:
    """Whether one of a term's alternatives is among some keys, typing errors overlooked."""
    if any(known.issuperset(group) for group in term.alternatives):
        return True
    first = term.alternatives[0]
    return len(first) == 1 and bool(get_close_matches(first[0], known, n=1, cutoff=TYPO))
