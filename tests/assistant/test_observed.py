"""Observers learn of every answer, once, and cannot break it."""

import logging

import pytest

from assistant.errors import EmptyQuestion, NotReady
from assistant.observed import Observed
from assistant.types import Answer, Outcome, Part, Statement
from knowledge import Filter

ANSWER = Answer(Outcome.ANSWERED, "en", statements=(Statement("Forty.", ()),))


class Notes:
    def __init__(self):
        self.seen = []

    def answered(self, observation):
        self.seen.append(observation)


class Broken:
    def answered(self, observation):
        raise OSError("the disk is full")


class Scripted:
    """Yields a part and the answer, or raises: at once, or half-way."""

    def __init__(self, at_once=None, half_way=None):
        self.at_once, self.half_way, self.only = at_once, half_way, None

    def stream(self, question, history, language, only):
        self.only = only
        if self.at_once:
            raise self.at_once
        return self.parts()

    def parts(self):
        yield Part(ANSWER.statements[0], ())
        if self.half_way:
            raise self.half_way
        yield ANSWER


def observed(service, *observers):
    return Observed(service, "api", observers)


def test_an_answer_is_told_once_with_its_question_and_channel():
    notes = Notes()

    answer = observed(Scripted(), notes).ask("how many")

    (seen,) = notes.seen
    assert answer is ANSWER
    assert (seen.channel, seen.question, seen.answer) == ("api", "how many", ANSWER)
    assert seen.seconds > 0


def test_a_stream_passes_on_every_part_and_the_filter():
    service, only = Scripted(), Filter(kinds=frozenset({"law"}))

    parts = list(observed(service).stream("how many", only=only))

    assert [type(part) for part in parts] == [Part, Answer]
    assert service.only is only


def test_a_question_that_cannot_be_taken_is_not_told():
    notes = Notes()

    with pytest.raises(EmptyQuestion, match="empty"):
        observed(Scripted(at_once=EmptyQuestion("empty")), notes).ask("?")

    assert notes.seen == []


@pytest.mark.parametrize("when", ["at_once", "half_way"])
def test_a_fault_is_told_as_an_error_and_still_raised(when):
    notes = Notes()

    with pytest.raises(NotReady, match="no index"):
        observed(Scripted(**{when: NotReady("no index")}), notes).ask("how many", language="vi")

    (seen,) = notes.seen
    assert (seen.answer.outcome, seen.answer.language) == (Outcome.ERROR, "vi")


def test_an_answer_nobody_waited_for_is_not_told():
    notes = Notes()
    parts = observed(Scripted(), notes).stream("how many")

    next(parts)
    parts.close()

    assert notes.seen == []


def test_an_observer_that_breaks_is_logged_and_the_others_and_the_answer_still_come(caplog):
    notes = Notes()

    with caplog.at_level(logging.ERROR):
        answer = observed(Scripted(), Broken(), notes).ask("how many")

    assert answer is ANSWER
    assert len(notes.seen) == 1
    assert "could not be noted" in caplog.text
