"""Whether a text can be read: garbled text is refused, and single garbled pages are left out.

A file may hold glyphs without saying which letters they are, or say it wrongly. What comes out
has signs that no writing has, or words that no language has. Only what holds for every language
is counted, so that Arabic or Japanese is as good as English; texts too short for a share to mean
anything pass.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

from knowledge.errors import PoorText
from knowledge.readers.syllables import words_of
from knowledge.text import fold
from knowledge.types import Page

# Share of characters that are in no text. Bullets of symbol fonts are in the private area, about
# one in a hundred characters of a page of lists; a page in a font without map is full of them.
MOST_FAULTS = 0.05
# Share of characters in marks such as (cid:12), which stand for letters that are not known.
MOST_MARKS = 0.1
# Share of words with letters of several scripts or symbols among their letters. Good text has
# less than one in a hundred (m², kΩ); lists of formulas have more.
MOST_MIXED = 0.2
# Share of vowels, y included, among letters of the Latin script, and of words of three letters
# and more without any. Text has 0.34 to 0.5, pages full of abbreviations 0.27, and up to a quarter
# of such words; glyph numbers taken for letters, which shifts each by three, have 0.19 and a third.
FEWEST_VOWELS, MOST_VOWELS = 0.23, 0.65
MOST_VOWELLESS = 0.3
# Share of words of one letter: letters that are set apart come out as words.
MOST_SINGLE = 0.6
# Share of characters in words of the Latin script that are longer than any: blanks were lost.
MOST_GLUED = 0.4
LONGEST_WORD = 22
# Fewer characters, letters or words than these say nothing about a text.
LEAST_CHARACTERS = 40
LEAST_LETTERS = 400
LEAST_WORDS = 60
# From this share of bad pages on, a document is not worth having.
MOST_BAD_PAGES = 0.5

# Zeros between letters are halves of codes of two bytes; they are dropped, and the text is whole.
FAULT = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufffd\ufffe\uffff]")
MARK = re.compile(r"\(cid:\d+\)|/(?:g|G|C|c|uni|glyph|index|cid)[0-9A-F]{1,5}\b")
VOWEL = re.compile("[aeiouy]")
SYMBOL = re.compile(r"[¡-©«-´¶-¹»-¿×÷†‡‰]")
SCRIPTS_TOGETHER = (
    {"HIRAGANA", "KATAKANA", "CJK", "LATIN", "KATAKANA-HIRAGANA"},
    {"HANGUL", "CJK", "LATIN"},
)


def check_quality(pages: Sequence[Page], name: str) -> tuple[str, ...]:
    """Return warnings about garbled pages; ``without_garbled`` is what leaves them out.

    Raises ``PoorText``, naming the file as ``name``, when most of the text is garbled.
    """
    return without_garbled(pages, name)[1]


def without_garbled(pages: Sequence[Page], name: str) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    """Return the pages, those that are garbled without their text, and a warning that names them.

    Raises ``PoorText`` when more than ``MOST_BAD_PAGES`` of the pages with text are garbled, or
    the others taken together.
    """
    written = [page for page in pages if page.text.strip()]
    bad = {page.number: fault for page in written if (fault := fault_of(page.text))}
    # Pages too short to judge alone are judged together.
    rest = [page.text for page in written if page.number not in bad]
    whole = fault_of("\n".join(rest)) if len(rest) > 1 else None
    if whole or len(bad) > MOST_BAD_PAGES * len(written):
        reason = whole or next(iter(bad.values()))
        raise PoorText(
            f"{name}: its text is garbled ({reason}). Export it again from its source, or run OCR."
        )
    if not bad:
        return tuple(pages), ()
    kept = tuple(
        Page(page.number, "", page.label) if page.number in bad else page for page in pages
    )
    return kept, (f"Left out as garbled: {page_numbers(list(bad))}.",)


def page_numbers(numbers: Sequence[int]) -> str:
    """Return the numbers of pages, in order, as they are read.

    >>> page_numbers([3]), page_numbers([1, 2, 3, 5])
    ('page 3', 'pages 1-3, 5')
    """
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1][1:] = [number]
        else:
            spans.append([number])
    shown = ", ".join("-".join(str(end) for end in span) for span in spans)
    return f"page{'s' if len(numbers) > 1 else ''} {shown}"


def fault_of(text: str) -> str | None:
    """Return what is wrong with a text, or ``None`` when it can be read."""
    return next((reason for reason, is_so in FAULTS.items() if is_so(text)), None)


def has_faults(text: str) -> bool:
    """Whether too many characters are unknown, private or controls."""
    size = sum(not char.isspace() for char in text)
    return size > 0 and len(FAULT.findall(text)) > MOST_FAULTS * max(size, LEAST_CHARACTERS)


def has_marks(text: str) -> bool:
    """Whether glyphs are named instead of letters."""
    marked = sum(len(mark) for mark in MARK.findall(text))
    return marked > MOST_MARKS * max(len(text), LEAST_CHARACTERS)


def is_mixed(text: str) -> bool:
    """Whether too many words mix scripts, or letters and symbols."""
    words = [word for word in words_of(text) if len(word) > 1]
    return len(words) >= LEAST_WORDS and (
        sum(mixes(word) for word in words) > MOST_MIXED * len(words)
    )


def mixes(word: str) -> bool:
    """Whether a word has letters of scripts that no writing uses together, or symbols inside.

    >>> [mixes(word) for word in ("chuyển", "Привет", "日本のPDF", "X·", "пpивeт", "m²")]
    [False, False, False, True, True, True]
    """
    if word.isascii():
        return False
    scripts = {script_of(char) for char in word if char.isalpha()}
    together = len(scripts) < 2 or any(scripts <= these for these in SCRIPTS_TOGETHER)
    return not together or bool(SYMBOL.search(word))


@lru_cache(maxsize=4096)
def script_of(char: str) -> str:
    """Return the first word of the name of a letter, which is its script; full width as narrow."""
    name = unicodedata.name(unicodedata.normalize("NFKC", char)[0], "")
    return name.split(" ")[0]


def is_shifted(text: str) -> bool:
    """Whether the letters of a text in the Latin script cannot be those of a language."""
    letters = [char for char in fold(text) if "a" <= char <= "z"]
    vowels = sum(char in "aeiouy" for char in letters)
    share = vowels / max(len(letters), 1)
    words = [word for word in latin_words(text) if len(word) > 2]
    bare = sum(not VOWEL.search(word) for word in words)
    return len(letters) >= LEAST_LETTERS and (
        not FEWEST_VOWELS <= share <= MOST_VOWELS or bare > MOST_VOWELLESS * len(words)
    )


def is_spaced(text: str) -> bool:
    """Whether most words of the Latin script are single letters."""
    words = latin_words(text)
    single = sum(len(word) == 1 for word in words)
    return len(words) >= LEAST_WORDS and single > MOST_SINGLE * len(words)


def is_glued(text: str) -> bool:
    """Whether much of a text in the Latin script is in words that are too long to be any."""
    words = latin_words(text)
    size = sum(len(word) for word in words)
    glued = sum(len(word) for word in words if len(word) > LONGEST_WORD)
    return size >= LEAST_LETTERS and glued > MOST_GLUED * size


def latin_words(text: str) -> list[str]:
    """Return the runs of letters of the Latin script, folded."""
    return re.findall(r"[a-z]+", fold(text))


FAULTS: dict[str, Callable[[str], bool]] = {
    "characters without meaning": has_faults,
    "names of glyphs instead of letters": has_marks,
    "words of letters and signs that do not go together": is_mixed,
    "letters that make no words": is_shifted,
    "every letter a word": is_spaced,
    "no blanks between words": is_glued,
}
