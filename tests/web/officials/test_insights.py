"""Insights: what was asked is counted, listed and saved, and never computed by a spreadsheet."""

import csv
import io

import pytest
from playwright.sync_api import expect

from assistant.observed import Observation
from assistant.types import Answer, Outcome
from assistant.web.officials.charts import HEIGHT, WIDTH, chart_of
from tests.web.browsing import PHONE
from tests.web.hostile import HOSTILE

HTML = {"accept": "text/html"}


@pytest.fixture(scope="module", autouse=True)
def asked(desk):
    """Three questions, one of which found nothing and comes twice, and two ratings."""
    for question, outcome in (
        ("the account target", Outcome.ANSWERED),
        ("Thời tiết?", Outcome.NOT_FOUND),
        ("thoi tiet?", Outcome.NOT_FOUND),
    ):
        seen = Observation("officials", question, Answer(outcome, "en"), 0.5)
        desk.records.questions.answered(seen)
    ratings = desk.records.ratings("officials")
    ratings.rate("the account target", Answer(Outcome.ANSWERED, "en"), "up")
    ratings.rate("thoi tiet?", Answer(Outcome.NOT_FOUND, "vi"), "down", "=1+1 is missing")


def test_what_was_asked_is_counted_and_listed(enter):
    page = enter("/officials/insights")

    expect(page.locator(".figures div").nth(0)).to_have_text("Questions3")
    expect(page.locator(".figures div").nth(1)).to_have_text("Answered33 %")
    expect(page.get_by_role("img", name="3 questions in the last 30 days")).to_be_visible()
    unanswered = page.get_by_role("region", name="Questions that found nothing").locator("tbody tr")
    expect(unanswered).to_have_count(1)
    expect(unanswered).to_contain_text("thoi tiet?")
    expect(unanswered.locator("td").nth(1)).to_have_text("2")
    ratings = page.get_by_role("region", name="Ratings and comments")
    expect(ratings).to_contain_text("=1+1 is missing")
    expect(page.get_by_role("region", name="Slowest answers").locator("tbody tr")).to_have_count(3)


def test_on_a_phone_nothing_is_wider_than_the_screen(enter):
    page = enter("/officials/insights", device=PHONE)

    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_period_can_be_chosen(enter):
    page = enter("/officials/insights")

    page.get_by_role("link", name="7 days", exact=True).click()

    expect(page.get_by_role("link", name="7 days", exact=True)).to_have_attribute(
        "aria-current", "true"
    )
    expect(page.locator(".plot rect.asked")).to_have_count(7)


@pytest.mark.parametrize(
    ("table", "names", "rows"),
    [
        ("days", ["day", "asked", "answered"], 30),
        ("unanswered", ["question", "times", "last_asked"], 1),
        ("ratings", ["rated", "verdict", "comment", "question", "outcome", "channel"], 2),
        ("slowest", ["question", "seconds", "asked", "outcome", "answerer"], 3),
    ],
)
def test_each_table_is_saved_as_csv(lan, table, names, rows):
    found = lan.get(f"/officials/insights/{table}.csv")

    read = list(csv.reader(io.StringIO(found.content.decode("utf-8-sig"))))
    assert found.headers["content-type"] == "text/csv; charset=utf-8"
    assert read[0] == names
    assert len(read) == 1 + rows


def test_no_text_is_a_formula_for_a_spreadsheet(lan):
    assert "'=1+1 is missing" in lan.get("/officials/insights/ratings.csv").text


@pytest.mark.parametrize(
    "path", ["/officials/insights/nothing.csv", "/officials/insights/days.csv?days=x"]
)
def test_a_table_that_there_is_not_is_told_and_a_wrong_period_is_the_usual_one(lan, path):
    assert lan.get(path).status_code == (404 if "nothing" in path else 200)


def test_questions_and_comments_never_become_markup(desk, enter):
    for text in HOSTILE:
        seen = Observation("officials", text, Answer(Outcome.NOT_FOUND, "en"), 0.1)
        desk.records.questions.answered(seen)
        desk.records.ratings("officials").rate(text, seen.answer, "down", text)

    page = enter("/officials/insights?days=7")

    assert page.evaluate("window.broken ?? null") is None
    assert page.locator("td :is(script, img, svg, iframe, a, style)").count() == 0


def test_bars_are_as_high_as_what_they_count(desk):
    bars = chart_of(desk.records.insights.days(7)).bars

    today = bars[-1]
    assert today.asked_height > today.answered_height > 0
    assert [bar.asked_height for bar in bars[:-1]] == [0] * 6
    assert today.x + today.width <= WIDTH
    assert today.asked_y + today.asked_height <= HEIGHT
