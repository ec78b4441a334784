"""The tables of the records. A change here needs a migration in ``migrations/versions``."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Moment(TypeDecorator[datetime]):
    """A time with its zone: SQLite would forget that it is UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Write in UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read as UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text without what PostgreSQL cannot hold: the character NUL, and halves of characters."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Write what can be held."""
        return None if value is None else holdable(value)


class Tree(TypeDecorator[Any]):
    """JSON whose texts are like those of ``Words``."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401
        """Write what can be held."""
        if isinstance(value, str):
            return holdable(value)
        if isinstance(value, dict):
            return {key: self.process_bind_param(each, dialect) for key, each in value.items()}
        if isinstance(value, list):
            return [self.process_bind_param(each, dialect) for each in value]
        return value


def holdable(text: str) -> str:
    r"""Return text as every database can hold it.

    >>> holdable("a\0b")
    'ab'
    """
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


class Table(DeclarativeBase):
    """What all tables share: constraints have names, so that a migration can change them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class AccountRow(Table):
    """Who may sign in. Without a password only through OpenID Connect."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    password: Mapped[str | None] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(Moment)


class SessionRow(Table):
    """Who has signed in; the token itself is only in the browser."""

    __tablename__ = "sessions"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    expires: Mapped[datetime] = mapped_column(Moment, index=True)


class FailureRow(Table):
    """Wrong passwords in a row for a name, whether there is such an account or not."""

    __tablename__ = "failures"

    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    count: Mapped[int]
    last: Mapped[datetime] = mapped_column(Moment, index=True)


class KeyRow(Table):
    """What lets a program ask; the key itself is only with its owner."""

    __tablename__ = "keys"

    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    created: Mapped[datetime] = mapped_column(Moment)
    per_minute: Mapped[int]
    per_day: Mapped[int]


class ConversationRow(Table):
    """A conversation of an official. ``searched`` is all its text, folded."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str] = mapped_column(Words)
    searched: Mapped[str] = mapped_column(Words)
    length: Mapped[int]
    changed: Mapped[datetime] = mapped_column(Moment, index=True)


class ExchangeRow(Table):
    """A question of a conversation with its answer."""

    __tablename__ = "exchanges"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    asked: Mapped[datetime] = mapped_column(Moment)
    question: Mapped[str] = mapped_column(Words)
    answer: Mapped[Any] = mapped_column(Tree)


class QuestionRow(Table):
    """A question and what became of it; of who asked it nothing is kept.

    ``day`` is the operator's, ``folded`` the question as it is compared with others.
    """

    __tablename__ = "questions"
    __table_args__ = (Index("ix_questions_outcome_folded", "outcome", "folded"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    asked: Mapped[datetime] = mapped_column(Moment, index=True)
    day: Mapped[date] = mapped_column(Date, index=True)
    channel: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(8))
    question: Mapped[str] = mapped_column(Words)
    folded: Mapped[str] = mapped_column(Words)
    outcome: Mapped[str] = mapped_column(String(20))
    answerer: Mapped[str] = mapped_column(String(40))
    seconds: Mapped[float] = mapped_column(Float)


class RatingRow(Table):
    """What somebody thought of an answer. ``question`` is kept where questions are."""

    __tablename__ = "ratings"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    rated: Mapped[datetime] = mapped_column(Moment, index=True)
    channel: Mapped[str] = mapped_column(String(20))
    verdict: Mapped[str] = mapped_column(String(8))
    comment: Mapped[str] = mapped_column(Words)
    question: Mapped[str | None] = mapped_column(Words)
    outcome: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(8))
