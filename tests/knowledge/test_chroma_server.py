"""Vectors on a Chroma server: the same library, and what happens when the server is away."""

import contextlib
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pydantic import SecretStr

from knowledge import (
    Filter,
    add_documents,
    open_library,
    remove_documents,
    snapshots,
    sync_folder,
)
from knowledge.errors import StoreUnavailable
from knowledge.manifest import read_manifest
from knowledge.stores import chroma
from tests.knowledge.homes import contents, found, opened, query, state, texts

URL = "https://example.org/boats"


@pytest.fixture
def on_server(settings, chroma_server, verified_here):
    """Settings of a library that keeps its vectors on the server."""
    return settings.model_copy(update={"chroma_url": chroma_server})


@pytest.fixture
def on_nothing(settings, unused_port, verified_here):
    """The same with the address of a server that is not there."""
    return settings.model_copy(update={"chroma_url": f"http://127.0.0.1:{unused_port}"})


def collections(url):
    """Return the names of all collections of a server."""
    import httpx

    address = f"{url}/api/v2/tenants/default_tenant/databases/default_database/collections"
    return {each["name"] for each in httpx.get(address, trust_env=False, timeout=10).json()}


def own_collections(settings):
    """Return which snapshots of a home have a collection on its server."""
    names = collections(settings.chroma_url)
    kept = [folder.name for folder in snapshots.kept(settings.home)]
    return [name for name in kept if any(each.endswith(name) for each in names)]


def live_through(settings, write):
    """Add, replace, remove and go back; return what two questions find after each step."""
    seen = []

    def look():
        seen.append([found(settings, question) for question in ("red boats", "rain")])
        chosen = Filter(published_from=contents(settings.home).documents[0].published)
        seen.append(found(settings, "red boats", only=chosen))

    boats = write("boats.md", "The red boats float. A lamp.", url=URL, published="2024-05-01")
    add_documents(settings, [boats, write("rain.md", "Rain fell on the bridge.")])
    look()
    changed = write("boats.md", "The blue boats fly. A lamp.", url=URL, published="2024-05-02")
    add_documents(settings, [changed])
    look()
    remove_documents(settings, [contents(settings.home).documents[0].id])
    look()
    snapshots.go_back(settings.home)
    look()
    return seen


def test_a_server_and_a_directory_find_the_same_all_along(settings, on_server, write, tmp_path):
    aside = settings.model_copy(update={"home": tmp_path / "aside"})

    assert live_through(on_server, write) == live_through(aside, write)


def test_an_index_on_a_server_has_no_vectors_of_chroma_in_its_folder(on_server, boats):
    add_documents(on_server, [boats])

    folder = snapshots.current(on_server.home)
    assert read_manifest(folder).store == "server"
    assert [path.name for path in folder.rglob("*") if "chroma" in path.name] == []


def test_an_empty_library_on_a_server_is_opened_and_added_to(on_server, boats, rain):
    document = add_documents(on_server, [boats]).added[0]
    remove_documents(on_server, [document.id])
    assert found(on_server, "red boats") == []

    add_documents(on_server, [rain])

    assert found(on_server, "rain") == ["Rain fell on the bridge."]


def test_an_open_library_follows_what_is_published_on_the_server(on_server, boats, rain):
    add_documents(on_server, [boats])
    with opened(on_server) as library:
        add_documents(on_server, [rain])

        assert texts(library, "rain")[0] == "Rain fell on the bridge."


def test_another_process_verifies_what_is_on_the_server(settings, chroma_server, boats):
    on_server = settings.model_copy(update={"chroma_url": chroma_server})

    assert add_documents(on_server, [boats]).changed


def test_each_kept_index_has_its_collection_and_the_dropped_have_none(on_server, write):
    before = collections(on_server.chroma_url)
    for number in range(snapshots.KEPT + 1):
        add_documents(on_server, [write(f"{number}.md", f"The sample boat {number} floats.")])

    kept = [folder.name for folder in snapshots.kept(on_server.home)]
    assert own_collections(on_server) == kept
    assert len(collections(on_server.chroma_url) - before) == snapshots.KEPT


def test_the_collection_of_an_ingest_that_failed_is_gone_after_the_next(
    on_server, boats, rain, monkeypatch
):
    before = collections(on_server.chroma_url)
    with monkeypatch.context() as patch:
        patch.setattr("knowledge.building.verify_apart", raise_unavailable)
        with pytest.raises(StoreUnavailable, match="sample"):
            add_documents(on_server, [boats])

    add_documents(on_server, [rain])

    assert len(collections(on_server.chroma_url) - before) == 1


