"""Nothing is shown that its source does not say: every statement is checked by code.

A statement passes when it has a quote, each quote stands verbatim in its page at the offsets
given, and every number of the statement stands in its quotes. Whatever wrote the statement,
one that fails is dropped.
"""

import logging
from collections.abc import Sequence

from assistant.answerers.base import DraftStatement, Quote
from assistant.types import Citation, Statement
from knowledge import tokens

logger = logging.getLogger(__name__)


def ground(
    drafts: Sequence[DraftStatement],
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Return the statements that pass, and their citations, numbered from 1 as they appear."""
    numbers: dict[tuple[str, int, int, int], int] = {}
    citations: list[Citation] = []
    statements: list[Statement] = []
    for draft in drafts:
        if not is_grounded(draft):
            continue
        cited = []
        for quote in draft.quotes:
            key = (quote.document.id, quote.passage.page, quote.start, quote.end)
            if key not in numbers:
                numbers[key] = len(citations) + 1
                citations.append(make_citation(numbers[key], quote))
            cited.append(numbers[key])
        statements.append(Statement(draft.text, tuple(dict.fromkeys(cited))))
    if len(statements) < len(drafts):
        logger.warning("%s statement(s) dropped: not in the source", len(drafts) - len(statements))
    return tuple(statements), tuple(citations)


def is_grounded(draft: DraftStatement) -> bool:
    """Whether a statement's quotes are verbatim and hold all of its numbers."""
    if not draft.quotes or not all(map(is_verbatim, draft.quotes)):
        return False
    quoted = {number for quote in draft.quotes for number in numbers_in(quote.text)}
    return numbers_in(draft.text) <= quoted


def is_verbatim(quote: Quote) -> bool:
    """Whether a quote is what stands in the document's page at its offsets."""
    page = quote.document.page(quote.passage.page)
    inside = quote.passage.start <= quote.start < quote.end <= quote.passage.end
    return page is not None and inside and page.text[quote.start : quote.end] == quote.text


def numbers_in(text: str) -> set[str]:
    """Return the numbers of a text, each in one form.

    >>> sorted(numbers_in("over 8,280 billion VND (55.25 %), 71st"))
    ['55.25', '71', '8280']
    """
    return {token for token in tokens(text) if token[0].isdigit()}


def make_citation(number: int, quote: Quote) -> Citation:
    """Return the citation that shows a quote."""
    document, passage = quote.document, quote.passage
    return Citation(
        number=number,
        document_id=document.id,
        title=document.title,
        publisher=document.publisher,
        published=document.published,
        url=document.url,
        page=passage.page,
        page_count=len(document.pages),
        heading=passage.heading,
        quote=quote.text,
        start=quote.start,
        end=quote.end,
        passage=passage.text,
        passage_start=passage.start,
    )
