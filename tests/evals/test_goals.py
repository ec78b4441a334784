"""What is to be reached stands beside what is reached."""

from dataclasses import replace

import pytest

from evals.errors import BadSettings
from evals.goals import Goal, goal_table, load_goals, reached
from evals.scoring import summary
from tests.evals.samples import ABSENT, ASKED, NONE, SAYS, answer, rows

FAR = replace(ABSENT, id="f", kind="absent_far")
ORDERS = [replace(ABSENT, id=name, kind="manipulation") for name in "mno"]
FOUND = summary(
    rows((ASKED, answer(SAYS)), (FAR, answer(SAYS)), *((order, NONE) for order in ORDERS))
)


def test_a_goal_of_several_kinds_counts_their_questions_together():
    goal = Goal("far", "declined_rightly", ("absent_far", "manipulation"), at_least=0.9)

    assert reached(goal, FOUND) == (0.75, 4)


def test_a_goal_without_kinds_counts_all_questions():
    assert reached(Goal("right", "answered_right", at_least=0.9), FOUND) == (1.0, 1)


def test_a_goal_for_twins_is_of_pairs():
    vi = replace(ASKED, language="vi", question="Bao nhiêu?")
    plain = replace(ASKED, id="p", language="vi-plain", question="bao nhieu")
    goal = Goal("twins", "twins", at_least=-0.05)

    assert reached(goal, summary(rows((vi, answer(SAYS)), (plain, NONE)))) == (-1.0, 1)
    assert reached(goal, FOUND) is None


def test_the_table_says_which_goals_are_reached():
    goals = [
        Goal("right", "answered_right", at_least=1.0),
        Goal("declined", "declined_rightly", at_least=0.8),
        Goal("wrongly", "declined_wrongly", at_most=0.04),
        Goal("lists", "answered_right", ("list",), at_least=0.9),
    ]

    assert goal_table(goals, FOUND).splitlines()[2:] == [
        "| right | at least 1.00 | 1.000 | 1 | yes |",
        "| declined | at least 0.80 | 0.750 | 4 | no |",
        "| wrongly | at most 0.04 | 0.000 | 1 | yes |",
        "| lists | at least 0.90 | not measured | 0 | no |",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is no file of goals"),
        ('[[goal]]\nwhat = "a"\nmetric = "luck"\nat_least = 1', "a: 'luck' is not measured"),
        ('[[goal]]\nwhat = "a"\nmetric = "twins"', "a: name at_least or at_most"),
    ],
)
def test_a_file_that_is_none_of_goals_is_refused(tmp_path, text, message):
    path = tmp_path / "goals.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BadSettings, match=message):
        load_goals(path)


def test_every_goal_that_ships_is_of_something_that_is_asked():
    from evals.cases import KINDS, LANGUAGES

    assert {name for goal in load_goals() for name in goal.groups} <= {*KINDS, *LANGUAGES}
