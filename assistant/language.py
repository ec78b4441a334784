"""Which language a question is in, and what it asks for in the words of the documents."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.lexicon import Lexicon, fold_all, lexicon, syllables
from assistant.types import Language
from assistant.years import YEAR
from knowledge import (
    FUNCTION_SYLLABLES,
    FUNCTION_WORDS,
    VIETNAMESE_LETTER,
    Query,
    Term,
    english_terms,
    pairs,
    stems,
    tokens,
)

# Syllables that tell Vietnamese: "the", "a" and "do" are English words as well.
VIETNAMESE_ONLY = (FUNCTION_SYLLABLES | {"nam"}) - FUNCTION_WORDS


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a Vietnamese question that are one term, or one unknown word.

    ``english`` is ``None`` for a word that the lexicon does not have, and empty for a function
    word.
    """

    words: tuple[str, ...]
    english: tuple[str, ...] | None


def detect(text: str) -> Language:
    """Return the language of a question, which may be Vietnamese without diacritics.

    >>> detect("Mục tiêu là gì?"), detect("muc tieu tai khoan la bao nhieu"), detect("the target")
    ('vi', 'vi', 'en')
    """
    if VIETNAMESE_LETTER.search(text):
        return "vi"
    words = [word for word in tokens(text) if not word[0].isdigit()]
    english = sum(word in FUNCTION_WORDS and word not in FUNCTION_SYLLABLES for word in words)
    vietnamese = sum(
        len(piece.words)
        for piece in segment(text, lexicon())
        if piece.english is not None
        and (len(piece.words) > 1 or piece.words[0] in VIETNAMESE_ONLY)
        and not any(" ".join(piece.words) == sense for sense in piece.english)
    )
    return "vi" if vietnamese > english and vietnamese * 2 >= len(words) else "en"


def segment(text: str, terms: Lexicon) -> list[Piece]:
    """Cut a Vietnamese text into terms of the lexicon, longest match first.

    Words with diacritics are looked up as written and, failing that, without.
    """
    words = syllables(text)
    plain = not VIETNAMESE_LETTER.search(text)
    pieces: list[Piece] = []
    place = 0
    while place < len(words):
        piece = longest_match(words, place, terms, plain=plain)
        pieces.append(piece)
        place += len(piece.words)
    return pieces


def longest_match(words: tuple[str, ...], place: int, terms: Lexicon, *, plain: bool) -> Piece:
    """Return the longest term that begins at a place, or the word there as unknown."""
    if before_year(words, place):
        return Piece(tuple(fold_all(words[place : place + 1])), ())
    for length in range(min(terms.longest, len(words) - place), 0, -1):
        part = words[place : place + length]
        # A single folded syllable has many meanings; accented text is only folded in longer terms.
        senses = terms.senses(part, fold_words=plain or length > 1)
        if senses is not None:
            return Piece(tuple(fold_all(part)), senses)
    return Piece(tuple(fold_all(words[place : place + 1])), None)


def before_year(words: tuple[str, ...], place: int) -> bool:
    """Whether the word is "năm" (year, but also five) in front of a year."""
    following = words[place + 1 : place + 2]
    return words[place] in {"năm", "nam"} and bool(following and YEAR.fullmatch(following[0]))


def make_query(text: str, language: Language, frequency: Callable[[str], int]) -> Query:
    """Return how a question is searched for; a Vietnamese one also by its English rendering.

    ``frequency`` tells how often the documents have a key: of several renderings, the one whose
    words they use is chosen.
    """
    if language == "en":
        return Query(text, english_terms(text))
    pieces = segment(text, lexicon())
    terms = (vietnamese_term(piece) for piece in pieces)
    rendering = translation(pieces, frequency)
    return Query(rendering, tuple(dict.fromkeys(term for term in terms if term)))


def vietnamese_term(piece: Piece) -> Term | None:
    """Return what a piece asks for, ``None`` for grammar and question words."""
    if piece.english is not None and all(is_grammar(sense) for sense in piece.english):
        return None
    words = [word for word in tokens(" ".join(piece.words)) if word not in FUNCTION_SYLLABLES]
    if not words:
        words = tokens(" ".join(piece.words))
    own = (*stems(words), *pairs(words))
    senses = [tuple(stems(tokens(sense))) for sense in piece.english or ()]
    groups = tuple(dict.fromkeys(group for group in (own, *senses) if group))
    return Term(groups) if groups else None


def is_grammar(sense: str) -> bool:
    """Whether an English rendering has function words only."""
    return all(word in FUNCTION_WORDS for word in tokens(sense))


def translation(pieces: list[Piece], frequency: Callable[[str], int]) -> str:
    """Return a word-for-word English rendering, for the English embedding model."""

    def commonness(sense: str) -> int:
        return min((frequency(stem) for stem in stems(tokens(sense))), default=0)

    words = [
        " ".join(piece.words) if piece.english is None else max(piece.english, key=commonness)
        for piece in pieces
        if piece.english != ()
    ]
    return " ".join(words)
