"""What can be done with an answer: copied, shared, rated, saved."""

import json
from dataclasses import dataclass

from assistant.types import Answer, Citation, Outcome
from assistant.web.conversation import Exchange
from assistant.web.feedback import LONGEST_COMMENT
from assistant.web.rendering import escape
from assistant.web.texts import Texts


@dataclass(frozen=True, slots=True)
class Tools:
    """What a page offers beside an answer.

    With ``rating`` it can be rated, and the visitor is told whether ``keeps_question``. ``share``
    gives links to the public page; ``export`` is the address below which kept exchanges are saved.
    """

    rating: bool = False
    keeps_question: bool = False
    share: bool = False
    export: str = ""


def render_actions(number: int, exchange: Exchange, texts: Texts, tools: Tools) -> str:
    """Return the row below an answer; nothing below a fault or an answer that is still coming."""
    answer = exchange.answer
    if answer is None or not exchange.settled or answer.outcome is Outcome.ERROR:
        return ""
    said = escape(json.dumps(text_with_sources(exchange.question, answer, texts)))
    buttons = [
        f'<button type="button" class="tool" data-copy="{said}">{escape(texts.copy)}</button>'
    ]
    if tools.share:
        buttons.append(
            f'<button type="button" class="tool" data-share="{escape(exchange.question)}">'
            f"{escape(texts.share)}</button>"
        )
    if tools.export and exchange.kept:
        buttons += [
            f'<a class="tool" href="{escape(f"{tools.export}/{exchange.kept}.{kind}")}" download>'
            f"{escape(label)}</a>"
            for kind, label in (("docx", texts.save_docx), ("md", texts.save_markdown))
        ]
    rating = render_rating(number, exchange, texts, tools) if tools.rating else ""
    return (
        f'<div class="actions" role="group" aria-label="{escape(texts.actions)}">'
        f'{"".join(buttons)}{rating}<span class="done" role="status"></span></div>'
        f"{render_comment(number, exchange, texts, tools) if tools.rating else ''}"
    )


def render_rating(number: int, exchange: Exchange, texts: Texts, tools: Tools) -> str:
    """Return the two thumbs; the one that was given is pressed."""
    given = exchange.rating.verdict if exchange.rating else None
    thumbs = "".join(
        f'<button type="button" class="tool thumb" id="{verdict}-{number}" data-verdict="{verdict}"'
        f' data-exchange="{number}" aria-pressed="{"true" if given == verdict else "false"}">'
        f"{THUMB}<span>{escape(label)}</span></button>"
        for verdict, label in (("up", texts.rate_up), ("down", texts.rate_down))
    )
    return f'<span class="thumbs">{thumbs}</span>'


# A hand with its thumb up, drawn for this page; the style sheet turns it over.
THUMB = (
    '<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M2 9h3v8H2zM7 9l3-6q2 0 2 2l-1 3h5q2 0 '
    '2 2l-2 6q0 1-2 1H7z"/></svg>'
)


def render_comment(number: int, exchange: Exchange, texts: Texts, tools: Tools) -> str:
    """Return the form for a comment once a rating was given, and thanks once it was sent."""
    rating = exchange.rating
    if rating is None:
        return ""
    if rating.commented:
        return f'<p class="thanks" id="thanks-{number}" tabindex="-1">{escape(texts.thanks)}</p>'
    kept = texts.kept_with_question if tools.keeps_question else texts.kept_without_question
    return (
        f'<form class="comment" data-exchange="{number}" data-verdict="{rating.verdict}">'
        f'<label for="comment-{number}">{escape(texts.comment)}</label>'
        f'<textarea id="comment-{number}" name="comment" rows="3" maxlength="{LONGEST_COMMENT}"'
        f' required aria-describedby="kept-{number}" data-keep></textarea>'
        f'<p id="kept-{number}" class="kept">{escape(kept)}</p>'
        f'<button type="submit" class="tool">{escape(texts.send_comment)}</button></form>'
    )


def text_with_sources(question: str, answer: Answer, texts: Texts) -> list[dict[str, str]]:
    """Return an answer as plain text with its numbered sources.

    It comes in pieces: ``text`` as it is, and ``path``, an address of this server that the page
    makes a whole one.
    """
    pieces = [{"text": f"{question}\n\n{answer.text}\n"}]
    for citation in answer.citations or answer.nearest:
        pieces.append({"text": f"\n[{citation.number}] {source_line(citation, texts)}\n"})
        pieces.append({"path": citation.read})
    return pieces


def source_line(citation: Citation, texts: Texts) -> str:
    """Return where a quote is from, and the quote."""
    place = [
        citation.title,
        citation.publisher or texts.publisher_unknown,
        texts.day(citation.published),
    ]
    if citation.page_count > 1:
        place.append(texts.page_of.format(page=citation.page, pages=citation.page_count))
    return f"{', '.join(place)}: “{' '.join(citation.quote.split())}”"
