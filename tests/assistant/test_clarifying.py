"""Which questions are asked back, and that those that can be answered are not."""

import pytest

from assistant.assistant import Assistant
from assistant.clarifying import LEAST_DOCUMENTS, is_unclear
from assistant.steps import Asked
from assistant.types import Outcome, Turn
from tests.fakes import make_hit

MANY = tuple(make_hit("Boats.", document_id=str(n), id=str(n)) for n in range(LEAST_DOCUMENTS))
ONE = MANY[:1]


def unclear(question, hits=MANY, history=()):
    return is_unclear(Asked(question, history, "en"), hits)


@pytest.mark.parametrize(
    "question", ["how many?", "bao nhiêu", "bao nhieu?", "And in 2023?", "why"]
)
def test_a_question_without_a_topic_is_unclear(question):
    assert unclear(question, ONE)


@pytest.mark.parametrize("question", ["what about exports?", "thế còn xuất khẩu?"])
def test_a_follow_up_to_nothing_is_unclear(question):
    assert unclear(question, ONE)
    assert not unclear(question, ONE, (Turn("What were the imports in 2023?", "9."),))


@pytest.mark.parametrize("question", ["target?", "mục tiêu", "accounts"])
def test_a_bare_word_is_unclear_where_it_fits_many_documents(question):
    assert unclear(question, MANY)
    assert not unclear(question, ONE)
    assert not unclear(question, ())


@pytest.mark.parametrize(
    "question", ["VNeID", "e-commerce revenue 2019", "Hanoi rank", "rank 2024", "What is a target?"]
)
def test_a_name_a_year_or_a_whole_question_says_enough(question):
    assert not unclear(question, MANY)


@pytest.mark.parametrize("question", ["target?", "bao nhiêu", "And in 2023?"])
def test_it_is_asked_back_with_questions_to_choose_from(shipped_library, question):
    assistant = Assistant(shipped_library)

    answer = assistant.ask(question)

    assert answer.outcome is Outcome.CLARIFY
    assert answer.statements == answer.nearest == ()
    assert 2 <= len(answer.suggestions) <= 4
    assert {assistant.ask(each).outcome for each in answer.suggestions} == {Outcome.ANSWERED}
