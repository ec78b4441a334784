"""A digest in Markdown as headings, paragraphs, items and tables with their links."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import frontmatter
from markdown_it import MarkdownIt
from markdown_it.token import Token

# What is said in lines below the title, where a format has no field for it.
HEAD_LINES = {
    "number": "Number",
    "issuer": "Issued by",
    "publisher": "Publisher",
    "published": "Published",
    "effective": "Effective",
    "kind": "Kind",
    "url": "Source",
}


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text, and the address that it leads to."""

    text: str
    url: str | None = None


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; the title of the digest has level 1."""

    level: int
    line: Line


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    line: Line


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list."""

    line: Line


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first row names its columns."""

    rows: tuple[tuple[Line, ...], ...]


Element = Heading | Paragraph | Item | Table


@dataclass(frozen=True, slots=True)
class Digest:
    """What the front matter says, and the body without the title, which heads it."""

    facts: Mapping[str, object]
    title: str
    body: tuple[Element, ...]

    def head_lines(self, *fields: str) -> list[str]:
        """Return lines that say these facts, of those that are known."""
        return [f"{HEAD_LINES[key]}: {self.facts[key]}" for key in fields if key in self.facts]

    def fact(self, key: str) -> str:
        """Return a fact as text, "" when it is not known."""
        return str(self.facts.get(key, ""))


def load_digest(path: Path) -> Digest:
    """Return the digest in a Markdown file; raises ``ValueError`` without a title of its own."""
    facts, text = frontmatter.parse(path.read_text(encoding="utf-8"))
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    body = tuple(elements(tokens))
    if not body or not isinstance(body[0], Heading) or body[0].level != 1:
        raise ValueError(f"{path.name}: begins with no title ('# ...').")
    return Digest(facts, plain(body[0].line), body[1:])


def elements(tokens: list[Token]) -> Iterator[Element]:
    """Yield the elements of a parsed Markdown text; raises ``ValueError`` for any other kind."""
    inside: list[str] = []
    rows: list[list[Line]] = []
    for token in tokens:
        if token.nesting == 1:
            inside.append(token.tag)
            if token.tag == "tr":
                rows.append([])
        elif token.nesting == -1:
            inside.pop()
            if token.tag == "table":
                yield Table(tuple(map(tuple, rows)))
                rows = []
        elif token.type != "inline":
            raise ValueError(f"line {token.map}: {token.type} cannot be rendered.")
        elif "tr" in inside:
            rows[-1].append(line_of(token))
        elif inside[0] in {"h1", "h2", "h3", "h4"}:
            yield Heading(int(inside[0][1]), line_of(token))
        elif "li" in inside:
            yield Item(line_of(token))
        else:
            yield Paragraph(line_of(token))


def line_of(token: Token) -> Line:
    """Return the text of an inline token with the addresses of its links."""
    runs: list[Run] = []
    url: str | None = None
    for child in token.children or ():
        if child.type in {"link_open", "link_close"}:
            address = child.attrGet("href") if child.nesting == 1 else None
            url = str(address) if address else None
        elif child.type in {"softbreak", "hardbreak"}:
            runs.append(Run(" ", url))
        elif child.content:
            runs.append(Run(child.content, url))
    return tuple(runs)


def plain(line: Line) -> str:
    """Return a line without its links."""
    return "".join(run.text for run in line)
