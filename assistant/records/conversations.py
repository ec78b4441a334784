"""The conversations that officials have had, each seen by its owner alone."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.errors import BadRecord, NotThere
from assistant.records.database import Database
from assistant.records.tables import ConversationRow, ExchangeRow
from assistant.types import Answer
from knowledge import fold

LONGEST_TITLE = 120
MOST_LISTED = 200
ANSWER: TypeAdapter[Answer] = TypeAdapter(Answer)


@dataclass(frozen=True, slots=True)
class KeptExchange:
    """A question of a conversation with its answer, and when it was asked."""

    question: str
    answer: Answer
    asked: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """What tells a conversation from others; ``length`` is how many questions it has."""

    id: str
    title: str
    changed: datetime
    length: int


class Conversations:
    """Conversations in a database. What is another's is as good as not there: ``NotThere``."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def all(self, owner: int, search: str = "") -> tuple[Kept, ...]:
        """Return the conversations of an account, newest first.

        With ``search`` those that have all its words, with or without diacritics, in title,
        questions or answers.
        """
        query = select(ConversationRow).where(ConversationRow.account_id == owner)
        for word in fold(search).split():
            query = query.where(ConversationRow.searched.contains(word, autoescape=True))
        query = query.order_by(ConversationRow.changed.desc()).limit(MOST_LISTED)
        with self.database.session() as session:
            return tuple(kept(row) for row in session.scalars(query))

    def get(self, owner: int, name: str) -> tuple[Kept, tuple[KeptExchange, ...]]:
        """Return a conversation with its exchanges, oldest first; raises ``NotThere``."""
        exchanges = select(ExchangeRow).where(ExchangeRow.conversation_id == name)
        with self.database.session() as session:
            row = own(session, owner, name)
            rows = session.scalars(exchanges.order_by(ExchangeRow.id))
            return kept(row), tuple(
                KeptExchange(each.question, ANSWER.validate_python(each.answer), each.asked)
                for each in rows
            )

    def add(self, owner: int, name: str | None, question: str, answer: Answer) -> Kept:
        """Keep an exchange at the end of a conversation, or of a new one for ``None``.

        A new conversation is named by its first question. Raises ``NotThere``.
        """
        now = datetime.now(UTC)
        with self.database.session() as session:
            row = own(session, owner, name) if name else new(session, owner, question)
            session.add(
                ExchangeRow(
                    conversation_id=row.id,
                    asked=now,
                    question=question,
                    answer=ANSWER.dump_python(answer, mode="json"),
                )
            )
            row.searched = f"{row.searched} {fold(question)} {fold(answer.text)}"
            row.changed = now
            row.length += 1
            return kept(row)

    def rename(self, owner: int, name: str, title: str) -> Kept:
        """Give a conversation another title; raises ``BadRecord`` for none, ``NotThere``."""
        title = " ".join(title.split())[:LONGEST_TITLE]
        if not title:
            raise BadRecord("a conversation needs a title.")
        with self.database.session() as session:
            row = own(session, owner, name)
            row.title, row.searched = title, f"{row.searched} {fold(title)}"
            return kept(row)

    def delete(self, owner: int, name: str) -> None:
        """Delete a conversation; raises ``NotThere``."""
        with self.database.session() as session:
            session.delete(own(session, owner, name))


def own(session: Session, owner: int, name: str) -> ConversationRow:
    """Return a conversation of an account; raises ``NotThere``."""
    row = session.get(ConversationRow, name)
    if row is None or row.account_id != owner:
        raise NotThere("there is no such conversation; it may have been deleted.")
    return row


def new(session: Session, owner: int, question: str) -> ConversationRow:
    """Begin a conversation, named by its first question."""
    title = " ".join(question.split())[:LONGEST_TITLE]
    row = ConversationRow(id=uuid.uuid4().hex, account_id=owner, title=title, searched="", length=0)
    row.changed = datetime.now(UTC)
    session.add(row)
    session.flush()
    return row


def kept(row: ConversationRow) -> Kept:
    """Return a row as our noun."""
    return Kept(row.id, row.title, row.changed, row.length)
