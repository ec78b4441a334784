"""The HTTP interface, with the bundled model over a real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.service import Service
from knowledge import LibrarySettings
from tests.conftest import CORPUS
from tests.web.serving import serving


@pytest.fixture(scope="module")
def client(shipped_home):
    with serving(Service(LibrarySettings(home=shipped_home))) as client:
        yield client


@pytest.fixture
def empty(tmp_path):
    with serving(Service(LibrarySettings(home=tmp_path / "none"))) as client:
        yield client


def test_a_question_is_answered_and_each_quote_stands_in_its_page(client):
    answer = client.post("/api/ask", json={"question": "what is the VNeID account target"})

    assert answer.status_code == 200
    found = answer.json()
    assert found["outcome"] == "answered"
    assert "40 million" in found["answer"]
    for citation in found["citations"]:
        path = f"/api/documents/{citation['document_id']}/pages/{citation['page']}"
        page = client.get(path).json()
        assert page["text"][citation["start"] : citation["end"]] == citation["quote"]
        page = citation["page"]
        assert citation["read"].startswith(f"/documents/{citation['document_id']}?page={page}&")


def test_a_follow_up_uses_the_history(client):
    history = [{"question": "How many VNeID accounts were activated?", "answer": "Many. [1]"}]

    found = client.post(
        "/api/ask", json={"question": "And what was the target?", "history": history}
    ).json()

    assert "40 million" in found["answer"]


def test_the_language_of_the_answer_can_be_chosen(client):
    found = client.post(
        "/api/ask", json={"question": "who won the football match", "language": "vi"}
    ).json()

    assert found["outcome"] == "not_found"
    assert found["language"] == "vi"


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        (b"{not json", 400, "not valid JSON"),
        (b"", 422, "required"),
        (b"[]", 422, "dictionary"),
        (b"{}", 422, "question"),
        (b'{"question": 5}', 422, "question"),
        (b'{"question": ""}', 422, "type a question"),
        (b'{"question": "x", "language": "fr"}', 422, "language"),
        (b'{"question": "' + b"a" * 10_000 + b'"}', 413, "at most 500"),
        (b'{"question": "' + b"a" * 70_000 + b'"}', 413, "larger than 65536"),
    ],
)
def test_a_bad_request_gets_a_status_and_a_message(client, body, status, message):
    answer = client.post("/api/ask", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == status
    assert answer.json()["outcome"] == "error"
    assert message in answer.json()["message"]


def test_a_body_without_a_length_is_counted(client):
    def chunks() -> Iterator[bytes]:
        for _ in range(100):
            yield b" " * 1000

    answer = client.post("/api/ask", content=chunks(), headers={"Content-Type": "application/json"})

    assert answer.status_code == 413


def test_documents_are_listed(client):
    found = client.get("/api/documents").json()

    shipped = sorted(path.name for path in CORPUS.iterdir())
    assert sorted(each["id"].rpartition("-")[0] for each in found) == sorted(
        Path(name).stem for name in shipped
    )
    assert all(each["title"] and each["publisher"] and each["url"] for each in found)
    assert {each["pages"] > 1 for each in found if each["id"].startswith("qd-749")} == {True}


@pytest.mark.parametrize(
    "path", ["/api/documents/none/pages/1", "/api/nothing", "/api/documents/none/pages/x"]
)
def test_what_is_not_there_is_said_in_the_same_form(client, path):
    answer = client.get(path)

    assert answer.status_code in {404, 422}
    assert answer.json()["outcome"] == "error"


def test_a_page_that_a_document_does_not_have_is_not_found(client):
    document_id = client.get("/api/documents").json()[0]["id"]

    assert client.get(f"/api/documents/{document_id}/pages/2").status_code == 404


def test_it_is_alive_and_ready(client):
    assert client.get("/healthz").json() == {"status": "alive"}
    assert client.get("/readyz").json() == {
        "status": "ready",
        "documents": len(list(CORPUS.iterdir())),
    }


def test_without_an_index_it_is_alive_but_not_ready(empty):
    assert empty.get("/healthz").status_code == 200
    assert empty.get("/readyz").status_code == 503
    answer = empty.post("/api/ask", json={"question": "vneid target"})
    assert answer.status_code == 503
    assert "python ingest.py add" in answer.json()["message"]
