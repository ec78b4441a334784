"""A web page as a tree in which only what people see is left, and each table is a list of lines."""

import re
from typing import TYPE_CHECKING

from knowledge.errors import DamagedDocument, TooBig
from knowledge.readers import table_signs
from knowledge.readers.assembly import tidy
from knowledge.readers.html_blocks import BOLD, parts_of
from knowledge.readers.tables import Cell, Grid, cell_text, grid_lines, lay_out

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Never text of the page. Forms stay: many older sites put the whole page into one.
UNSEEN = frozenset(
    "applet area audio base button canvas datalist del dialog embed frame frameset iframe input"
    " link map meta noscript object param picture progress s script select source strike style svg"
    " template textarea title track video".split()
)
HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# The mark of lines that were made of a table.
LINES = "table-lines"


def parse(text: str, name: str) -> "HtmlElement":
    """Return the tree of a web page; raises ``DamagedDocument`` when nothing is in it.

    Nothing is fetched, and document types and entities of XML are not looked at. The parser
    leaves out what is nested deeper than 256 elements; such a page raises ``TooBig``.
    """
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        tree = html.document_fromstring(text.encode(), parser=parser)
    except etree.ParserError as exc:
        raise DamagedDocument(f"{name}: is no web page. Save it again as HTML.") from exc
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise TooBig(f"{name}: its elements are nested too deeply. Save its text as DOCX or PDF.")
    return tree


def keep_what_is_seen(tree: "HtmlElement") -> None:
    """Take out scripts, and elements that are hidden or struck out."""
    for element in list(tree.iter()):
        if element is not tree and is_hidden(element):
            element.drop_tree()


def is_hidden(element: "HtmlElement") -> bool:
    """Whether people do not see an element, or not as text."""
    return (
        element.tag in UNSEEN
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(HIDDEN_STYLE.search(element.get("style", "")))
    )


def tables_to_lines(tree: "HtmlElement", name: str) -> None:
    """Put a list of lines in the place of each table, innermost first.

    A table that only lays out the page becomes plain divisions with what was in its cells.
    """
    for table in reversed(list(tree.iter("table"))):
        grid = table_signs.with_guessed_header(grid_of(table, name))
        if is_layout(table, grid):
            for element in table.iter("table", "thead", "tbody", "tfoot", "tr", "td", "th"):
                element.tag = "div"
        else:
            replace_by_lines(table, grid)


def terms_to_lines(tree: "HtmlElement") -> None:
    """Put each term of a list of terms before what is said of it, on one line."""
    for said in list(tree.iter("dd")):
        term, after = said.getprevious(), said.getnext()
        if term is None or term.tag != "dt" or (after is not None and after.tag == "dd"):
            continue
        if len(parts_of(said)) == 1:
            said.text = f"{tidy(term.text_content()).rstrip(':')}: {(said.text or '').lstrip()}"
            term.drop_tree()


def grid_of(table: "HtmlElement", name: str) -> Grid:
    """Return the cells of a table, its spanning cells in each place that they take."""
    rows = [
        [cell_of(cell) for cell in row.iterchildren("td", "th")]
        for row in table.iter("tr")
        if next(row.iterancestors("table")) is table
    ]
    return lay_out([row for row in rows if row], name)


def cell_of(element: "HtmlElement") -> Cell:
    """Return a cell of a table; it is bold when nothing in it is not."""
    found = parts_of(element)
    in_head = element.getparent().getparent().tag == "thead"
    letters = sum(char.isalnum() for char in element.text_content())
    bold = sum(
        sum(char.isalnum() for char in each.text_content())
        for each in element.iter(*BOLD)
        if not any(above.tag in BOLD for above in each.iterancestors())
    )
    return Cell(
        cell_text(part.text for part in found),
        columns=span(element, "colspan"),
        rows=span(element, "rowspan"),
        header=in_head or element.tag == "th",
        bold=0 < letters <= bold,
    )


def span(element: "HtmlElement", key: str) -> int:
    """Return how many places a cell spans, 1 when it does not say so in digits."""
    value = element.get(key, "").strip()
    return int(value) if re.fullmatch("[0-9]{1,4}", value) else 1


def is_layout(table: "HtmlElement", grid: Grid) -> bool:
    """Whether a table lays out the page: it says so, has another in it, or looks like it."""
    if table.get("role") in {"presentation", "none"} or table.xpath(f".//ul[@class='{LINES}']"):
        return True
    most = max((len(parts_of(cell)) for cell in table.iter("td", "th")), default=0)
    return table_signs.is_layout(grid, most)


def replace_by_lines(table: "HtmlElement", grid: Grid) -> None:
    """Put the lines of a table, introduced by its caption, where the table stands."""
    from lxml.html.builder import DIV, LI, UL, P

    caption = table.find("caption")
    said = [] if caption is None else [P(tidy(part.text)) for part in parts_of(caption)]
    lines = UL(*(LI(line) for line in grid_lines(grid)))
    lines.set("class", LINES)
    table.addprevious(DIV(*said, lines))
    table.drop_tree()
