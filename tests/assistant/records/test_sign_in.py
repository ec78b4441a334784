"""Signing in: wrong passwords lock a name for a while, sessions end, nothing tells what exists."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text, update

from assistant.errors import LockedOut, NotThere, RecordsUnavailable, SignInRefused
from assistant.records.sign_in import MOST_WAITING
from assistant.records.tables import FailureRow, SessionRow

PASSWORD = "four plain words here"


@pytest.fixture
def lan(records):
    return records.accounts.add("lan", PASSWORD)


def guess(records, name, times):
    for _ in range(times):
        with pytest.raises(SignInRefused, match="the name or the password is wrong"):
            records.sign_ins.sign_in(name, "wrong")


@pytest.mark.parametrize("name", ["lan", "nobody"])
def test_after_too_many_wrong_passwords_a_name_is_locked_whether_it_exists_or_not(
    records, lan, name
):
    guess(records, name, 5)

    with pytest.raises(LockedOut, match="too many wrong passwords; try again in 15 min"):
        records.sign_ins.sign_in(name, PASSWORD)


def test_a_lock_passes(records, lan):
    guess(records, "lan", 5)
    with records.database.session() as session:
        session.execute(update(FailureRow).values(last=datetime.now(UTC) - timedelta(minutes=16)))

    assert records.sign_ins.sign_in("lan", PASSWORD)


def test_after_a_lock_has_passed_one_wrong_password_does_not_lock_again(records, lan):
    guess(records, "lan", 5)
    with records.database.session() as session:
        session.execute(update(FailureRow).values(last=datetime.now(UTC) - timedelta(minutes=16)))

    guess(records, "lan", 1)

    assert records.sign_ins.sign_in("lan", PASSWORD)


def test_the_right_password_forgets_the_wrong_ones(records, lan):
    guess(records, "lan", 4)
    records.sign_ins.sign_in("lan", PASSWORD)

    guess(records, "lan", 4)

    assert records.sign_ins.sign_in("lan", PASSWORD)


def test_a_locked_account_can_be_unlocked(records, lan):
    guess(records, "lan", 5)

    records.accounts.unlock("lan")

    assert records.sign_ins.sign_in("lan", PASSWORD)


def test_a_session_ends_when_its_time_is_over(records, lan):
    token = records.sign_ins.sign_in("lan", PASSWORD)
    with records.database.session() as session:
        session.execute(update(SessionRow).values(expires=datetime.now(UTC)))

    assert records.sign_ins.signed_in(token) is None


def test_a_session_ends_by_signing_out_and_others_go_on(records, lan):
    here, there = (records.sign_ins.sign_in("lan", PASSWORD) for _ in range(2))

    records.sign_ins.sign_out(here)

    assert records.sign_ins.signed_in(here) is None
    assert records.sign_ins.signed_in(there).account == lan


@pytest.mark.parametrize("token", ["", "made up", "' OR 1=1 --"])
def test_a_token_of_no_session_is_nobodys(records, lan, token):
    assert records.sign_ins.signed_in(token) is None


def test_neither_token_of_a_session_is_in_the_database(records, lan):
    token = records.sign_ins.sign_in("lan", PASSWORD)
    form = records.sign_ins.signed_in(token).form_token

    with records.database.engine.connect() as connection:
        (kept,) = connection.execute(text("SELECT token FROM sessions")).scalars()

    assert kept not in {token, form}
    assert form != token


def test_without_a_password_only_the_provider_signs_in(records):
    records.accounts.add("lan", None)

    guess(records, "lan", 1)

    assert records.sign_ins.signed_in(records.sign_ins.sign_in_as("lan")).account.external


def test_a_provider_signs_in_nobody_without_an_account(records):
    with pytest.raises(NotThere, match="there is no account lan"):
        records.sign_ins.sign_in_as("lan")


def test_a_flood_of_passwords_takes_no_more_than_some_threads(records, lan):
    with records.sign_ins.guessing:
        waiting = [
            threading.Thread(target=records.sign_ins.sign_in, args=("lan", PASSWORD))
            for _ in range(MOST_WAITING)
        ]
        for thread in waiting:
            thread.start()
        while records.sign_ins.places.acquire(blocking=False):
            records.sign_ins.places.release()
        with pytest.raises(RecordsUnavailable, match="many are signing in right now"):
            records.sign_ins.sign_in("lan", PASSWORD)
    for thread in waiting:
        thread.join()

    assert records.sign_ins.sign_in("lan", PASSWORD)
