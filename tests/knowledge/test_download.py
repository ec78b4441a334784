"""Documents from the web, had from a real server that behaves and from servers that do not."""

import gzip
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from knowledge.download import download
from knowledge.errors import LibraryNotWritable, TooBig, UnreachableAddress, UnsupportedFormat

PAGE = "<title>Thuyền</title><p>Những chiếc thuyền mẫu nổi.</p>"
SENT = PAGE.encode()


@contextmanager
def serving(answer):
    """Run a server that answers each request with ``answer(handler)``; yield its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            with suppress(ConnectionError):
                answer(self)

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    """The server of the test is asked, not the proxy of who runs it."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def send(handler, content=b"", status=200, **headers):
    """Send a whole answer; ``content_type="a/b"`` is the header Content-Type."""
    handler.send_response(status)
    for name, value in {"content_length": len(content), **headers}.items():
        if value is not None:
            handler.send_header(name.replace("_", "-"), str(value))
    handler.end_headers()
    handler.wfile.write(content)


def page(content=SENT, **options):
    """Return a server's answer that is always the same."""
    return lambda handler: send(handler, content, **{"content_type": "text/html", **options})


def test_a_web_page_is_saved_and_its_address_returned(tmp_path):
    with serving(page()) as site:
        path, address = download(f"{site}/news/Boats%20of%202024.aspx", tmp_path)

    assert path.read_bytes() == SENT
    assert path.parent == tmp_path
    assert (path.name[:14], path.suffix) == ("boats-of-2024-", ".html")
    assert address == f"{site}/news/Boats%20of%202024.aspx"


def test_the_server_learns_who_asks(tmp_path):
    seen = []
    with serving(lambda it: (seen.append(it.headers["User-Agent"]), page()(it))) as site:
        download(site, tmp_path)

    assert seen[0].startswith("policy-assistant/")


def test_the_address_is_that_where_redirects_end_without_password_and_place(tmp_path):
    def answer(handler):
        if handler.path == "/new":
            page()(handler)
        else:
            send(handler, status=302, location="/new#part")

    with serving(answer) as site:
        _, address = download(site.replace("//", "//anna:secret@") + "/old", tmp_path)

    assert address == f"{site}/new"


def test_two_addresses_with_the_same_last_part_are_two_files(tmp_path):
    with serving(page()) as site:
        files = {download(f"{site}/{part}/index.html", tmp_path)[0] for part in "ab"}

    assert len(files) == 2


@pytest.mark.parametrize(
    ("path", "kind", "suffix"),
    [
        ("/a", "text/html; charset=utf-8", ".html"),
        ("/a.aspx", "application/xhtml+xml", ".html"),
        ("/view?id=3", "application/pdf", ".pdf"),
        ("/a.pdf", "application/octet-stream", ".pdf"),
        ("/b%C3%A1o.DOCX", "application/octet-stream", ".docx"),
        ("/a.pdf", None, ".pdf"),
        ("/a", "text/plain", ".txt"),
        ("/a.md", "text/plain", ".md"),
        ("/a.html", "text/plain", ".txt"),
        ("/a.md", "text/markdown", ".md"),
    ],
)
def test_the_kind_of_file_is_what_the_server_says_or_else_its_name(tmp_path, path, kind, suffix):
    with serving(page(content_type=kind)) as site:
        assert download(site + path, tmp_path)[0].suffix == suffix


def test_a_name_that_the_server_gives_says_what_a_file_is(tmp_path):
    answer = page(
        content_type="application/octet-stream",
        content_disposition='attachment; filename="decision.pdf"',
    )
    with serving(answer) as site:
        assert download(f"{site}/get", tmp_path)[0].suffix == ".pdf"


