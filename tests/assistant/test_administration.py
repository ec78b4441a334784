"""Managing who may sign in and ask, in a terminal."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.records.opening import open_records

ROOT = Path(__file__).parents[2]
PASSWORD = "four plain words here"


def run(*arguments, typed=""):
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        cwd=ROOT, input=typed, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def records(home):
    opened = open_records()
    yield opened
    opened.close()


def test_who_is_added_can_sign_in_and_is_listed(records):
    added = run("user", "add", "Lan", typed=f"{PASSWORD}\n")
    listed = run("user", "list")

    assert added.stdout == "lan can sign in at /officials.\n"
    assert re.fullmatch(r"lan  since \d{4}-\d\d-\d\d  password\n", listed.stdout)
    assert records.sign_ins.sign_in("lan", PASSWORD)


def test_who_is_added_for_a_provider_has_no_password(records):
    added = run("user", "add", "lan@example.org", "--external")

    assert "through OpenID Connect" in added.stdout
    assert records.accounts.all()[0].external


def test_a_password_is_changed_and_an_account_removed(records):
    records.accounts.add("lan", PASSWORD)

    changed = run("user", "password", "lan", typed="another long password\n")

    assert "has a new password" in changed.stdout
    assert records.sign_ins.sign_in("lan", "another long password")
    assert "can try again" in run("user", "unlock", "lan").stdout
    assert "can no longer sign in" in run("user", "remove", "lan").stdout
    assert "nobody can sign in" in run("user", "list").stdout


def test_a_key_is_shown_once_and_found(records):
    added = run("key", "add", "nightly", "--per-minute", "7")
    listed = run("key", "list")

    key = added.stdout.splitlines()[0]
    assert records.keys.find(key).per_minute == 7
    assert re.fullmatch(r"nightly  since \d{4}-\d\d-\d\d  7 a minute, 10000 a day\n", listed.stdout)
    assert "is refused from now on" in run("key", "remove", "nightly").stdout
    assert "there are no keys" in run("key", "list").stdout


@pytest.mark.parametrize(
    ("arguments", "typed", "told"),
    [
        (("user", "add", "lan"), "short\n", "12 to 1000 characters"),
        (("user", "add", "two words"), f"{PASSWORD}\n", "cannot be a name"),
        (("user", "remove", "lan"), "", "there is no account lan"),
        (("key", "remove", "nightly"), "", "there is no key nightly"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(home, arguments, typed, told):
    done = run(*arguments, typed=typed)

    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(rf"error: .*{told}.*\n", done.stderr)


def test_the_help_names_the_commands():
    done = run("user", "--help")

    assert all(verb in done.stdout for verb in ("add", "password", "unlock", "remove", "list"))
