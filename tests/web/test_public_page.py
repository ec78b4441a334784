"""Asking on the public page, in a real browser."""

import gradio as gr
import pytest
from playwright.sync_api import expect

from assistant.web.chat import AT_ONCE_SECONDS
from assistant.web.public import PublicPage
from tests.web.browsing import ask, beside_a_loop
from tests.web.conftest import Visit
from tests.web.fake_assistant import (
    PROGRAMME,
    RESULT,
    SUGGESTIONS,
    TARGET,
    FakeAssistant,
    not_found,
    partly,
    refused,
)

# Gradio's queue counts events with pandas calls that pandas has since deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")


def test_a_visitor_first_sees_what_the_page_is_and_six_questions(visit: Visit) -> None:
    page = visit()

    expect(page.get_by_role("banner")).to_contain_text("Policy Assistant")
    expect(page.locator("#about")).to_contain_text("2 documents, the newest of 6 February 2025")
    expect(page.locator("#about")).to_contain_text("not an official authority")
    assert page.locator(".suggestion").all_inner_texts() == list(SUGGESTIONS["en"])
    expect(page.locator("#sources")).to_contain_text(PROGRAMME.title)


def test_a_click_on_a_suggestion_asks_it(visit: Visit, scripted: FakeAssistant) -> None:
    page = visit()

    page.locator(".suggestion").first.click()

    expect(page.locator(".statement").first).to_have_text(TARGET)
    assert scripted.asked[-1] == (SUGGESTIONS["en"][0], (), "auto")


def test_enter_asks_and_empties_the_field(visit: Visit) -> None:
    page = visit()

    ask(page, "the account target")

    expect(page.locator(".question")).to_contain_text("the account target")
    expect(page.get_by_role("textbox")).to_have_value("")


def test_the_button_asks(visit: Visit) -> None:
    page = visit()

    page.get_by_role("textbox").fill("the account target")
    page.get_by_role("button", name="Ask", exact=True).click()

    expect(page.locator(".statement")).to_have_count(2)


def test_shift_and_enter_starts_a_new_line(visit: Visit) -> None:
    page = visit()

    page.get_by_role("textbox").fill("first")
    page.get_by_role("textbox").press("Shift+Enter")

    expect(page.get_by_role("textbox")).to_have_value("first\n")


def test_a_chip_opens_its_source_with_the_quote_marked(visit: Visit) -> None:
    page = visit()
    ask(page, "the account target")

    page.locator(".chip").nth(1).click()

    card = page.locator(".card.is-current")
    expect(card).to_be_in_viewport()
    expect(card.locator("mark")).to_have_text(RESULT)
    expect(page.locator(".card:visible")).to_have_count(2)


def test_a_chip_works_from_the_keyboard(visit: Visit) -> None:
    page = visit()
    ask(page, "the account target")

    page.locator(".chip").first.focus()
    page.keyboard.press("Enter")

    expect(page.locator(".card").first).to_be_focused()


def test_a_chip_of_an_older_answer_shows_the_sources_of_that_answer(visit: Visit) -> None:
    page = visit()
    ask(page, "the account target")
    ask(page, "who pays")

    page.locator("#exchange-1 .chip").nth(1).click()

    expect(page.locator(".source-list:visible")).to_have_attribute("data-exchange", "1")
    expect(page.locator(".card.is-current mark")).to_have_text(RESULT)


def test_the_quote_is_one_click_away_from_its_place_in_the_document(visit: Visit) -> None:
    page = visit()
    ask(page, "the account target")

    page.get_by_role("link", name="Read in the document").first.click()

    expect(page.locator("mark#quote")).to_have_text(TARGET)
    expect(page.locator("mark#quote")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("question", "title", "message"),
    [
        ("the weather", "Not found in the documents", not_found().message),
        ("a password", "Not a question for this service", refused().message),
        ("who pays", "Only part of this", partly().message),
        ("when unavailable", "No answer this time", "The documents are being updated."),
        ("a bug", "No answer this time", "a fault on our side"),
    ],
    ids=["not found", "refused", "partial", "error", "fault"],
)
def test_the_visitor_is_told_why_there_is_no_full_answer(
    visit: Visit, question: str, title: str, message: str
) -> None:
    page = visit()

    ask(page, question)

    expect(page.locator(".notice-title")).to_contain_text(title)
    expect(page.locator(".notice")).to_contain_text(message)
    assert "secret detail" not in page.content()


