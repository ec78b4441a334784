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
# How browsers and renderers of Markdown, diagrams and formulas have been made to run something.
EVENTS = (
    "<img src=x onerror=alert(1)>",
    "<body onload=window.broken=30>",
    "<input autofocus onfocus=window.broken=31>",
    "<details open ontoggle=window.broken=32>",
    "<video><source onerror=window.broken=33></video>",
    "<audio src onerror=window.broken=34>",
    "<marquee onstart=window.broken=35>x</marquee>",
    "<select autofocus onfocus=window.broken=36>",
    "<textarea autofocus onfocus=window.broken=37>",
    "<keygen autofocus onfocus=window.broken=38>",
    "<object data=x onerror=window.broken=39>",
    "<svg><animate onbegin=window.broken=40 attributeName=x dur=1s>",
    "<svg/onload=window.broken=41>",
    "<svg><script>window.broken=42</script></svg>",
    "<svg><a xlink:href='javascript:window.broken=43'><text>x</text></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=window.broken=44>#x'/></svg>",
    "<div style='animation:x 1s' onanimationstart=window.broken=45>",
    "<a onmouseover=window.broken=46>x</a>",
    "<form><button formaction=javascript:window.broken=47>x",
    "<isindex type=image src=1 onerror=window.broken=48>",
)
FRAMES = (
    "<iframe src=javascript:window.broken=50>",
    "<iframe src='data:text/html,<script>parent.broken=51</script>'>",
    "<embed src=javascript:window.broken=52>",
    "<object data='data:text/html,<script>parent.broken=53</script>'>",
    "<frameset onload=window.broken=54>",
    "<link rel=stylesheet href=//example.org/x.css>",
    "<link rel=import href=//example.org/x.html>",
    "<script src=//example.org/x.js></script>",
    "<style>@import '//example.org/x.css';</style>",
    '<div style="background:url(//example.org/x.png)">x</div>',
    '<div style="width:expression(window.broken=55)">x</div>',
    "<table background=//example.org/x.png>",
    "<img srcset='//example.org/x.png 2x'>",
    "<picture><source srcset=//example.org/x.png></picture>",
    "<video poster=//example.org/x.png>",
    "<a ping=//example.org href=#>x</a>",
    "<base target=_blank href=//example.org>",
)
BREAKS = (
    "</script><script>window.broken=60</script>",
    "</title><script>window.broken=61</script>",
    "</textarea><script>window.broken=62</script>",
    "</style><script>window.broken=63</script>",
    "</template><script>window.broken=64</script>",
    "--><script>window.broken=65</script>",
    "]]><script>window.broken=66</script>",
    "<![CDATA[<script>window.broken=67</script>]]>",
    "'-window.broken=68-'",
    '"-window.broken=69-"',
    "`-window.broken=70-`",
    "';window.broken=71;//",
    '\\";window.broken=72;//',
    "</svg></math><script>window.broken=73</script>",
    "<scr<script>ipt>window.broken=74</scr</script>ipt>",
    "<SCRIPT>window.broken=75</SCRIPT>",
    "<script\n>window.broken=76</script\n>",
    "<script/x>window.broken=77</script>",
    "<\x00script>window.broken=78</script>",
    "<script>window.broken=79",
    "<img src='x'onerror='window.broken=80'",
    "＜script＞window.broken=81＜/script＞",
    "\u202e<script>window.broken=82</script>",
    "%3Cscript%3Ewindow.broken=83%3C/script%3E",
    "\\u003cscript\\u003ewindow.broken=84\\u003c/script\\u003e",
    "&lt;img src=x onerror=window.broken=85&gt;",
)
MARKDOWN = (
    "[a]: javascript:window.broken=90\n[press][a]",
    "![a][b]\n\n[b]: https://example.org/x.png",
    "<javascript:window.broken=91>",
    "[x](data:text/html,<script>window.broken=92</script>)",
    "[x](vbscript:window.broken=93)",
    "[x](&#106;avascript:window.broken=94)",
    "[x](java\tscript:window.broken=95)",
    "![x](//example.org/x.png)",
    "https://example.org/bare www.example.org a@example.org",
    "[^1]: <script>window.broken=96</script>",
    "| a |\n|---|\n| <img src=x onerror=window.broken=97> |",
    "```html\n<script>window.broken=98</script>\n```",
    '~~~mermaid\nclick A "javascript:window.broken=99"\n~~~',
    "$\\url{javascript:window.broken=100}$",
    "\\(\\unicode{<script>window.broken=101</script>}\\)",
    "\\htmlData{x=y}{\\includegraphics{//example.org/x.png}}",
    "{{7*7}} {% raw %} <%= 7*7 %> #{7*7} ${{7*7}}",
)
HOSTILE = (*HOSTILE, *EVENTS, *FRAMES, *BREAKS, *MARKDOWN)

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
