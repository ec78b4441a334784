"""Headings, paragraphs and list items of PDF pages, told by size, weight, gaps and indents."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from knowledge.readers.base import Block, BlockKind
from knowledge.readers.layout import ENDS_SENTENCE, ITEM
from knowledge.readers.pdf_lines import Line

# A heading is so much larger than most letters of the document.
HEADING_SIZE = 1.12
HEADING_LINES = 4
HEADING_LENGTH = 200
# Sizes that differ by less are the same: writers scale by small steps to fit lines.
SAME_SIZE = 0.06
# A gap that is so much wider than between most lines ends a paragraph.
WIDE_GAP = 1.3
# A line that ends a sentence ends a paragraph when it would be shorter than this share of the
# longest line even with the word that follows. After a comma a sentence goes on.
SHORT_LINE = 0.8
SENTENCE_END = re.compile(r"[.!?…:;][\"”’)\]]*$")
# First lines are indented by so many times the size, not more: that would be another column.
LEAST_INDENT, MOST_INDENT = 0.7, 6.0

SOFT_HYPHEN = "\u00ad"
HEAD = re.compile(r"([^\W\d_]+)([-\u2010\u00ad])$")
# The rest of the word, with what sticks to it: "tion)."
TAIL = re.compile(r"([^\W\d_]+)\S*")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Style:
    """What is usual in a document: size and weight of letters, and line distance over size."""

    size: float
    bold: bool
    leading: float
    words: frozenset[str]


def style_of(pages: Sequence[Sequence[Line]]) -> Style:
    """Return the style of most letters, the usual line distance, and the words of a document."""
    lines = [line for page in pages for line in page]
    letters: Counter[tuple[float, bool]] = Counter()
    for line in lines:
        letters[round(line.size, 1), line.bold] += len(line.text)
    size, bold = letters.most_common(1)[0][0] if letters else (12.0, False)
    steps = [
        (above.y - line.y) / line.size
        for page in pages
        for above, line in pairwise(page)
        if same_size(above, line) and 0.8 * line.size < above.y - line.y < 2.5 * line.size
    ]
    words = {word.lower() for line in lines for word in WORD.findall(line.text)}
    return Style(size, bold, median(steps) if steps else 1.2, frozenset(words))


def lay_out(lines: Sequence[Line], page: int, style: Style) -> tuple[str, tuple[Block, ...]]:
    """Return the text of a page and its blocks, in reading order."""
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    widest = max((width(line.text, line) for line in lines if not line.row), default=0.0)
    for group in grouped(lines, style, widest):
        kind = kind_of(group, style)
        text = (" " if kind == "heading" else "\n").join(unbroken(group, style.words))
        gap = "" if not parts else "\n" if kind == "item" else "\n\n"
        mark = ITEM.match(text) if kind == "item" and not group[0].row else None
        start = length + len(gap)
        length = start + len(text)
        parts.append(gap + text)
        if any(char.isalnum() for char in text):
            blocks.append(Block(kind, page, start + (mark.end() if mark else 0), length))
    return "".join(parts), tuple(blocks)


def grouped(lines: Iterable[Line], style: Style, widest: float) -> list[list[Line]]:
    """Join the lines of each heading, paragraph and item."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not starts_block(groups[-1], line, style, widest):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def starts_block(group: Sequence[Line], line: Line, style: Style, widest: float) -> bool:
    """Whether a line begins another block than the lines before it."""
    above = group[-1]
    if above.row or line.row:
        return True
    gap = above.y - line.y
    if not (above.upright and line.upright):
        return above.upright != line.upright
    return (
        not same_size(above, line)
        or (above.bold != line.bold and not line.text[0].islower())
        or gap < -0.5 * line.size
        or gap > WIDE_GAP * style.leading * max(above.size, line.size)
        or bool(ITEM.match(line.text))
        or (
            line.size <= HEADING_SIZE * style.size
            and bool(SENTENCE_END.search(above.text))
            and looks_new(group, line, widest)
        )
    )


def looks_new(group: Sequence[Line], line: Line, widest: float) -> bool:
    """Whether a line after a sentence's end begins a paragraph: after a short line, or indented."""
    above = group[-1]
    indent = (line.x - above.x) / max(line.size, 1.0)
    hangs = len(group) == 1 and bool(ITEM.match(above.text))
    filled = width(f"{above.text} {line.text.split()[0]}", above)
    return filled < SHORT_LINE * widest or (LEAST_INDENT < indent < MOST_INDENT and not hangs)


def width(text: str, line: Line) -> float:
    """Return about how wide a text is in the type of a line."""
    return len(text) * line.size


def same_size(line: Line, other: Line) -> bool:
    """Whether the letters of two lines are of about the same size."""
    return abs(line.size - other.size) <= SAME_SIZE * max(line.size, other.size)


def kind_of(group: Sequence[Line], style: Style) -> BlockKind:
    """Return what some lines are. A heading is larger or bolder than the text, and has letters.

    A large figure is none: what stands in headings is not quoted.
    """
    if group[0].row:
        return "item"
    text = " ".join(line.text for line in group)
    stands_out = group[0].size > HEADING_SIZE * style.size or (group[0].bold and not style.bold)
    letters = sum(char.isalpha() for char in text)
    wordy = letters > len(text.replace(" ", "")) / 2
    short = len(group) <= HEADING_LINES and len(text) <= HEADING_LENGTH
    if stands_out and wordy and short and not ENDS_SENTENCE.search(text):
        return "heading"
    return "item" if ITEM.match(text) else "paragraph"


def unbroken(group: Sequence[Line], words: frozenset[str]) -> list[str]:
    """Return the lines of a block with the words joined that are broken at a line's end."""
    texts = [group[0].text]
    for line in group[1:]:
        joined = joined_word(texts[-1], line.text, words)
        if joined:
            texts[-1:] = [text for text in joined if text]
        else:
            texts.append(line.text)
    return [text.rstrip(SOFT_HYPHEN) for text in texts]


def joined_word(above: str, below: str, words: frozenset[str]) -> tuple[str, str] | None:
    """Return two lines with the word between them on the first, or ``None`` when it stays broken.

    A soft hyphen is dropped. A hyphen is dropped only when the document has the word without it
    elsewhere, and kept when it has it with it; else nobody can tell.
    """
    head, tail = HEAD.search(above), TAIL.match(below)
    if not head or not tail:
        return None
    first, second = head.group(1), tail.group(1)
    kept = f"{first}-{second}".lower() in words
    if not (kept or head.group(2) == SOFT_HYPHEN or f"{first}{second}".lower() in words):
        return None
    hyphen = "-" if kept else ""
    return f"{above[: head.end(1)]}{hyphen}{tail.group()}", below[tail.end() :].lstrip()
