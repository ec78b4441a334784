"""What the page shows while there is nothing to answer from."""

from typing import NoReturn

import pytest
from fastapi.testclient import TestClient

from assistant.errors import NotReady
from assistant.types import Outcome
from assistant.web.actions import Tools
from assistant.web.desk import Desk
from tests.web.browsing import build_app
from tests.web.fake_assistant import PROGRAMME, FakeAssistant


class UnreadyAssistant(FakeAssistant):
    """There is no index yet."""

    def stream(self, *_: object, **__: object) -> NoReturn:
        raise NotReady("There is no index yet: run ingest.py first.")

    def suggestions(self, language: str) -> NoReturn:
        self.stream()

    def documents(self) -> NoReturn:
        self.stream()

    def document(self, document_id: str) -> NoReturn:
        self.stream()


def test_a_visitor_is_not_given_the_instructions_of_the_operator() -> None:
    (exchange,) = Desk(UnreadyAssistant()).ask("Why?", (), "vi")

    answer = exchange.answer
    assert exchange.settled
    assert answer is not None
    assert answer.outcome is Outcome.ERROR
    assert answer.language == "vi"
    assert answer.message.startswith("Hiện chưa có tài liệu nào")


def test_the_page_can_still_be_drawn() -> None:
    desk = Desk(UnreadyAssistant())

    assert "No documents are loaded" in desk.draw_about("en")
    assert "<h1>" in desk.draw_talk((), "en", Tools())
    assert "suggestion" not in desk.draw_talk((), "en", Tools())
    assert "<h2>" not in desk.draw_sources((), "en")


def test_the_language_of_a_document_is_known_only_while_the_document_is() -> None:
    assert Desk(FakeAssistant()).language_of(PROGRAMME.id) == "en"
    assert Desk(FakeAssistant()).language_of("unknown") is None
    assert Desk(UnreadyAssistant()).language_of(PROGRAMME.id) is None


@pytest.mark.parametrize("path", ["/", "/healthz"])
def test_the_page_is_served_all_the_same(path: str) -> None:
    assert TestClient(build_app(UnreadyAssistant())).get(path).status_code == 200


def test_the_reading_page_says_so_too() -> None:
    page = TestClient(build_app(UnreadyAssistant())).get("/documents/sample-programme")

    assert page.status_code == 503
    assert "No documents are loaded" in page.text
    assert "ingest.py" not in page.text
