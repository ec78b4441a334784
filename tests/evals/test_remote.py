"""A running server is asked as any program would ask it."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from assistant import Outcome, Turn
from assistant.service import Service
from evals.asking import AskFault, ask_all
from evals.cases import Case, Evidence
from evals.errors import RemoteFault
from evals.remote import RemoteSystem
from knowledge import LibrarySettings
from tests.web.test_api import serving

QUESTION = "what is the VNeID account target"


@pytest.fixture(scope="module")
def remote(shipped_home):
    """A system that asks a real server."""
    with serving(Service(LibrarySettings(home=shipped_home))) as client:
        yield RemoteSystem(str(client.base_url))


def test_the_answer_of_a_server_is_read_with_its_citations(remote):
    found = remote.ask(QUESTION)

    assert found.outcome is Outcome.ANSWERED
    assert "40 million" in found.text
    assert found.statements[0].citations == (1,)


def test_a_history_is_sent_along(remote):
    turn = Turn("How many VNeID accounts were activated in 2024?", "55.25 million")

    assert "40 million" in remote.ask("And what was the target?", [turn]).text


def test_the_documents_are_read_with_their_pages_so_that_quotes_can_be_checked(remote):
    case = Case("a", "close", "en", QUESTION, expect=("40",), gold=(Evidence("a", ("b",)),))

    (found,) = ask_all(remote, [case])

    assert found.sources == tuple(each.quote for each in found.answer.citations)
    assert found.retrieved is None


def test_a_question_that_the_server_refuses_is_one_fault(remote):
    with pytest.raises(AskFault, match="answered 413"):
        remote.ask("a" * 9000)


def test_a_server_that_is_busy_is_asked_again_when_it_says():
    with busy(times=2) as address:
        assert RemoteSystem(address).call("/api/documents") == []


def test_one_that_stays_busy_is_a_fault_in_the_end():
    with busy(times=9) as address, pytest.raises(RemoteFault, match="answered 429"):
        RemoteSystem(address).call("/api/documents")


@contextmanager
def busy(times):
    """Serve what is too busy so many times, and then has nothing."""
    left = [times]

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            left[0] -= 1
            self.send_response(429 if left[0] >= 0 else 200)
            self.send_header("Retry-After", "0")
            self.end_headers()
            self.wfile.write(b"[]")

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_server_that_is_away_ends_the_run():
    with pytest.raises(RemoteFault, match=r"cannot be asked: .*Is the server running there\?"):
        RemoteSystem("http://127.0.0.1:9").ask("sample")


def test_an_address_that_is_none_of_a_web_server_is_refused():
    with pytest.raises(
        RemoteFault, match=r"127\.0\.0\.1:7860: is no address of a server; it begins"
    ):
        RemoteSystem("127.0.0.1:7860")


class Broken(BaseHTTPRequestHandler):
    """Answers every request with 500."""

    def do_GET(self):
        self.send_error(500)

    def log_message(self, *args):
        """Say nothing."""


def test_a_server_without_documents_ends_the_run():
    with ThreadingHTTPServer(("127.0.0.1", 0), Broken) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            with pytest.raises(RemoteFault, match="/api/documents answered 500"):
                RemoteSystem(f"http://127.0.0.1:{server.server_port}").documents()
        finally:
            server.shutdown()
            thread.join()
