"""Which language a question is in, and what it asks for in the words of the documents."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from assistant.lexicon import Lexicon, fold_all, lexicon, syllables
from assistant.syllables import are_syllables
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
    """Some words of a Vietnamese question that are one term, or an unknown word or name.

    ``english`` is ``None`` for words that the lexicon does not have, and empty for a function
    word.
    """

    words: tuple[str, ...]
    english: tuple[str, ...] | None


@lru_cache(maxsize=512)
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
    if not english and are_syllables(words):
        return "vi"
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
        place += len(piece.words)
        if pieces and piece.english is None and pieces[-1].english is None:
            # Unknown syllables in a row are one word or name: one of them alone is no match.
            piece = Piece(pieces.pop().words + piece.words, None)
        pieces.append(piece)
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
        return Query(text, with_vietnamese(english_terms(text), text))
    pieces = [
        part for piece in segment(text, lexicon()) for part in parts_by_presence(piece, frequency)
    ]
    terms = (vietnamese_term(piece) for piece in pieces)
    rendering = translation(pieces, frequency)
    return Query(rendering, tuple(dict.fromkeys(term for term in terms if term)))


def with_vietnamese(terms: tuple[Term, ...], text: str) -> tuple[Term, ...]:
    """Return the terms of an English question, each also as the Vietnamese terms it is part of."""
    words = stems(tokens(text))
    known = lexicon().vietnamese
    longest = max(map(len, known))
    found: dict[str, dict[tuple[str, ...], None]] = {}
    place = 0
    while place < len(words):
        for length in range(min(longest, len(words) - place), 0, -1):
            part = tuple(words[place : place + length])
            groups = [(*stems(list(term)), *pairs(list(term))) for term in known.get(part, ())]
            if groups:
                for word in part:
                    found.setdefault(word, {}).update(dict.fromkeys(groups))
                place += length - 1
                break
        place += 1
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
    if piece.english is not None and (not piece.english or is_grammar(piece.english[0])):
        return None
    all_words = tokens(" ".join(piece.words), english=False)
    words = [word for word in all_words if word not in FUNCTION_SYLLABLES] or all_words
    own = (*stems(words), *pairs(words))
    senses = [tuple(stems(tokens(sense))) for sense in piece.english or ()]
    groups = tuple(dict.fromkeys(group for group in (own, *senses) if group))
    return Term(groups) if groups else None


def is_grammar(sense: str) -> bool:
    """Whether an English rendering has function words only."""
    return all(word in FUNCTION_WORDS for word in tokens(sense))


def translation(pieces: list[Piece], frequency: Callable[[str], int]) -> str:
    """Return a word-for-word English rendering, for the English embedding model.

    Unknown words are left out, unless the documents have all of them, as they have a name, or
    they are numbers.
    """

    def commonness(sense: str) -> int:
        return min((frequency(stem) for stem in stems(tokens(sense))), default=0)

    def is_kept(unknown: str) -> bool:
        return any(char.isdigit() for char in unknown) or commonness(unknown) > 0

    words = [
        max(piece.english, key=commonness) if piece.english else " ".join(piece.words)
        for piece in pieces
        if piece.english or (piece.english is None and is_kept(" ".join(piece.words)))
    ]
    # A question of which nothing is known is searched for as it is.
    return " ".join(words) or " ".join(word for piece in pieces for word in piece.words)
