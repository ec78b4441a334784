"""Who may sign in at the officials' desk, and which keys programs have."""

import argparse
import getpass
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assistant.errors import AssistantError, BadRecord

if TYPE_CHECKING:
    from assistant.records.opening import Records

NOUNS = ("user", "key")


def main(arguments: Sequence[str]) -> int:
    """Carry out a command such as ``user add NAME``; return the exit status."""
    given = parser().parse_args(arguments)
    from assistant.records.opening import open_records

    try:
        records = open_records()
        try:
            print(given.run(records, given))  # noqa: T201
        finally:
            records.close()
    except AssistantError as exc:
        print(f"error: {exc}", file=sys.stderr)  # noqa: T201
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    found = argparse.ArgumentParser(prog="python -m assistant", description=__doc__)
    nouns = found.add_subparsers(metavar="{user,key}", required=True)
    users = nouns.add_parser("user", help="who may sign in").add_subparsers(required=True)
    add = command(users, "add", "let somebody sign in; asks for a password", add_user)
    add.add_argument(
        "--external", action="store_true",
        help="without a password: signs in through OpenID Connect as NAME",
    )  # fmt: skip
    command(users, "password", "set another password; ends the sessions", set_password)
    command(users, "unlock", "let somebody try again after too many wrong passwords", unlock)
    command(users, "remove", "remove somebody, with the conversations", remove_user)
    command(users, "list", "show who may sign in", list_users, name=False)
    keys = nouns.add_parser("key", help="what programs ask with").add_subparsers(required=True)
    add = command(keys, "add", "make a key and show it, once", add_key)
    add.add_argument("--per-minute", type=int, default=60, help="questions a minute (%(default)s)")
    add.add_argument("--per-day", type=int, default=10_000, help="questions a day (%(default)s)")
    command(keys, "remove", "refuse a key from now on", remove_key)
    command(keys, "list", "show the names of the keys", list_keys, name=False)
    return found


def command(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
    verb: str,
    told: str,
    run: Callable[["Records", argparse.Namespace], str],
    *,
    name: bool = True,
) -> argparse.ArgumentParser:
    """Add a command and return its parser."""
    added = verbs.add_parser(verb, help=told, description=told)
    added.set_defaults(run=run)
    if name:
        added.add_argument("name", metavar="NAME")
    return added


def add_user(records: "Records", given: argparse.Namespace) -> str:
    """Let somebody sign in."""
    password = None if given.external else read_password()
    account = records.accounts.add(given.name, password)
    return f"{account.name} can sign in at /officials" + (
        " through OpenID Connect." if account.external else "."
    )


def set_password(records: "Records", given: argparse.Namespace) -> str:
    """Set another password."""
    records.accounts.set_password(given.name, read_password())
    return f"{given.name} has a new password; whoever was signed in under this name no longer is."


def unlock(records: "Records", given: argparse.Namespace) -> str:
    """Let somebody try again."""
    records.accounts.unlock(given.name)
    return f"{given.name} can try again."


def remove_user(records: "Records", given: argparse.Namespace) -> str:
    """Remove somebody."""
    records.accounts.remove(given.name)
    return f"{given.name} can no longer sign in; the conversations are deleted."


def list_users(records: "Records", given: argparse.Namespace) -> str:
    """Show who may sign in."""
    lines = [
        f"{account.name}  since {account.created:%Y-%m-%d}  "
        f"{'OpenID Connect' if account.external else 'password'}"
        for account in records.accounts.all()
    ]
    return (
        "\n".join(lines)
        or "nobody can sign in; let somebody with: python -m assistant user add NAME"
    )


def add_key(records: "Records", given: argparse.Namespace) -> str:
    """Make a key."""
    key = records.keys.add(given.name, given.per_minute, given.per_day)
    return f"{key}\nKeep it: it cannot be shown again. Send it as: Authorization: Bearer {key}"


def remove_key(records: "Records", given: argparse.Namespace) -> str:
    """Refuse a key."""
    records.keys.remove(given.name)
    return f"the key {given.name} is refused from now on."


def list_keys(records: "Records", given: argparse.Namespace) -> str:
    """Show the names of the keys."""
    lines = [
        f"{key.name}  since {key.created:%Y-%m-%d}  {key.per_minute} a minute, {key.per_day} a day"
        for key in records.keys.all()
    ]
    return "\n".join(lines) or "there are no keys; make one with: python -m assistant key add NAME"


def read_password() -> str:
    """Return a password that is typed twice, or the first line of what is piped in."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("The same again: ") != password:
        raise BadRecord("the passwords differ; nothing was changed.")
    return password
