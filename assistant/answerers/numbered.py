"""The sentences that a chat model may rest on, each with a number to be named by.

They are whole sentences, so that no clause is quoted without what it hangs on, and an item of a
list comes with the line that introduces it.
"""

from collections.abc import Iterator, Sequence

from assistant.answerers.base import Question, Quote
from assistant.answerers.holding import NEAREST
from assistant.constraints import supports
from assistant.enumerations import marked_list, sentence_around
from assistant.periods import asked_times
from knowledge import Hit

WHOLE_LISTS = 3
"""Of so many of the best hits, a list that they stand in is given in full."""
MOST_SENTENCES = 48
MOST_CHARACTERS = 16_000


def numbered_sentences(question: Question, hits: Sequence[Hit]) -> tuple[Quote, ...]:
    """Return the sentences in the order of their numbers, which count from 1.

    They are of the nearest hits, for a question on several times of all. Those that the question's
    years, places or names speak against are left out, so that no model can answer with them.
    """
    several = asked_times(question.text, question.rendering).is_several
    near = hits if several else hits[:NEAREST]
    held = [hit for hit in near if supports(hit, question.constraints)]
    found = dict.fromkeys(
        quote
        for place, hit in enumerate(held)
        for quote in quotes_around(hit, in_full=place < WHOLE_LISTS)
    )
    return tuple(within_limits(found))


def quotes_around(hit: Hit, *, in_full: bool) -> Iterator[Quote]:
    """Yield the whole sentence of a hit, with what introduces it or, ``in_full``, all its list."""
    found = marked_list(hit)
    own = sentence_around(hit)
    spans = [own]
    if found:
        lead = [found.lead] if found.lead else []
        spans = [*lead, *found.items] if in_full else [*lead, own]
    for start, end in spans:
        yield Quote(hit.document, hit.passage, start, end)


def within_limits(quotes: Sequence[Quote] | dict[Quote, None]) -> Iterator[Quote]:
    """Yield the first quotes until there are many, or much text."""
    length = 0
    for count, quote in enumerate(quotes):
        length += quote.end - quote.start
        if count == MOST_SENTENCES or length > MOST_CHARACTERS:
            return
        yield quote


def as_lines(quotes: Sequence[Quote]) -> str:
    r"""Return sentences as lines of ``[number] (day of the document) text``.

    Line breaks inside a sentence become blanks, so that no text can begin a line of its own.
    """
    return "\n".join(
        f"[{number}] ({quote.document.published or 'undated'}) {' '.join(quote.text.split())}"
        for number, quote in enumerate(quotes, 1)
    )