def test_suggestions_under_an_answer_can_be_asked(visit: Visit) -> None:
    page = visit()
    ask(page, "the weather")

    page.locator("#exchange-1 .suggestion").first.click()

    expect(page.locator("#exchange-2 .statement").first).to_have_text(TARGET)


def test_the_last_six_exchanges_are_passed_on_but_no_failures(
    visit: Visit, scripted: FakeAssistant
) -> None:
    page = visit()
    for number in range(7):
        ask(page, f"account {number}")
    ask(page, "when unavailable")

    ask(page, "account at last")

    history = scripted.asked[-1][1]
    assert [turn.question for turn in history] == [f"account {number}" for number in range(1, 7)]
    assert history[0].answer.startswith(f"{TARGET} [1]")


@pytest.mark.parametrize("nothing", ["", "   ", "\n"], ids=["empty", "blanks", "line"])
def test_an_empty_question_gets_a_gentle_hint(
    visit: Visit, scripted: FakeAssistant, nothing: str
) -> None:
    page = visit()
    asked = len(scripted.asked)

    page.get_by_role("textbox").fill(nothing)
    page.get_by_role("button", name="Ask", exact=True).click()

    expect(page.locator("#hint")).to_have_text("Please type a question first.")
    assert len(scripted.asked) == asked


def test_the_field_takes_500_characters(visit: Visit) -> None:
    page = visit()

    expect(page.get_by_role("textbox")).to_have_attribute("maxlength", "500")


def test_the_server_takes_500_characters_whatever_the_browser_sends() -> None:
    scripted = FakeAssistant()
    page = beside_a_loop(lambda: PublicPage(scripted))

    changes = list(page.answer("x" * 501, (), "en", gr.Request()))

    assert "at most 500 characters" in changes[0][page.hint]
    assert scripted.asked == []


def test_a_new_conversation_begins_with_nothing_remembered(
    visit: Visit, scripted: FakeAssistant
) -> None:
    page = visit()
    ask(page, "the account target")

    page.get_by_role("button", name="New conversation").click()

    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".shelf")).to_be_visible()
    ask(page, "account again")
    assert scripted.asked[-1][1] == ()


def test_statements_of_a_slow_answer_are_shown_as_they_come(
    visit: Visit, scripted: FakeAssistant
) -> None:
    page = visit()
    page.get_by_role("textbox").fill("slowly: the account target")
    page.get_by_role("textbox").press("Enter")
    expect(page.locator(".searching")).to_be_visible()
    page.wait_for_timeout(1000 * AT_ONCE_SECONDS)

    for shown in (1, 2):
        scripted.go_on.set()
        expect(page.locator(".statement")).to_have_count(shown)
        expect(page.locator(".card:visible")).to_have_count(shown)
        expect(page.locator(".searching")).to_be_visible()
        expect(page.locator(".exchange")).to_have_attribute("data-pending", "")
    scripted.go_on.set()

    expect(page.locator(".searching")).to_have_count(0)
    expect(page.locator(".statement")).to_have_count(2)


def test_of_an_answer_that_is_there_at_once_no_parts_are_drawn() -> None:
    page = beside_a_loop(lambda: PublicPage(FakeAssistant()))

    changes = list(page.answer("the account target", (), "en", gr.Request()))

    waiting, answered = (each[page.conversation] for each in changes)
    assert waiting[-1].answer is None
    assert answered[-1].settled
