"""What the styles of a Word document say of its paragraphs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.readers.base import BlockKind
from knowledge.readers.docx_text import W, font_of, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by their ids, and the font that holds where none is named."""

    by_id: dict[str, "Element"] = field(default_factory=dict)
    font: str = ""
    default: str | None = None

    def chain(self, paragraph: "Element") -> Iterator["Element"]:
        """Yield the style of a paragraph and those that it is based on, the nearest first."""
        style_id = value_of(paragraph.find(f"{W}pPr"), "pStyle") or self.default
        seen: set[str] = set()
        while style_id and style_id in self.by_id and style_id not in seen:
            seen.add(style_id)
            yield self.by_id[style_id]
            style_id = value_of(self.by_id[style_id], "basedOn")

    def layers(self, paragraph: "Element") -> Iterator["Element"]:
        """Yield the properties that hold for a paragraph, the nearest first."""
        for element in (paragraph, *self.chain(paragraph)):
            properties = element.find(f"{W}pPr")
            if properties is not None:
                yield properties

    def kind(self, paragraph: "Element") -> BlockKind:
        """Return what a paragraph is by its outline level, its list or the name of its style."""
        level = next(
            (v for each in self.layers(paragraph) if (v := value_of(each, "outlineLvl"))), ""
        )
        if level.isdigit():
            heading = int(level) < BODY_LEVEL
        else:
            heading = any(
                name.startswith("heading ") or name == "title" for name in self.names(paragraph)
            )
        if heading:
            return "heading"
        return "item" if self.list_of(paragraph) else "paragraph"

    def list_of(self, paragraph: "Element") -> tuple[str, int] | None:
        """Return the id of the list that a paragraph is in, and its depth there from 0 on."""
        depth: str | None = None
        for each in self.layers(paragraph):
            numbering = each.find(f"{W}numPr")
            depth = depth or value_of(numbering, "ilvl")
            list_id = value_of(numbering, "numId")
            if list_id == "0":
                return None
            if list_id:
                return list_id, int(depth) if depth and depth.isdigit() else 0
        return None

    def names(self, paragraph: "Element") -> list[str]:
        """Return the names of the styles of a paragraph, which are English in every language."""
        return [(value_of(style, "name") or "").lower() for style in self.chain(paragraph)]

    def is_contents(self, paragraph: "Element") -> bool:
        """Whether a paragraph is a line of a table of contents: headings said a second time."""
        return any(name.startswith("toc ") for name in self.names(paragraph))

    def font_of(self, paragraph: "Element") -> str:
        """Return the font of the paragraph's own style, "" when nothing names one."""
        named = (font_of(style.find(f"{W}rPr")) for style in self.chain(paragraph))
        return next(filter(None, named), self.font)


def styles_of(root: "Element") -> Styles:
    """Return the styles that the part with them defines."""
    styles = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
    default = next(
        (
            style_id
            for style_id, style in styles.items()
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}
        ),
        None,
    )
    common = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    return Styles(styles, font_of(common), default)
