"""Nothing is shown that its source does not say."""

import logging
from dataclasses import replace

import pytest

from assistant.answerers.base import DraftStatement, Quote
from assistant.grounding import Drops, Fault, ground, is_grounded
from tests.assistant.builders import draft, hit_with, hits_of

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


def is_supported(said, source):
    hit = hits_of(source)[0]
    start, end = hit.passage.start, hit.passage.end
    quote = Quote(hit.document, hit.passage, start, end)
    return is_grounded(DraftStatement(said, (quote,)))


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("It has 40 million users.", "It has 40,000,000 users."),
        ("It has 40 million users.", "Có 40 triệu tài khoản được cấp."),
        ("Có 40 trieu tài khoản.", "It has 40,000,000 users."),
        ("It was worth 25 tỷ USD.", "It was worth USD 25 billion."),
        ("It was worth 25 billion.", "It was worth USD 25 billion."),
        ("There were 5,250 procedures in it.", "Có 5.250 thủ tục được cấp."),
        ("It ranked 71.", "It ranked 71st."),
        ("It ranked 71st.", "It ranked 71."),
        ("It began in 2024.", "It began on 28 January 2024."),
        ("It began in 12/2019.", "It began in December 2019."),
        ("It began in December 2019.", "Khai trương ngày 9/12/2019."),
        ("It covers 16–18 percent.", "It covers 16 to 18%."),
        ("Decision 749 says so.", "Decision 749/QĐ-TTg says so."),
        ("It had 4,543 of 6,325 services.", "It had 4,543/6,325 services."),
        ("Có năm dịch vụ.", "It has five services."),
        ("Đây là một chiến lược.", "It is the strategy."),
        ("It grew by 1.234 in a year.", "It grew by 1.234 in a year, they said."),
        ("See vietnam.example for it.", "See https://www.vietnam.example/a for it."),
    ],
)
def test_a_figure_in_another_form_stands(said, source):
    assert is_supported(said, source)


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("It has 40 % of it.", "It has 40 million of it."),
        ("It has 40 users.", "It has 40 million users."),
        ("It has 40 users.", "It has 40 % of users."),
        ("It has 40 % of users.", "It has 40 users."),
        ("It rose by 2 %.", "It rose by 2 percentage points."),
        ("It was 25 billion VND.", "It was 25 billion USD."),
        ("It was 25 billion USD.", "It was 25 billion of them."),
        ("It was 25 billion yen.", "It was 25 billion USD."),
        ("It was S$25 billion.", "It was US$25 billion."),
        ("It was £25 billion.", "It was $25 billion."),
        ("It was 40％ of it.", "It was 40 of it."),
        ("It was 40‰ of it.", "It was 40% of it."),
        (f"It was {'1' * 40}2 million.", f"It was {'1' * 40}3 million."),
        ("It was so in 2024.", "It had 2,024 files."),
        ("It had 2,024 files.", "It was so in 2024."),
        ("It began on 28 January 2022.", "It began in January 2022."),
        ("It began on 3 June 2020.", "It began on 3/6/2020."),
        ("Decision 749/QĐ-TTg says so.", "Decision 749 says so."),
        ("There are 749 services.", "Decision 749/QĐ-TTg says so."),
        ("It grew by 1234 in a year.", "It grew by 1.234 in a year."),
        ("It grew by 1.234 in a year.", "It grew by 1,234 in a year."),
        ("It has 5.250 of them in all.", "Có 5.250 thủ tục được cấp."),
        ("It has 15 services.", "It has twenty-five services."),
        ("It has five services.", "Mỗi năm tăng."),
        ("It is 10 times it.", "It is 10² times it."),
        ("It covers 4G.", "It covers 5G."),
        ("It fell by -5%.", "It rose by 5%."),
        ("It has 4\u200b1 users.", "It has 4 or 1 users."),
        ("See https://a.example/b for it.", "See it."),
        ("See https://a.example/b for it.", "See https://a.example/c for it."),
        ("See evil.example for it.", "See good.example for it."),
        ("It is <b>bold</b>.", "It is bold."),
        ("It is [bold](/there).", "It is bold (there)."),
        ("It is javascript:alert().", "It is alert."),
    ],
)
def test_a_figure_a_link_or_markup_that_the_quote_does_not_have_does_not_stand(said, source):
    assert not is_supported(said, source)


def test_dropped_statements_are_counted_by_their_fault_and_not_shown_in_the_log(caplog):
    drops = Drops()
    lies = ["9,999 units.", "9,998 units.", "See evil.example.", "<b>Units</b>"]

    with caplog.at_level(logging.WARNING):
        ground([draft(HIT.document, HIT, lie) for lie in lies], drops)
        ground([DraftStatement("Trust me.", ())], drops)

    assert drops.counts() == {
        Fault.UNQUOTED: 1,
        Fault.ALTERED: 0,
        Fault.FIGURE: 2,
        Fault.LINK: 1,
        Fault.MARKUP: 1,
    }
    assert "figure: 2, link: 1, markup: 1" in caplog.text
    assert not any(word in caplog.text for word in ("9,999", "evil", "Trust"))


def test_a_figure_does_not_begin_in_one_quote_and_end_in_the_next():
    hits = hits_of("# Sample\n\nIt cost 25\n\nBillion is a word.\n\nThe rest is silent.")
    quotes = [draft(hit.document, hit).quotes[0] for hit in hits[:2]]

    assert not is_grounded(DraftStatement("It cost 25 billion.", tuple(quotes)))


@pytest.mark.parametrize(
    "piece",
    ["1", "1.", "1,000 ", "1-", "a.", "a-", "<", "ba mươi ", "million ", "USD ", "1/", "28 and "],
)
def test_a_long_statement_of_one_piece_over_and_over_is_checked_to_its_end(piece):
    said = piece * 5000

    assert not is_supported(f"{said} 41 %", "It has 40 % of it.")
