"""Records on disk: in SQLite, and in a PostgreSQL of the tests where that is installed."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.records.opening import Records, open_records
from assistant.records.settings import RecordsSettings
from knowledge import LibrarySettings

Open = Callable[..., Records]


def postgres_programs() -> Path | None:
    """Return where Debian has the programs of the newest PostgreSQL, which are not on the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@pytest.fixture(scope="session")
def postgres(tmp_path_factory) -> Iterator[str]:
    """Yield the address of a server without databases of ours; it is gone afterwards."""
    programs = postgres_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    # Its server refuses to be run by root.
    user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    folder = tmp_path_factory.mktemp("postgres", numbered=True)
    if os.getuid() == 0:
        # The folders of pytest are root's alone; the system's own are left as they are.
        for each in (folder, *folder.parents[:2]):
            each.chmod(0o755)
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


@pytest.fixture(params=["sqlite", "postgres"])
def address(request) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return ""
    from sqlalchemy import create_engine, text

    server = request.getfixturevalue("postgres")
    name = f"t{abs(hash(request.node.nodeid))}"
    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{server}/{name}"


@pytest.fixture
def opened(address, home) -> Iterator[Open]:
    """Return a function that opens the records, each time with the settings it is given."""
    kept: list[Records] = []

    def open_now(**settings: object) -> Records:
        kept.append(
            open_records(
                LibrarySettings(home=home), RecordsSettings(database_url=address, **settings)
            )
        )
        return kept[-1]

    yield open_now
    for records in kept:
        records.close()


@pytest.fixture
def records(opened) -> Records:
    """The records with the default settings."""
    return opened()
