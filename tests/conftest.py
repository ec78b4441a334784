"""A home of its own for every test, and two models: the bundled one, compiled once, and a fake."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import QUIET
from knowledge import LibrarySettings, add_documents, open_library
from knowledge.embedding import compile_model
from knowledge.models import WEIGHTS, model_folder
from tests.fakes import compile_fake, markdown

CORPUS = Path(__file__).parent.parent / "knowledge" / "corpus"


def link_files(source, target):
    """Put the files of a folder into a new one without copying them."""
    target.mkdir(parents=True)
    for file in source.iterdir():
        (target / file.name).hardlink_to(file)


@pytest.fixture(scope="session", autouse=True)
def no_settings():
    """What the person who runs the tests has set does not count."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("ASSISTANT_")]:
            patch.delenv(name)
        for name, value in QUIET.items():
            patch.setenv(name, value)
        yield


@pytest.fixture(autouse=True)
def home(no_settings, monkeypatch, tmp_path):
    """The home of this test; it does not exist yet."""
    home = tmp_path / "home"
    monkeypatch.setenv("ASSISTANT_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def compiled_model(tmp_path_factory):
    """The bundled model, compiled."""
    folder = tmp_path_factory.mktemp("bundled") / "encoder"
    compile_model(model_folder(""), folder)
    return folder


@pytest.fixture(scope="session")
def shipped_home(no_settings, compiled_model, tmp_path_factory):
    """A home with the documents that ship, embedded by the bundled model; only for reading."""
    home = tmp_path_factory.mktemp("shipped") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "knowledge.building.compile_model",
            lambda source, target, *rest: link_files(compiled_model, target),
        )
        report = add_documents(LibrarySettings(home=home), [CORPUS])
    assert not report.refused
    return home


@pytest.fixture(scope="session")
def shipped_library(shipped_home):
    """The library of the documents that ship."""
    library = open_library(LibrarySettings(home=shipped_home))
    yield library
    library.close()


@pytest.fixture(scope="session")
def fake_model(tmp_path_factory):
    """A folder that passes for a model; its compiled form is ``compile_fake``'s."""
    folder = tmp_path_factory.mktemp("fake-model")
    (folder / WEIGHTS).write_bytes(b"sample weights")
    return folder


@pytest.fixture
def settings(home, fake_model, monkeypatch):
    """Settings of a library that embeds with the fake model: compiling takes no time."""
    monkeypatch.setattr("knowledge.building.compile_model", compile_fake)
    monkeypatch.setenv("ASSISTANT_EMBEDDING_MODEL", str(fake_model))
    return LibrarySettings()


@pytest.fixture
def write(tmp_path):
    """Write a document into a folder of this test: ``write(name, text, **facts)``."""

    def write(name, text, **facts):
        path = tmp_path / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, bytes):
            path.write_bytes(text)
        else:
            path.write_text(markdown(text, **facts), encoding="utf-8")
        return path

    return write


def postgres_programs() -> Path | None:
    """Return where Debian has the programs of the newest PostgreSQL, which are not on the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Yield the address of a server without databases of ours; it is gone afterwards."""
    programs = postgres_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    # Its server refuses to be run by root.
    user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    # Not below pytest's folders: they are root's alone, and any other run makes them so again.
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    shutil.chown(folder, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(*command: str) -> None:
        as_user = ["runuser", "-u", user, "--"] if os.getuid() == 0 else []
        subprocess.run([*as_user, *command], check=True, capture_output=True, cwd=folder)

    data, log = str(folder / "data"), str(folder / "log")
    run(str(programs / "initdb"), "-D", data, "-U", "tests", "--auth=trust", "--no-sync")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
    run(str(programs / "pg_ctl"), "-D", data, "-l", log, "-o", options, "-w", "start")
    try:
        yield f"postgresql+psycopg://tests@127.0.0.1:{port}"
    finally:
        run(str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder)