@pytest.mark.parametrize(
    ("path", "kind"), [("/a", "image/png"), ("/a.pdf", "image/png"), ("/a.zip", "application/zip")]
)
def test_a_type_that_no_reader_reads_is_refused(tmp_path, path, kind):
    with (
        serving(page(content_type=kind)) as site,
        pytest.raises(UnsupportedFormat, match=rf"is {kind}, which cannot be read; use .*\.pdf"),
    ):
        download(site + path, tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_type_that_is_not_said_and_not_seen_is_refused(tmp_path):
    with (
        serving(page(content_type=None)) as site,
        pytest.raises(UnsupportedFormat, match="is of a type that is not said"),
    ):
        download(f"{site}/a", tmp_path)


def test_an_encoding_that_only_the_server_names_is_not_lost(tmp_path):
    with serving(page(PAGE.encode("utf-16-be"), content_type="text/html; charset=UTF-16BE")) as it:
        path, _ = download(it, tmp_path)

    assert path.read_text(encoding="utf-8-sig") == PAGE


@pytest.mark.parametrize("charset", ["utf-8", "no-such-charset", "ascii"])
def test_an_encoding_that_changes_nothing_or_is_wrong_leaves_the_bytes(tmp_path, charset):
    with serving(page(content_type=f"text/html; charset={charset}")) as site:
        path, _ = download(site, tmp_path)

    assert path.read_bytes() == SENT


def test_a_page_that_is_sent_packed_is_unpacked(tmp_path):
    long = SENT * 5000
    with serving(page(gzip.compress(long), content_encoding="gzip")) as site:
        path, _ = download(site, tmp_path)

    assert path.read_bytes() == long


def test_a_page_that_unpacks_to_too_much_is_refused(tmp_path):
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < 100_000
    with (
        serving(page(bomb, content_encoding="gzip")) as site,
        pytest.raises(TooBig, match="sends more than 1 MB"),
    ):
        download(site, tmp_path, max_bytes=1_000_000)


@pytest.mark.parametrize(
    ("content", "encoding", "message"),
    [
        (b"no gzip", "gzip", "its gzip is damaged"),
        (gzip.compress(SENT)[:-12], "gzip", "was cut off on its way"),
        (b"sample", "br", "is sent packed as br, unasked"),
    ],
    ids=["damaged", "cut", "unasked"],
)
def test_a_page_that_cannot_be_unpacked_is_not_taken(tmp_path, content, encoding, message):
    with (
        serving(page(content, content_encoding=encoding)) as site,
        pytest.raises(UnreachableAddress, match=message),
    ):
        download(site, tmp_path)


def test_what_says_that_it_is_too_big_is_not_fetched(tmp_path):
    with (
        serving(page(b"sample", content_length=10**9)) as site,
        pytest.raises(TooBig, match="sends more than 50 MB"),
    ):
        download(site, tmp_path)


def test_an_answer_without_end_is_left_when_it_is_too_big(tmp_path):
    def endless(handler):
        send(handler, content_type="text/html", content_length=None)
        while True:
            handler.wfile.write(b"sample " * 10_000)

    with serving(endless) as site, pytest.raises(TooBig, match="sends more than 2 MB"):
        download(site, tmp_path, max_bytes=2_000_000)


@pytest.mark.parametrize("part", ["body", "head"])
def test_a_server_that_drips_is_left_in_time(tmp_path, part):
    done = threading.Event()

    def drip(handler):
        if part == "body":
            send(handler, content_type="text/html", content_length=1000)
        else:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Sample: ")
        while not done.wait(0.05):
            handler.wfile.write(b"a")

    started = time.monotonic()
    with serving(drip) as site:
        with pytest.raises(UnreachableAddress, match=r"was not sent within 0\.5 s"):
            download(site, tmp_path, max_seconds=0.5)
        done.set()

    assert time.monotonic() - started < 5


def test_a_server_that_says_nothing_is_left_in_time(tmp_path):
    done = threading.Event()
    with serving(lambda handler: done.wait(10)) as site:
        with pytest.raises(UnreachableAddress, match=r"was not sent within 0\.3 s"):
            download(site, tmp_path, max_seconds=0.3)
        done.set()


def test_a_body_that_stops_early_is_not_taken(tmp_path):
    with (
        serving(page(b"sample", content_length=1000)) as site,
        pytest.raises(UnreachableAddress, match="cannot be reached"),
    ):
        download(site, tmp_path)


def test_redirects_without_end_are_left(tmp_path):
    asked = []

    def onward(handler):
        asked.append(handler.path)
        send(handler, status=302, location=f"/{len(asked)}")

    with (
        serving(onward) as site,
        pytest.raises(UnreachableAddress, match="leads on more than 5 times"),
    ):
        download(site, tmp_path)

    assert len(asked) == 6


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/a"])
def test_a_redirect_to_what_is_no_web_address_is_not_followed(tmp_path, target):
    with (
        serving(lambda handler: send(handler, status=302, location=target)) as site,
        pytest.raises(UnreachableAddress, match="which is no web address"),
    ):
        download(site, tmp_path)


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (404, "answered 404 Not Found. Check the address"),
        (403, "answered 403 Forbidden. It does not give it to programs"),
        (429, "answered 429 Too Many Requests. Try again later"),
        (503, "answered 503 Service Unavailable. Try again later"),
        (204, "answered 204 No Content. Check the address"),
    ],
)
def test_an_answer_that_is_no_document_says_why(tmp_path, status, message):
    with (
        serving(lambda handler: send(handler, SENT, status)) as site,
        pytest.raises(UnreachableAddress, match=message),
    ):
        download(site, tmp_path)


def test_a_server_that_is_not_there_says_so(tmp_path):
    with serving(page()) as site:
        pass

    with pytest.raises(UnreachableAddress, match=r"cannot be reached \(.+\)\. Check the address"):
        download(site, tmp_path)


@pytest.mark.parametrize("url", ["ftp://example.org/a", "example.org/a", "file:///etc/passwd", ""])
def test_only_web_addresses_are_asked(tmp_path, url):
    with pytest.raises(UnreachableAddress, match="is not an http or https address"):
        download(url, tmp_path)


def test_a_folder_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "taken").write_text("sample")

    with (
        serving(page()) as site,
        pytest.raises(LibraryNotWritable, match="taken: cannot be written"),
    ):
        download(site, tmp_path / "taken")
