"""The database: made when it is not there, brought up to date, its faults said in our words."""

import logging
import multiprocessing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from assistant.errors import BadSettings, RecordsUnavailable
from assistant.records.opening import open_records
from assistant.records.settings import RecordsSettings
from assistant.records.tables import Table
from knowledge import LibrarySettings


def test_the_migrations_make_the_tables_that_the_program_uses(records):
    with records.database.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Table.metadata)

    assert differences == []


def test_what_was_kept_is_there_when_it_is_opened_again(opened):
    opened().keys.add("nightly")

    assert [key.name for key in opened().keys.all()] == ["nightly"]


def open_in_process(home, address):
    records = open_records(LibrarySettings(home=home), RecordsSettings(database_url=address))
    records.close()


def test_several_processes_may_begin_at_once(address, home):
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=open_in_process, args=(home, address)) for _ in range(3)]

    for process in processes:
        process.start()
    for process in processes:
        process.join()

    assert [process.exitcode for process in processes] == [0, 0, 0]


def test_tables_that_are_gone_are_told_in_our_words_and_the_cause_is_logged(records, caplog):
    with records.database.engine.begin() as connection:
        connection.execute(text("DROP TABLE keys"))

    with (
        caplog.at_level(logging.ERROR),
        pytest.raises(RecordsUnavailable, match="cannot be read or written now"),
    ):
        records.keys.all()

    assert "keys" in caplog.text


@pytest.mark.parametrize("url", ["nonsense", "mysql://x@y/z", "oracle+nothing://x"])
def test_an_address_that_is_none_is_told_to_the_operator_without_repeating_it(url, home):
    settings = RecordsSettings(database_url=url)

    with pytest.raises(BadSettings, match="ASSISTANT_DATABASE_URL is no address") as raised:
        open_records(LibrarySettings(home=home), settings)

    assert url not in str(raised.value)


def test_a_database_that_is_away_is_told_to_the_operator(home):
    settings = RecordsSettings(database_url="postgresql+psycopg://x@127.0.0.1:9/y")

    with pytest.raises(RecordsUnavailable, match="see that it runs"):
        open_records(LibrarySettings(home=home), settings)


def test_a_home_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(RecordsUnavailable, match="no folder can be made there"):
        open_records(LibrarySettings(home=tmp_path / "file" / "home"))


def test_a_time_zone_that_there_is_not_is_refused():
    with pytest.raises(ValueError, match="'Mars/Olympus' is no time zone"):
        RecordsSettings(timezone="Mars/Olympus")
