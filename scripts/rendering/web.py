"""A digest as a web page that needs nothing beside it."""

from html import escape
from itertools import groupby

from scripts.rendering.digest import Digest, Element, Heading, Item, Line, Paragraph, Table

STYLE = (
    "body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 sans-serif}"
    "table{border-collapse:collapse}th,td{border:1px solid #999;padding:.3rem .5rem;"
    "text-align:left;vertical-align:top}header,footer{color:#555;font-size:.9rem}"
)


def render(digest: Digest) -> bytes:
    """Return the page: title, publisher, day and address stand in its head."""
    title, url = escape(digest.title), escape(digest.fact("url"))
    publisher = escape(digest.fact("publisher"))
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(digest.fact("language"))}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title} | {publisher}</title>",
        f'<meta property="og:title" content="{title}">',
        '<meta property="og:type" content="article">',
        f'<meta property="og:site_name" content="{publisher}">',
        f'<meta property="og:url" content="{url}">',
        f'<meta property="article:published_time" content="{escape(digest.fact("published"))}">',
        f'<link rel="canonical" href="{url}">',
        f"<style>{STYLE}</style>",
        "</head>",
        "<body>",
        f'<header><nav><a href="#text">Skip to the text</a></nav> {publisher}</header>',
        '<main id="text"><article>',
        f"<h1>{title}</h1>",
        *(
            f"<p>{escape(line)}</p>"
            for line in digest.head_lines("number", "issuer", "effective", "kind")
        ),
        *body(digest),
        "</article></main>",
        f"<footer>{publisher}</footer>",
        "</body>",
        "</html>",
    ]
    return ("\n".join(lines) + "\n").encode()


def body(digest: Digest) -> list[str]:
    """Return the elements of the text; items that follow one another make a list."""
    lines: list[str] = []
    for listed, group in groupby(digest.body, key=lambda element: isinstance(element, Item)):
        found = [markup(element) for element in group]
        lines += ["<ul>", *found, "</ul>"] if listed else found
    return lines


def markup(element: Element) -> str:
    """Return an element of the text."""
    match element:
        case Heading(level, line):
            return f"<h{level}>{linked(line)}</h{level}>"
        case Paragraph(line):
            return f"<p>{linked(line)}</p>"
        case Item(line):
            return f"<li>{linked(line)}</li>"
        case Table(rows):
            return table(rows)


def table(rows: tuple[tuple[Line, ...], ...]) -> str:
    """Return a table whose first row, and first column, are names."""
    head = "".join(f'<th scope="col">{linked(cell)}</th>' for cell in rows[0])
    lines = ["<table>", f"<thead><tr>{head}</tr></thead>", "<tbody>"]
    for name, *cells in rows[1:]:
        values = "".join(f"<td>{linked(cell)}</td>" for cell in cells)
        lines.append(f'<tr><th scope="row">{linked(name)}</th>{values}</tr>')
    return "\n".join([*lines, "</tbody>", "</table>"])


def linked(line: Line) -> str:
    """Return a line with its links."""
    return "".join(
        f'<a href="{escape(run.url)}">{escape(run.text)}</a>' if run.url else escape(run.text)
        for run in line
    )
