"""Paragraphs, headings and list items of plain lines, for formats that do not mark them."""

import re
from collections.abc import Iterator

from knowledge.readers.base import Block, BlockKind

# A file whose lines are mostly this short was wrapped by hand or by a page; with longer lines
# each line is a paragraph.
WRAPPED_WIDTH = 120
HEADING_WIDTH = 110
ENDS_SENTENCE = re.compile(r"[.!?…:;,][\"”’)\]]*\s*$")
ITEM = re.compile(r"\s*(?:[-–•*+]|\d{1,2}[.)]|[a-zđ]\))\s+(?=\S)")

Line = tuple[int, int]


def lines_of(text: str) -> Iterator[Line]:
    """Yield start and end of each line, without its line break."""
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def blocks_of(text: str, page: int) -> tuple[Block, ...]:
    """Return the blocks of a page of plain text, in reading order."""
    lines = [(start, end) for start, end in lines_of(text) if end > start]
    widths = sorted(end - start for start, end in lines)
    wrapped = bool(widths) and widths[int(len(widths) * 0.9)] <= WRAPPED_WIDTH
    groups = wrapped_groups(text) if wrapped else [[line] for line in lines]
    return tuple(block for group in groups if (block := block_of(text, group, page)))


def wrapped_groups(text: str) -> list[list[Line]]:
    """Join the lines of each paragraph of a text whose lines are wrapped."""
    groups: list[list[Line]] = [[]]
    longest = max(end - start for start, end in lines_of(text))
    for start, end in lines_of(text):
        line = text[start:end]
        if not line.strip():
            groups.append([])
            continue
        if groups[-1] and (ITEM.match(line) or ends_paragraph(text, groups[-1], longest)):
            groups.append([])
        groups[-1].append((start, end))
    return [group for group in groups if group]


def ends_paragraph(text: str, group: list[Line], longest: int) -> bool:
    """Whether the paragraph is over: a line clearly short of the edge that ends a sentence."""
    start, end = group[-1]
    return end - start < 0.8 * longest and bool(ENDS_SENTENCE.search(text[start:end]))


def block_of(text: str, group: list[Line], page: int) -> Block | None:
    """Return the block that these lines make, trimmed of blanks and of its list mark."""
    start, end = group[0][0], group[-1][1]
    kind: BlockKind = "paragraph"
    if mark := ITEM.match(text, start, end):
        kind, start = "item", mark.end()
    elif len(group) == 1 and is_heading(text[start:end]):
        kind = "heading"
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end -= len(text[start:end]) - len(text[start:end].rstrip())
    return Block(kind, page, start, end) if end > start else None


def is_heading(line: str) -> bool:
    """Whether a line that stands alone is short and does not end like a sentence."""
    line = line.strip()
    return len(line) <= HEADING_WIDTH and not ENDS_SENTENCE.search(line)
