"""What a question insists on: a year, a place, a name. A sentence must not answer for another.

The similarity of the best sentence does not tell whether it answers; what is missing is mostly
one of these.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.lexicon import lexicon
from assistant.years import main_years
from knowledge import Document, Hit, fold, stems, tokens

# Every document here speaks of this country, whether or not a sentence names it.
HOME = frozenset({("vietnam",), ("viet", "nam"), ("vn",)})
# Words of a passage that speaks of the whole country, and so not of one of its provinces.
NATIONWIDE = frozenset("vietnam nationwide national nationally country".split())
NATIONWIDE_PAIRS = ("ca nuoc", "toan quoc", "viet nam")
MARKS_OF_NAME = 2
# "Vice Chairman" is not the Chairman that was asked for.
LESSER = re.compile(r"\b(?:vice|deputy|former|acting|assistant|ex)[ -]+([a-z]+)")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Constraints:
    """The years that a question names, the places, the names written in capitals, and nouns.

    A place is folded words; a name is the group of its renderings, any of which will do.
    ``offices`` are the nouns that the question has without a word such as "vice" before them.
    """

    years: frozenset[int] = frozenset()
    places: frozenset[Words] = frozenset()
    names: frozenset[tuple[Words, ...]] = frozenset()
    offices: frozenset[str] = frozenset()


def constraints_of(question: str) -> Constraints:
    """Return what a question insists on."""
    found = frozenset(places(tokens(question)))
    inside = {word for place in found for word in place}
    names = frozenset(renderings(name) for name in acronyms(question) if name not in inside)
    return Constraints(main_years(question), found - HOME, names, plain_offices(question))


def plain_offices(text: str) -> frozenset[str]:
    """Return the words of a text that stand in it without "vice", "deputy" and the like."""
    return frozenset(tokens(LESSER.sub(" ", fold(text))))


def lesser_offices(text: str) -> frozenset[str]:
    """Return the nouns that stand in a text only behind "vice", "deputy" and the like.

    >>> sorted(lesser_offices("An, Vice Chairman and Deputy Head, and the Head of the office"))
    ['chairman']
    """
    return frozenset(LESSER.findall(fold(text))) - plain_offices(text)


def renderings(name: str) -> tuple[Words, ...]:
    """Return an abbreviation and what the lexicon gives for it."""
    senses = lexicon().folded.get((name,), ())
    return tuple(dict.fromkeys([(name,), *(tuple(tokens(sense)) for sense in senses)]))


def places(words: list[str]) -> Iterator[Words]:
    """Yield the provinces, cities and countries among some folded words, longest first."""
    known = lexicon().places
    longest = max(map(len, known))
    start = 0
    while start < len(words):
        for length in range(min(longest, len(words) - start), 0, -1):
            part = tuple(words[start : start + length])
            if part in known and (length > 1 or len(part[0]) > MARKS_OF_NAME):
                yield part
                start += length - 1
                break
        start += 1


def acronyms(question: str) -> Iterator[str]:
    """Yield the folded words written with two capitals or more, such as VNeID or OCOP.

    A question typed in capitals throughout has no names that could be told apart.
    """
    if question.isupper():
        return
    for word in question.replace("/", " ").split():
        bare = word.strip("\"'“”‘’?!.,:;()")
        if sum(char.isupper() for char in bare) >= MARKS_OF_NAME and bare.isalnum():
            yield from tokens(bare)


def supports(hit: Hit, wanted: Constraints) -> bool:
    """Whether a sentence, with what stands around it, holds for all that is insisted on."""
    return (
        (not wanted.years or bool(wanted.years & years_of(hit)))
        and all(supports_place(hit, place) for place in wanted.places)
        and all(supports_name(hit, name) for name in wanted.names)
        and not wanted.offices & lesser_offices(hit.text)
    )


def years_of(hit: Hit) -> frozenset[int]:
    """Return the years that a sentence speaks of.

    A sentence that names none speaks of the years of the last sentence before it that names any,
    else of those of its heading, of the title, of the event or of the day of publication.
    """
    document, passage = hit.document, hit.passage
    page = document.page(passage.page)
    before = page.text[: hit.sentence.start] if page else ""
    lines = [hit.text, *reversed(before.splitlines()), passage.heading or "", document.title]
    named = next((found for line in lines if (found := main_years(line))), None)
    return named or document_years(document)


def document_years(document: Document) -> frozenset[int]:
    """Return the years of a document's event or, failing that, of its publication."""
    days = [day for day in (document.event_date, document.published) if day]
    return frozenset(day.year for day in days[:1])


def supports_place(hit: Hit, place: Words) -> bool:
    """Whether a place stands in the passage or its heading, or the document is about it.

    What a document on a place says of the whole country does not hold for that place.
    """
    near = tokens(f"{hit.passage.heading or ''}\n{hit.passage.text}")
    if holds(near, place):
        return True
    folded = fold(hit.passage.text)
    if NATIONWIDE & set(near) or any(pair in folded for pair in NATIONWIDE_PAIRS):
        return False
    return holds(tokens(f"{hit.document.title}\n{hit.document.publisher or ''}"), place)


def supports_name(hit: Hit, name: tuple[Words, ...]) -> bool:
    """Whether one of a name's renderings stands in the passage, its heading or the title.

    Initials, such as UN, may stand there in full.
    """
    parts = (hit.passage.text, hit.passage.heading, hit.document.title, hit.document.publisher)
    words = tokens("\n".join(part for part in parts if part))
    initials = "".join(word[0] for word in words)
    return name[0][0] in initials or any(holds(words, rendering) for rendering in name)


def holds(words: list[str], wanted: Words) -> bool:
    """Whether all wanted words, stemmed, are among some folded words."""
    return set(stems(words)).issuperset(stems(list(wanted)))
