"""``python app.py`` as a user starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[1]


def start(home: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "app.py", *arguments],
        cwd=ROOT,
        env={**os.environ, "ASSISTANT_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def page_of(port: int, path: str, *, seconds: float = 120) -> httpx.Response:
    """Return a page as soon as the server gives it."""
    end = time.monotonic() + seconds
    while True:
        try:
            return httpx.get(f"http://127.0.0.1:{port}{path}", timeout=seconds)
        except httpx.TransportError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def test_the_terminal_says_the_address_and_everything_is_served(shipped_home):
    port = free_port()
    server = start(shipped_home, "--port", str(port))
    try:
        page = page_of(port, "/")
        reading = page_of(port, f"/documents/{page_of(port, '/api/documents').json()[0]['id']}")
    finally:
        server.terminate()
        out, _ = server.communicate(timeout=60)

    assert page.status_code == 200
    assert "text/html" in page.headers["content-type"]
    assert reading.status_code == 200
    assert f"http://127.0.0.1:{port}" in out


def test_ctrl_c_stops_it_without_a_traceback(shipped_home):
    port = free_port()
    server = start(shipped_home, "--port", str(port))
    page_of(port, "/readyz")

    server.send_signal(signal.SIGINT)
    _, error = server.communicate(timeout=60)

    assert server.returncode == 0
    assert "Traceback" not in error


def test_a_port_in_use_is_one_line_and_a_status(shipped_home):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        server = start(shipped_home, "--port", str(taken.getsockname()[1]))
        _, error = server.communicate(timeout=60)

    assert server.returncode == 1
    assert error.startswith("error: 127.0.0.1:")
    assert "--port" in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("port", ["99999", "-1"])
def test_a_number_that_is_no_port_is_one_line_and_a_status(shipped_home, port):
    server = start(shipped_home, f"--port={port}")
    _, error = server.communicate(timeout=60)

    assert server.returncode == 1
    assert "not a port number" in error


def test_a_chat_model_that_cannot_be_made_is_one_line_and_a_status(shipped_home, monkeypatch):
    monkeypatch.setenv("ASSISTANT_LLM", "nobody:sample")

    server = start(shipped_home, "--port", str(free_port()))
    _, error = server.communicate(timeout=120)

    assert server.returncode == 1
    assert error.startswith("error: ASSISTANT_LLM is 'nobody:sample'.")
    assert error.count("\n") == 1
