"""Nothing is shown that its source does not say."""

import logging
from dataclasses import replace

from assistant.answerers.base import DraftStatement
from assistant.grounding import ground
from tests.assistant.builders import draft, hit_with

TEXT = "Sample accounts reached 8,280 units in 2024. The rest is silent."
HIT = hit_with(TEXT, "8,280")


def test_a_verbatim_quote_passes_and_is_cited_with_its_offsets():
    statements, citations = ground([draft(HIT.document, HIT)])

    (statement,), (citation,) = statements, citations
    page = HIT.document.page(citation.page)
    assert statement.citations == (1,)
    assert page is not None
    assert citation.quote == page.text[citation.start : citation.end] == HIT.text


def test_a_number_in_another_form_passes():
    statements, _ = ground([draft(HIT.document, HIT, "8280 units were reached in 2024.")])

    assert len(statements) == 1


def test_a_number_that_is_not_in_the_quote_is_dropped_and_counted(caplog):
    lying = draft(HIT.document, HIT, "Sample accounts reached 8,281 units in 2024.")

    with caplog.at_level(logging.WARNING):
        statements, citations = ground([lying, draft(HIT.document, HIT)])

    assert [statement.text for statement in statements] == [HIT.text]
    assert len(citations) == 1
    assert "1 statement(s) dropped" in caplog.text


def test_a_quote_that_is_not_in_the_document_is_dropped():
    other = hit_with("Sample accounts reached 8,280 units in 2025. The rest is silent.", "2025")
    (quote,) = draft(other.document, other).quotes

    forged = DraftStatement(quote.text, (replace(quote, document=HIT.document),))

    assert ground([forged]) == ((), ())


def test_a_quote_with_offsets_outside_its_passage_is_dropped():
    (quote,) = draft(HIT.document, HIT).quotes

    assert ground([DraftStatement("x", (replace(quote, end=10_000),))]) == ((), ())


def test_a_statement_without_a_quote_is_dropped():
    assert ground([DraftStatement("Trust me.", ())]) == ((), ())


def test_the_same_quote_has_one_number():
    first = draft(HIT.document, HIT)

    statements, citations = ground([first, first])

    assert [statement.citations for statement in statements] == [(1,), (1,)]
    assert len(citations) == 1
