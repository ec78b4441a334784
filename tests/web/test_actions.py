"""What can be done with an answer: copied with its sources, shared as a link, rated."""

import re

import pytest
from playwright.sync_api import expect

from assistant.web.chat import ChatPage
from assistant.web.public import PublicPage
from tests.web.browsing import DESK, PHONE, ask, beside_a_loop
from tests.web.conftest import Visit
from tests.web.fake_assistant import RESULT, TARGET, FakeAssistant, FakeFeedback

# Gradio's queue counts events with pandas calls that pandas has since deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")

CLIPBOARD = ["clipboard-read", "clipboard-write"]


@pytest.mark.parametrize("device", [DESK, PHONE])
def test_an_answer_is_copied_with_its_sources(visit: Visit, device) -> None:
    page = visit(device, permissions=CLIPBOARD)
    ask(page, "the account target")

    page.get_by_role("button", name="Copy with sources").click()
    expect(page.locator(".done")).to_have_text("Copied")

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(
        f"the account target\n\n{TARGET} [1]\nBy the review, 35 in 100 do. [2]"
    )
    address = re.escape(page.url.split("?")[0])
    assert re.search(
        r"\[1\] Sample programme for digital accounts, Example Ministry, 6 February 2025, "
        rf"page 2 of 2: “{re.escape(TARGET)}”\n{address}documents/sample-programme\?page=2&start=",
        copied,
    )
    assert f"[2] Báo cáo mẫu về tài khoản số, Cơ quan Thí dụ, date unknown: “{RESULT}”" in copied


def test_where_the_browser_does_not_let_it_be_copied_it_can_be_copied_by_hand(visit: Visit) -> None:
    page = visit()
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    ask(page, "the account target")

    page.get_by_role("button", name="Copy with sources").press("Enter")

    field = page.get_by_label("Your browser does not let this page copy")
    expect(field).to_be_focused()
    assert TARGET in field.input_value()
    assert page.evaluate("getSelection().toString()") == field.input_value()


def test_a_shared_link_asks_its_question(visit: Visit, scripted: FakeAssistant) -> None:
    page = visit(permissions=CLIPBOARD)
    ask(page, "the account target & more?")
    page.get_by_role("button", name="Link to this question").click()
    expect(page.locator(".done")).to_have_text("Link copied")
    link = page.evaluate("navigator.clipboard.readText()")
    asked = len(scripted.asked)

    other = visit(path=link.removeprefix(page.url.rstrip("/")))
    expect(other.locator(".exchange:not([data-pending]) .question")).to_contain_text(
        "the account target & more?"
    )

    assert link.endswith("/?q=the+account+target+%26+more%3F&lang=en")
    assert len(scripted.asked) == asked + 1
    assert scripted.asked[-1][0] == "the account target & more?"


def test_the_language_of_a_shared_link_is_that_of_the_page(visit: Visit) -> None:
    page = visit(path="/?q=tài khoản&lang=vi")

    expect(page.locator("html")).to_have_attribute("lang", "vi")
    expect(page.get_by_role("button", name="Sao chép kèm nguồn")).to_be_visible()


@pytest.mark.parametrize("question", ["", "%20", "x" * 501])
def test_a_link_without_a_question_that_can_be_asked_shows_the_welcome(
    visit: Visit, scripted: FakeAssistant, question
) -> None:
    asked = len(scripted.asked)

    page = visit(path=f"/?q={question}")

    expect(page.locator("h1")).to_be_visible()
    assert len(scripted.asked) == asked


@pytest.mark.parametrize("device", [DESK, PHONE])
def test_an_answer_is_rated_with_a_comment_and_the_rating_can_be_changed(
    visit: Visit, feedback: FakeFeedback, device
) -> None:
    page = visit(device)
    ask(page, "the account target")
    up = page.get_by_role("button", name="Helpful", exact=True)
    down = page.get_by_role("button", name="Not helpful")

    up.click()
    expect(up).to_have_attribute("aria-pressed", "true")
    down.click()
    expect(down).to_have_attribute("aria-pressed", "true")
    expect(up).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".kept")).to_have_text(
        "Your rating and your comment are kept, without the question, your name or your address."
    )
    page.get_by_label("What was good").fill(" The year is missing. ")
    page.get_by_role("button", name="Send comment").click()
    expect(page.locator(".thanks")).to_be_focused()

    question, answer, verdict, comment = list(feedback.given.values())[-1]
    assert (question, verdict) == ("the account target", "down")
    assert comment.strip() == "The year is missing."
    assert answer.statements[0].text == TARGET


def test_the_keyboard_stays_where_it_was_and_nothing_typed_is_lost(visit: Visit) -> None:
    page = visit()
    ask(page, "the account target")

    page.get_by_role("button", name="Helpful", exact=True).press("Enter")
    expect(page.locator("#up-1[aria-pressed=true]")).to_be_focused()
    page.get_by_label("What was good").fill("half a comment")
    ask_again = page.locator("#question textarea")
    ask_again.fill("who pays for it")
    ask_again.press("Enter")
    expect(page.locator(".exchange:not([data-pending])")).to_have_count(2)

    expect(page.locator("#comment-1")).to_have_value("half a comment")


def test_a_rating_that_cannot_be_kept_is_told(visit: Visit) -> None:
    page = visit()
    ask(page, "unrated: the account target")

    page.get_by_role("button", name="Helpful", exact=True).click()

    expect(page.locator("#hint")).to_contain_text("Your rating could not be kept.")
    expect(page.locator("#up-1")).to_have_attribute("aria-pressed", "false")


def test_there_is_nothing_to_do_with_a_fault(visit: Visit) -> None:
    page = visit()

    ask(page, "unavailable")

    assert page.locator(".actions").count() == 0


def page_with(feedback) -> ChatPage:
    return beside_a_loop(lambda: PublicPage(FakeAssistant(), feedback))


def test_without_a_place_to_keep_them_nothing_can_be_rated() -> None:
    assert page_with(None).tools.rating is False
    assert page_with(FakeFeedback()).tools.rating is True


@pytest.mark.parametrize("keeps", [True, False])
def test_a_visitor_is_told_whether_the_question_is_kept(keeps) -> None:
    assert page_with(FakeFeedback(keeps_question=keeps)).tools.keeps_question is keeps
