"""Who may use the officials' desk.

Passwords are hashed with Argon2id in the parameters of RFC 9106 that argon2-cffi has by default.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from argon2 import PasswordHasher
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from assistant.errors import AlreadyThere, BadRecord, NotThere
from assistant.records.database import Database
from assistant.records.tables import AccountRow, FailureRow, SessionRow

NAME: Final = re.compile(r"[\w.@+-]{1,100}")
SHORTEST_PASSWORD: Final = 12
LONGEST_PASSWORD: Final = 1000


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in; ``external`` only through OpenID Connect."""

    id: int
    name: str
    created: datetime
    external: bool


class Accounts:
    """Accounts in a database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.hasher = PasswordHasher()

    def add(self, name: str, password: str | None) -> Account:
        """Add an account, without a password one for OpenID Connect.

        Raises ``BadRecord`` for a name or password that cannot be taken, ``AlreadyThere``.
        """
        name = checked_name(name)
        hashed = self.hasher.hash(checked_password(password)) if password is not None else None
        with self.database.session() as session:
            if found(session, name):
                raise AlreadyThere(f"there is an account {name} already.")
            row = AccountRow(name=name, password=hashed, created=datetime.now(UTC))
            session.add(row)
            session.flush()
            return account_of(row)

    def set_password(self, name: str, password: str) -> None:
        """Change a password; whoever was signed in under this name no longer is."""
        hashed = self.hasher.hash(checked_password(password))
        with self.database.session() as session:
            row = needed(session, name)
            row.password = hashed
            session.execute(delete(SessionRow).where(SessionRow.account_id == row.id))
            session.execute(delete(FailureRow).where(FailureRow.name == row.name))

    def remove(self, name: str) -> None:
        """Remove an account with its sessions and conversations; raises ``NotThere``."""
        with self.database.session() as session:
            session.delete(needed(session, name))

    def unlock(self, name: str) -> None:
        """Let an account that was locked sign in again; raises ``NotThere``."""
        with self.database.session() as session:
            row = needed(session, name)
            session.execute(delete(FailureRow).where(FailureRow.name == row.name))

    def all(self) -> tuple[Account, ...]:
        """Return all accounts by name."""
        with self.database.session() as session:
            rows = session.scalars(select(AccountRow).order_by(AccountRow.name))
            return tuple(account_of(row) for row in rows)

    def any(self) -> bool:
        """Whether there is an account; without one nobody can sign in."""
        with self.database.session() as session:
            return bool(session.scalar(select(func.count()).select_from(AccountRow)))


def folded_name(name: str) -> str:
    """Return a name as it is kept: names are the same in small and capital letters."""
    return name.strip().casefold()[:200]


def checked_name(name: str) -> str:
    """Return a name as it is kept; raises ``BadRecord`` for one that cannot be taken."""
    if not NAME.fullmatch(name.strip()):
        raise BadRecord(
            f"{name!r} cannot be a name: it has 1 to 100 letters, digits and any of . _ @ + -"
        )
    return folded_name(name)


def checked_password(password: str) -> str:
    """Return a password; raises ``BadRecord`` for one that is too short or too long."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise BadRecord(
            f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters; take a longer "
            "one, such as four words that do not belong together."
        )
    return password


def found(session: Session, name: str) -> AccountRow | None:
    """Return the account of a name."""
    return session.scalar(select(AccountRow).where(AccountRow.name == folded_name(name)))


def needed(session: Session, name: str) -> AccountRow:
    """Return the account of a name; raises ``NotThere``."""
    row = found(session, name)
    if row is None:
        raise NotThere(f"there is no account {name}; see: python -m assistant user list")
    return row


def account_of(row: AccountRow) -> Account:
    """Return a row as our noun."""
    return Account(row.id, row.name, row.created, row.password is None)
