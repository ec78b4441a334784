"""The questions that were asked, and what people thought of the answers.

Of who asked nothing is kept: no address, no account, no session.
"""

import uuid
from datetime import UTC, datetime
from typing import Final, Literal

from assistant.observed import Channel, Observation
from assistant.records.database import Database
from assistant.records.settings import RecordsSettings
from assistant.records.tables import QuestionRow, RatingRow
from assistant.types import Answer
from knowledge import fold

LONGEST_COMMENT: Final = 1000
LONGEST_FOLDED: Final = 500


class QuestionLog:
    """Notes questions with their outcome: officials' always, others' where that is allowed."""

    def __init__(self, database: Database, settings: RecordsSettings) -> None:
        self.database, self.settings = database, settings

    def answered(self, observation: Observation) -> None:
        """Note an answer; raises ``RecordsUnavailable``."""
        if observation.channel != "officials" and not self.settings.keep_questions:
            return
        now, answer = datetime.now(UTC), observation.answer
        question = " ".join(observation.question.split())
        row = QuestionRow(
            asked=now,
            day=now.astimezone(self.settings.zone).date(),
            channel=observation.channel,
            language=answer.language,
            question=question,
            folded=fold(question)[:LONGEST_FOLDED],
            outcome=answer.outcome.value,
            answerer=answer.answerer,
            seconds=observation.seconds,
        )
        with self.database.session() as session:
            session.add(row)


class Ratings:
    """Keeps what people think of answers, with the question where questions are kept."""

    def __init__(self, database: Database, settings: RecordsSettings, channel: Channel) -> None:
        self.database, self.channel = database, channel
        self.keeps_question = channel == "officials" or settings.keep_questions

    def rate(
        self,
        question: str,
        answer: Answer,
        verdict: Literal["up", "down"],
        comment: str = "",
        previous: str | None = None,
    ) -> str:
        """Keep a rating and return its id; given that as ``previous``, the rating is changed.

        A comment stays until there is another. Raises ``RecordsUnavailable``.
        """
        comment = comment.strip()[:LONGEST_COMMENT]
        with self.database.session() as session:
            row = session.get(RatingRow, previous) if previous else None
            if row is None:
                row = RatingRow(
                    id=uuid.uuid4().hex,
                    channel=self.channel,
                    question=question if self.keeps_question else None,
                    outcome=answer.outcome.value,
                    language=answer.language,
                    comment="",
                )
                session.add(row)
            row.rated, row.verdict = datetime.now(UTC), verdict
            row.comment = comment or row.comment
            return row.id
