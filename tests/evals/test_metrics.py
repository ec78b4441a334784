"""Every metric on an answer whose score is known."""

from dataclasses import replace

import pytest

from assistant import Statement
from evals.cases import Evidence
from evals.metrics import LOWER_IS_BETTER, METRICS, numbers, went_right
from tests.evals.samples import ABSENT, ALSO, ASKED, NONE, OTHER, SAYS, answer, asked, judged

GIVEN = answer(SAYS)
TWO_GOLD = replace(ASKED, gold=(Evidence("sample", (SAYS,)), Evidence("sample", (ALSO,))))
TOGETHER = replace(ASKED, gold=(Evidence("sample", (SAYS, ALSO)),))
STALE = replace(ASKED, kind="over_time", reject=("green",))
TARGET = replace(ASKED, kind="target_or_achieved", reject=("green",))


@pytest.mark.parametrize(
    ("metric", "case", "given", "value"),
    [
        ("answered_right", ASKED, GIVEN, 1.0),
        ("answered_right", replace(ASKED, expect=("40", "50")), GIVEN, 0.0),
        ("answered_right", replace(ASKED, reject=("reached",)), GIVEN, 0.0),
        ("answered_right", replace(ASKED, reject=("green",)), answer(SAYS, OTHER), 1.0),
        ("answered_right", replace(ASKED, expect=(r"\b1\b",)), GIVEN, 0.0),
        ("answered_right", ASKED, NONE, 0.0),
        ("answered_right", ABSENT, GIVEN, None),
        ("declined_rightly", ABSENT, NONE, 1.0),
        ("declined_rightly", ABSENT, GIVEN, 0.0),
        ("declined_rightly", ASKED, NONE, None),
        ("declined_wrongly", ASKED, NONE, 1.0),
        ("declined_wrongly", ASKED, GIVEN, 0.0),
        ("declined_wrongly", ABSENT, NONE, None),
        ("quote_verbatim", ASKED, GIVEN, 1.0),
        ("quote_verbatim", ASKED, NONE, None),
        ("unsupported_number", ASKED, GIVEN, 0.0),
        ("unsupported_number", ASKED, answer(SAYS, said="It reached 41 units."), 1.0),
        ("unsupported_number", ASKED, answer(SAYS, said="It reached 40.0 units."), 1.0),
        ("unsupported_number", ASKED, NONE, None),
        ("stale_as_current", STALE, answer(OTHER), 1.0),
        ("stale_as_current", STALE, answer(SAYS, OTHER), 0.0),
        ("stale_as_current", ASKED, GIVEN, None),
        ("stale_as_current", replace(STALE, reject=()), GIVEN, None),
        ("target_as_achieved", TARGET, answer(OTHER), 1.0),
        ("target_as_achieved", TARGET, NONE, None),
        ("document_precision", ASKED, GIVEN, 1.0),
        ("document_precision", ABSENT, GIVEN, None),
        ("document_recall", ASKED, GIVEN, 1.0),
        ("document_recall", ASKED, NONE, 0.0),
        ("sentence_precision", ASKED, answer(SAYS, OTHER), 0.5),
        ("sentence_precision", TWO_GOLD, answer(SAYS, ALSO), 1.0),
        ("sentence_precision", ASKED, NONE, None),
        ("sentence_recall", TWO_GOLD, answer(ALSO), 1.0),
        ("sentence_recall", TOGETHER, answer(ALSO, OTHER), 0.5),
        ("sentence_recall", ASKED, answer(OTHER), 0.0),
        ("sentence_recall", ASKED, NONE, 0.0),
        ("answer_length", ASKED, GIVEN, float(len(SAYS))),
        ("answer_length", ASKED, NONE, None),
    ],
)
def test_a_metric_has_its_known_value(metric, case, given, value):
    assert METRICS[metric](judged(case, given)) == value


def test_every_metric_has_a_worked_example_and_a_definition():
    shown = {
        mark.args[1][row][0]
        for mark in test_a_metric_has_its_known_value.pytestmark
        for row in range(len(mark.args[1]))
    }

    assert shown == set(METRICS)
    assert all(": " in (metric.__doc__ or "") for metric in METRICS.values())
    assert set(METRICS) >= LOWER_IS_BETTER


def test_a_quote_that_differs_in_one_letter_is_not_verbatim():
    given = answer(SAYS)
    altered = replace(given.citations[0], quote=SAYS.replace("40", "41"))
    result = replace(judged(ASKED, given), asked=asked(ASKED, replace(given, citations=(altered,))))

    assert METRICS["quote_verbatim"](result) == 0.0


def test_a_statement_that_cites_nothing_supports_no_number():
    given = replace(answer(SAYS), statements=(Statement(SAYS, ()),))

    assert METRICS["unsupported_number"](judged(ASKED, given)) == 1.0


def test_numbers_are_compared_by_value():
    assert numbers("2.000.000 and 55,25 %") == numbers("2,000,000 and 55.25 %")


@pytest.mark.parametrize(
    ("case", "given", "right"),
    [(ASKED, GIVEN, True), (ASKED, NONE, False), (ABSENT, NONE, True), (ABSENT, GIVEN, False)],
)
def test_a_question_went_right_when_it_was_answered_or_declined_rightly(case, given, right):
    assert went_right(judged(case, given)) is right
