"""What is old is deleted: at the start, and then every hour."""

import logging
import threading
from datetime import UTC, datetime, timedelta

from sqlalchemy import CursorResult, delete

from assistant.errors import RecordsUnavailable
from assistant.records.database import Database
from assistant.records.settings import RecordsSettings
from assistant.records.tables import (
    ConversationRow,
    FailureRow,
    QuestionRow,
    RatingRow,
    SessionRow,
)

logger = logging.getLogger(__name__)

EVERY = 3600.0


def forget_old(database: Database, settings: RecordsSettings, now: datetime | None = None) -> int:
    """Delete what has been kept for long enough and return how many rows that were.

    Raises ``RecordsUnavailable``.
    """
    now = now or datetime.now(UTC)
    asked = now - timedelta(days=settings.retention_days)
    changed = now - timedelta(days=settings.conversation_days)
    locked = now - timedelta(minutes=settings.lock_minutes)
    old = (
        delete(QuestionRow).where(QuestionRow.asked < asked),
        delete(RatingRow).where(RatingRow.rated < asked),
        delete(ConversationRow).where(ConversationRow.changed < changed),
        delete(SessionRow).where(SessionRow.expires < now),
        delete(FailureRow).where(FailureRow.last < locked),
    )
    with database.session() as session:
        done = [session.execute(statement) for statement in old]
        return sum(each.rowcount for each in done if isinstance(each, CursorResult))


class Retention:
    """Deletes what is old, in a thread, until it is stopped."""

    def __init__(self, database: Database, settings: RecordsSettings) -> None:
        self.database, self.settings = database, settings
        self.stopped = threading.Event()
        self.thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin."""
        self.stopped.clear()
        self.thread = threading.Thread(target=self.run, name="retention", daemon=True)
        self.thread.start()

    def run(self) -> None:
        """Delete now and every hour; a database that is away is tried again."""
        while True:
            try:
                forgotten = forget_old(self.database, self.settings)
            except RecordsUnavailable:
                forgotten = 0
            if forgotten:
                logger.info("deleted %d old records", forgotten)
            if self.stopped.wait(EVERY):
                return

    def stop(self) -> None:
        """End, and wait for what is being done."""
        self.stopped.set()
        if self.thread:
            self.thread.join()