def raise_unavailable(*arguments):
    raise StoreUnavailable("sample")


def test_two_libraries_can_share_a_server(on_server, boats, rain, tmp_path):
    other = on_server.model_copy(update={"home": tmp_path / "other"})
    add_documents(on_server, [boats])

    add_documents(other, [rain])

    assert found(on_server, "red boats")[0] == "The red boats float."
    assert found(other, "rain") == ["Rain fell on the bridge."]


def test_vectors_move_to_a_server_and_back_with_the_next_ingest(settings, on_server, boats):
    add_documents(settings, [boats])
    stores = []
    for each in (on_server, settings):
        report = add_documents(each, [boats])

        stores.append((read_manifest(snapshots.current(each.home)).store, report.embedded))
        assert found(each, "red boats")[0] == "The red boats float."

    assert stores == [("server", 0), ("directory", 0)]


def test_a_sync_that_changes_nothing_moves_the_vectors_too(settings, on_server, boats):
    sync_folder(settings, boats.parent)

    sync_folder(on_server, boats.parent)

    assert read_manifest(snapshots.current(on_server.home)).store == "server"


def test_an_index_of_a_directory_is_searched_without_the_server(settings, on_nothing, boats):
    add_documents(settings, [boats])

    assert found(on_nothing, "red boats")[0] == "The red boats float."


# Without the server.


def test_with_the_server_away_an_ingest_leaves_the_index_as_it_was(
    settings, on_nothing, boats, rain
):
    add_documents(settings, [boats])
    before = state(settings.home)

    with pytest.raises(
        StoreUnavailable, match=r"Chroma server does not answer.* Start it \(chroma run\), or set"
    ):
        add_documents(on_nothing, [rain])

    assert state(settings.home) == before


def test_with_the_server_away_the_library_is_not_opened(on_server, on_nothing, boats):
    add_documents(on_server, [boats])

    with pytest.raises(StoreUnavailable, match=r"127\.0\.0\.1:\d+: the Chroma server does not"):
        open_library(on_nothing)


def test_without_an_address_the_library_says_which_setting_it_needs(settings, on_server, boats):
    add_documents(on_server, [boats])

    with pytest.raises(StoreUnavailable, match="on a Chroma server; set ASSISTANT_CHROMA_URL"):
        open_library(settings)


def test_a_collection_that_was_deleted_on_the_server_is_said_to_be_missing(on_server, boats):
    add_documents(on_server, [boats])
    (name,) = (
        each
        for each in collections(on_server.chroma_url)
        if each.endswith(snapshots.current(on_server.home).name)
    )
    with contextlib.closing(chroma.open_server(on_server.chroma_url, "", name)) as store:
        store.client.delete_collection(name)

    with pytest.raises(StoreUnavailable, match="does not answer as it should"):
        open_library(on_server)


def test_a_server_that_goes_away_fails_questions_until_it_is_back(
    settings, verified_here, start_server, unused_port, boats, rain
):
    own = settings.model_copy(update={"chroma_url": f"http://127.0.0.1:{unused_port}"})
    server = start_server(unused_port)
    add_documents(own, [boats])
    add_documents(own, [rain])
    snapshots.go_back(own.home)
    with opened(own) as library:
        server.terminate()
        server.wait(30)
        start = time.monotonic()
        with pytest.raises(StoreUnavailable, match=r"Start it \(chroma run\)"):
            library.search(query("red boats"))
        assert time.monotonic() - start < chroma.TIMEOUT
        snapshots.go_back(own.home, snapshots.kept(own.home)[-1].name)
        assert len(library.documents()) == 1

        start_server(unused_port)

        assert texts(library, "red boats")[0] == "The red boats float."
        wait_until(lambda: len(library.documents()) == 2)


def wait_until(condition, seconds=5):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.05)


@contextlib.contextmanager
def answering(answer):
    """Run a web server that answers each request with what ``answer(path, headers)`` returns."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            status, body = answer(self.path, self.headers)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815 - the name is that of the standard library

        def log_message(self, *arguments):
            """Write nothing to the terminal."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


# What a Chroma server says of who asks, of the tenant and of the database.
KNOWN = {
    "heartbeat": b'{"nanosecond heartbeat": 1}',
    "identity": b'{"user_id": "", "tenant": "default_tenant", "databases": ["default_database"]}',
    "default_tenant": b'{"name": "default_tenant"}',
    "default_database": b'{"id": "0", "name": "default_database", "tenant": "default_tenant"}',
}


