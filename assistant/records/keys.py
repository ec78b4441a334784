"""Keys with which programs ask under limits of their own."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import delete, select

from assistant.errors import AlreadyThere, BadRecord, NotThere
from assistant.records.accounts import checked_name, folded_name
from assistant.records.database import Database
from assistant.records.sign_in import digest
from assistant.records.tables import KeyRow

# By its beginning a key that was published by mistake can be found.
PREFIX: Final = "pa_"
PER_MINUTE: Final = 60
PER_DAY: Final = 10_000


@dataclass(frozen=True, slots=True)
class Key:
    """A key's name and how many questions it may ask."""

    name: str
    created: datetime
    per_minute: int
    per_day: int


class Keys:
    """Keys in a database, of which only hashes are kept."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def add(self, name: str, per_minute: int = PER_MINUTE, per_day: int = PER_DAY) -> str:
        """Return a new key, which cannot be shown again; raises ``AlreadyThere``, ``BadRecord``."""
        name = checked_name(name)
        if per_minute < 1 or per_day < 1:
            raise BadRecord("a key may ask at least once a minute and once a day.")
        key = PREFIX + secrets.token_urlsafe(32)
        with self.database.session() as session:
            if session.get(KeyRow, name):
                raise AlreadyThere(f"there is a key {name} already; remove it first.")
            session.add(
                KeyRow(
                    name=name,
                    digest=digest(key),
                    created=datetime.now(UTC),
                    per_minute=per_minute,
                    per_day=per_day,
                )
            )
        return key

    def remove(self, name: str) -> None:
        """Remove a key, which is refused from now on; raises ``NotThere``."""
        with self.database.session() as session:
            removed = session.scalar(
                delete(KeyRow).where(KeyRow.name == folded_name(name)).returning(KeyRow.name)
            )
        if removed is None:
            raise NotThere(f"there is no key {name}; see: python -m assistant key list")

    def all(self) -> tuple[Key, ...]:
        """Return all keys by name."""
        with self.database.session() as session:
            return tuple(key_of(row) for row in session.scalars(select(KeyRow).order_by("name")))

    def find(self, key: str) -> Key | None:
        """Return what a key is, ``None`` when it is none of ours."""
        if not key.startswith(PREFIX):
            return None
        with self.database.session() as session:
            row = session.scalar(select(KeyRow).where(KeyRow.digest == digest(key)))
            return key_of(row) if row else None


def key_of(row: KeyRow) -> Key:
    """Return a row as our noun."""
    return Key(row.name, row.created, row.per_minute, row.per_day)
