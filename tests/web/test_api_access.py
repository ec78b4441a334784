"""Programs: limits of an address, keys with limits of their own, and what is described."""

import json
import logging
from datetime import UTC, datetime

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.observed import Observation
from assistant.records.keys import Key
from assistant.service import Service
from assistant.settings import AssistantSettings
from assistant.types import Answer, Outcome
from assistant.web.logs import AnswerLog, RequestLog, configure_logs
from assistant.web.metrics import Metrics, metrics_router
from assistant.web.schema import AnswerObject, DocumentObject
from assistant.web.settings import WebSettings
from assistant.web.turns import Turns
from knowledge import LibrarySettings
from tests.web.fake_assistant import FakeAssistant
from tests.web.serving import build_api

QUESTION = {"question": "the account target"}


class FakeService(FakeAssistant):
    settings = AssistantSettings()


def known(key):
    return Key("nightly", datetime.now(UTC), 2, 100) if key == "pa_good" else None


def client(service=None, **settings):
    turns = Turns(WebSettings(**{"questions_per_minute": 1, **settings}))
    return TestClient(build_api(service or FakeService(), turns, known))


def ask(found, key=None, path="/api/ask"):
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return found.post(path, json=QUESTION, headers=headers)


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
def test_an_address_that_asks_too_often_is_told_when_to_come_back(path):
    found = client()
    ask(found, path=path)

    refused = ask(found, path=path)

    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= 60
    assert refused.json()["message"].startswith("too many questions; ask again in ")


def test_a_key_has_limits_of_its_own():
    found = client()
    ask(found)

    statuses = [ask(found, "pa_good").status_code for _ in range(3)]

    assert statuses == [200, 200, 429]


@pytest.mark.parametrize("header", ["Bearer pa_bad", "Bearer", "Basic cGFfZ29vZA==", "pa_good"])
def test_what_is_no_key_is_refused_and_not_taken_for_none(header):
    refused = client().post("/api/ask", json=QUESTION, headers={"Authorization": header})

    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == "Bearer"
    assert refused.json()["outcome"] == "error"


def test_a_server_with_too_much_to_do_says_so():
    turns = Turns(WebSettings(waiting=0, answers_at_once=1, questions_per_minute=0, patience=0.05))
    found = TestClient(build_api(FakeService(), turns))
    other = turns.visitor("192.0.2.9")

    with turns.asking(other):
        refused = ask(found)

    assert refused.status_code == 503
    assert refused.headers["retry-after"] == "1"
    assert refused.json()["message"] == "the server is busy; ask again in 1 s."
    assert ask(found).status_code == 200


def test_a_turn_lasts_as_long_as_the_answer_is_sent():
    held = []

    class Watching(FakeService):
        def stream(self, *arguments):
            for part in super().stream(*arguments):
                held.append(turns.taken.total())
                yield part

    turns = Turns(WebSettings())
    found = TestClient(build_api(Watching(), turns))

    ask(found, path="/api/ask/stream")

    assert held == [1, 1, 1]
    assert turns.taken.total() == 0


def test_the_interface_is_described_for_programs():
    described = client().get("/api/openapi.json").json()

    assert set(described["paths"]) == {
        *("/api/ask", "/api/ask/stream", "/api/documents", "/healthz", "/readyz"),
        "/api/documents/{document_id}/pages/{number}",
    }
    answer = described["components"]["schemas"]["AnswerObject"]
    assert set(answer["required"]) == set(ask(client()).json())
    for path in described["paths"].values():
        for told in path.values():
            for status, response in told["responses"].items():
                shown = response.get("content", {}).get("application/json", {}).get("schema", {})
                assert status.startswith("2") or shown == {
                    "$ref": "#/components/schemas/ErrorObject"
                }


def test_what_is_answered_is_as_described():
    found = client()

    answer, documents = ask(found).json(), found.get("/api/documents").json()
    exact = {"strict": True, "extra": "forbid"}
    assert AnswerObject.model_validate(answer, **exact).model_dump() == answer
    for each in documents:
        assert DocumentObject.model_validate(each, **exact).model_dump() == each


def test_the_page_for_programs_needs_no_script_and_names_everything():
    found = client().get("/api/docs")

    assert "<script" not in found.text
    assert "POST /api/ask/stream" in found.text
    assert 'id="CitationObject"' in found.text
    assert "script-src" not in found.headers["content-security-policy"]


@pytest.fixture
def metrics(shipped_home):
    service = Service(LibrarySettings(home=shipped_home))
    return Metrics(service, Turns(WebSettings()))


