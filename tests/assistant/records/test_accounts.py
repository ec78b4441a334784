"""Accounts: names are taken once, passwords are long, what is removed is gone."""

import pytest
from sqlalchemy import text

from assistant.errors import AlreadyThere, BadRecord, NotThere, SignInRefused

PASSWORD = "four plain words here"


def test_an_account_can_be_signed_in_to(records):
    records.accounts.add("Lan.Nguyen@example.org", PASSWORD)

    token = records.sign_ins.sign_in(" lan.nguyen@EXAMPLE.org", PASSWORD)

    assert records.sign_ins.signed_in(token).account.name == "lan.nguyen@example.org"


def test_there_is_none_at_first_and_then_they_are_listed_by_name(records):
    before = records.accounts.any()
    for name in ("minh", "An"):
        records.accounts.add(name, PASSWORD)

    assert before is False
    assert records.accounts.any() is True
    assert [account.name for account in records.accounts.all()] == ["an", "minh"]


def test_a_name_is_taken_once_however_it_is_written(records):
    records.accounts.add("lan", PASSWORD)

    with pytest.raises(AlreadyThere, match="there is an account lan already"):
        records.accounts.add("LAN", PASSWORD)


@pytest.mark.parametrize("name", ["", " ", "two words", "<b>", "a/b", "x" * 101])
def test_a_name_that_cannot_be_taken_is_refused(records, name):
    with pytest.raises(BadRecord, match="cannot be a name"):
        records.accounts.add(name, PASSWORD)


@pytest.mark.parametrize("password", ["", "eleven char", "x" * 1001])
def test_a_password_too_short_or_too_long_is_refused(records, password):
    with pytest.raises(BadRecord, match="12 to 1000 characters"):
        records.accounts.add("lan", password)

    assert records.accounts.any() is False


def test_no_password_is_kept_as_it_is(records):
    records.accounts.add("lan", PASSWORD)

    with records.database.engine.connect() as connection:
        (kept,) = connection.execute(text("SELECT password FROM accounts")).scalars()

    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept


def test_a_new_password_ends_the_sessions_and_the_old_one_no_longer_works(records):
    records.accounts.add("lan", PASSWORD)
    token = records.sign_ins.sign_in("lan", PASSWORD)

    records.accounts.set_password("lan", "another long password")

    assert records.sign_ins.signed_in(token) is None
    with pytest.raises(SignInRefused, match="the name or the password is wrong"):
        records.sign_ins.sign_in("lan", PASSWORD)
    assert records.sign_ins.sign_in("lan", "another long password")


def test_who_is_removed_is_signed_out(records):
    records.accounts.add("lan", PASSWORD)
    token = records.sign_ins.sign_in("lan", PASSWORD)

    records.accounts.remove("lan")

    assert records.sign_ins.signed_in(token) is None
    assert records.accounts.all() == ()


@pytest.mark.parametrize("change", ["remove", "unlock"])
def test_of_a_name_without_account_it_is_said_how_to_see_the_names(records, change):
    with pytest.raises(NotThere, match="there is no account lan; see: python -m assistant user"):
        getattr(records.accounts, change)("lan")
