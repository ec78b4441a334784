"""From answers to totals."""

from dataclasses import replace

import pytest

from evals.calibration import reliability
from evals.scoring import score_all, summary
from tests.evals.samples import (
    ABSENT,
    ASKED,
    CORPUS,
    NONE,
    OTHER,
    SAYS,
    answer,
    asked,
    rows,
)


def test_a_metric_that_does_not_apply_does_not_count():
    second = replace(ABSENT, id="c")

    found = summary(rows((ASKED, answer(SAYS)), (ABSENT, NONE), (second, answer(SAYS))))

    assert found.figures["answered_right"].value == 1.0
    assert found.figures["declined_rightly"].value == 0.5
    assert found.figures["declined_rightly"].count == 2
    assert found.figures["stale_as_current"] is None


def test_totals_are_by_kind_and_by_language():
    found = summary(rows((ASKED, answer(SAYS)), (replace(ABSENT, language="vi"), NONE)))

    assert found.by_kind["close"]["answered_right"].value == 1.0
    assert found.by_language["vi"]["declined_rightly"].value == 1.0
    assert found.sizes == {"absent_near": 1, "close": 1, "en": 1, "vi": 1}
    assert found.outcomes == {"answered": 1, "not_found": 1}


def test_latency_has_its_percentiles():
    found = [asked(ASKED, NONE, milliseconds=time) for time in (1.0, 2.0, 30.0)]

    assert summary(score_all([ASKED], found, CORPUS)).latency_ms["p50"].value == 2.0


def test_an_answer_to_a_question_that_was_changed_since_is_left_out():
    changed = replace(ASKED, question="How many units?")

    assert score_all([changed], [asked(ASKED, NONE)], CORPUS) == []


def test_a_metric_that_changed_needs_no_new_answer():
    kept = [asked(ASKED, answer(OTHER))]

    before = score_all([ASKED], kept, CORPUS)
    after = score_all([replace(ASKED, expect=("green",))], kept, CORPUS)

    assert (before[0].right, after[0].right) == (False, True)


def test_the_reliability_compares_scores_with_the_share_right():
    found = reliability(rows((ASKED, answer(SAYS)), (ABSENT, answer(SAYS))))

    (only,) = found.bins
    assert (only.count, only.score, only.right) == (2, 0.9, 0.5)
    assert found.error == pytest.approx(0.4)


def test_there_is_no_reliability_without_answers():
    assert reliability(rows((ABSENT, NONE))) is None