def figures(metrics):
    return dict(
        line.rsplit(" ", 1) for line in metrics.shown().decode().splitlines() if line[0] != "#"
    )


def test_answers_are_counted_by_channel_and_outcome_with_the_time_of_each_step(metrics):
    answer = Answer(Outcome.NOT_FOUND, "en", timings_ms={"retrieve": 20.0, "total": 21.0})

    metrics.answered(Observation("api", "how many", answer, 0.5))

    shown = figures(metrics)
    assert shown['assistant_questions_total{channel="api",outcome="not_found"}'] == "1.0"
    assert shown['assistant_answer_seconds_sum{channel="api"}'] == "0.5"
    assert shown['assistant_step_seconds_sum{step="retrieve"}'] == "0.02"
    assert not [
        name
        for name in shown
        if "total" in name and "step" in name and "{" in name and 'step="total"' in name
    ]


def test_the_index_its_age_and_what_was_dropped_are_told(metrics):
    shown = figures(metrics)

    assert float(shown["assistant_documents"]) == 30
    assert float(shown["assistant_index_age_seconds"]) > 0
    assert any(name.startswith("assistant_dropped_statements_total{fault=") for name in shown)


def test_without_an_index_the_other_figures_are_told(home):
    metrics = Metrics(Service(LibrarySettings(home=home)), Turns(WebSettings()))

    shown = figures(metrics)

    assert "assistant_documents" not in shown
    assert shown['assistant_turned_away_total{reason="busy"}'] == "0.0"


@pytest.mark.parametrize(
    ("token", "peer", "headers", "status"),
    [
        ("", "127.0.0.1", {}, 200),
        ("", "::1", {}, 200),
        ("", "192.0.2.1", {}, 403),
        ("", "127.0.0.1", {"x-forwarded-for": "192.0.2.1"}, 403),
        ("", "testclient", {}, 403),
        ("secret", "127.0.0.1", {}, 403),
        ("secret", "192.0.2.1", {"authorization": "Bearer wrong"}, 403),
        ("secret", "192.0.2.1", {"authorization": "Bearer secret"}, 200),
    ],
)
def test_figures_are_told_to_this_machine_or_for_their_token(metrics, token, peer, headers, status):
    app = FastAPI()
    app.include_router(metrics_router(metrics, WebSettings(metrics_token=token)))
    found = TestClient(app, client=(peer, 1))

    assert found.get("/metrics", headers=headers).status_code == status


@pytest.fixture
def logged(capsys):
    """Return what has been logged as JSON since, and set the log back."""
    before = logging.root.handlers[:], logging.root.level
    lines = lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]  # noqa: E731
    yield lines
    logging.root.handlers[:], logging.root.level = before
    for name in ("assistant", "knowledge", "assistant.audit"):
        logging.getLogger(name).setLevel(logging.NOTSET)


def seen():
    return Observation("page", "where do I live", Answer(Outcome.ANSWERED, "en"), 0.25)


@pytest.mark.parametrize(("allowed", "question"), [(False, None), (True, "where do I live")])
def test_the_log_has_no_questions_unless_that_is_allowed(logged, allowed, question):
    settings = WebSettings(log_format="json", log_level="info", log_questions=allowed)
    configure_logs(settings)

    AnswerLog(settings).answered(seen())

    (line,) = logged()
    assert line.get("question") == question
    assert (line["channel"], line["outcome"], line["seconds"]) == ("page", "answered", 0.25)
    assert (line["level"], line["logger"]) == ("INFO", "assistant.answers")


def test_usually_only_warnings_and_what_was_done_to_accounts_and_documents_are_logged(logged):
    settings = WebSettings(log_format="json")
    configure_logs(settings)

    AnswerLog(settings).answered(seen())
    logging.getLogger("assistant.audit").info("lan adds a document")

    assert [line["message"] for line in logged()] == ["lan adds a document"]


def test_each_request_is_logged_under_the_id_that_its_answer_carries(logged):
    configure_logs(WebSettings(log_format="json", log_level="info"))
    app = build_api(FakeService())
    app.add_middleware(RequestLog)

    found = TestClient(app).get("/api/documents/x/pages/1?secret=1")

    line = next(line for line in logged() if line["logger"] == "assistant.requests")
    assert line["request"] == found.headers["x-request-id"]
    assert (line["method"], line["path"], line["status"]) == (
        "GET",
        "/api/documents/x/pages/1",
        404,
    )
    assert "secret" not in json.dumps(line)
