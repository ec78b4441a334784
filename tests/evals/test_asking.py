"""Asking keeps all that scoring needs, and one question that fails does not stop the others."""

import logging
from dataclasses import replace

from assistant import Outcome
from evals.asking import AskFault, ask_all
from tests.evals.samples import ABSENT, ASKED, DOCUMENT, NONE, OTHER, SAYS, answer, asked, place


class Scripted:
    """Answers from a script, fails at questions it has no answer to, and remembers what it saw."""

    def __init__(self, script, found=()):
        self.script, self.found, self.seen = script, found, []

    def documents(self):
        return (DOCUMENT,)

    def ask(self, question, history=()):
        self.seen.append((question, history))
        if question not in self.script:
            raise AskFault("no answer is written")
        return self.script[question]

    def retrieve(self, question, history=()):
        if question not in self.script:
            raise AskFault("no answer is written")
        return self.found


def test_every_question_is_asked_with_its_history_and_told_as_it_goes():
    system, told = Scripted({ASKED.question: answer(SAYS), ABSENT.question: NONE}), []

    found = list(ask_all(system, [ASKED, ABSENT], lambda done, total: told.append((done, total))))

    assert [each.case for each in found] == ["a", "b"]
    assert [question for question, _ in system.seen[1:]] == [ASKED.question, ABSENT.question]
    assert told == [(0, 2), (1, 2)]


def test_what_stands_at_each_citation_is_kept():
    given = answer(SAYS, OTHER)
    outside = replace(given.citations[1], page=7)
    system = Scripted({ASKED.question: replace(given, citations=(given.citations[0], outside))})

    (found,) = ask_all(system, [ASKED])

    assert found.sources == (SAYS, None)


def test_a_question_that_fails_is_an_error_and_the_others_are_asked(caplog):
    with caplog.at_level(logging.WARNING):
        found = list(ask_all(Scripted({ABSENT.question: NONE}), [ASKED, ABSENT]))

    assert [each.answer.outcome for each in found] == [Outcome.ERROR, Outcome.NOT_FOUND]
    assert "a: no answer is written" in caplog.text


def test_the_score_of_an_answer_is_that_of_the_sentence_it_cites_first():
    assert asked(ASKED, answer(OTHER, SAYS), SAYS, OTHER).score == 0.8


def test_an_answer_has_no_score_where_the_search_cannot_be_seen():
    assert replace(asked(ASKED, answer(SAYS)), retrieved=None).score is None
    assert asked(ASKED, NONE, SAYS).score is None


def test_places_touch_where_they_share_a_character():
    first = place(SAYS)

    assert first.touches(replace(first, start=first.end - 1, end=first.end + 5))
    assert not first.touches(replace(first, start=first.end, end=first.end + 5))
    assert not first.touches(replace(first, page=2))
