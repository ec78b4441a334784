"""One browser and one server for all tests of the pages."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.web.browsing import Visitors, open_browser, serve
from tests.web.fake_assistant import FakeAssistant, FakeFeedback

Visit = Callable[..., Page]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.fixture(scope="package")
def scripted() -> FakeAssistant:
    """The assistant behind the page; it remembers what it was asked."""
    return FakeAssistant()


@pytest.fixture(scope="package")
def feedback() -> FakeFeedback:
    """What visitors thought of the answers; it remembers all it was told."""
    return FakeFeedback()


@pytest.fixture(scope="package")
def visitors(
    browser: Browser, scripted: FakeAssistant, feedback: FakeFeedback
) -> Iterator[Visitors]:
    with serve(scripted, feedback) as address:
        visitors = Visitors(browser, address)
        yield visitors
        for context in visitors.contexts.values():
            context.close()


@pytest.fixture
def visit(visitors: Visitors) -> Iterator[Visit]:
    """Open the page; no visit may end with a request to another host or a console message."""
    yield visitors.visit
    visitors.leave()
    visitors.check()
