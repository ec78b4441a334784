"""Targets and results are told apart in questions and in sentences."""

import pytest

from assistant.aims import asked_aim


@pytest.mark.parametrize(
    ("question", "aim"),
    [
        ("Which share is planned for 2030?", "target"),
        ("How many boats already have sails?", "achieved"),
        ("Was the goal of 7 boats met?", None),
        ("Which goals must harbours meet?", "target"),
        ("Đã vượt mục tiêu chưa?", None),
        ("How many boats are there?", None),
    ],
)
def test_what_is_asked_for(question, aim):
    assert asked_aim(question) == aim
