"""Every page but the public chat, light and dark, wide and on a phone, in both languages."""

import pytest
from playwright.sync_api import expect

from assistant.observed import Observation
from assistant.types import Answer, Outcome
from tests.web.accessibility import faults
from tests.web.fake_assistant import answered
from tests.web.test_accessibility import VIEWS, ask_in_box

# Gradio's queue counts events with pandas calls that pandas has since deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")

PATHS = (
    *("/officials/insights", "/officials/documents", "/officials/documents?find=nowhere"),
    *("/officials/documents/sample-programme", "/officials/documents/history", "/api/docs"),
)

OPEN_ALL = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"


@pytest.fixture(scope="module", autouse=True)
def something_asked(desk):
    """There is something to show."""
    lan = next(each.id for each in desk.records.accounts.all() if each.name == "lan")
    desk.records.conversations.add(lan, None, "the account target", answered())
    for outcome in (Outcome.ANSWERED, Outcome.NOT_FOUND):
        desk.records.questions.answered(Observation("officials", "why", Answer(outcome, "en"), 1))
    desk.records.ratings("officials").rate("why", answered(), "down", "a comment")


@pytest.mark.parametrize("view", VIEWS)
def test_the_pages_have_no_faults(enter, officials, view):
    page = enter(PATHS[0], device=VIEWS[view])
    found = {}

    for path in PATHS:
        page.goto(f"{officials.address}{path}")
        page.evaluate(OPEN_ALL)
        found[path] = faults(page)

    assert {path: told for path, told in found.items() if told} == {}


@pytest.mark.parametrize("view", VIEWS)
def test_signing_in_has_no_faults_also_when_it_fails(officials, view):
    page = officials.open("/officials/sign-in", VIEWS[view])
    before = faults(page)
    page.fill("#name", "nobody")
    page.fill("#password", "wrong")
    page.locator("main button[type=submit]").click()
    expect(page.get_by_role("alert")).to_be_visible()

    after = faults(page)

    officials.leave()
    officials.complaints.clear()  # the browser itself notes a status of 403
    assert before == after == []


@pytest.mark.parametrize("view", VIEWS)
def test_the_chat_has_no_faults_with_everything_open(enter, view):
    page = enter(device=VIEWS[view])
    before = faults(page)

    ask_in_box(page, "the account target")
    page.evaluate(OPEN_ALL)
    after = faults(page)

    assert before == after == []
