"""Whether a target was met: the sentence that decides leads; else target and result are quoted."""

import pytest

from assistant.answerers.extractive import ExtractiveAnswerer
from tests.assistant.builders import hits_of, question_of

RESULT = "By the end of 2025 the sample had 45 red desks."
TARGET = "The target is that the sample has 40 red desks by 2025."
VERDICT = "With 45 red desks the sample was above the target of 40 red desks in 2025."


def said(question, *sentences):
    text = "# Sample\n\n" + "\n\n".join(sentences) + "\n"
    scores = {"": 0.9}
    drafts = ExtractiveAnswerer().answer(question_of(question), hits_of(text, scores=scores))
    return [draft.text for draft in drafts]


@pytest.mark.parametrize(
    "question",
    [
        "Did the red desks of the sample exceed the target?",
        "Has the sample met its goal for red desks?",
        "Was the target for red desks of the sample reached?",
    ],
)
def test_the_sentence_that_measures_the_result_against_the_target_leads(question):
    assert said(question, RESULT, TARGET, VERDICT)[0] == VERDICT


def test_a_sentence_with_both_values_needs_no_other():
    assert TARGET not in said("Did the red desks exceed the target?", VERDICT, TARGET)


def test_without_such_a_sentence_the_result_and_the_target_are_both_quoted():
    found = said("Did the red desks of the sample exceed the target?", RESULT, TARGET)

    assert sorted(found) == sorted([RESULT, TARGET])


def test_a_question_for_the_target_alone_gets_the_target():
    assert said("What is the target for red desks of the sample?", RESULT, TARGET, VERDICT)[0] == (
        TARGET
    )
