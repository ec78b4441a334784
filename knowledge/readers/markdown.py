"""Markdown with optional YAML front matter: headings, paragraphs, lists and tables.

The page is the text that a reader of the rendered document sees, without markup characters;
each row of a table is an item with the names of its columns.
"""

from collections.abc import Iterator
from pathlib import Path

from knowledge.errors import BadMetadata, EmptyDocument
from knowledge.readers.assembly import Part, assemble
from knowledge.readers.base import Block, BlockKind, ReadText
from knowledge.readers.tables import table_lines
from knowledge.readers.text import decode
from knowledge.text import normalise, source_url
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

    return assemble(visible_parts(MarkdownIt("commonmark").enable("table").parse(body)))


def visible_parts(tokens: list) -> Iterator[Part]:  # type: ignore[type-arg]
    """Yield kind and visible text of each block of a parsed Markdown document."""
    inside: list[str] = []
    rows: list[list[str]] = []
    for token in tokens:
        if token.nesting == 1:
            inside.append(token.type.removesuffix("_open"))
            if token.type == "tr_open":
                rows.append([])
        elif token.nesting == -1:
            inside.pop()
            if token.type == "table_close":
                yield from (Part("item", line) for line in table_lines(rows))
                rows = []
        elif token.type == "inline" and "tr" in inside:
            rows[-1].append(visible_text(token))
        elif token.type in {"inline", "fence", "code_block"}:
            yield Part(kind_of(inside), visible_text(token))


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
