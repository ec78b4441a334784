"""The reading page: the text of a document, with the quoted sentence marked.

Served without scripts, so that an address from an answer works anywhere and for ever.
"""

from collections.abc import Iterator
from urllib.parse import quote as quote_path
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from assistant.errors import AssistantError
from assistant.web.asks import Asks
from assistant.web.assets import read_asset
from assistant.web.frame import document_address
from assistant.web.headers import digest
from assistant.web.index import mark_address
from assistant.web.rendering import byline, escape, language_mark, link_out
from assistant.web.texts import Texts, choose_language, load_texts
from knowledge.types import Document, Page


def router(assistant: Asks) -> APIRouter:
    """Return the route ``/documents/{id}``."""
    routes = APIRouter()

    @routes.get("/documents/{document_id}", response_class=HTMLResponse, include_in_schema=False)
    def read(
        request: Request,
        document_id: str,
        page: str = "1",
        start: str = "",
        end: str = "",
        lang: str = "",
    ) -> HTMLResponse:
        """Show one page of a document. Parameters are text: a bad one must not end in JSON."""
        texts = load_texts(choose_language([lang, request.headers.get("accept-language")]))
        try:
            document = assistant.document(document_id)
        except AssistantError:
            return respond(render_missing(texts.about_nothing, texts), status=503)
        if document is None:
            return respond(render_missing(texts.missing_document, texts), status=404)
        found = document.page(to_number(page) or 0)
        if found is None:
            home = document_address(document.id, texts.language)
            return respond(render_missing(texts.missing_page, texts, document=home), status=404)
        quote = to_span(start, end, found.text)
        pictured = assistant.has_pictures(document_id)
        return respond(render_document(document, found, texts, quote=quote, pictured=pictured))

    @routes.get("/documents/{document_id}/pages/{number}.jpg", include_in_schema=False)
    def picture(document_id: str, number: str) -> Response:
        """Show how a page looks."""
        try:
            drawn = assistant.picture(document_id, to_number(number) or 0)
        except AssistantError:
            drawn = None
        if drawn is None:
            raise HTTPException(404, "there is no picture of this page.")
        # The document of an id may be replaced, so it is asked for again after a while.
        kept = {"Cache-Control": "public, max-age=3600"}
        return Response(drawn, media_type="image/jpeg", headers=kept)

    return routes


def to_number(text: str) -> int | None:
    """Return the number that is written, or ``None``.

    >>> to_number("12"), to_number("-1"), to_number("²")
    (12, None, None)
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def to_span(start: str, end: str, text: str) -> tuple[int, int] | None:
    """Return the offsets of the quote, or ``None`` when they do not lie in the text."""
    first, last = to_number(start), to_number(end)
    if first is None or last is None or not first < last <= len(text):
        return None
    return first, last


def respond(document: str, *, status: int = 200) -> HTMLResponse:
    """Return a page that may load nothing and run nothing."""
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest(build_style())}'; img-src 'self' data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    headers = {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Vary": "Accept-Language",
    }
    return HTMLResponse(document, status_code=status, headers=headers)


def build_style() -> str:
    """Return the style sheet of the reading page."""
    return read_asset("colours.css") + read_asset("reading.css")


def render_frame(title: str, body: str, texts: Texts) -> str:
    """Return a whole HTML document."""
    return (
        f'<!doctype html><html lang="{texts.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} – {escape(texts.name)}</title>"
        f'<link rel="icon" type="image/svg+xml" href="{mark_address()}">'
        f"<style>{build_style()}</style></head><body>"
        f'<header class="top"><a href="/?lang={texts.language}">{read_asset("mark.svg")}'
        f"<span>{escape(texts.home)}</span></a></header><main>{body}</main></body></html>"
    )


def render_missing(reason: str, texts: Texts, *, document: str | None = None) -> str:
    """Return the page that says what is not there, with a way on where there is one."""
    body = f"<h1>{escape(texts.missing_title)}</h1><p>{escape(reason)}</p>"
    if document:
        body += f'<p><a href="{escape(document)}">{escape(texts.first_page)}</a></p>'
    return render_frame(texts.missing_title, body, texts)


def render_document(
    document: Document,
    page: Page,
    texts: Texts,
    *,
    quote: tuple[int, int] | None,
    pictured: bool = False,
) -> str:
    """Return one page of a document, with its picture beside the text where there is one."""
    language = language_mark(document.language)
    links = link_out(document.url, texts.original, texts)
    if quote:
        place = {"page": page.number, "start": quote[0], "end": quote[1], "lang": texts.language}
        here = escape(f"?{urlencode(place)}#quote")
        links = f'<a href="{here}">{escape(texts.quote_here)}</a>{links}'
    text = "".join(render_paragraphs(page.text, quote=quote))
    pages = render_pages(document, page, texts)
    body = (
        f'<div class="about"><h1{language}>{escape(document.title)}</h1>'
        f'<p class="byline">{byline(document.publisher, document.published, texts)}</p>'
        f'<p class="links">{links}</p></div>'
        f'{pages}<div class="sheet"><article class="text"{language}>{text}</article>'
        f"{render_picture(document, page, texts) if pictured else ''}</div>{pages}"
    )
    return render_frame(document.title, body, texts)


def render_picture(document: Document, page: Page, texts: Texts) -> str:
    """Return how a page looks, which is seen larger by following it."""
    address = escape(f"/documents/{quote_path(document.id, safe='')}/pages/{page.number}.jpg")
    told = escape(texts.picture_of.format(page=page.number, title=document.title))
    return (
        f'<figure class="picture"><a href="{address}"><img src="{address}" alt="{told}"'
        f' loading="lazy"></a><figcaption>{escape(texts.picture)}</figcaption></figure>'
    )


def render_pages(document: Document, page: Page, texts: Texts) -> str:
    """Return the links to the pages before and after, when there are several."""
    numbers = [each.number for each in document.pages]
    if len(numbers) < 2:
        return ""
    place = numbers.index(page.number)
    before = numbers[place - 1] if place > 0 else None
    after = numbers[place + 1] if place + 1 < len(numbers) else None
    here = texts.page_of.format(page=page.number, pages=len(numbers))
    return (
        f'<nav class="pages" aria-label="{escape(texts.pages)}">'
        f"{render_turn(document, before, texts.previous_page, 'prev', texts)}"
        f'<span aria-current="page">{escape(here)}</span>'
        f"{render_turn(document, after, texts.next_page, 'next', texts)}</nav>"
    )


def render_turn(
    document: Document, number: int | None, label: str, relation: str, texts: Texts
) -> str:
    """Return the link to a neighbouring page, or its empty place."""
    if number is None:
        return "<span></span>"
    address = document_address(document.id, texts.language, number)
    return f'<a rel="{relation}" href="{escape(address)}">{escape(label)}</a>'


def render_paragraphs(text: str, *, quote: tuple[int, int] | None) -> Iterator[str]:
    """Return the paragraphs of a page; a quote may reach over several of them."""
    anchor = ' id="quote"'
    place = 0
    for paragraph in text.split("\n\n"):
        first, last = quote or (0, 0)
        start = min(max(first - place, 0), len(paragraph))
        end = min(max(last - place, 0), len(paragraph))
        place += len(paragraph) + len("\n\n")
        if start < end:
            marked = f"<mark{anchor}>{escape(paragraph[start:end])}</mark>"
            yield f"<p>{escape(paragraph[:start])}{marked}{escape(paragraph[end:])}</p>"
            anchor = ""
        elif paragraph.strip():
            yield f"<p>{escape(paragraph)}</p>"
