"""A follow-up becomes a question that stands alone."""

import pytest

from assistant.history import stand_alone
from assistant.types import Turn
from assistant.years import years

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


@pytest.mark.parametrize(
    ("before", "follow_up", "named"),
    [
        ("What was the sample rank in 2018?", "And one year later?", "2019"),
        ("What was the sample rank in 2018?", "and 2 years earlier?", "2016"),
        ("The sample target for 2025?", "And by the end of the decade?", "2030"),
        ("Sample figures for 2024?", "And late in the same year?", "2024"),
        ("Chỉ số mẫu năm 2021 là bao nhiêu?", "Còn năm trước đó?", "2020"),
        ("Chỉ số mẫu năm 2021 là bao nhiêu?", "Thế 3 năm sau thì sao?", "2024"),
    ],
)
def test_a_year_that_is_counted_from_the_one_before_is_worked_out(before, follow_up, named):
    found = stand_alone(follow_up, [Turn(before, "")])

    assert years(found) == {int(named)}


def test_growth_on_the_year_before_is_of_the_year_itself():
    found = stand_alone(
        "By how much did it grow on the year before?", [Turn("The index for 2024?", "")]
    )

    assert 2023 not in years(found)


def test_a_day_gives_way_to_the_time_that_a_follow_up_names():
    found = stand_alone("And in April 2025?", [Turn("How many on 18 March 2025?", "")])

    assert found == "How many And in April 2025?"


def test_what_is_typed_without_diacritics_is_read_with_a_question_that_has_them():
    found = stand_alone(
        "con den nam 2030 thi sao?", [Turn("Mục tiêu về trường học đến năm 2025 là bao nhiêu?", "")]
    )

    assert found == "muc tieu ve truong hoc la bao nhieu con den nam 2030 thi sao?"
