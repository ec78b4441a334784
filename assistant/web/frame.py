"""The parts of the public page: masthead, notice, conversation, sources."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import quote, urlencode

from assistant.types import Citation, Language
from assistant.web.actions import Tools, render_actions
from assistant.web.assets import read_asset
from assistant.web.cards import render_card
from assistant.web.conversation import Conversation, Exchange
from assistant.web.rendering import (
    LanguageOf,
    byline,
    escape,
    language_mark,
    render_answer,
    render_suggestions,
)
from assistant.web.texts import Texts
from assistant.web.values import render_series
from knowledge.types import Document

SHOWN_SUGGESTIONS = 6
SHOWN_DOCUMENTS = 8
BUSY_SECONDS = 5


def render_masthead(texts: Texts) -> str:
    """Return the mark and the name. page.js takes what it says itself from here."""
    words = {
        "busy": texts.busy.format(seconds=BUSY_SECONDS),
        "copied": texts.copied,
        "shared": texts.shared,
        "copy-by-hand": texts.copy_by_hand,
    }
    said = "".join(f' data-{name}="{escape(word)}"' for name, word in words.items())
    return (
        f'<div class="masthead" role="banner" lang="{texts.language}"'
        f' data-title="{escape(f"{texts.name} – {texts.tagline}")}"{said}>'
        f'{read_asset("mark.svg")}<p class="name">{escape(texts.name)}'
        f'<span class="tagline">{escape(texts.tagline)}</span></p></div>'
    )


def render_about(documents: Sequence[Document], texts: Texts) -> str:
    """Return the line that says what this page is, what it is not, and how current it is."""
    newest = max((document.published for document in documents if document.published), default=None)
    if not documents:
        words = texts.about_nothing
    elif newest is None:
        words = texts.about_undated
    else:
        words = texts.about
    said = words.format(documents=texts.document_count(len(documents)), date=texts.day(newest))
    return f'<p class="about" lang="{texts.language}">{escape(said)}</p>'


def render_conversation(
    conversation: Conversation,
    suggestions: Sequence[str],
    texts: Texts,
    tools: Tools,
    *,
    language_of: LanguageOf,
) -> str:
    """Return the questions and answers so far, or the welcome when there are none."""
    if not conversation:
        return render_welcome(suggestions, texts)
    exchanges = "".join(
        render_exchange(number, exchange, texts, tools, language_of=language_of)
        for number, exchange in enumerate(conversation, start=1)
    )
    return f'<div class="exchanges" lang="{texts.language}">{exchanges}</div>'


def render_welcome(suggestions: Sequence[str], texts: Texts) -> str:
    """Return what a visitor sees first."""
    shown = tuple(suggestions)[:SHOWN_SUGGESTIONS]
    buttons = render_suggestions(shown, texts.suggestions_title, texts.language) if shown else ""
    return (
        f'<div class="welcome" lang="{texts.language}"><h1>{escape(texts.welcome_title)}</h1>'
        f'<p class="lead">{escape(texts.welcome_lead)}</p>{buttons}</div>'
    )


def render_exchange(
    number: int, exchange: Exchange, texts: Texts, tools: Tools, *, language_of: LanguageOf
) -> str:
    """Return a question with its answer, and the sign that it is looked for until it is whole."""
    answer = (
        render_answer(exchange.answer, texts, exchange=number, language_of=language_of)
        + render_series(exchange.answer, texts, exchange=number, language_of=language_of)
        if exchange.answer
        else ""
    )
    if not exchange.settled:
        answer += f'<p class="searching">{escape(texts.searching)}</p>'
    state = "" if exchange.settled else " data-pending"
    return (
        f'<article class="exchange" id="exchange-{number}"{state}>'
        f'<h2 class="question"><span class="unseen">{escape(texts.asked)} </span>'
        f'{escape(exchange.question)}</h2><div class="answer">{answer}</div>'
        f"{render_actions(number, exchange, texts, tools)}</article>"
    )


def render_sources(
    conversation: Conversation,
    documents: Sequence[Document],
    texts: Texts,
    *,
    language_of: LanguageOf,
) -> str:
    """Return the sources of every answer, those of the last one shown; page.js shows the others.

    When the last answer has none, the documents themselves are shown.
    """
    shown = len(conversation) if conversation and cited(conversation[-1]) else 0
    lists = "".join(
        render_source_list(number, exchange, texts, shown=number == shown, language_of=language_of)
        for number, exchange in enumerate(conversation, start=1)
        if cited(exchange)
    )
    shelf = render_shelf(documents, texts, shown=shown == 0)
    return f'<div class="sources" lang="{texts.language}">{shelf}{lists}</div>'


def cited(exchange: Exchange) -> bool:
    """Return whether an exchange has sources to show."""
    return bool(sources_of(exchange))


def sources_of(exchange: Exchange) -> tuple[Citation, ...]:
    """Return the sources of an exchange: of its answer, or of the nearest where there is none."""
    answer = exchange.answer
    return (answer.citations or answer.nearest) if answer else ()


def render_source_list(
    number: int, exchange: Exchange, texts: Texts, *, shown: bool, language_of: LanguageOf
) -> str:
    """Return the sources of one answer."""
    citations = sources_of(exchange)
    cards = "".join(
        render_card(citation, texts, exchange=number, language_of=language_of, before=before)
        for before, citation in zip((None, *citations), citations, strict=False)
    )
    return (
        f'<section class="source-list" data-exchange="{number}"{"" if shown else " hidden"}>'
        f"<h2>{escape(texts.sources)}</h2>"
        f'<p class="sources-of">{escape(texts.sources_of.format(question=exchange.question))}</p>'
        f'<button type="button" class="back" data-back="exchange-{number}">'
        f"{escape(texts.back_to_answer)}</button>{cards}</section>"
    )


def render_shelf(documents: Sequence[Document], texts: Texts, *, shown: bool) -> str:
    """Return the newest documents, each with a link to its text."""
    if not documents:
        return ""
    newest = sorted(documents, key=lambda document: document.published or date.min, reverse=True)
    entries = "".join(render_entry(document, texts) for document in newest[:SHOWN_DOCUMENTS])
    left = len(newest) - SHOWN_DOCUMENTS
    more = f'<p class="more">{escape(texts.shelf_more.format(count=left))}</p>' if left > 0 else ""
    return (
        f'<section class="shelf"{"" if shown else " hidden"}><h2>{escape(texts.shelf)}</h2>'
        f"<p>{escape(texts.shelf_lead)}</p><ul>{entries}</ul>{more}</section>"
    )


def render_entry(document: Document, texts: Texts) -> str:
    """Return one document of the shelf."""
    address = document_address(document.id, texts.language)
    return (
        f'<li><a href="{escape(address)}"{language_mark(document.language)}>'
        f"{escape(document.title)}</a>"
        f'<p class="byline">{byline(document.publisher, document.published, texts)}</p></li>'
    )


def document_address(document_id: str, language: Language, page: int = 1) -> str:
    """Return the address of the reading page of a document."""
    return f"/documents/{quote(document_id, safe='')}?{urlencode({'page': page, 'lang': language})}"


def render_hint(texts: Texts, *, warning: str = "") -> str:
    """Return the line under the question: how to send it, or what is wrong with it."""
    kind = "warning" if warning else "plain"
    return (
        f'<p class="hint" data-kind="{kind}" role="status" lang="{texts.language}">'
        f"{escape(warning or texts.hint)}</p>"
    )
