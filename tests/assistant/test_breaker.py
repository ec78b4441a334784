"""What fails again and again is left alone for a while; the clock is turned by hand."""

import pytest

from assistant.answerers.breaker import Breaker


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def breaker(clock):
    return Breaker(faults=3, window=30, rest=60, clock=clock)


def fail(breaker, times):
    for _ in range(times):
        assert breaker.allows()
        breaker.failed()


def test_a_few_faults_stop_nothing(breaker):
    fail(breaker, 2)

    assert breaker.allows()


def test_many_faults_in_a_short_time_stop_calls_for_a_while(breaker, clock):
    fail(breaker, 3)
    assert not breaker.allows()

    clock.now += 59
    assert not breaker.allows()

    clock.now += 1
    assert breaker.allows()


def test_as_many_faults_over_a_long_time_stop_nothing(breaker, clock):
    for _ in range(5):
        fail(breaker, 1)
        clock.now += 16

    assert breaker.allows()


def test_a_call_that_works_makes_earlier_faults_forgotten(breaker):
    fail(breaker, 2)
    breaker.worked()
    fail(breaker, 2)

    assert breaker.allows()


def test_after_the_rest_one_call_at_a_time_is_tried(breaker, clock):
    fail(breaker, 3)
    clock.now += 60

    assert breaker.allows()
    assert not breaker.allows()


def test_a_trial_that_works_lets_all_calls_through(breaker, clock):
    fail(breaker, 3)
    clock.now += 60
    breaker.allows()
    breaker.worked()

    assert breaker.allows()
    assert breaker.allows()


def test_a_trial_that_fails_makes_it_rest_again(breaker, clock):
    fail(breaker, 3)
    clock.now += 60
    fail(breaker, 1)

    assert not breaker.allows()
    clock.now += 60
    assert breaker.allows()


def test_a_trial_that_was_given_up_makes_room_for_another(breaker, clock):
    fail(breaker, 3)
    clock.now += 60
    breaker.allows()
    breaker.left()

    assert breaker.allows()
