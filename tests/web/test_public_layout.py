"""The public page in both languages, on large and small screens, with and without a mouse."""

import pytest
from playwright.sync_api import expect

from tests.web.browsing import PHONE, ask
from tests.web.conftest import Visit
from tests.web.fake_assistant import SUGGESTIONS, TARGET

# Gradio's queue counts events with pandas calls that pandas has since deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")


def test_the_language_changes_all_that_the_page_says_and_keeps_the_conversation(
    visit: Visit,
) -> None:
    page = visit()
    ask(page, "the account target")

    page.get_by_text("Tiếng Việt").click()

    expect(page.get_by_role("banner")).to_contain_text("Trợ lý chính sách số")
    expect(page.locator("#about")).to_contain_text("2 tài liệu, mới nhất ngày 06/02/2025")
    expect(page.get_by_role("button", name="Hỏi", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Cuộc trò chuyện mới")).to_be_visible()
    expect(page.get_by_role("textbox", name="Câu hỏi của bạn")).to_be_visible()
    expect(page.locator(".statement").first).to_have_text(TARGET)
    expect(page.locator("#sources h2:visible")).to_have_text("Nguồn trích dẫn")
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    expect(page).to_have_title("Trợ lý chính sách số – Chuyển đổi số Việt Nam")


def test_the_suggested_questions_change_with_the_language(visit: Visit) -> None:
    page = visit()

    page.get_by_text("Tiếng Việt").click()

    expect(page.locator(".suggestion").first).to_have_text(SUGGESTIONS["vi"][0])


def test_a_vietnamese_browser_is_greeted_in_vietnamese(visit: Visit) -> None:
    page = visit(locale="vi-VN")

    expect(page.locator("h1")).to_have_text("Bạn muốn biết điều gì về chính sách chuyển đổi số?")


def test_the_chosen_language_is_remembered(visit: Visit) -> None:
    page = visit()
    page.get_by_text("Tiếng Việt").click()
    expect(page.locator("html")).to_have_attribute("lang", "vi")

    page.reload()

    expect(page.locator("html")).to_have_attribute("lang", "vi")


def test_the_language_is_switched_with_the_arrow_keys_too(visit: Visit) -> None:
    page = visit()
    expect(page.locator("html")).to_have_attribute("lang", "en")

    page.get_by_role("radio", name="English").focus()
    page.keyboard.press("ArrowRight")

    expect(page.locator("html")).to_have_attribute("lang", "vi")


def test_everything_fits_on_a_phone(visit: Visit) -> None:
    page = visit(PHONE)
    ask(page, "the account target")
    ask(page, "the weather")
    page.locator(".chip").first.click()

    width = page.evaluate("document.documentElement.scrollWidth")
    targets = page.locator(
        "#ask, #restart, #language label, .chip, .suggestion, .back:visible, .links a:visible"
    )
    heights = [box["height"] for box in (each.bounding_box() for each in targets.all()) if box]
    composer, sources = page.evaluate(
        "[document.querySelector('#composer').getBoundingClientRect().bottom,"
        " document.querySelector('#sources').getBoundingClientRect().top]"
    )
    assert width <= PHONE["viewport"]["width"]
    assert len(heights) >= 10
    assert min(heights) >= 44
    assert sources >= composer
    expect(page.locator(".card.is-current")).to_be_in_viewport()


def test_on_a_phone_the_field_is_at_hand_and_a_source_leads_back_to_its_answer(
    visit: Visit,
) -> None:
    page = visit(PHONE)
    expect(page.locator("#ask")).to_be_in_viewport()
    ask(page, "the account target")
    page.locator(".chip").nth(1).click()

    page.locator(".back:visible").click()

    expect(page.locator(".chip").nth(1)).to_be_focused()
    expect(page.locator(".chip").nth(1)).to_be_in_viewport()


def test_the_sources_stand_beside_the_answer_on_a_wide_screen(visit: Visit) -> None:
    page = visit()

    ask(page, "the account target")

    answer, card = (
        page.locator(".answer").bounding_box(),
        page.locator(".card").first.bounding_box(),
    )
    assert answer
    assert card
    assert card["x"] >= answer["x"] + answer["width"]


def test_focus_can_be_seen(visit: Visit) -> None:
    page = visit()

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")

    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_nothing_moves_for_those_who_asked_for_stillness(visit: Visit) -> None:
    page = visit(reduced_motion="reduce")

    ask(page, "the account target")

    moving = page.evaluate(
        "[...document.querySelectorAll('#talk *')]"
        ".filter((each) => getComputedStyle(each).transitionDuration !== '0s').length"
    )
    assert moving == 0
