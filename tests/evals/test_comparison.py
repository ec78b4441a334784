"""Two runs compared question by question."""

import pytest

from evals.comparison import as_lines, compare
from evals.errors import BadRun
from tests.evals.samples import row_with


def run(metric, values):
    return [row_with(f"q{number}", **{metric: value}) for number, value in enumerate(values)]


def only(before, after, metric="answered_right"):
    (found,) = compare(run(metric, before), run(metric, after)).differences
    return found


def test_a_loss_on_many_questions_is_significant():
    found = only([1.0] * 40, [1.0] * 25 + [0.0] * 15)

    assert (found.before, found.after, found.gain) == (1.0, 0.625, -1)


def test_a_loss_on_one_question_is_not():
    assert only([1.0] * 40, [1.0] * 39 + [0.0]).gain == 0


def test_a_metric_that_should_be_low_loses_when_it_rises():
    assert only([0.0] * 40, [0.0] * 20 + [1.0] * 20, "declined_wrongly").gain == -1
    assert only([0.0] * 20 + [1.0] * 20, [0.0] * 40, "declined_wrongly").gain == 1


def test_a_longer_answer_is_neither_gain_nor_loss():
    assert only([100.0] * 40, [200.0] * 39 + [100.0], "answer_length").gain == 0


def test_only_questions_to_which_a_metric_applies_in_both_are_paired():
    found = only([1.0, None, 0.0], [1.0, 1.0, None])

    assert found.change.count == 1


def test_questions_of_one_run_alone_are_counted_and_not_compared():
    found = compare(run("answered_right", [1.0]), run("answered_right", [1.0, 0.0, 0.0]))

    assert (found.questions, found.only_before, found.only_after) == (1, 0, 2)


def test_questions_that_changed_are_named():
    before, after = run("answered_right", [1.0, 0.0, 1.0]), run("answered_right", [0.0, 1.0, 1.0])

    found = compare(before, after)

    assert [row.judged.case.id for _, row in found.broken] == ["q0"]
    assert [row.judged.case.id for _, row in found.mended] == ["q1"]
    assert "  q0  q0?" in as_lines(found)


def test_the_lines_say_what_is_worse():
    lines = as_lines(compare(run("answered_right", [1.0] * 40), run("answered_right", [0.0] * 40)))

    assert lines[0] == "40 questions in both runs."
    assert lines[2].split() == [
        *("answered_right", "1.000", "0.000", "-1.000", "[-1.000,", "-1.000]", "40", "WORSE")
    ]


def test_runs_without_a_common_question_cannot_be_compared():
    with pytest.raises(BadRun, match="no question in common"):
        compare(run("answered_right", [1.0]), [row_with("other", answered_right=1.0)])
