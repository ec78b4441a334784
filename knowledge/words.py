"""Words as they are matched: folded, stemmed, numbers in one form.

The same keys are made of documents and of questions. English words are stemmed (Snowball);
Vietnamese text also gives pairs of neighbouring syllables, because most of its words have two.
"""

import re
from functools import lru_cache
from itertools import pairwise

from knowledge.text import fold

TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
ORDINAL = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b")
E_WORD = re.compile(r"\be\s?-\s?([a-z]+)")
ADDRESS = re.compile(r"https?://\S+")
THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
}

# Words that carry grammar and no topic. They count in documents but not in questions.
FUNCTION_WORDS = frozenset(
    """a about above according after all also am an and any are as at be been being but by can
    could did do does doing done each for from had has have having he her here him his how i if in
    into is it its itself just kindly let like may me might mine more most much must my of off on
    or other our ours out over own per please same shall she should so some such than that the
    their theirs them then there these they this those through to too under until up upon us very
    was we were what whats when where whether which while who whom whose why will with would you
    your yours many tell give show know say says said find get got give explain describe let lets
    need want s t d ll re ve m""".split()
)
FUNCTION_SYLLABLES = frozenset(
    """la va cua nhung cac duoc bao nhieu nao gi ai dau khi the co khong cho biet xin hoi toi ban
    voi trong tai ve thi ma nay do kia ay da dang se moi rat nhu theo tu den bang hay vay a oi
    vui long giup ra sao lam""".split()
)


@lru_cache(maxsize=1)
def stemmer():  # type: ignore[no-untyped-def]  # noqa: ANN201
    """Return the English Snowball stemmer, made once."""
    import Stemmer

    return Stemmer.Stemmer("english")


def number_key(token: str) -> str:
    """Return a number in one form: no thousands marks, a point before decimals.

    >>> number_key("8,280"), number_key("5.250"), number_key("18,3"), number_key("55.25")
    ('8280', '5250', '18.3', '55.25')
    """
    if THOUSANDS.fullmatch(token):
        return re.sub(r"[.,]", "", token)
    return token.replace(",", ".")


def tokens(text: str, *, english: bool = True) -> list[str]:
    """Return the folded tokens of a text, in order; single letters and addresses are left out.

    English number words become digits, unless the text is not English ("ten" is a name there).

    >>> tokens("The 71st e-Government rank: five điểm")
    ['the', '71', 'egovernment', 'government', 'rank', '5', 'diem']
    """
    folded = E_WORD.sub(r"e\1 \1", ORDINAL.sub(r"\1", fold(ADDRESS.sub(" ", text))))
    found: list[str] = []
    for token in TOKEN.findall(folded):
        if token[0].isdigit():
            found.append(number_key(token))
        elif len(token) > 1:
            found.append(NUMBER_WORDS.get(token, token) if english else token)
    return found


def stems(words: list[str]) -> list[str]:
    """Return the stems of some folded tokens."""
    return [str(stem) for stem in stemmer().stemWords(words)]


def pairs(words: list[str]) -> list[str]:
    """Return the pairs of neighbouring tokens.

    >>> pairs(["chuyen", "doi", "so"])
    ['chuyen_doi', 'doi_so']
    """
    return [f"{first}_{second}" for first, second in pairwise(words)]


def keys(text: str, language: str) -> list[str]:
    """Return the keys under which a text is found, with repetitions."""
    words = tokens(text, english=language == "en")
    return stems(words) + (pairs(words) if language == "vi" else [])
