"""An answer and its sources as HTML.

Questions, answers and documents are foreign: each of their strings goes through ``escape``, so
that nothing in them is ever markup. An address becomes a link only when it is http or https.
"""

import re
from collections.abc import Callable
from datetime import date
from html import escape as escape_html
from itertools import zip_longest
from urllib.parse import urlsplit

from assistant.types import Answer, Citation, Statement
from assistant.web.texts import Texts

LanguageOf = Callable[[str], str | None]

# Invisible characters that can hide or turn round the text beside them: controls other than tab
# and line feed, zero-width and bidirectional controls, the Unicode tag block.
INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
                       "\ufeff\U000e0000-\U000e007f]")  # fmt: skip


def escape(text: str) -> str:
    """Return text that shows as it is and can never be markup.

    >>> escape('<b onclick="x">')
    '&lt;b onclick=&quot;x&quot;&gt;'
    """
    return escape_html(INVISIBLE.sub("", text), quote=True)


def web_address(url: str | None) -> str | None:
    """Return an address that may be linked, or ``None``.

    >>> web_address("javascript:alert(1)") is None
    True
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def language_mark(language: str | None) -> str:
    """Return the ``lang`` attribute, so that text is read aloud and hyphenated rightly."""
    return f' lang="{escape(language)}"' if language else ""


def link_out(url: str | None, label: str, texts: Texts) -> str:
    """Return a link to another site in a tab of its own, or nothing."""
    address = web_address(url)
    if not address:
        return ""
    return (
        f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{escape(label)}'
        f'<span class="unseen"> {escape(texts.new_tab)}</span></a>'
    )


def byline(publisher: str | None, published: date | None, texts: Texts) -> str:
    """Return who published something and when."""
    day = texts.day(published)
    when = f'<time datetime="{published:%Y-%m-%d}">{day}</time>' if published else day
    who = escape(publisher or texts.publisher_unknown)
    return f'<span class="publisher">{who}</span> <span class="dot">·</span> {when}'


def render_answer(answer: Answer, texts: Texts, *, exchange: int, language_of: LanguageOf) -> str:
    """Return the statements with their sources, or the message that stands in for them."""
    parts = []
    if answer.message or not answer.statements:
        title = escape(texts.notice(answer.outcome))
        parts.append(
            f'<div class="notice notice-{answer.outcome.value}"{language_mark(answer.language)}>'
            f'<p class="notice-title"{language_mark(texts.language)}>{title}</p>'
            f"<p>{escape(answer.message)}</p></div>"
        )
    cited = {citation.number: citation for citation in answer.citations}
    sources = [
        [cited[number] for number in statement.citations if number in cited]
        for statement in answer.statements
    ]
    for statement, citations, following in zip_longest(answer.statements, sources, sources[1:]):
        language = spoken(statement, citations, answer, language_of=language_of)
        # In a run of statements from one document, only the last one names it.
        brief = bool(following) and documents_of(citations) == documents_of(following)
        chips = "".join(
            render_chip(citation, texts, exchange=exchange, brief=brief) for citation in citations
        )
        parts.append(
            f'<div class="{"said said-brief" if brief else "said"}">'
            f'<p class="statement"{language_mark(language)}>{render_marked(statement)}</p>'
            f'<p class="chips">{chips}</p></div>'
        )
    if answer.nearest:
        parts.append(render_nearest(answer, texts, exchange=exchange, language_of=language_of))
    if answer.suggestions:
        parts.append(render_suggestions(answer.suggestions, texts.instead, answer.language))
    return "".join(parts)


def render_marked(statement: Statement) -> str:
    """Return the text of a statement with the part that answers marked."""
    parts, end = [], 0
    for start, stop in statement.marks:
        said = escape(statement.text[end:start])
        parts.append(f"{said}<mark>{escape(statement.text[start:stop])}</mark>")
        end = stop
    return "".join([*parts, escape(statement.text[end:])])


def render_nearest(answer: Answer, texts: Texts, *, exchange: int, language_of: LanguageOf) -> str:
    """Return the nearest quotes with their sources, set apart from what is an answer."""
    quotes = "".join(
        f"<li><q{language_mark(language_of(citation.document_id))}>"
        f"{escape(citation.quote)}</q>"
        f'<p class="chips">{render_chip(citation, texts, exchange=exchange)}</p></li>'
        for citation in answer.nearest
    )
    heading = f'<h3 class="nearest-title">{escape(texts.nearest)}</h3>'
    return f'<section class="nearest">{heading}<ul>{quotes}</ul></section>'


def documents_of(citations: list[Citation]) -> set[str]:
    """Return which documents some citations are of."""
    return {citation.document_id for citation in citations}


def spoken(
    statement: Statement, citations: list[Citation], answer: Answer, *, language_of: LanguageOf
) -> str | None:
    """Return the language of a statement: a sentence quoted whole keeps that of its document."""
    for citation in citations:
        if statement.text.strip() == citation.quote.strip():
            return language_of(citation.document_id)
    return answer.language


def render_chip(citation: Citation, texts: Texts, *, exchange: int, brief: bool = False) -> str:
    """Return the button that shows a source; beside its number, unless brief, who and when."""
    label = texts.source.format(number=citation.number, title=citation.title)
    target = f"source-{exchange}-{citation.number}"
    source = byline(citation.publisher, citation.published, texts)
    return (
        f'<button type="button" class="chip" data-source="{target}" aria-controls="{target}"'
        f' title="{escape(label)}"><span class="number">{citation.number}</span>'
        f'<span class="{"unseen" if brief else "byline"}">{source}</span></button>'
    )


def render_suggestions(questions: tuple[str, ...], title: str, language: str) -> str:
    """Return questions as buttons; page.js asks the one that is clicked."""
    buttons = "".join(
        f'<li><button type="button" class="suggestion" data-ask{language_mark(language)}>'
        f"{escape(question)}</button></li>"
        for question in questions
    )
    heading = f'<h3 class="suggestions-title">{escape(title)}</h3>'
    return f'{heading}<ul class="suggestions">{buttons}</ul>'
