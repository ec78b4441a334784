"""Two documents, ways to change the library of a test, and a Chroma server."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from knowledge import LibrarySettings, add_documents, remove_documents, snapshots, sync_folder
from knowledge.verification import verify
from tests.fakes import compile_fake


@pytest.fixture
def boats(write):
    return write("boats.md", "# Boats\n\nThe red boats float.\n\nThe green boats sink.")


@pytest.fixture
def rain(write):
    return write("rain.md", "Rain fell on the bridge.")


@pytest.fixture
def verified_here(monkeypatch):
    """Verify new indexes in this process: the same checks, without starting another one."""
    monkeypatch.setattr("knowledge.building.verify_apart", verify)


@pytest.fixture
def add(settings, verified_here):
    """Add files to the library of this test: ``add(*paths, **given)``."""
    return lambda *paths, **given: add_documents(settings, paths, given)


@pytest.fixture
def remove(settings, verified_here):
    """Take documents out of the library of this test: ``remove(*ids)``."""
    return lambda *ids: remove_documents(settings, ids)


@pytest.fixture
def sync(settings, verified_here):
    """Make the library of this test equal to a folder: ``sync(folder)``."""
    return lambda folder, **options: sync_folder(settings, folder, **options)


@pytest.fixture(scope="session")
def two_indexes(no_settings, fake_model, tmp_path_factory):
    """A home with two indexes, the second with one more document; only for reading."""
    folder = tmp_path_factory.mktemp("two-indexes")
    settings = LibrarySettings(home=folder / "home", embedding_model=str(fake_model))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("knowledge.building.compile_model", compile_fake)
        patch.setattr("knowledge.building.verify_apart", verify)
        for name, text in (
            ("boats.md", "The red boats float. The green boats sink.\n"),
            ("rain.md", "Rain fell on the bridge.\n"),
        ):
            (folder / name).write_text(text)
            add_documents(settings, [folder / name])
    return settings.home


@pytest.fixture
def first_and_second(settings, two_indexes):
    """The folders of two indexes in the home of this test; the second is published."""
    shutil.copytree(two_indexes, settings.home)
    return snapshots.kept(settings.home)


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextlib.contextmanager
def running_server(folder, port):
    """Run a Chroma server that keeps its data in a folder; gives its process once it answers."""
    command = [Path(sys.executable).parent / "chroma", "run", "--path", folder / "data"]
    folder.mkdir(parents=True, exist_ok=True)
    with (
        (folder / "log").open("ab") as log,
        subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", str(port)],
            cwd=folder,
            env={**os.environ, "ANONYMIZED_TELEMETRY": "false"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        ) as process,
    ):
        try:
            wait_for(f"http://127.0.0.1:{port}/api/v2/heartbeat", process)
            yield process
        finally:
            process.kill()


def wait_for(address, process):
    """Return when a server answers; fail when it ends, or does not answer within a minute."""
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(address, timeout=1, trust_env=False).is_success:
                return
        time.sleep(0.05)
    pytest.fail("the Chroma server did not start")


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory):
    """The address of a Chroma server, which all tests share."""
    port = free_port()
    with running_server(tmp_path_factory.mktemp("chroma-server"), port):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def start_server(tmp_path):
    """Start a Chroma server of this test: ``start_server(port)`` gives its process."""
    with contextlib.ExitStack() as running:
        yield lambda port: running.enter_context(running_server(tmp_path / "server", port))


@pytest.fixture
def unused_port():
    """A port of this machine that nothing listens to."""
    return free_port()
