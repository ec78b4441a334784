"""Records on disk: in SQLite, and in a PostgreSQL of the tests where that is installed."""

from collections.abc import Callable, Iterator

import pytest

from assistant.records.opening import Records, open_records
from assistant.records.settings import RecordsSettings
from knowledge import LibrarySettings

Open = Callable[..., Records]


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
