"""What a question insists on: a year, a place, a name. A sentence must not answer for another.

The similarity of the best sentence does not tell whether it answers; what is missing is mostly
one of these.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.lexicon import lexicon
from assistant.names import capitalised
from assistant.years import main_years
from knowledge import FUNCTION_WORDS, Document, Hit, fold, stems, tokens

# Every document here speaks of this country, whether or not a sentence names it.
HOME = frozenset({("vietnam",), ("viet", "nam"), ("vn",)})
# Words of a passage that speaks of the whole country, and so not of one of its provinces.
NATIONWIDE = re.compile(
    r"\b(?:vietnam|nationwide|national|nationally|country|ca nuoc|toan quoc|viet nam)\b"
)
SHORTEST_PLACE = 3
# How many other words may stand among those of a name: "Chairman of the Provincial ... Committee".
SLACK = 2
# "Vice Chairman" is not the Chairman that was asked for.
LESSER = re.compile(r"\b(?:vice|deputy|former|acting|assistant|ex)[ -]+([a-z]+)")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Constraints:
    """The years that a question names, the places, the names, and the words of offices.

    A place is folded words; a name is the group of its renderings, any of which will do.
    ``offices`` are the words that the question has without one such as "vice" before them.
    """

    years: frozenset[int] = frozenset()
    places: frozenset[Words] = frozenset()
    names: frozenset[tuple[Words, ...]] = frozenset()
    offices: frozenset[str] = frozenset()


def constraints_of(question: str, rendering: str = "") -> Constraints:
    """Return what a question insists on; ``rendering`` is the same in English."""
    words = tokens(question)
    places = frozenset(known_terms(words, lexicon().places)) - HOME
    bodies = {lexicon().bodies[body] for body in known_terms(words, lexicon().bodies)}
    inside = {word for place in places for word in place}
    names = {renderings(name) for name in capitalised(question) if name not in inside}
    return Constraints(
        main_years(question), places, frozenset(names | bodies), plain_words(rendering or question)
    )


def known_terms(words: list[str], known: Collection[Words]) -> Iterator[Words]:
    """Yield the terms of a collection that stand among some folded words, longest first."""
    longest = max(map(len, known))
    start = 0
    while start < len(words):
        for length in range(min(longest, len(words) - start), 0, -1):
            part = tuple(words[start : start + length])
            if part in known and (length > 1 or len(part[0]) >= SHORTEST_PLACE):
                yield part
                start += length - 1
                break
        start += 1


def renderings(name: str) -> tuple[Words, ...]:
    """Return a name and what the lexicon gives for it, if it is an abbreviation."""
    senses = lexicon().folded.get((name,), ())
    return tuple(dict.fromkeys([(name,), *(tuple(tokens(sense)) for sense in senses)]))


def plain_words(text: str) -> frozenset[str]:
    """Return the words of a text that stand in it without "vice", "deputy" and the like."""
    return frozenset(tokens(LESSER.sub(" ", fold(text))))


def lesser_offices(text: str) -> frozenset[str]:
    """Return the words that stand in a text only behind "vice", "deputy" and the like.

    >>> sorted(lesser_offices("An, Vice Chairman and Deputy Head, and the Head of the office"))
    ['chairman']
    """
    return frozenset(LESSER.findall(fold(text))) - plain_words(text)


def supports(hit: Hit, wanted: Constraints) -> bool:
    """Whether a sentence, with what stands around it, holds for all that is insisted on."""
    return (
        (not wanted.years or bool(wanted.years & years_of(hit)))
        and all(supports_place(hit, place) for place in wanted.places)
        and all(supports_name(hit.document, name) for name in wanted.names)
        and not wanted.offices & lesser_offices(hit.text)
    )


def years_of(hit: Hit) -> frozenset[int]:
    """Return the years that a sentence speaks of.

    A sentence that names none speaks of the year of the event that its document reports, and of
    the years of the last text before it that names any, or of its heading or title. Only where
    none of these is known, the day of publication counts.
    """
    if own := main_years(hit.text):
        return own
    document, passage = hit.document, hit.passage
    page = document.page(passage.page)
    before = page.text[: hit.sentence.start] if page else ""
    lines = [*reversed(before.splitlines()), passage.heading or "", document.title]
    named = next((found for line in lines if (found := main_years(line))), frozenset[int]())
    event = {document.event_date.year} if document.event_date else frozenset[int]()
    return named | event or document_years(document)


def document_years(document: Document) -> frozenset[int]:
    """Return the years of a document's event or, failing that, of its publication."""
    days = [day for day in (document.event_date, document.published) if day]
    return frozenset(day.year for day in days[:1])


def supports_place(hit: Hit, place: Words) -> bool:
    """Whether a place stands in the passage, or the passage stands in a text on that place.

    What a text on a place says of the whole country does not hold for that place.
    """
    if holds(tuple(stems(tokens(hit.passage.text))), place):
        return True
    if NATIONWIDE.search(fold(hit.passage.text)):
        return False
    publisher = hit.document.publisher or ""
    around = (hit.passage.heading or "", hit.document.title, publisher)
    # Web addresses of provinces are their names in one word.
    return "".join(place) in fold(publisher) or holds(
        tuple(stems(tokens("\n".join(around)))), place
    )


def supports_name(document: Document, name: tuple[Words, ...]) -> bool:
    """Whether a document has one of a name's renderings, or stands for its initials, such as UN.

    A passage may go on about someone whom the text names elsewhere, so the whole text counts.
    """
    known, initials = vocabulary(document)
    stands_for = len(name[0]) == 1 and name[0][0] in initials
    return stands_for or any(holds(known, rendering) for rendering in name)


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
