"""Keys: shown once, found again, refused when removed."""

import pytest
from sqlalchemy import text

from assistant.errors import AlreadyThere, BadRecord, NotThere


def test_a_key_is_found_with_its_limits(records):
    key = records.keys.add("Nightly", per_minute=5, per_day=50)

    found = records.keys.find(key)

    assert (found.name, found.per_minute, found.per_day) == ("nightly", 5, 50)


@pytest.mark.parametrize("key", ["", "pa_", "pa_made-up", "nightly", "Bearer x"])
def test_what_is_no_key_of_ours_is_not_found(records, key):
    records.keys.add("nightly")

    assert records.keys.find(key) is None


def test_a_removed_key_is_refused(records):
    key = records.keys.add("nightly")

    records.keys.remove("Nightly")

    assert records.keys.find(key) is None
    assert records.keys.all() == ()


def test_a_name_has_one_key(records):
    records.keys.add("nightly")

    with pytest.raises(AlreadyThere, match="there is a key nightly already"):
        records.keys.add("nightly")


def test_a_key_that_is_not_there_cannot_be_removed(records):
    with pytest.raises(NotThere, match="there is no key nightly; see: python -m assistant key"):
        records.keys.remove("nightly")


@pytest.mark.parametrize("limits", [{"per_minute": 0}, {"per_day": -1}])
def test_a_key_that_could_not_ask_is_not_made(records, limits):
    with pytest.raises(BadRecord, match="at least once"):
        records.keys.add("nightly", **limits)


def test_no_key_is_kept_as_it_is(records):
    key = records.keys.add("nightly")

    with records.database.engine.connect() as connection:
        (kept,) = connection.execute(text("SELECT digest FROM keys")).scalars()

    assert key not in kept
