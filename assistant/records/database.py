"""The database of the records: opened, brought up to date, and asked in short transactions."""

import fcntl
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import BadSettings, RecordsUnavailable
from assistant.records.settings import RecordsSettings

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlalchemy.orm import Session

logger = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).parent / "migrations"
# Any number that nobody else takes for a lock in this database.
LOCK = 7_201_934


class Database:
    """Opens sessions; safe to use from several threads and processes."""

    def __init__(self, engine: "Engine") -> None:
        from sqlalchemy.orm import sessionmaker

        self.engine = engine
        self.make = sessionmaker(engine, expire_on_commit=False)

    @contextmanager
    def session(self) -> "Iterator[Session]":
        """Yield a session, which is committed at the end and rolled back by any error.

        Raises ``RecordsUnavailable`` when the database cannot be reached or is busy for long.
        """
        from sqlalchemy.exc import DBAPIError

        try:
            with self.make.begin() as session:
                yield session
        except DBAPIError as exc:
            logger.error("the records cannot be used: %s", exc.orig)
            raise RecordsUnavailable(
                "the records cannot be read or written now; try again in a minute."
            ) from exc

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_database(settings: RecordsSettings, home: Path) -> Database:
    """Return the database that the settings name, with its tables brought up to date.

    Raises ``BadSettings`` for an address that is none, or whose driver is missing, and
    ``RecordsUnavailable`` for a database that cannot be reached.
    """
    from sqlalchemy import create_engine
    from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

    url = settings.database_url.get_secret_value()
    try:
        if not url:
            home.mkdir(parents=True, exist_ok=True)
        # Its connections are checked before use: a database may be restarted under us.
        engine = create_engine(url or f"sqlite:///{home / 'records.db'}", pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as exc:
        raise BadSettings(
            "ASSISTANT_DATABASE_URL is no address of a database that can be used; write "
            "postgresql+psycopg://USER:PASSWORD@HOST/NAME and run: scripts/setup postgres"
        ) from exc
    except OSError as exc:
        raise RecordsUnavailable(f"{home}: no folder can be made there ({exc.strerror}).") from exc
    if engine.dialect.name == "sqlite":
        prepare_sqlite(engine)
    try:
        migrate(engine, home)
    except DBAPIError as exc:
        engine.dispose()
        raise RecordsUnavailable(
            f"the database of the records cannot be opened ({exc.orig}); see that it runs, and "
            "that ASSISTANT_DATABASE_URL names it."
        ) from exc
    return Database(engine)


def prepare_sqlite(engine: "Engine") -> None:
    """Let readers and a writer work at once, and rows go with those they belong to."""
    from sqlalchemy import event

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _: object) -> None:
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON",
                       "busy_timeout = 10000", "secure_delete = ON"):  # fmt: skip
            connection.execute(f"PRAGMA {pragma}")


def migrate(engine: "Engine", home: Path) -> None:
    """Bring the tables up to date; one process at a time, as several may start at once."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect() as connection, alone(connection, home):
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()


@contextmanager
def alone(connection: "Connection", home: Path) -> Iterator[None]:
    """Keep other processes out until the end."""
    from sqlalchemy import text

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": LOCK})
        return
    home.mkdir(parents=True, exist_ok=True)
    with (home / "records.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
