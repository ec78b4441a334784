"""Turns: a flood is told at once that the server is busy, and nobody takes more than a share."""

import threading
from contextlib import ExitStack

import pytest

from assistant.errors import BadSettings
from assistant.web.admission import Asker, Busy, TooMany
from assistant.web.settings import WebSettings
from assistant.web.turns import Turns

ANY = {"questions_per_minute": 0, "questions_per_day": 0}


def turns(**settings):
    return Turns(WebSettings(**{**ANY, "patience": 0.05, **settings}))


def asker(name="192.0.2.1", **limits):
    return Asker(name, **limits)


def test_who_asks_gets_a_turn_and_gives_it_back():
    found = turns(answers_at_once=1, waiting=0)

    for _ in range(3):
        with found.asking(asker()):
            assert found.taken.total() == 1

    assert found.taken.total() == 0


def test_beyond_those_that_run_and_wait_everyone_is_told_at_once_that_the_server_is_busy():
    found = turns(answers_at_once=1, waiting=0, patience=30)

    with found.asking(asker("a")), pytest.raises(Busy, match="ask again in 30 s"):
        found.asking(asker("b")).__enter__()

    assert found.turned_away == {"busy": 1}


def test_who_waits_too_long_is_told_and_its_place_is_free_again():
    found = turns(answers_at_once=1, waiting=1)

    with found.asking(asker("a")), pytest.raises(Busy, match="ask again in 1 s"):
        found.asking(asker("b")).__enter__()

    assert found.taken.total() == 0


def test_who_waits_gets_the_turn_that_becomes_free():
    found = turns(answers_at_once=1, waiting=1, patience=30)
    done = threading.Event()

    def second():
        with found.asking(asker("b")):
            done.set()

    with found.asking(asker("a")):
        thread = threading.Thread(target=second)
        thread.start()
        assert not done.wait(0.05)
    thread.join()

    assert done.is_set()


def test_one_asker_has_one_question_running_and_one_waiting():
    found = turns(answers_at_once=8, waiting=8)

    with ExitStack() as held:
        held.enter_context(found.asking(asker("a", at_once=2)))
        held.enter_context(found.asking(asker("a", at_once=2)))
        with pytest.raises(Busy, match="ask again"):
            found.asking(asker("a", at_once=2)).__enter__()
        held.enter_context(found.asking(asker("b")))


@pytest.mark.parametrize("limit", [{"per_minute": 2}, {"per_day": 2}])
def test_who_has_asked_as_often_as_allowed_is_told_when_to_come_back(limit):
    found = turns()
    for _ in range(2):
        with found.asking(asker("a", **limit)):
            pass

    with pytest.raises(TooMany, match="ask again in") as told:
        found.asking(asker("a", **limit)).__enter__()

    assert 0 < told.value.seconds <= (60 if "per_minute" in limit else 86_400)
    with found.asking(asker("b", **limit)):
        pass


def test_a_question_that_was_not_taken_does_not_count():
    found = turns(answers_at_once=1, waiting=0)
    with found.asking(asker("a")), pytest.raises(Busy, match="ask again"):
        found.asking(asker("b", per_minute=1)).__enter__()

    with found.asking(asker("b", per_minute=1)):
        pass


def test_an_answer_that_breaks_gives_its_turn_back():
    found = turns(answers_at_once=1, waiting=0)

    with pytest.raises(RuntimeError, match="broken"), found.asking(asker()):
        raise RuntimeError("broken")

    with found.asking(asker()):
        pass


def test_addresses_of_one_network_are_one_visitor():
    found = Turns(WebSettings(questions_per_minute=3, questions_per_day=9))

    first, second = found.visitor("2001:db8::1"), found.visitor("2001:db8::2")

    assert first == second == Asker("2001:db8::/64", 3, 9, 2)
    assert found.visitor("192.0.2.1") != found.visitor("192.0.2.2")


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_programs_on_this_machine_may_ask_as_often_as_they_like(address):
    found = Turns(WebSettings(questions_per_minute=3))

    assert found.visitor(address) == Asker(found.visitor(address).name)


def test_counts_that_cannot_be_kept_are_told_to_the_operator():
    with pytest.raises(BadSettings, match="ASSISTANT_LIMITS_URL cannot be used"):
        turns(limits_url="nonsense://here")
