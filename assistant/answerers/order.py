"""Which of several sentences that answer comes first: by target and result, and by time."""

from collections.abc import Sequence

from assistant.aims import Aim, asked_aim, states_target
from assistant.answerers.base import Question
from assistant.asking import asks_latest
from assistant.constraints import Constraints
from assistant.counted import NUMBER_OF, counted, is_named, keys_of
from assistant.enumerations import sentence_text
from assistant.expectations import expected, likely, offers
from assistant.moments import months
from assistant.notes import said
from assistant.spoken_times import document_years
from assistant.years import years
from knowledge import Hit, Term

# What has so much of another's coverage or similarity is as good.
NEARLY = 0.95
TINY = 1e-12
# Where the latest value is asked for, when a sentence is from counts more than how near it is.
LATEST_CLOSE = 0.1
TIMELESS = frozenset({"reason", "time"})
"""Kinds of questions whose answers have no newest one."""


def odds(hit: Hit) -> float:
    """Return the odds of a hit's score, which tell good scores apart that are all nearly 1."""
    return hit.score / max(1 - hit.score, TINY)


def preferred(hits: Sequence[Hit], question: Question, close: float) -> list[Hit]:
    """Return the hits with those near the best first that state what is asked for.

    Near are those with the share ``close`` of the odds of the best one's score. A target goes
    before a result where a target is asked for, and the reverse; one that names the year asked for
    itself before one that stands among others of that year; one with the kind of figure asked for
    before one without; where the latest is asked for, one that names what is counted before others,
    and of these the newest result before older ones.
    """
    if not hits:
        return []
    aim, by_time = aim_of(question), asks_latest(question.text)
    limit, covered = odds(hits[0]) * (LATEST_CLOSE if by_time else close), NEARLY * hits[0].coverage
    things = counted(question.asked or question.text, NUMBER_OF) if by_time else ()
    near = [hit for hit in hits if odds(hit) >= limit and hit.coverage >= covered]
    kind = None if expected(question.asked) else likely(question.asked) or likely(question.text)
    order = sorted(
        near,
        key=lambda hit: (
            (aim is not None or by_time) and states_target(sentence_text(hit)) != (aim == "target"),
            not names_time(hit, question.constraints),
            not offers(said(sentence_text(hit)), kind),
            not says(hit, things),
            -latest_moment(hit) if by_time else 0,
        ),
    )
    return [*order, *(hit for hit in hits if hit not in near)]


def says(hit: Hit, things: tuple[Term, ...]) -> bool:
    """Whether a sentence itself, or its heading, names all of what is counted."""
    known = keys_of(f"{hit.passage.heading or ''}\n{sentence_text(hit)}")
    return all(is_named(term, known) for term in things)


def names_time(hit: Hit, wanted: Constraints) -> bool:
    """Whether a sentence itself names the month or year that is wanted; whether none is wanted."""
    text = said(hit.text)
    if wanted.months:
        return bool(wanted.months & months(text))
    return not wanted.years or bool(wanted.years & years(text))


def prefers(question: Question) -> bool:
    """Whether a question says which of several values it wants: target, result, or the latest."""
    return aim_of(question) is not None or asks_latest(question.text)


def aim_of(question: Question) -> Aim | None:
    """Return whether a target or a result is asked for; the part that asks goes before the rest."""
    return asked_aim(question.asked) or asked_aim(question.text)


def newest_first(hits: Sequence[Hit], question: Question, close: float) -> list[Hit]:
    """Return hits by the month or year they hold for, newest first; targets after results.

    Those without the share ``close`` of the first one's odds stay behind: they may be on another
    thing. Of what happened once, or for a reason, there is no newest.
    """
    kind = expected(question.asked) or expected(question.text)
    if kind and kind.name in TIMELESS:
        return list(hits)
    near = [hit for hit in hits if odds(hit) >= close * odds(hits[0])]
    near.sort(key=lambda hit: (states_target(sentence_text(hit)), -latest_moment(hit)))
    return [*near, *(hit for hit in hits if hit not in near)]


def latest_moment(hit: Hit) -> float:
    """Return the newest month or year that a sentence names, else its document's, as a year."""
    text = said(hit.text)
    own = [year + month / 13 for year, month in months(text)]
    named = years(text) or document_years(hit.document)
    return max([*own, *map(float, named)], default=0.0)
