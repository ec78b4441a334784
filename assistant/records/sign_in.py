"""Signing in: passwords compared, names locked, sessions kept.

Of a session's token only the SHA-256 is kept: whoever reads the database cannot sign in with it.
"""

import hashlib
import hmac
import secrets
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assistant.errors import LockedOut, RecordsUnavailable, SignInRefused
from assistant.records.accounts import (
    LONGEST_PASSWORD,
    Account,
    account_of,
    folded_name,
    found,
    needed,
)
from assistant.records.database import Database
from assistant.records.settings import RecordsSettings
from assistant.records.tables import AccountRow, FailureRow, SessionRow

WRONG: Final = "the name or the password is wrong."
# Those that wait for their password to be compared each hold a thread of the server.
MOST_WAITING: Final = 8


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An account with the token that its forms must send back."""

    account: Account
    form_token: str


class SignIns:
    """Sessions of the accounts in a database."""

    def __init__(self, database: Database, settings: RecordsSettings) -> None:
        self.database, self.settings = database, settings
        self.hasher = PasswordHasher()
        # One at a time: a hash takes 64 MB, and of many guesses at once none may pass the lock.
        self.guessing = threading.Lock()
        self.places = threading.BoundedSemaphore(MOST_WAITING)

    @cached_property
    def nobody(self) -> str:
        """What is compared when there is no such account, so that it takes as long."""
        return self.hasher.hash(secrets.token_urlsafe())

    def sign_in(self, name: str, password: str) -> str:
        """Return the token of a new session.

        Raises ``SignInRefused``, and ``LockedOut`` after too many wrong passwords in a row; both
        say the same of a name that has no account. ``RecordsUnavailable`` when many others wait.
        """
        name = folded_name(name)
        if not self.places.acquire(blocking=False):
            raise RecordsUnavailable("many are signing in right now; try again in a minute.")
        try:
            with self.guessing:
                row = self.compared(name, password)
        finally:
            self.places.release()
        with self.database.session() as session:
            session.execute(delete(FailureRow).where(FailureRow.name == name))
            return self.begin(session, row.id)

    def compared(self, name: str, password: str) -> AccountRow:
        """Return the account of a name and a password; raises as ``sign_in`` does."""
        with self.database.session() as session:
            self.check_lock(session.get(FailureRow, name))
            row = found(session, name)
        if not self.matches(row.password if row else None, password) or row is None:
            self.note_failure(name)
            raise SignInRefused(WRONG)
        return row

    def sign_in_as(self, name: str) -> str:
        """Return the token of a session for whom a provider has named; raises ``NotThere``."""
        with self.database.session() as session:
            return self.begin(session, needed(session, name).id)

    def begin(self, session: Session, account_id: int) -> str:
        """Note a new session and return its token."""
        token = secrets.token_urlsafe(32)
        expires = datetime.now(UTC) + timedelta(hours=self.settings.session_hours)
        session.add(SessionRow(token=digest(token), account_id=account_id, expires=expires))
        return token

    def signed_in(self, token: str) -> SignedIn | None:
        """Return whose session a token is of, ``None`` when it is of none that still lasts."""
        if not token:
            return None
        with self.database.session() as session:
            row = session.scalar(
                select(AccountRow)
                .join(SessionRow)
                .where(SessionRow.token == digest(token), SessionRow.expires > datetime.now(UTC))
            )
            return SignedIn(account_of(row), form_token(token)) if row else None

    def sign_out(self, token: str) -> None:
        """End a session."""
        with self.database.session() as session:
            session.execute(delete(SessionRow).where(SessionRow.token == digest(token)))

    def matches(self, hashed: str | None, password: str) -> bool:
        """Whether a password has a hash; without a hash it takes as long to say no."""
        try:
            self.hasher.verify(hashed or self.nobody, password[:LONGEST_PASSWORD])
        except (VerificationError, InvalidHashError):
            return False
        return hashed is not None

    def check_lock(self, failures: FailureRow | None) -> None:
        """Raise ``LockedOut`` after too many wrong passwords, until some time has passed."""
        if failures is None or failures.count < self.settings.sign_in_attempts:
            return
        left = failures.last + timedelta(minutes=self.settings.lock_minutes) - datetime.now(UTC)
        if left > timedelta(0):
            minutes = -(-int(left.total_seconds()) // 60) or 1
            raise LockedOut(f"too many wrong passwords; try again in {minutes} min.")

    def note_failure(self, name: str) -> None:
        """Count a wrong password; the count begins again where a lock has passed."""
        now = datetime.now(UTC)
        with self.database.session() as session:
            row = session.get(FailureRow, name, with_for_update=True)
            if row is None:
                session.add(FailureRow(name=name, count=1, last=now))
                return
            passed = now - row.last > timedelta(minutes=self.settings.lock_minutes)
            row.count, row.last = (1 if passed else row.count + 1), now


def digest(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def form_token(token: str) -> str:
    """Return what the forms of a session send back; it does not tell the session's token."""
    return hmac.new(token.encode(), b"form", hashlib.sha256).hexdigest()
