"""From the parts of a document in reading order to the text of a page and its blocks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.readers.base import Block, BlockKind
from knowledge.readers.layout import is_heading
from knowledge.text import is_furniture, normalise

BLANKS = re.compile(r"[^\S\n]+")
AROUND_BREAK = re.compile(r" ?\n[ \n]*")
# A figure with its exponent, or m2, would become another figure on the line: 10 to the 6th, 106.
RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, a paragraph, a list item or a table row, as a reader sees it."""

    kind: BlockKind
    text: str


def tidy(text: str) -> str:
    """Return the text as it is kept: normalised, blanks as one, no empty lines."""
    return AROUND_BREAK.sub("\n", BLANKS.sub(" ", normalise(text))).strip()


def assemble(parts: Iterable[Part], page: int = 1) -> tuple[str, tuple[Block, ...]]:
    """Return the text of a page that consists of these parts, and its blocks.

    Parts without a letter or digit, and the furniture of web pages, are left out.
    """
    pieces: list[str] = []
    blocks: list[Block] = []
    length = 0
    for part in parts:
        text = tidy(part.text)
        if not any(char.isalnum() for char in text) or is_furniture(text):
            continue
        mark = "- " if part.kind == "item" else ""
        # Items follow one another without a blank line, so that a list reads as one.
        gap = "" if not pieces else "\n" if part.kind == "item" else "\n\n"
        pieces.append(f"{gap}{mark}{text}")
        start = length + len(gap) + len(mark)
        length = start + len(text)
        blocks.append(Block(part.kind, page, start, length))
    return "".join(pieces), tuple(blocks)


def bold_line(text: str) -> bool:
    """Whether a paragraph that is bold throughout reads as a heading."""
    return "\n" not in text and is_heading(text)


def raised(text: str) -> str:
    """Return superscript text: digits as superscript digits, other text as it is.

    >>> raised("2"), raised("th")
    ('²', 'th')
    """
    return text.translate(RAISED)


def lowered(text: str) -> str:
    """Return subscript text: digits as subscript digits, other text as it is.

    >>> lowered("2")
    '₂'
    """
    return text.translate(LOWERED)
