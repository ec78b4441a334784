"""The numbers that a word processor writes before paragraphs: they are not in the text itself.

Only those are given that a citation needs: the numbers of headings, and numbers with a word
("Điều 5.", "Article 5"). Those of plain lists are marks, as bullets are.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.readers.docx_text import W, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

PLACE = re.compile(r"%([1-9])")
ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
MOST = 4000
# It is written before every paragraph of the list.
LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list is numbered: "Chương %1" in Roman numerals from 1 on."""

    style: str
    text: str
    start: int

    @property
    def has_word(self) -> bool:
        """Whether the number stands beside a word."""
        return any(char.isalpha() for char in PLACE.sub("", self.text))


@dataclass(slots=True)
class Numbering:
    """Counts the paragraphs of every list; ``lists`` gives the levels of each by its id."""

    lists: Mapping[str, tuple[str, Mapping[int, Level]]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, list_id: str, depth: int) -> tuple[str, bool]:
        """Count a paragraph; return its number as written, and whether it has a word."""
        shared, levels = self.lists.get(list_id, ("", {}))
        level = levels.get(depth)
        if level is None:
            return "", False
        counts = self.counts.setdefault(shared, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]

        def number(place: re.Match[str]) -> str:
            at = int(place.group(1)) - 1
            other = levels.get(at, level)
            return written(counts.get(at, other.start), other.style)

        text = "" if level.style in {"bullet", "none"} else PLACE.sub(number, level.text)
        return text.strip(), level.has_word


def numbering_of(root: "Element | None") -> Numbering:
    """Return the lists that the part with them defines, none counted yet."""
    if root is None:
        return Numbering()
    shared = {
        element.get(f"{W}abstractNumId", ""): dict(levels_of(element))
        for element in root.iter(f"{W}abstractNum")
    }
    lists = {}
    for element in root.iter(f"{W}num"):
        shared_id = value_of(element, "abstractNumId") or ""
        levels = shared.get(shared_id, {}) | dict(overrides(element, shared.get(shared_id, {})))
        # A list that starts anew is counted for itself.
        own = element.find(f".//{W}startOverride") is not None
        list_id = element.get(f"{W}numId", "")
        lists[list_id] = (f"{shared_id}/{list_id}" if own else shared_id, levels)
    return Numbering(lists)


def levels_of(element: "Element") -> Iterator[tuple[int, Level]]:
    """Yield the levels that a list defines, by their depth."""
    for level in element.iterchildren(f"{W}lvl"):
        style = value_of(level, "numFmt") or "decimal"
        text = value_of(level, "lvlText") or ""
        start = number_of(value_of(level, "start"), 1)
        depth = number_of(level.get(f"{W}ilvl"), 0)
        yield depth, Level(style, text if len(text) <= LONGEST_LABEL else "", start)


def overrides(element: "Element", levels: Mapping[int, Level]) -> Iterator[tuple[int, Level]]:
    """Yield the levels that a list has otherwise than the one that it is made after."""
    for override in element.iterchildren(f"{W}lvlOverride"):
        depth = number_of(override.get(f"{W}ilvl"), 0)
        level = dict(levels_of(override)).get(depth, levels.get(depth))
        if level is not None:
            start = number_of(value_of(override, "startOverride"), level.start)
            yield depth, Level(level.style, level.text, start)


def number_of(text: str | None, default: int) -> int:
    """Return a number that an attribute gives, the default for none or one beyond reason."""
    return int(text) if text and re.fullmatch("[0-9]{1,4}", text) else default


def written(number: int, style: str) -> str:
    """Return a number in the style of a list; one that is not known is written in digits.

    >>> written(4, "upperRoman"), written(28, "lowerLetter"), written(7, "ordinal")
    ('IV', 'bb', '7')
    """
    if style in {"upperRoman", "lowerRoman"} and 0 < number < MOST:
        text = roman(number)
    elif style in {"upperLetter", "lowerLetter"} and 0 < number < MOST:
        text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif style == "decimalZero":
        return f"{number:02}"
    else:
        return str(number)
    return text.upper() if style.startswith("upper") else text


def roman(number: int) -> str:
    """Return a number in Roman numerals, in lower case."""
    text = ""
    for value, letters in ROMAN:
        text += letters * (number // value)
        number %= value
    return text
