"""Markdown with optional YAML front matter: headings, paragraphs, lists and tables.

The page is the text that a reader of the rendered document sees, without markup characters.
"""

from pathlib import Path

from knowledge.errors import BadMetadata, EmptyDocument
from knowledge.readers.base import Block, BlockKind, ReadText
from knowledge.readers.text import decode
from knowledge.text import is_furniture, normalise, source_url
from knowledge.types import Page


def read(path: Path) -> ReadText:
    """Read a Markdown file; raises ``BadMetadata`` when its front matter cannot be used."""
    import frontmatter  # type: ignore[import-untyped,unused-ignore]
    import yaml

    raw = decode(path)
    try:
        metadata, body = frontmatter.parse(raw)
    except yaml.YAMLError as exc:
        place = getattr(exc, "problem_mark", None)
        line = f" at line {place.line + 2}" if place else ""
        raise BadMetadata(f"{path.name}: its front matter is not valid YAML{line}.") from exc
    except ValueError as exc:
        # What YAML takes for a date or a number need not be one: 2025-02-30.
        raise BadMetadata(f"{path.name}: its front matter has a bad value ({exc}).") from exc
    text, blocks = render(body)
    if not blocks:
        raise EmptyDocument(f"{path.name}: has front matter but no text.")
    url = source_url(body)
    return ReadText((Page(1, text),), blocks, {"url": url, **metadata} if url else dict(metadata))


def render(body: str) -> tuple[str, tuple[Block, ...]]:
    """Return the visible text of a Markdown body and its blocks."""
    from markdown_it import MarkdownIt

    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    for kind, lines in visible_blocks(MarkdownIt("commonmark").enable("table").parse(body)):
        mark = "- " if kind == "item" else ""
        # Items follow one another without a blank line, so that a list reads as one.
        gap = "" if not parts else "\n" if kind == "item" else "\n\n"
        parts.append(f"{gap}{mark}{lines}")
        start = length + len(gap) + len(mark)
        length = start + len(lines)
        blocks.append(Block(kind, 1, start, length))
    return "".join(parts), tuple(blocks)


def visible_blocks(tokens: list) -> list[tuple[BlockKind, str]]:  # type: ignore[type-arg]
    """Return kind and visible text of each block of a parsed Markdown document."""
    found: list[tuple[BlockKind, str]] = []
    inside: list[str] = []
    row: list[str] = []
    for token in tokens:
        if token.nesting == 1:
            inside.append(token.type.removesuffix("_open"))
        elif token.nesting == -1:
            inside.pop()
            if token.type == "tr_close":
                found.append(("item", " | ".join(row)))
                row = []
        elif token.type == "inline" and "tr" in inside:
            row.append(visible_text(token))
        elif token.type in {"inline", "fence", "code_block"}:
            found.append((kind_of(inside), visible_text(token)))
    return [(kind, text) for kind, text in found if text.strip() and not is_furniture(text)]


def kind_of(inside: list[str]) -> BlockKind:
    """Return what kind of block the innermost open elements make."""
    if "heading" in inside:
        return "heading"
    return "item" if "list_item" in inside else "paragraph"


def visible_text(token) -> str:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Return what a reader sees of an inline token: no markup, line breaks as spaces.

    Entities such as ``&nbsp;`` have become characters by now, so the text is normalised again.
    """
    if token.children is None:
        return normalise(token.content).strip()
    shown = {"softbreak": " ", "hardbreak": " "}
    pieces = [
        shown.get(child.type, child.content if child.type in {"text", "code_inline"} else "")
        for child in token.children
    ]
    return normalise("".join(pieces)).strip()
