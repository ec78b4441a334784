"""Every state of the public pages, in both languages, light and dark, wide and on a phone."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from assistant.types import Series, SeriesRow
from tests.web.accessibility import faults
from tests.web.browsing import DESK, PHONE, Visitors, ask
from tests.web.conftest import Visit
from tests.web.fake_assistant import FakeAssistant, answered

# Gradio's queue counts events with pandas calls that pandas has since deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")

VIEWS = {
    "wide, light": DESK,
    "wide, dark, Vietnamese": {**DESK, "color_scheme": "dark", "locale": "vi-VN"},
    "phone, dark": {**PHONE, "color_scheme": "dark"},
    "phone, light, Vietnamese": {**PHONE, "locale": "vi-VN"},
}
STATES = {
    "answered": "the account target",
    "partial": "who pays for it",
    "not found": "the weather",
    "nearest": "in 2035",
    "refused": "the password",
    "clarify": "unclear",
    "error": "unavailable",
    "series": "over time",
}


def over_time():
    years = ("2025", "2024", "2023")
    rows = tuple(SeriesRow(year, f"{year[-1]}5 in 100", 2, "achieved") for year in years)
    return replace(answered(), series=(Series("Residents with an account", rows),))


@pytest.fixture(autouse=True)
def with_series(scripted: FakeAssistant):
    scripted.script["over time"] = over_time
    yield
    del scripted.script["over time"]


@pytest.mark.parametrize("view", VIEWS)
def test_the_public_page_has_no_faults_in_any_state(visit: Visit, view) -> None:
    page = visit(VIEWS[view])
    found = {"welcome": faults(page)}

    for state, question in STATES.items():
        ask_in_box(page, question)
        found[state] = faults(page)
    page.locator("#down-1").click()
    expect(page.locator(".comment")).to_be_visible()
    found["comment"] = faults(page)
    page.locator(".chip").first.click()
    found["source"] = faults(page)

    assert {state: told for state, told in found.items() if told} == {}


def ask_in_box(page: Page, question: str) -> None:
    before = page.locator(".exchange").count()
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")
    expect(page.locator(".exchange:not([data-pending])")).to_have_count(before + 1)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    "path",
    [
        "/documents/sample-programme?page=2&start=93&end=168#quote",
        "/documents/sample-review",
        "/documents/nothing",
        "/documents/sample-programme?page=9",
    ],
)
def test_reading_pages_have_no_faults(visitors: Visitors, view, path) -> None:
    page = visitors.open(path, VIEWS[view])

    found = faults(page)

    visitors.leave()
    visitors.complaints.clear()  # the browser itself notes a status of 404
    assert found == []


def test_everything_is_done_by_keyboard_alone(visit: Visit, scripted: FakeAssistant) -> None:
    page = visit()
    press_until(page, "textarea")
    page.keyboard.type("the account target")
    page.keyboard.press("Enter")
    expect(page.locator(".exchange:not([data-pending])")).to_have_count(1)

    press_until(page, ".chip", backwards=True)
    page.keyboard.press("Enter")
    expect(page.locator(".card.is-current")).to_be_focused()
    press_until(page, ".tool[data-verdict=up]", backwards=True)
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    page.keyboard.press("Enter")
    expect(page.locator("#up-1[aria-pressed=true]")).to_be_focused()

    assert outline == "solid"


def press_until(page: Page, wanted: str, *, backwards: bool = False) -> None:
    """Press Tab until something has the focus; fails when it never has."""
    for _ in range(60):
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            return
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
    raise AssertionError(f"{wanted} never has the focus")


@pytest.mark.parametrize("question", STATES.values(), ids=STATES)
def test_targets_are_large_enough_to_hit_and_nothing_is_wider_than_a_small_screen(
    visit: Visit, question
) -> None:
    small = {**PHONE, "viewport": {"width": 320, "height": 640}}
    page = visit(small)

    ask(page, question)

    sizes = page.evaluate(
        """() => [...document.querySelectorAll("button, .links a, summary, textarea")]
          .filter((each) => each.checkVisibility())
          .map((each) => [each.getBoundingClientRect(), each.outerHTML.slice(0, 80)])
          .filter(([box]) => Math.min(box.width, box.height) < 24)
          .map(([, html]) => html)"""
    )
    assert sizes == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_what_moves_does_not_for_those_who_ask_for_that(visit: Visit) -> None:
    page = visit(reduced_motion="reduce")
    ask(page, "the account target")

    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((each) => {
          const style = getComputedStyle(each);
          return parseFloat(style.animationDuration) > 0.01 && style.animationName !== "none";
        }).length"""
    )

    assert moving == 0
