"""The text of a paragraph of a Word document as its reader sees it, from its runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.readers.assembly import lowered, raised

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TEXT_BOX = f"{W}txbxContent"
# Deleted or moved away, said a second time for older programs, or a text of its own.
SKIPPED = frozenset({f"{W}del", f"{W}moveFrom", f"{COMPATIBLE}Fallback", TEXT_BOX})
CHARACTERS = {
    f"{W}tab": " ",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}ptab": " ",
}


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text with its font and whether it is bold; "" stands for the font of the style."""

    text: str
    font: str
    bold: bool


def runs_of(paragraph: "Element") -> Iterator[Run]:
    """Yield the runs of a paragraph that are seen: inserted ones too, deleted ones not."""
    for run in outside(paragraph, f"{W}r", f"{MATH}r"):
        properties = run.find(f"{W}rPr")
        if any(is_on(properties, name) for name in ("vanish", "strike", "dstrike", "del")):
            continue
        text = "".join(characters(run))
        position = value_of(properties, "vertAlign")
        if position == "superscript":
            text = raised(text)
        elif position == "subscript":
            text = lowered(text)
        yield Run(text, font_of(properties), is_on(properties, "b"))


def outside(root: "Element", *tags: str) -> Iterator["Element"]:
    """Yield the elements with these tags in an element, but for those in what is skipped."""
    from lxml import etree

    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element.tag in SKIPPED and element is not root:
            walk.skip_subtree()
        elif element.tag in tags:
            yield element
            walk.skip_subtree()


def characters(run: "Element") -> Iterator[str]:
    """Yield the characters of a run; a picture, a field's code or a note's mark is none."""
    for child in run:
        if child.tag in {f"{W}t", f"{MATH}t"}:
            yield child.text or ""
        elif child.tag in CHARACTERS:
            yield CHARACTERS[child.tag]


def is_on(properties: "Element | None", name: str) -> bool:
    """Whether a property such as bold is there and not switched off."""
    element = None if properties is None else properties.find(W + name)
    return element is not None and element.get(f"{W}val", "1") not in {"0", "false", "off"}


def value_of(properties: "Element | None", name: str) -> str | None:
    """Return the value of a property, ``None`` when it is not given."""
    element = None if properties is None else properties.find(W + name)
    return None if element is None else element.get(f"{W}val")


def font_of(properties: "Element | None") -> str:
    """Return the font that the properties name for Latin letters, "" when they name none."""
    fonts = None if properties is None else properties.find(f"{W}rFonts")
    if fonts is None:
        return ""
    return str(fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "")
