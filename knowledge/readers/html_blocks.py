"""The elements of a web page as headings, paragraphs and items, and where each comes from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.readers.assembly import bold_line, lowered, raised, tidy
from knowledge.readers.base import BlockKind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
# What does not end a line; every other element does.
INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data dfn em font i ins kbd label mark nobr output q"
    " rp rt ruby samp small span strong sub sup time tt u var wbr".split()
)
BOLD = frozenset({"b", "strong"})
BLANKS = re.compile(r"\s+")
ENDS_LINE = re.compile(r"[.!?…:;][\"”’)\]]*$")
NOTE_MARK = re.compile(r"[\[(]\s*\w{1,3}\s*[\])]|[*†‡]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A part of a page, the element that it stands in, and the share of it that is links."""

    kind: BlockKind
    text: str
    element: "HtmlElement"
    linked: float


class Walk:
    """One way through an element, without recursion, that collects its parts in order."""

    def __init__(self) -> None:
        self.found: list[Found] = []
        self.inside: list[str] = []
        self.begin()

    def begin(self) -> None:
        """Begin a block."""
        self.pieces: list[str] = []
        self.letters = self.linked = self.bold = 0

    def add(self, text: str | None) -> None:
        """Add text that stands in the elements that are open."""
        if not text:
            return
        if "pre" not in self.inside:
            text = BLANKS.sub(" ", text)
        if "sup" in self.inside:
            # A reference to a note is no exponent: "in 2023 [1]" must not become another year.
            note = NOTE_MARK.fullmatch(text.strip()) or "a" in self.inside
            text = "" if note else raised(text)
        elif "sub" in self.inside:
            text = lowered(text)
        letters = sum(char.isalnum() for char in text)
        self.pieces.append(text)
        self.letters += letters
        self.linked += letters if "a" in self.inside else 0
        self.bold += letters if not BOLD.isdisjoint(self.inside) else 0

    def end(self, element: "HtmlElement") -> None:
        """End the block, which stands directly in ``element``."""
        if self.letters:
            kind = self.kind()
            for text in paragraphs("".join(self.pieces)):
                line = kind == "paragraph" and self.bold == self.letters and bold_line(text)
                share = self.linked / self.letters
                self.found.append(Found("heading" if line else kind, text, element, share))
        self.begin()

    def kind(self) -> BlockKind:
        """Return what kind of block the elements that are open make."""
        for tag in reversed(self.inside):
            if tag in HEADINGS:
                return "heading"
            if tag in {"li", "dd"}:
                return "item"
        return "paragraph"


def parts_of(root: "HtmlElement") -> list[Found]:
    """Return the parts of an element, in reading order."""
    from lxml import etree

    walk, block = Walk(), root
    for event, element in etree.iterwalk(root, events=("start", "end")):
        opens = event == "start"
        if element.tag not in INLINE:
            walk.end(block)
            block = element if opens else element.getparent()
        if opens:
            walk.inside.append(element.tag)
            walk.add(element.text)
            continue
        walk.inside.pop()
        if element.tag == "br":
            walk.pieces.append("\n")
        if element is not root:
            walk.add(element.tail)
    return walk.found


def paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs that blank lines, and lines that end a sentence, make of a text."""
    lines: list[str] = []
    for line in [*(each.strip() for each in text.split("\n")), ""]:
        if lines and (not line or ENDS_LINE.search(lines[-1])):
            yield tidy("\n".join(lines))
            lines = []
        if line:
            lines.append(line)
