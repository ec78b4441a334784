"""Words of PDF runs: from glyphs with places to words, as the text of their run parts them."""

from typing import NamedTuple

from knowledge.readers.pdf_lines import Word

# A gap that is wider than this share of the size parts words, whatever pypdf says.
PARTING = 0.5


class Mark(NamedTuple):
    """Glyphs between two blanks of a string: from where to where, and whether they are level."""

    text: str
    x: float
    end: float
    y: float
    size: float
    level: bool


def words_of(marks: list[Mark], text: str, *, begins: bool) -> tuple[Word, ...]:
    """Return the words that glyphs make, parted where the text of a run has blanks, or by gaps.

    Takes the marks of the run away from ``marks``: those of the next run may follow them. ``()``
    when the text does not show the glyphs in this order, or they are not on a level line.
    """
    words: list[Word] = []
    place, blank = 0, begins
    for number, mark in enumerate(marks):
        while place < len(text) and text[place].isspace():
            place, blank = place + 1, True
        if place == len(text):
            del marks[:number]
            return tuple(words)
        if not mark.level or not text.startswith(mark.text, place):
            marks.clear()
            return ()
        place += len(mark.text)
        above = words[-1] if words else None
        if above and not blank and follows(above, mark):
            end = max(above.end, mark.end)
            words[-1] = Word(above.text + mark.text, above.x, end, above.y, above.size, above.blank)
        else:
            words.append(Word(mark.text, mark.x, mark.end, mark.y, mark.size, blank))
        blank = False
    marks.clear()
    return tuple(words) if not text[place:].strip() else ()


def follows(word: Word, mark: Mark) -> bool:
    """Whether glyphs go on with a word: on its line, without a gap."""
    return word.y == mark.y and abs(mark.x - word.end) < PARTING * mark.size
