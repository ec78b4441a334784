"""Two things asked for at once: what the first sentence lacks is added, and nothing else."""

import pytest

from assistant.answerers.extractive import ExtractiveAnswerer
from assistant.answerers.second import wants_both_aims
from tests.assistant.builders import hits_of, question_of

TEXT = """# Sample

By May the sample office had received over 13 red desks.

By May over 12 red desks of the sample office had been approved.

By May over 2 red desks of the sample office had been painted.

The river is deep.
"""
GOAL = """# Sample

The target is that 40 sample desks are red by 2025.

By the end of 2025 the sample had 45 red desks.
"""
ALL = {"": 0.9}


def said(text, question, scores=ALL):
    drafts = ExtractiveAnswerer().answer(question_of(question), hits_of(text, scores=scores))
    return [draft.text for draft in drafts]


def test_the_second_thing_has_a_sentence_of_its_own_although_it_is_worded_alike():
    found = said(TEXT, "How many desks had the office received, and how many were approved?")

    assert found[:2] == [
        "By May the sample office had received over 13 red desks.",
        "By May over 12 red desks of the sample office had been approved.",
    ]


def test_a_question_for_one_thing_gets_no_more_of_what_is_worded_alike():
    assert said(TEXT, "How many red desks had been approved?", {"approved": 0.95, **ALL}) == [
        "By May over 12 red desks of the sample office had been approved."
    ]


def test_a_target_and_what_was_reached_are_both_given():
    found = said(GOAL, "What is the target for red desks and how many were reached?")

    assert len(found) == 2
    assert {"40" in each for each in found} == {True, False}


def test_what_is_on_another_thing_is_not_added():
    found = said(TEXT, "How many red desks were painted, and how deep is the river?")

    assert "The river is deep." not in found


@pytest.mark.parametrize(
    ("question", "both"),
    [
        ("Did the accounts exceed the target?", True),
        ("mục tiêu là bao nhiêu và đã đạt được bao nhiêu", True),
        ("What is the target?", False),
        ("the goal, not the result", False),
        ("How many were reached?", False),
    ],
)
def test_whether_target_and_result_are_both_asked_for(question, both):
    assert wants_both_aims(question) is both
