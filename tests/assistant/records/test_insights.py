"""What is kept of questions and ratings, what they tell, and that they are forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text, update

from assistant.observed import Observation
from assistant.records.insights import Unanswered
from assistant.records.retention import forget_old
from assistant.records.tables import ConversationRow, QuestionRow, RatingRow
from assistant.types import Answer, Outcome

ANSWERED = Answer(Outcome.ANSWERED, "en")
NOTHING = Answer(Outcome.NOT_FOUND, "vi")


def asked(question, answer=ANSWERED, *, channel="officials", seconds=0.1):
    return Observation(channel, question, answer, seconds)


def note(records, *observations):
    for observation in observations:
        records.questions.answered(observation)


def rows(records, table):
    with records.database.engine.connect() as connection:
        return connection.execute(text(f"SELECT * FROM {table}")).mappings().all()


@pytest.mark.parametrize(("keep", "kept"), [(False, ["officials"]), (True, None)])
def test_questions_of_the_public_are_kept_only_where_that_is_allowed(opened, keep, kept):
    records = opened(keep_questions=keep)
    channels = ["page", "api", "officials"]

    note(records, *(asked("how many", channel=channel) for channel in channels))

    assert [row["channel"] for row in rows(records, "questions")] == (kept or channels)


def test_of_who_asked_nothing_is_kept(opened):
    records = opened(keep_questions=True)
    note(records, asked("how many", channel="page"))

    (row,) = rows(records, "questions")

    assert set(row) == {
        *("id", "asked", "day", "channel", "language", "question", "folded", "outcome"),
        *("answerer", "seconds"),
    }


def test_every_day_is_counted_also_one_without_questions(records):
    note(records, asked("a"), asked("b", NOTHING))

    days = records.insights.days(3)

    assert [(day.asked, day.answered) for day in days] == [(0, 0), (0, 0), (2, 1)]
    assert days[-1].day == datetime.now(records.settings.zone).date()


def test_a_day_is_one_of_the_operator(opened):
    records = opened(timezone="Pacific/Kiritimati")
    note(records, asked("a"))

    (row,) = rows(records, "questions")

    assert str(row["day"]) == f"{datetime.now(UTC) + timedelta(hours=14):%Y-%m-%d}"


def test_what_found_nothing_is_grouped_however_it_is_typed_and_the_most_frequent_is_first(records):
    note(records, asked("Thủ tục nào?", NOTHING), asked("weather?", NOTHING), asked("found"))
    note(records, asked("THU TUC NAO?", NOTHING))

    found = records.insights.unanswered(1)

    assert [(each.question, each.times) for each in found] == [("THU TUC NAO?", 2), ("weather?", 1)]
    assert isinstance(found[0], Unanswered)
    assert [each.question for each in records.insights.unanswered(1, most=1)] == ["THU TUC NAO?"]


def test_the_slowest_come_first(records):
    note(records, *(asked(name, seconds=time) for name, time in [("a", 1), ("b", 3), ("c", 2)]))

    assert [each.question for each in records.insights.slowest(1, most=2)] == ["b", "c"]


def test_outcomes_are_counted(records):
    note(records, asked("a"), asked("b", NOTHING), asked("c", NOTHING))

    assert records.insights.outcomes(1) == {"not_found": 2, "answered": 1}


def test_a_rating_can_be_changed_and_stays_one(records):
    ratings = records.ratings("page")
    first = ratings.rate("how many", ANSWERED, "up")

    second = ratings.rate("how many", ANSWERED, "down", " too old ", first)

    (rated,) = records.insights.ratings(1)
    assert second == first
    assert (rated.verdict, rated.comment) == ("down", "too old")
    assert records.insights.verdicts(1) == {"up": 0, "down": 1}


def test_a_comment_stays_when_the_rating_is_changed_without_one(records):
    ratings = records.ratings("page")
    first = ratings.rate("how many", ANSWERED, "down", "too old")

    ratings.rate("how many", ANSWERED, "up", "", first)

    (rated,) = records.insights.ratings(1)
    assert (rated.verdict, rated.comment) == ("up", "too old")


@pytest.mark.parametrize(
    ("channel", "keep", "question"),
    [("page", False, None), ("page", True, "how many"), ("officials", False, "how many")],
)
def test_a_rating_has_the_question_only_where_questions_are_kept(opened, channel, keep, question):
    records = opened(keep_questions=keep)
    ratings = records.ratings(channel)

    ratings.rate("how many", ANSWERED, "up")

    assert records.insights.ratings(1)[0].question == question
    assert ratings.keeps_question is (question is not None)


def test_ratings_with_a_comment_come_first(records):
    ratings = records.ratings("page")
    for comment in ("old comment", "", "new comment"):
        ratings.rate("how many", ANSWERED, "down", comment)

    assert [each.comment for each in records.insights.ratings(1)] == [
        "new comment",
        "old comment",
        "",
    ]


def test_a_comment_is_cut_where_it_is_too_long(records):
    records.ratings("page").rate("how many", ANSWERED, "down", "x" * 5000)

    assert len(records.insights.ratings(1)[0].comment) == 1000


def test_what_is_older_than_the_days_asked_for_is_not_told(records):
    note(records, asked("old", NOTHING))
    records.ratings("page").rate("old", NOTHING, "down")
    with records.database.session() as session:
        long_ago = datetime.now(UTC) - timedelta(days=9)
        session.execute(update(QuestionRow).values(asked=long_ago, day=long_ago.date()))
        session.execute(update(RatingRow).values(rated=long_ago))

    insights = records.insights

    assert insights.unanswered(7) == insights.slowest(7) == insights.ratings(7) == ()
    assert insights.outcomes(7) == {}
    assert len(insights.unanswered(30)) == len(insights.ratings(30)) == 1


def test_what_is_old_is_deleted_and_what_is_not_stays(opened):
    records = opened(retention_days=30, conversation_days=60)
    owner = records.accounts.add("lan", "four plain words here").id
    records.sign_ins.sign_in_as("lan")
    note(records, asked("a"))
    records.ratings("page").rate("a", ANSWERED, "up")
    records.conversations.add(owner, None, "a", ANSWERED)
    now = datetime.now(UTC)

    forgotten = [
        forget_old(records.database, records.settings, now + timedelta(days=days))
        for days in (0, 29, 31, 59, 61)
    ]

    # The session after its hours, question and rating after 30 days, the conversation after 60.
    assert forgotten == [0, 1, 2, 0, 1]
    assert rows(records, "exchanges") == []
    assert len(records.accounts.all()) == 1


def test_the_retention_of_a_running_server_deletes_at_once(records):
    owner = records.accounts.add("lan", "four plain words here").id
    records.conversations.add(owner, None, "a", ANSWERED)
    with records.database.session() as session:
        long_ago = datetime.now(UTC) - timedelta(days=366)
        session.execute(update(ConversationRow).values(changed=long_ago))

    records.retention.start()
    records.retention.stop()

    assert records.conversations.all(owner) == ()
