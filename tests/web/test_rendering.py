"""Answers as HTML."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.types import Answer, Citation, Outcome
from assistant.web.actions import Tools
from assistant.web.cards import render_card, render_passage
from assistant.web.conversation import Exchange
from assistant.web.frame import (
    render_about,
    render_conversation,
    render_hint,
    render_sources,
    render_welcome,
)
from assistant.web.rendering import INVISIBLE, escape, render_answer, web_address
from assistant.web.texts import load_texts
from knowledge.types import Document
from tests.web.fake_assistant import (
    PROGRAMME,
    REVIEW,
    SUGGESTIONS,
    TARGET,
    FakeAssistant,
    answered,
    cite,
    near,
    not_found,
    partly,
    refused,
    unclear,
)
from tests.web.hostile import HOSTILE, HOSTILE_ADDRESSES, Markup, hostile_answer, hostile_document

EN = load_texts("en")
VI = load_texts("vi")
OURS = {
    "a", "article", "blockquote", "button", "caption", "div", "h2", "h3", "header", "li", "mark",
    "p", "q", "section", "span", "table", "tbody", "td", "th", "thead", "time", "tr", "ul",
}  # fmt: skip


def language_of(document_id: str) -> str | None:
    document = FakeAssistant().document(document_id)
    return document.language if document else None


def answer_html(answer: Answer) -> str:
    return render_answer(answer, EN, exchange=1, language_of=language_of)


def card_html(citation: Citation) -> str:
    return render_card(citation, EN, exchange=1, language_of=language_of)


@pytest.mark.parametrize("text", HOSTILE)
def test_foreign_text_is_shown_letter_by_letter_and_is_never_markup(text: str) -> None:
    document = hostile_document(text)
    exchange = Exchange(text, hostile_answer((text,)))

    shown = Markup(
        render_conversation((exchange,), (), EN, Tools(), language_of=language_of)
        + render_sources((exchange,), (document,), EN, language_of=language_of)
        + render_hint(EN, warning=text)
    )

    assert shown.elements <= OURS
    assert not [name for name, _ in shown.attributes if name.startswith("on")]
    assert all(
        link.startswith(("https://example.org/", "/documents/")) for link in shown.values("href")
    )
    assert shown.text.count(INVISIBLE.sub("", text)) >= 10


@pytest.mark.parametrize("url", HOSTILE_ADDRESSES)
def test_only_web_addresses_become_links(url: str) -> None:
    card = Markup(card_html(replace(cite(PROGRAMME, TARGET, number=1), url=url)))

    assert [link for link in card.values("href") if not link.startswith("/documents/")] == []
    assert EN.original not in card.text


def test_a_web_address_is_linked_without_giving_the_page_away() -> None:
    card = Markup(card_html(cite(PROGRAMME, TARGET, number=1)))

    assert "https://example.org/programme" in card.values("href")
    assert card.values("rel") == ["noopener noreferrer"]
    assert card.values("target") == ["_blank"]


def test_characters_that_turn_text_round_are_dropped() -> None:
    assert escape("a\u202eb\u200bc\x00d\U000e0041e\tf\ng") == "abcde\tf\ng"


def test_vietnamese_letters_are_kept() -> None:
    assert escape("Chuyển đổi số – ở Việt Nam") == "Chuyển đổi số – ở Việt Nam"


def test_each_statement_is_followed_by_its_sources_with_publisher_and_date() -> None:
    shown = Markup(answer_html(answered()))

    assert shown.values("data-source") == ["source-1-1", "source-1-2"]
    assert "Example Ministry · 6 February 2025" in shown.text
    assert "Cơ quan Thí dụ · date unknown" in shown.text
    assert shown.text.index(TARGET) < shown.text.index("Example Ministry")


def test_a_citation_that_the_answer_lacks_gets_no_chip() -> None:
    answer = replace(answered(), citations=answered().citations[:1])

    assert Markup(answer_html(answer)).values("data-source") == ["source-1-1"]


@pytest.mark.parametrize(
    ("answer", "title"),
    [
        (not_found(), "Not found in the documents"),
        (refused(), "Not a question for this service"),
        (unclear(), "Please say a little more"),
        (partly(), "Only part of this is in the documents"),
        (Answer(Outcome.ERROR, "en", message="Later, please."), "No answer this time"),
    ],
    ids=lambda value: value.outcome if isinstance(value, Answer) else "",
)
def test_what_is_not_a_full_answer_says_why_and_what_to_ask_instead(
    answer: Answer, title: str
) -> None:
    shown = Markup(answer_html(answer))

    assert title in shown.text
    assert answer.message in shown.text
    assert len(shown.values("data-ask")) == len(answer.suggestions)


def test_a_sentence_quoted_whole_keeps_the_language_of_its_document() -> None:
    quote = answered().citations[1].quote
    answer = replace(answered(), statements=(replace(answered().statements[1], text=quote),))

    assert f'<p class="statement" lang="vi">{quote}</p>' in answer_html(answer)


def test_a_card_marks_the_quote_in_its_paragraph() -> None:
    passage = render_passage(cite(PROGRAMME, TARGET, number=1))

    assert passage.startswith("The sample programme sets one target")
    assert f" <mark>{TARGET}</mark> Each province" in passage


def test_a_long_paragraph_is_shortened_around_the_quote_between_words() -> None:
    citation = cite(PROGRAMME, TARGET, number=1)
    before, after = "before " * 200, " after" * 200
    start = len(before)
    long = replace(
        citation,
        passage=before + TARGET + after,
        passage_start=0,
        start=start,
        end=start + len(TARGET),
    )

    passage = render_passage(long)

    assert passage.startswith("… before before")
    assert passage.endswith("after after …")
    assert f"<mark>{TARGET}</mark>" in passage
    assert len(passage) < 900


@pytest.mark.parametrize("moved", [-500, 1, 5000])
def test_a_quote_that_is_not_where_it_should_be_stands_alone(moved: int) -> None:
    citation = cite(PROGRAMME, TARGET, number=1)
    wrong = replace(citation, start=citation.start + moved, end=citation.end + moved)

    assert render_passage(wrong) == f"<mark>{TARGET}</mark>"


def test_the_page_number_is_given_only_when_there_are_several() -> None:
    assert "page 2 of 2" in Markup(card_html(cite(PROGRAMME, TARGET, number=1))).text
    assert "page" not in Markup(card_html(answered().citations[1])).text


def test_a_card_leads_to_the_quote_on_the_reading_page_in_the_visitors_language() -> None:
    citation = cite(PROGRAMME, TARGET, number=1)

    card = Markup(render_card(citation, VI, exchange=1, language_of=language_of))

    place = f"page=2&start={citation.start}&end={citation.end}"
    assert f"/documents/sample-programme?{place}&lang=vi#quote" in card.values("href")


def test_only_the_sources_of_the_last_answer_are_shown_at_first() -> None:
    conversation = (Exchange("first", answered()), Exchange("second", partly()))

    sources = render_sources(conversation, (PROGRAMME,), EN, language_of=language_of)

    assert '<section class="source-list" data-exchange="1" hidden>' in sources
    assert '<section class="source-list" data-exchange="2">' in sources
    assert '<section class="shelf" hidden>' in sources


def test_the_documents_are_shown_when_the_last_answer_has_no_sources() -> None:
    conversation = (Exchange("first", answered()), Exchange("second", not_found()))

    sources = render_sources(conversation, (PROGRAMME, REVIEW), EN, language_of=language_of)

    assert '<section class="shelf">' in sources
    assert '<section class="source-list" data-exchange="1" hidden>' in sources
    assert sources.index(PROGRAMME.title) < sources.index(REVIEW.title)


def test_a_long_shelf_says_how_many_more_there_are() -> None:
    many = tuple(replace(PROGRAMME, id=f"sample-{number}") for number in range(11))

    assert "and 3 more" in render_sources((), many, EN, language_of=language_of)


def test_an_open_question_is_shown_while_its_answer_is_looked_for() -> None:
    shown = render_conversation((Exchange("Why?"),), (), EN, Tools(), language_of=language_of)

    assert "data-pending" in shown
    assert "Looking in the documents" in shown


def test_the_welcome_offers_six_questions_at_most() -> None:
    many = (*SUGGESTIONS["en"], "One more?", "And one more?")

    assert len(Markup(render_welcome(many, EN)).values("data-ask")) == 6


@pytest.mark.parametrize(
    ("documents", "said"),
    [
        ((PROGRAMME, REVIEW), "Answers quote 2 documents, the newest of 6 February 2025."),
        ((PROGRAMME,), "Answers quote 1 document, the newest of 6 February 2025."),
        ((REVIEW,), "Answers quote 1 document. This is not"),
        ((), "No documents are loaded at the moment"),
        (
            (PROGRAMME, replace(PROGRAMME, published=date(2026, 1, 31))),
            "newest of 31 January 2026.",
        ),
    ],
    ids=["two", "one", "undated", "none", "newest counts"],
)
def test_the_page_says_what_it_answers_from_and_how_current_that_is(
    documents: tuple[Document, ...], said: str
) -> None:
    assert said in render_about(documents, EN)


def test_an_address_that_cannot_be_parsed_is_no_web_address() -> None:
    assert web_address("http://[broken") is None


def test_the_nearest_is_set_apart_from_an_answer_under_its_own_title() -> None:
    shown = Markup(answer_html(near()))

    assert EN.nearest in shown.text
    assert "statement" not in shown.values("class")
    assert shown.values("data-source") == ["source-1-1", "source-1-2"]
    assert shown.text.index(EN.nearest) < shown.text.index(TARGET)
    assert shown.text.index(TARGET) < shown.text.index(SUGGESTIONS["en"][0])


def test_the_sources_of_the_nearest_are_shown_as_those_of_an_answer_are() -> None:
    exchange = Exchange("the target of 2035?", near())

    shown = Markup(render_sources((exchange,), (PROGRAMME,), EN, language_of=language_of))

    assert {"source-1-1", "source-1-2"} <= set(shown.values("id"))
