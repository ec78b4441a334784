"""What a question insists on: a year, a place, a name. A sentence must not answer for another.

The similarity of the best sentence does not tell whether it answers; what is missing is mostly
one of these.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.asking import asks_latest
from assistant.designations import designations
from assistant.language import detect
from assistant.lexicon import lexicon
from assistant.lexicon.matching import longest_matches
from assistant.lexicon.segmenting import Piece, segment
from assistant.moments import Month, main_months
from assistant.names import capitalised
from assistant.notes import said
from assistant.spoken_times import supports_month, years_of
from assistant.years import main_years, years
from knowledge import FUNCTION_WORDS, Document, Hit, fold, stems, tokens

# Every document here speaks of this country, whether or not a sentence names it.
HOME = frozenset({("vietnam",), ("viet", "nam"), ("vn",)})
# Words of a passage that speaks of the whole country, and so not of one of its provinces.
NATIONWIDE = re.compile(
    r"\b(?:vietnam|nationwide|national|nationally|country|ca nuoc|toan quoc|viet nam)\b"
)
SHORTEST_PLACE = 3
# Endings of adjectives, as stems have them: Korean, Brazilian, European, Japanese.
ADJECTIVES = ("n", "an", "ian", "ean", "es", "ese")
# Of shorter ones many are syllables of Vietnamese: "Khoan" is a name, and "khoa" is science.
SHORTEST_WITH_ADJECTIVE = 5
# How many other words may stand among those of a name: "Chairman of the Provincial ... Committee".
SLACK = 2
# "Vice Chairman" is not the Chairman that was asked for.
LESSER = re.compile(r"\b(?:vice|deputy|former|acting|assistant|ex)[ -]+([a-z]+)")

# "QĐ-TTg" and "NĐ-CP" are parts of a law's number, which is insisted on as such.
LAW_CODE = re.compile(r"(?<=\d)(?:/\d{4})?[/-][A-ZĐ][\w&]*(?:[-/][A-ZĐ][\w&]*)?")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Constraints:
    """The years that a question names, the months, the places, the names, and more.

    A place and a name are the group of their renderings, folded, any of which will do.
    ``offices`` are the words that the question has without one such as "vice" before them,
    ``numbers`` those of the laws and decisions that it names.
    """

    years: frozenset[int] = frozenset()
    months: frozenset[Month] = frozenset()
    places: frozenset[tuple[Words, ...]] = frozenset()
    names: frozenset[tuple[Words, ...]] = frozenset()
    offices: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()


def constraints_of(question: str, rendering: str = "", asked: str = "") -> Constraints:
    """Return what a question insists on; ``rendering`` is the same in English.

    ``asked`` is the part of it that asks: the years and months in that, if there are any, count
    alone. Where the latest value is asked for, a year is one that it may be newer than.
    """
    words = tokens(question)
    dated = "" if asks_latest(question) else asked if years(asked) else question
    places = frozenset(places_in(question))
    bodies = {lexicon().bodies[body] for body in known_terms(words, lexicon().bodies)}
    inside = {word for names in places for place in names for word in place}
    named = LAW_CODE.sub(" ", question)
    names = {renderings(name) for name in capitalised(named) if name not in inside}
    return Constraints(
        years=main_years(dated),
        months=months_insisted(dated),
        places=places,
        names=frozenset(names | bodies),
        offices=plain_words(rendering or question),
        numbers=designations(question),
    )


def places_in(question: str) -> Iterator[tuple[Words, ...]]:
    """Yield the places that a question names but the country itself, each with all its names.

    In Vietnamese a syllable may be a place or a part of a word (Lào, and lao động): it counts as
    the term of the lexicon that it is, and without diacritics only when it can be nothing else.
    """
    known = lexicon().places
    if detect(question) == "en":
        found = [known[name] for name in known_terms(tokens(question), known)]
    else:
        found = [
            known[name]
            for piece in segment(question, lexicon())
            if (name := place_of(piece)) in known
        ]
    yield from (names for names in found if HOME.isdisjoint(names))


def place_of(piece: Piece) -> Words:
    """Return the words that name a place if a piece of a Vietnamese question does, or nothing."""
    if len(piece.words) > 1:
        return piece.words
    senses = [tuple(tokens(sense)) for sense in piece.english or ()]
    return senses[0] if senses and all(map(lexicon().places.__contains__, senses)) else ()


def months_insisted(question: str) -> frozenset[Month]:
    """Return the month that a question is about.

    With several months it is about a span of time; with another year than that of the month, the
    month may be one of what is asked about, such as the day of a decision.
    """
    found = main_months(question)
    same_year = main_years(question) <= {year for year, _ in found}
    return found if len(found) == 1 and same_year else frozenset()


def known_terms(words: list[str], known: Collection[Words]) -> Iterator[Words]:
    """Yield the terms of a collection that stand among some folded words, longest first."""
    for term in longest_matches(words, known):
        if len(term) > 1 or len(term[0]) >= SHORTEST_PLACE:
            yield term


def renderings(name: str) -> tuple[Words, ...]:
    """Return a name and what the lexicon gives for it, if it is an abbreviation."""
    senses = lexicon().folded.get((name,), ())
    return tuple(dict.fromkeys([(name,), *(tuple(tokens(sense)) for sense in senses)]))


def plain_words(text: str) -> frozenset[str]:
    """Return the words that stand in a text never behind "vice", "deputy" and the like.

    >>> sorted(plain_words("the Chairman, and the Vice Chairman"))
    ['and', 'the']
    """
    return frozenset(tokens(LESSER.sub(" ", fold(text)))) - frozenset(LESSER.findall(fold(text)))


@lru_cache(maxsize=8192)
def lesser_offices(text: str) -> frozenset[str]:
    """Return the words that stand in a text only behind "vice", "deputy" and the like.

    >>> sorted(lesser_offices("An, Vice Chairman and Deputy Head, and the Head of the office"))
    ['chairman']
    """
    folded = fold(text)
    return frozenset(LESSER.findall(folded)) - frozenset(tokens(LESSER.sub(" ", folded)))


def supports(hit: Hit, wanted: Constraints) -> bool:
    """Whether a sentence, with what stands around it, holds for all that is insisted on."""
    return (
        (not wanted.years or bool(wanted.years & years_of(hit)))
        and (not wanted.months or supports_month(hit, wanted.months))
        and (not wanted.numbers or bool(wanted.numbers & numbers_of(hit)))
        and all(any(supports_place(hit, name) for name in names) for names in wanted.places)
        and all(supports_name(hit.document, name) for name in wanted.names)
        and not wanted.offices & lesser_offices(hit.text)
    )


def numbers_of(hit: Hit) -> frozenset[str]:
    """Return the numbers of laws and decisions that a passage, its heading and its text name."""
    document, passage = hit.document, hit.passage
    parts = (passage.text, passage.heading or "", document.title, document.number or "")
    return designations("\n".join(parts))


def supports_place(hit: Hit, place: Words) -> bool:
    """Whether a place stands in the passage, or the passage stands in a text on that place.

    What a text on a place says of the whole country does not hold for that place.
    """
    text = said(hit.passage.text)
    if holds(stemmed(text), place):
        return True
    if NATIONWIDE.search(fold(text)):
        return False
    publisher = hit.document.publisher or ""
    around = (hit.passage.heading or "", hit.document.title, publisher)
    # Web addresses of provinces are their names in one word.
    return "".join(place) in fold(publisher) or holds(
        tuple(stems(tokens("\n".join(around)))), place
    )


@lru_cache(maxsize=4096)
def stemmed(text: str) -> Words:
    """Return the stems of a text in order."""
    return tuple(stems(tokens(text)))


def supports_name(document: Document, name: tuple[Words, ...]) -> bool:
    """Whether a document has one of a name's renderings, or stands for its initials, such as UN.

    A passage may go on about someone whom the text names elsewhere, so the whole text counts.
    """
    known, initials = vocabulary(document)
    if any(holds(known, rendering) for rendering in name):
        return True
    if len(name[0]) > 1:
        return False
    (word,) = name[0]
    return word in initials or not forms(word).isdisjoint(known)


def forms(name: str) -> frozenset[str]:
    """Return the stems of a name and of its adjective, or of the name that it is the adjective of.

    >>> "korean" in forms("korea"), "europ" in forms("european"), "khoa" in forms("khoan")
    (True, True, False)
    """
    (stem,) = stems([name])
    shorter = {stem.removesuffix(ending) for ending in ADJECTIVES}
    nouns = {noun for noun in {stem, *shorter} if len(noun) >= SHORTEST_WITH_ADJECTIVE}
    adjectives = {stem + ending for ending in ADJECTIVES if stem in nouns}
    return frozenset({stem, *nouns, *adjectives})


@lru_cache(maxsize=256)
def vocabulary(document: Document) -> tuple[Words, str]:
    """Return the stems of a document, and the first letters of its words in capitals, in order."""
    parts = [document.title, document.publisher or "", *(page.text for page in document.pages)]
    text = "\n".join(parts)
    initials = "".join(word[0] for word in re.findall(r"\b[A-ZĐ]\w+", text))
    return tuple(stems(tokens(text))), fold(initials)


def holds(known: Words, wanted: Words) -> bool:
    """Whether all wanted words, stemmed, stand close together among some stems."""
    first, *others = stems([word for word in wanted if word not in FUNCTION_WORDS] or list(wanted))
    reach = len(wanted) + SLACK
    return any(
        all(other in known[max(0, place - reach) : place + reach + 1] for other in others)
        for place, stem in enumerate(known)
        if stem == first
    )
