"""A follow-up becomes a question that stands alone."""

import pytest

from assistant.history import stand_alone
from assistant.types import Turn

BEFORE = [Turn("How many VNeID accounts were activated in 2024?", "Over 55 million. [1]")]


@pytest.mark.parametrize(
    "follow_up",
    [
        "And what was the target?",
        "what about Mobile Money?",
        "Còn mục tiêu thì sao?",
        "in rural areas",
    ],
)
def test_a_question_that_goes_on_gets_the_one_before_in_front(follow_up):
    found = stand_alone(follow_up, BEFORE)

    assert found == f"How many VNeID accounts were activated in 2024 {follow_up}"


@pytest.mark.parametrize(
    "question",
    [
        "What is the share of adults with payment accounts?",
        "Who attended the conference at the Quang Tri bridge?",
        "Mục tiêu tài khoản VNeID của Đề án 06 là bao nhiêu?",
    ],
)
def test_a_question_that_stands_alone_is_left_as_it_is(question):
    assert stand_alone(question, BEFORE) == question


def test_a_year_takes_the_place_of_the_year_before():
    found = stand_alone("And in 2023?", BEFORE)

    assert "2024" not in found
    assert found.endswith("And in 2023?")


def test_a_follow_up_of_a_follow_up_reaches_back_to_the_topic():
    history = [*BEFORE, Turn("And the target?", "40 million. [1]")]

    assert "VNeID accounts" in stand_alone("and in 2023?", history)


def test_without_a_conversation_nothing_is_added():
    assert stand_alone("And in 2023?", []) == "And in 2023?"
