"""Means and percentiles with intervals."""

from evals.statistics import Estimate, mean, percentile


def test_nothing_has_no_mean():
    assert mean([]) is None


def test_values_that_are_all_the_same_have_an_interval_without_width():
    assert mean([1.0, 1.0]) == Estimate(1.0, 1.0, 1.0, 2)


def test_the_interval_holds_the_mean_and_is_the_same_every_time():
    found = mean([0.0, 1.0] * 50)

    assert found.value == 0.5
    assert 0.38 < found.low < 0.45
    assert 0.55 < found.high < 0.62
    assert found == mean([0.0, 1.0] * 50)


def test_more_questions_make_the_interval_narrower():
    few, many = mean([0.0, 1.0] * 10), mean([0.0, 1.0] * 500)

    assert many.high - many.low < (few.high - few.low) / 3


def test_a_percentile_has_an_interval_too():
    found = percentile([float(value) for value in range(101)], 95)

    assert found.value == 95.0
    assert found.low <= 95.0 <= found.high
