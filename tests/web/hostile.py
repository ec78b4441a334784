"""Texts that try to be more than text, for the tests of every page."""

from dataclasses import replace
from html.parser import HTMLParser

from assistant.types import Answer, Outcome, Series, SeriesRow, Statement
from knowledge.types import Document, Page
from tests.web.fake_assistant import PROGRAMME, cite

HOSTILE = (
    "<script>window.broken=1</script>",
    "<img src=x onerror=window.broken=2>",
    "<svg onload=window.broken=3>",
    "<iframe srcdoc='<script>parent.broken=4</script>'></iframe>",
    '<a href="javascript:window.broken=5">press</a>',
    "</blockquote></article><script>window.broken=6</script>",
    '"><script>window.broken=7</script>',
    "' onmouseover='window.broken=8' x='",
    '" autofocus onfocus="window.broken=9" x="',
    "<style>body{display:none}</style>",
    "<meta http-equiv=refresh content='0;url=//example.org'>",
    "<base href=//example.org/>",
    "<math><mi xlink:href='data:x,<script>window.broken=10</script>'>",
    "[press](javascript:window.broken=11)",
    "![picture](https://example.org/picture.png)",
    "<https://example.org/auto>",
    "$$\\href{javascript:window.broken=12}{press}$$",
    "```mermaid\ngraph TD; A[<img src=x onerror=window.broken=13>]\n```",
    "${window.broken=14} {{constructor.constructor('window.broken=15')()}} `",
    "&lt;script&gt;window.broken=16&lt;/script&gt; &#60;b&#62;",
    "<!-- --><template><b>hidden</b></template><textarea>",
)
HOSTILE_ADDRESSES = (
    "javascript:window.broken=20",
    " javascript:window.broken=21",
    "JaVaScRiPt:window.broken=22",
    "data:text/html,<script>window.broken=23</script>",
    "vbscript:window.broken=24",
    "//example.org/no-scheme",
    "/relative",
    "https:",
    "http://[broken",
    "ftp://example.org/",
)


def hostile_document(text: str) -> Document:
    """Return a document all of whose strings are the given one."""
    return replace(
        PROGRAMME,
        title=text,
        publisher=text,
        url=f"https://example.org/{text}",
        pages=(Page(1, text),),
    )


def hostile_answer(texts: tuple[str, ...] = HOSTILE) -> Answer:
    """Return an answer all of whose strings are hostile, one citation for each text."""
    documents = [hostile_document(text) for text in texts]
    citations = tuple(
        replace(
            cite(document, text, number=number, heading=text),
            passage=text,
            passage_start=0,
            start=0,
            end=len(text),
        )
        for number, (document, text) in enumerate(zip(documents, texts, strict=True), start=1)
    )
    statements = tuple(
        Statement(each.quote, (each.number,), ((0, len(each.quote)),)) for each in citations
    )
    rows = tuple(SeriesRow(each.quote, each.quote, each.number, "target") for each in citations)
    return Answer(
        Outcome.PARTIAL,
        "en",
        statements=statements,
        citations=citations,
        message=texts[0],
        suggestions=texts,
        series=(Series(texts[0], rows),),
        nearest=citations,
    )


class Markup(HTMLParser):
    """Reads HTML as a browser does: which elements, which attributes, what text."""

    def __init__(self, html: str) -> None:
        """Read."""
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data

    def values(self, attribute: str) -> list[str]:
        """Return the values of an attribute."""
        return [value for name, value in self.attributes if name == attribute]
