"""What the questions and ratings of some days tell the operator and the librarian."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from sqlalchemy import case, func, select

from assistant.records.database import Database
from assistant.records.settings import RecordsSettings
from assistant.records.tables import QuestionRow, RatingRow
from assistant.types import Outcome

ANSWERED: Final = (Outcome.ANSWERED.value, Outcome.PARTIAL.value)


@dataclass(frozen=True, slots=True)
class Day:
    """How many questions were asked on a day, and how many of them answered."""

    day: date
    asked: int
    answered: int


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question for which nothing was found: as it was last asked, how often, and when last."""

    question: str
    times: int
    last: datetime


@dataclass(frozen=True, slots=True)
class Slow:
    """A question that took long, in seconds."""

    question: str
    seconds: float
    asked: datetime
    outcome: str
    answerer: str


@dataclass(frozen=True, slots=True)
class Rated:
    """What somebody thought of an answer."""

    verdict: str
    comment: str
    question: str | None
    outcome: str
    channel: str
    rated: datetime


class Insights:
    """Reads the questions and ratings of the last days, today's among them."""

    def __init__(self, database: Database, settings: RecordsSettings) -> None:
        self.database, self.zone = database, settings.zone

    def first_day(self, days: int) -> date:
        """Return the first of the last days."""
        return datetime.now(self.zone).date() - timedelta(days=days - 1)

    def since(self, days: int) -> datetime:
        """Return when the first of the last days began."""
        return datetime.combine(self.first_day(days), time(), self.zone).astimezone(UTC)

    def days(self, days: int) -> tuple[Day, ...]:
        """Return every one of the last days, oldest first, also those without a question."""
        first = self.first_day(days)
        answered = func.sum(case((QuestionRow.outcome.in_(ANSWERED), 1), else_=0))
        query = (
            select(QuestionRow.day, func.count(), answered)
            .where(QuestionRow.day >= first)
            .group_by(QuestionRow.day)
        )
        with self.database.session() as session:
            counted = {day: (asked, int(done)) for day, asked, done in session.execute(query)}
        every = (first + timedelta(days=number) for number in range(days))
        return tuple(Day(day, *counted.get(day, (0, 0))) for day in every)

    def outcomes(self, days: int) -> dict[str, int]:
        """Return how many questions had each outcome, the most frequent first."""
        query = (
            select(QuestionRow.outcome, func.count().label("times"))
            .where(QuestionRow.day >= self.first_day(days))
            .group_by(QuestionRow.outcome)
            .order_by(func.count().desc())
        )
        with self.database.session() as session:
            return dict(session.execute(query).all())

    def unanswered(self, days: int, most: int | None = None) -> tuple[Unanswered, ...]:
        """Return the questions that found nothing, the most frequent and then the newest first.

        Those that differ in capital letters and diacritics alone are one.
        """
        last = func.max(QuestionRow.asked)
        groups = (
            select(func.max(QuestionRow.id).label("id"), func.count().label("times"))
            .where(QuestionRow.outcome == Outcome.NOT_FOUND.value)
            .where(QuestionRow.day >= self.first_day(days))
            .group_by(QuestionRow.folded)
            .order_by(func.count().desc(), last.desc())
            .limit(most)
            .subquery()
        )
        query = (
            select(QuestionRow.question, groups.c.times, QuestionRow.asked)
            .join(groups, QuestionRow.id == groups.c.id)
            .order_by(groups.c.times.desc(), QuestionRow.asked.desc())
        )
        with self.database.session() as session:
            return tuple(Unanswered(*row) for row in session.execute(query))

    def slowest(self, days: int, most: int | None = None) -> tuple[Slow, ...]:
        """Return the questions whose answers took longest, the slowest first."""
        query = (
            select(QuestionRow)
            .where(QuestionRow.day >= self.first_day(days))
            .order_by(QuestionRow.seconds.desc(), QuestionRow.id)
            .limit(most)
        )
        with self.database.session() as session:
            return tuple(
                Slow(row.question, row.seconds, row.asked, row.outcome, row.answerer)
                for row in session.scalars(query)
            )

    def ratings(self, days: int, most: int | None = None) -> tuple[Rated, ...]:
        """Return the ratings, those with a comment first, then the newest."""
        query = (
            select(RatingRow)
            .where(RatingRow.rated >= self.since(days))
            .order_by((RatingRow.comment == "").asc(), RatingRow.rated.desc())
            .limit(most)
        )
        with self.database.session() as session:
            return tuple(
                Rated(row.verdict, row.comment, row.question, row.outcome, row.channel, row.rated)
                for row in session.scalars(query)
            )

    def verdicts(self, days: int) -> dict[str, int]:
        """Return how many ratings were ``up`` and how many ``down``."""
        query = (
            select(RatingRow.verdict, func.count())
            .where(RatingRow.rated >= self.since(days))
            .group_by(RatingRow.verdict)
        )
        with self.database.session() as session:
            given = dict(session.execute(query).all())
        return {"up": 0, "down": 0} | given