def connecting(url, seconds):
    """Return what connecting to a server raises, ``None`` when it has not ended in time."""
    raised = []

    def connect():
        try:
            chroma.server_client(url)
        except BaseException as exc:  # noqa: BLE001 - what it raises is what is asked
            raised.append(exc)

    thread = threading.Thread(target=connect, daemon=True)
    thread.start()
    thread.join(seconds)
    return raised[0] if raised else None


def test_a_server_that_accepts_and_never_answers_does_not_hang(monkeypatch):
    monkeypatch.setattr(chroma, "TIMEOUT", 0.3)

    with socket.create_server(("127.0.0.1", 0)) as silent:
        raised = connecting(f"http://127.0.0.1:{silent.getsockname()[1]}", 10)

    assert isinstance(raised, StoreUnavailable)
    assert "does not answer as it should" in str(raised)


def test_a_server_that_falls_silent_after_its_first_answer_does_not_hang(monkeypatch):
    monkeypatch.setattr(chroma, "TIMEOUT", 0.3)
    over = threading.Event()

    def answer(path, headers):
        if not path.endswith("/heartbeat"):
            over.wait(20)
        return 200, b'{"nanosecond heartbeat": 1}'

    with answering(answer) as url:
        raised = connecting(url, 5)
        over.set()

    assert isinstance(raised, StoreUnavailable)


def test_a_silent_server_leaves_the_index_as_it_was(
    settings, verified_here, boats, rain, monkeypatch
):
    add_documents(settings, [boats])
    before = state(settings.home)
    monkeypatch.setattr(chroma, "TIMEOUT", 0.3)

    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(StoreUnavailable, match="does not answer"):
            add_documents(settings.model_copy(update={"chroma_url": url}), [rain])

    assert state(settings.home) == before


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b"<html>Welcome</html>"),
        (200, b"[]"),
        (200, b"null"),
        (401, b"Unauthorized"),
        (404, b""),
        (500, b'{"error": "InternalError", "message": "sample"}'),
        (502, b"<html>Bad gateway</html>"),
    ],
)
@pytest.mark.parametrize("heart", ["beats", "does not"])
def test_what_is_no_chroma_server_is_said_to_be_none(status, body, heart):
    def answer(path, headers):
        beats = heart == "beats" and path.endswith("/heartbeat")
        return (200, b'{"nanosecond heartbeat": 1}') if beats else (status, body)

    with answering(answer) as url:
        raised = connecting(url, 10)

    assert isinstance(raised, StoreUnavailable)
    assert "\n" not in str(raised)


@pytest.mark.parametrize(
    ("status", "body"), [(502, b"<html>Bad gateway</html>"), (200, b"null"), (200, b"[]")]
)
def test_a_server_that_knows_the_library_and_then_fails_is_said_to_fail(status, body):
    asked = []

    def answer(path, headers):
        asked.append(path)
        known = KNOWN.get(path.split("/")[-1])
        return (200, known) if known else (status, body)

    with answering(answer) as url, pytest.raises(StoreUnavailable, match="does not answer"):
        chroma.open_server(url, "", "sentences-sample")

    assert "/collections/sentences-sample" in asked[-1]


def test_the_token_is_sent_with_every_request(settings, verified_here, boats):
    seen = []

    def answer(path, headers):
        seen.append((path, headers.get("Authorization")))
        return 401, b"{}"

    with answering(answer) as url:
        given = {"chroma_url": url, "chroma_token": SecretStr("sample-token")}
        with pytest.raises(StoreUnavailable, match="does not answer"):
            add_documents(settings.model_copy(update=given), [boats])

    assert seen
    assert {token for _, token in seen} == {"Bearer sample-token"}


@pytest.mark.parametrize(
    "url",
    [
        "127.0.0.1:8000",
        "localhost",
        "ftp://127.0.0.1:8000",
        "http://",
        "http://:8000",
        "http://127.0.0.1:port",
        "http://127.0.0.1:99999",
        "http://[::1",
    ],
)
def test_what_is_no_address_is_said_to_be_none(settings, verified_here, boats, url):
    with pytest.raises(StoreUnavailable, match=r"not an address like http://127\.0\.0\.1:8000"):
        add_documents(settings.model_copy(update={"chroma_url": url}), [boats])


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:8000", ("127.0.0.1", 8000, False)),
        ("https://chroma.example.org", ("chroma.example.org", 443, True)),
        ("http://chroma.example.org/", ("chroma.example.org", 80, False)),
    ],
)
def test_an_address_has_a_host_a_port_and_whether_it_is_encrypted(url, expected):
    assert chroma.server_address(url) == expected
