"""``POST /api/ask/stream`` over a real server, also with a slow chat model behind it."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.phrases import phrase
from assistant.service import Service
from knowledge import KnowledgeError, LibrarySettings
from tests.assistant.chat import chat_settings, sentences_in
from tests.chat_server import ChatServer, Reply, chat_server
from tests.web.serving import serving

TARGET = {"question": "what is the VNeID account target"}
NOTHING = {"question": "who won the football match"}
LONGEST_WAIT = 20.0

Events = Iterator[tuple[str, Any]]


@pytest.fixture(scope="module")
def service(shipped_home: Path) -> Service:
    return Service(LibrarySettings(home=shipped_home))


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[httpx.Client]:
    with serving(service) as client:
        yield client


@contextmanager
def asked(client: httpx.Client, body: dict[str, Any]) -> Iterator[httpx.Response]:
    with client.stream("POST", "/api/ask/stream", json=body) as response:
        yield response


def events(response: httpx.Response) -> Events:
    """Yield the events as they come; a comment has the name ``comment``."""
    name = ""
    for line in response.iter_lines():
        field, _, value = line.partition(": ")
        if field == "event":
            name = value
        elif field == "data":
            yield name, json.loads(value)
        elif line.startswith(":"):
            yield "comment", line


def timeless(answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer without what is another each time."""
    return {key: value for key, value in answer.items() if key != "timings_ms"}


def until(fact: Callable[[], bool]) -> bool:
    """Wait for something to become true."""
    end = time.monotonic() + LONGEST_WAIT
    while not fact() and time.monotonic() < end:
        time.sleep(0.01)
    return fact()


def two_statements(messages: Any) -> str:
    given = sentences_in(messages)
    return f"{given[1]} [1]\n{given[2]} [2]\n"


@contextmanager
def worded(home: Path, *replies: Any, **given: Any) -> Iterator[tuple[httpx.Client, ChatServer]]:
    """Serve with a scripted chat model; yield a client, and the messages that were sent."""
    with chat_server(replies) as (address, messages):
        settings = chat_settings(address, **given)
        with serving(Service(LibrarySettings(home=home), settings)) as client:
            yield client, messages


def test_statements_come_in_order_and_at_last_what_ask_answers(client: httpx.Client) -> None:
    with asked(client, TARGET) as response:
        came = list(events(response))

    answer = came[-1][1]
    assert [name for name, _ in came] == ["statement"] * len(answer["statements"]) + ["answer"]
    assert [part["statement"] for _, part in came[:-1]] == answer["statements"]
    assert [each for _, part in came[:-1] for each in part["citations"]] == answer["citations"]
    assert timeless(answer) == timeless(client.post("/api/ask", json=TARGET).json())


def test_what_is_not_found_is_the_answer_alone(client: httpx.Client) -> None:
    with asked(client, NOTHING) as response:
        ((name, answer),) = events(response)

    assert name == "answer"
    assert timeless(answer) == timeless(client.post("/api/ask", json=NOTHING).json())


def test_nothing_on_the_way_may_keep_it(client: httpx.Client) -> None:
    with asked(client, TARGET) as response:
        response.read()

    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-cache"
    assert response.headers["x-accel-buffering"] == "no"


def test_vietnamese_letters_are_sent_as_they_are(client: httpx.Client) -> None:
    with asked(client, {**NOTHING, "language": "vi"}) as response:
        text = response.read().decode()

    assert "Tôi không tìm thấy" in text


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        (b"{not json", 400, "not valid JSON"),
        (b'{"question": 5}', 422, "question"),
        (b'{"question": ""}', 422, "type a question"),
        (b'{"question": "x", "language": "fr"}', 422, "language"),
        (b'{"question": "' + b"a" * 10_000 + b'"}', 413, "at most 500"),
        (b'{"question": "' + b"a" * 70_000 + b'"}', 413, "larger than 65536"),
    ],
)
def test_a_bad_request_gets_a_status_and_a_message(
    client: httpx.Client, body: bytes, status: int, message: str
) -> None:
    answer = client.post(
        "/api/ask/stream", content=body, headers={"Content-Type": "application/json"}
    )

    assert answer.status_code == status
    assert answer.json()["outcome"] == "error"
    assert message in answer.json()["message"]


def test_without_an_index_it_is_not_ready(tmp_path: Path) -> None:
    with serving(Service(LibrarySettings(home=tmp_path / "none"))) as client:
        answer = client.post("/api/ask/stream", json=TARGET)

    assert answer.status_code == 503
    assert "python ingest.py add" in answer.json()["message"]


@pytest.mark.parametrize(
    ("fault", "message"),
    [(KnowledgeError("lost"), "not available right now"), (RuntimeError("secret"), "fault of")],
    ids=["the search is away", "a bug"],
)
def test_a_fault_after_the_status_is_an_event(
    client: httpx.Client,
    service: Service,
    monkeypatch: pytest.MonkeyPatch,
    fault: Exception,
    message: str,
) -> None:
    def search(*_: object) -> None:
        raise fault

    monkeypatch.setattr(service.assistant().library, "search", search)

    with asked(client, TARGET) as response:
        ((name, error),) = events(response)

    assert name == "error"
    assert error["outcome"] == "error"
    assert message in error["message"]
    assert "secret" not in error["message"]


def test_a_statement_of_a_slow_model_is_sent_before_the_model_is_done(shipped_home: Path) -> None:
    first = "{} [1]\n"

    def reply(messages: Any) -> Reply:
        return Reply(first.format(sentences_in(messages)[1]), silent=True)

    with (
        worded(shipped_home, reply, llm_silence=2) as (client, _),
        asked(client, TARGET) as response,
    ):
        came = list(events(response))

    assert [name for name, _ in came] == ["statement", "answer"]
    assert "40 million" in came[0][1]["statement"]["text"]
    assert came[-1][1]["answer"].startswith(phrase("model_away", "en"))


def test_a_slow_model_is_waited_for_with_comments(
    shipped_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fastapi.routing._PING_INTERVAL", 0.05)
    thought = threading.Event()

    def reply(messages: Any) -> Reply:
        return Reply(two_statements(messages), after=thought)

    with worded(shipped_home, reply) as (client, _), asked(client, TARGET) as response:
        coming = events(response)
        before = next(coming)
        thought.set()
        names = [name for name, _ in coming if name != "comment"]

    assert before == ("comment", ": ping")
    assert names == ["statement", "statement", "answer"]


@pytest.mark.parametrize("heard", [False, True], ids=["before a statement", "after one"])
def test_a_client_that_goes_away_ends_the_call_of_the_model(
    shipped_home: Path, *, heard: bool
) -> None:
    def reply(messages: Any) -> Reply:
        return Reply(two_statements(messages) if heard else "The", silent=True)

    with chat_server([reply]) as (address, messages):
        service = Service(
            LibrarySettings(home=shipped_home), chat_settings(address, llm_calls=1, llm_silence=60)
        )
        service.warm_up()
        with serving(service) as client:
            with asked(client, TARGET) as response:
                if heard:
                    next(events(response))
                assert until(lambda: len(messages) == 1)
            free = service.assistant().model.calls.places

            assert free.acquire(timeout=LONGEST_WAIT)
