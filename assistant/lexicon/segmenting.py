"""A Vietnamese text cut into terms of the lexicon.

Vietnamese puts blanks between syllables, not between words. Of all ways to cut a text the one
with the fewest terms is taken, and of those the one with the fewest syllables that stand alone
(maximum matching, over the whole text by dynamic programming instead of from one side). Of equals
the one whose last terms are longer is taken: in Vietnamese what qualifies a word follows it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from assistant.lexicon import Lexicon, fold_all, fold_word, syllables
from assistant.years import YEAR
from knowledge import FUNCTION_WORDS, VIETNAMESE_LETTER, tokens

Words = tuple[str, ...]
Cost = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a Vietnamese question that are one term, or an unknown word or name.

    ``english`` is ``None`` for words that the lexicon does not have, and empty for a function
    word.
    """

    words: tuple[str, ...]
    english: tuple[str, ...] | None

    @property
    def cost(self) -> Cost:
        """How little is known of the piece, and whether it is a single syllable with a topic.

        An unknown syllable is worse than a term, and grammar mostly is a single syllable.
        """
        if self.english is None:
            return 2, 1
        return 1, int(len(self.words) == 1 and not self.is_grammar)

    @property
    def is_grammar(self) -> bool:
        """Whether the piece is a function or question word."""
        return self.english is not None and all(map(is_grammar, self.english[:1]))


def segment(text: str, terms: Lexicon) -> list[Piece]:
    """Cut a Vietnamese text into the fewest terms of the lexicon.

    Words with diacritics are looked up as written and, failing that, without.
    """
    words = syllables(text)
    plain = not VIETNAMESE_LETTER.search(text)
    best: dict[int, tuple[Cost, tuple[Piece, ...]]] = {len(words): ((0, 0), ())}
    for place in reversed(range(len(words))):
        ways = []
        for piece in pieces_at(words, place, terms, plain=plain):
            (terms_needed, lone), others = best[place + len(piece.words)]
            own = piece.cost
            ways.append(((own[0] + terms_needed, own[1] + lone), (piece, *others)))
        best[place] = min(ways, key=itemgetter(0))
    return joined(best[0][1])


def pieces_at(words: Words, place: int, terms: Lexicon, *, plain: bool) -> Iterator[Piece]:
    """Yield each piece that can begin at a place, the shortest first."""
    if before_year(words, place):
        yield Piece((fold_word(words[place]),), ())
        return
    for length in range(1, min(terms.longest, len(words) - place) + 1):
        part = words[place : place + length]
        senses = terms.senses(part, plain=plain)
        if senses is not None:
            yield Piece(tuple(fold_all(part)), senses)
        elif length == 1:
            yield Piece((fold_word(words[place]),), None)


def joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces with unknown ones in a row put together.

    They are one word or name: one of its syllables alone is no match.
    """
    found: list[Piece] = []
    for piece in pieces:
        if found and piece.english is None and found[-1].english is None:
            found.append(Piece(found.pop().words + piece.words, None))
        else:
            found.append(piece)
    return found


@lru_cache(maxsize=20_000)
def is_grammar(sense: str) -> bool:
    """Whether an English rendering has function words only."""
    return all(word in FUNCTION_WORDS for word in tokens(sense))


def before_year(words: Words, place: int) -> bool:
    """Whether the word is "năm" (year, but also five) in front of a year."""
    following = words[place + 1 : place + 2]
    return words[place] in {"năm", "nam"} and bool(following and YEAR.fullmatch(following[0]))
