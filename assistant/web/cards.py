"""The cards of an answer's sources: where each is from, and its paragraph with the quote marked.

As everywhere on the pages, each foreign string goes through ``escape``.
"""

from assistant.types import Citation
from assistant.web.rendering import LanguageOf, byline, escape, language_mark, link_out
from assistant.web.texts import Texts

LONGEST_PASSAGE = 900
CONTEXT = 320


def render_card(
    citation: Citation,
    texts: Texts,
    *,
    exchange: int,
    language_of: LanguageOf,
    before: Citation | None = None,
) -> str:
    """Return the card of one source: where it is from, and its paragraph with the quote marked.

    When the card ``before`` is of the same paragraph, that is said, and only the quote shown.
    """
    if before and place_of(before) == place_of(citation):
        return render_further_card(citation, texts, exchange=exchange, language_of=language_of)
    language = language_mark(language_of(citation.document_id))
    source = byline(citation.publisher, citation.published, texts)
    if citation.page_count > 1:
        place = texts.page_of.format(page=citation.page, pages=citation.page_count)
        source += f' <span class="dot">·</span> <span class="place">{place}</span>'
    heading = escape(citation.heading or "")
    if heading:
        heading = f'<p class="heading"{language}>{heading}</p>'
    return (
        f'<article class="card" id="source-{exchange}-{citation.number}" tabindex="-1">'
        f'<header><span class="number">{citation.number}</span>'
        f"<h3{language}>{escape(citation.title)}</h3>"
        f'<p class="byline">{source}</p>'
        f"</header>{heading}"
        f"<blockquote{language}>{render_passage(citation)}</blockquote>"
        f'<p class="links">{render_read_link(citation, texts)}'
        f"{link_out(citation.url, texts.original, texts)}</p></article>"
    )


def place_of(citation: Citation) -> tuple[str, int, int]:
    """Return what tells the paragraph of a citation from all others."""
    return citation.document_id, citation.page, citation.passage_start


def render_further_card(
    citation: Citation, texts: Texts, *, exchange: int, language_of: LanguageOf
) -> str:
    """Return the card of another quote from the paragraph of the card before."""
    language = language_mark(language_of(citation.document_id))
    return (
        f'<article class="card" id="source-{exchange}-{citation.number}" tabindex="-1">'
        f'<header><span class="number">{citation.number}</span>'
        f'<h3 class="same">{escape(texts.same_paragraph)}</h3></header>'
        f"<blockquote{language}><mark>{escape(citation.quote)}</mark></blockquote>"
        f'<p class="links">{render_read_link(citation, texts)}</p></article>'
    )


def render_read_link(citation: Citation, texts: Texts) -> str:
    """Return the link to the reading page, at the quote."""
    read = citation.read.replace("#", f"&lang={texts.language}#", 1)
    return f'<a class="read" href="{escape(read)}">{escape(texts.read)}</a>'


def render_passage(citation: Citation) -> str:
    """Return the paragraph with the quote marked, shortened around the quote when it is long."""
    start = citation.start - citation.passage_start
    end = citation.end - citation.passage_start
    if start < 0 or citation.passage[start:end] != citation.quote:
        return f"<mark>{escape(citation.quote)}</mark>"
    before, after = citation.passage[:start], citation.passage[end:]
    if len(citation.passage) > LONGEST_PASSAGE:
        before, after = last_words(before), first_words(after)
    return f"{escape(before)}<mark>{escape(citation.quote)}</mark>{escape(after)}"


def first_words(text: str) -> str:
    """Return the beginning of a text, cut between words."""
    if len(text) <= CONTEXT:
        return text
    return f"{text[:CONTEXT].rsplit(maxsplit=1)[0]} …"


def last_words(text: str) -> str:
    """Return the end of a text, cut between words."""
    if len(text) <= CONTEXT:
        return text
    return f"… {text[-CONTEXT:].split(maxsplit=1)[-1]}"
