"""Which language a question is in, and what it asks for in the words of the documents."""

from collections.abc import Callable
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from assistant.lexicon import lexicon
from assistant.lexicon.matching import longest_matches
from assistant.lexicon.segmenting import Piece, is_grammar, segment
from assistant.types import Language
from knowledge import (
    FUNCTION_SYLLABLES,
    FUNCTION_WORDS,
    VIETNAMESE_LETTER,
    Query,
    Term,
    english_terms,
    is_plain_syllable,
    pairs,
    stems,
    tokens,
)

# Syllables that tell Vietnamese: "the", "a" and "do" are English words as well.
VIETNAMESE_ONLY = (FUNCTION_SYLLABLES | {"nam"}) - FUNCTION_WORDS
# From how many words on, and for which share of them, the form of words tells a language.
FEW = 4
MOST = 0.7


@lru_cache(maxsize=512)
def detect(text: str) -> Language:
    """Return the language of a question, which may be Vietnamese without diacritics.

    Vietnamese letters tell it, unless all that has them may be names: in capitals, among English
    words. Without such letters it is Vietnamese when known terms outnumber the English words of
    grammar, or when it has none of these and nearly all of its words can be syllables.

    >>> detect("Mục tiêu là gì?"), detect("muc tieu tai khoan la bao nhieu"), detect("the target")
    ('vi', 'vi', 'en')
    >>> detect("Who signed 146/QĐ-TTg?"), detect("QĐ 146"), detect("doi nao vo dich mua dau tien")
    ('en', 'vi', 'vi')
    """
    marked = [word for word in text.split() if VIETNAMESE_LETTER.search(word)]
    if any(word[0].islower() for word in marked):
        return "vi"
    words = [word for word in tokens(text) if not word[0].isdigit()]
    english = sum(word in FUNCTION_WORDS and not is_plain_syllable(word) for word in words)
    if marked:
        return "en" if english else "vi"
    known = sum(len(piece.words) for piece in segment(text, lexicon()) if tells_vietnamese(piece))
    possible = sum(map(is_plain_syllable, words))
    if known > english and known * 2 >= len(words):
        return "vi"
    return "vi" if not english and len(words) >= FEW and possible >= MOST * len(words) else "en"


def tells_vietnamese(piece: Piece) -> bool:
    """Whether a piece is a Vietnamese term that is no English word as well."""
    return (
        piece.english is not None
        and (len(piece.words) > 1 or piece.words[0] in VIETNAMESE_ONLY)
        and not any(" ".join(piece.words) == sense for sense in piece.english)
    )


def make_query(text: str, language: Language, frequency: Callable[[str], int]) -> Query:
    """Return how a question is searched for; a Vietnamese one also by its English rendering.

    ``frequency`` tells how often the documents have a key: of several renderings, the one whose
    words they use is chosen.
    """
    if language == "en":
        return Query(text, with_vietnamese(english_terms(text), text))
    pieces = [
        part for piece in segment(text, lexicon()) for part in parts_by_presence(piece, frequency)
    ]
    terms = (vietnamese_term(piece) for piece in pieces)
    rendering = translation(pieces, frequency)
    found = tuple(dict.fromkeys(term for term in terms if term))
    return Query(rendering, found, original=text, language=language)


def with_vietnamese(terms: tuple[Term, ...], text: str) -> tuple[Term, ...]:
    """Return the terms of an English question, each also in other words.

    These are the Vietnamese terms that it is part of, and the name that it is short for, or that
    is short for it.
    """
    known, short = lexicon().vietnamese, lexicon().abbreviations
    words = stems(tokens(text))
    found: dict[str, dict[tuple[str, ...], None]] = {}
    for part in longest_matches(words, known):
        groups = [(*stems(list(term)), *pairs(list(term))) for term in known[part]]
        for word in part:
            found.setdefault(word, {}).update(dict.fromkeys(groups))
    for part in longest_matches(words, short):
        for word in part:
            found.setdefault(word, {}).update(dict.fromkeys(short[part]))
    return tuple(
        Term((*term.alternatives, *found.get(term.alternatives[0][0], ()))) for term in terms
    )


def parts_by_presence(piece: Piece, frequency: Callable[[str], int]) -> list[Piece]:
    """Cut unknown words into those that the documents have, as they have a name, and the rest.

    Two syllables in a row, or one that stands alone, may be a name; one among others that the
    documents do not have is only spelled like a part of one.
    """
    if piece.english is not None or len(piece.words) == 1:
        return [piece]
    present = [frequency(stem) > 0 for stem in stems(list(piece.words))]
    named = [
        known and (any(present[max(0, i - 1) : i]) or any(present[i + 1 : i + 2]))
        for i, known in enumerate(present)
    ]
    runs = groupby(zip(piece.words, named, strict=True), key=itemgetter(1))
    return [Piece(tuple(word for word, _ in run), None) for _, run in runs]


def vietnamese_term(piece: Piece) -> Term | None:
    """Return what a piece asks for, ``None`` for grammar and question words."""
    if piece.is_grammar:
        return None
    words = topical(tokens(" ".join(piece.words), english=False), FUNCTION_SYLLABLES)
    own = (*stems(words), *pairs(words))
    senses = [tuple(stems(topical(tokens(sense), FUNCTION_WORDS))) for sense in piece.english or ()]
    groups = tuple(dict.fromkeys(group for group in (own, *senses) if group))
    return Term(groups) if groups else None


def topical(words: list[str], grammar: frozenset[str]) -> list[str]:
    """Return the words of a term without those of grammar, or all when there are no others."""
    return [word for word in words if word not in grammar] or words


def translation(pieces: list[Piece], frequency: Callable[[str], int]) -> str:
    """Return a word-for-word English rendering, for the English embedding model.

    Unknown words are left out, unless the documents have all of them, as they have a name, or
    they are numbers.
    """

    def commonness(sense: str) -> int:
        return min((frequency(stem) for stem in stems(tokens(sense))), default=0)

    def is_kept(unknown: str) -> bool:
        return any(char.isdigit() for char in unknown) or commonness(unknown) > 0

    def best(piece: Piece) -> str:
        senses = piece.english or (" ".join(piece.words),)
        topics = [] if piece.is_grammar else [each for each in senses if not is_grammar(each)]
        return max(topics or senses, key=commonness)

    words = [
        best(piece)
        for piece in pieces
        if piece.english or (piece.english is None and is_kept(" ".join(piece.words)))
    ]
    # A question of which nothing is known is searched for as it is.
    return " ".join(words) or " ".join(word for piece in pieces for word in piece.words)
