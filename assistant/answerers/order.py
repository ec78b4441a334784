"""Which of several sentences that answer comes first: by target and result, and by time."""

import re
from collections.abc import Sequence

from assistant.aims import Aim, asked_aim, states_target
from assistant.answerers.base import Question
from assistant.constraints import Constraints
from assistant.enumerations import sentence_text
from assistant.expectations import expected, likely, offers
from assistant.moments import months
from assistant.notes import said
from assistant.spoken_times import document_years
from assistant.years import years
from knowledge import Hit, fold

# What has so much of another's coverage or similarity is as good.
NEARLY = 0.95
TINY = 1e-12
LATEST = re.compile(
    r"\b(?:latest|newest|most recent|currently?|now|nowadays|today|to date|at present|so far"
    r"|at the moment"
    r"|moi nhat|gan day nhat|hien nay|hien tai|den nay|bay gio)\b"
)


def odds(hit: Hit) -> float:
    """Return the odds of a hit's score, which tell good scores apart that are all nearly 1."""
    return hit.score / max(1 - hit.score, TINY)


def preferred(hits: Sequence[Hit], question: Question, close: float) -> list[Hit]:
    """Return the hits with those near the best first that state what is asked for.

    Near are those with the share ``close`` of the odds of the best one's score. A target goes
    before a result where a target is asked for, and the reverse; one that names the year asked for
    itself before one that stands among others of that year; one with the kind of figure asked for
    before one without; the newest before older ones where the latest is asked for.
    """
    if not hits:
        return []
    limit, covered = close * odds(hits[0]), NEARLY * hits[0].coverage
    near = [hit for hit in hits if odds(hit) >= limit and hit.coverage >= covered]
    aim, by_time = aim_of(question), asks_latest(question)
    kind = None if expected(question.asked) else likely(question.asked) or likely(question.text)
    order = sorted(
        near,
        key=lambda hit: (
            aim is not None and states_target(sentence_text(hit)) != (aim == "target"),
            not names_time(hit, question.constraints),
            not offers(said(sentence_text(hit)), kind),
            -latest_moment(hit) if by_time else 0,
        ),
    )
    return [*order, *(hit for hit in hits if hit not in near)]


def names_time(hit: Hit, wanted: Constraints) -> bool:
    """Whether a sentence itself names the month or year that is wanted; whether none is wanted."""
    text = said(hit.text)
    if wanted.months:
        return bool(wanted.months & months(text))
    return not wanted.years or bool(wanted.years & years(text))


def prefers(question: Question) -> bool:
    """Whether a question says which of several values it wants: target, result, or the latest."""
    return aim_of(question) is not None or asks_latest(question)


def aim_of(question: Question) -> Aim | None:
    """Return whether a target or a result is asked for; the part that asks goes before the rest."""
    return asked_aim(question.asked) or asked_aim(question.text)


def asks_latest(question: Question) -> bool:
    """Whether the latest value is asked for."""
    return bool(LATEST.search(fold(question.text)))


def newest_first(hits: Sequence[Hit]) -> list[Hit]:
    """Return hits by the month or year they hold for, newest first; targets after results."""
    return sorted(hits, key=lambda hit: (states_target(sentence_text(hit)), -latest_moment(hit)))


def latest_moment(hit: Hit) -> float:
    """Return the newest month or year that a sentence names, else its document's, as a year."""
    text = said(hit.text)
    own = [year + month / 13 for year, month in months(text)]
    named = years(text) or document_years(hit.document)
    return max([*own, *map(float, named)], default=0.0)
