"""Who is turned away is told so in words, and keeps the question."""

from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, expect

from assistant.web.admission import Asker, Busy, TooMany
from tests.web.browsing import DESK, PHONE, Visitors, ask, serve
from tests.web.fake_assistant import FakeAssistant


class Turning:
    """Turns everyone away for a reason, until there is none."""

    def __init__(self):
        self.reason = None

    def visitor(self, address):
        return Asker(address)

    @contextmanager
    def asking(self, asker):
        if self.reason:
            raise self.reason
        yield


@pytest.fixture(scope="module")
def admission():
    return Turning()


@pytest.fixture(scope="module")
def turned(browser: Browser, admission):
    with serve(FakeAssistant(), admission=admission) as address:
        yield Visitors(browser, address)


@pytest.mark.parametrize("device", [DESK, PHONE])
@pytest.mark.parametrize(
    ("reason", "locale", "told"),
    [
        (Busy(3), "en-GB", "Many people are asking right now. Your question is still here"),
        (TooMany(42), "en-GB", "send it again in 42 seconds"),
        (TooMany(42), "vi-VN", "vui lòng gửi lại sau 42 giây"),
    ],
)
def test_a_question_that_is_not_taken_stays_and_can_be_sent_again(
    turned: Visitors, admission, reason, locale, told, device
):
    page = turned.visit(device, locale=locale)
    admission.reason = reason
    page.locator("#question textarea").fill("the account target")
    page.locator("#ask").click()
    expect(page.locator("#hint")).to_contain_text(told)
    expect(page.locator("#question textarea")).to_have_value("the account target")
    assert page.locator(".exchange").count() == 0

    admission.reason = None
    page.locator("#ask").click()

    expect(page.locator(".exchange:not([data-pending])")).to_have_count(1)
    turned.leave()
    turned.check()


def test_an_event_that_the_server_turns_away_is_sent_once_more(turned: Visitors):
    page = turned.visit()
    refusals = iter([True])

    def refuse_once(route):
        if next(refusals, False):
            route.fulfill(status=503, json={"detail": "full"})
        else:
            route.continue_()

    page.route("**/queue/join*", refuse_once)

    ask(page, "the account target")

    assert next(refusals, None) is None
    turned.leave()
    turned.complaints.clear()  # the browser itself notes a status of 503


def test_when_that_does_not_help_the_visitor_is_told_and_keeps_the_question(turned: Visitors):
    page = turned.visit()
    page.route("**/queue/join*", lambda route: route.fulfill(status=503, json={"detail": "full"}))

    page.locator("#question textarea").fill("the account target")
    page.locator("#ask").click()

    expect(page.locator("#hint")).to_contain_text("Many people are asking right now.")
    expect(page.locator("#question textarea")).to_have_value("the account target")
    assert "full" not in page.locator("body").inner_text()
    turned.leave()
    turned.complaints.clear()  # the browser itself notes a status of 503
