"""What is said when the shipped documents do not answer."""

import pytest

from assistant.assistant import Assistant
from assistant.contract import answer_object
from assistant.prompts import NO_ANSWER
from assistant.types import Outcome
from tests.assistant.chat import chat_answerer


@pytest.fixture(scope="module")
def assistant(shipped_library):
    return Assistant(shipped_library)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("What is the VNeID account target for 2035?", "for 2035."),
        ("How many people in Hanoi have an electronic health book?", "for Hanoi."),
        ("Mục tiêu tài khoản VNeID đến năm 2035 là bao nhiêu?", "cho năm 2035."),
        ("muc tieu tai khoan vneid den nam 2035 la bao nhieu", "cho năm 2035."),
    ],
)
def test_what_is_missing_is_said_and_the_nearest_offered(assistant, question, says):
    answer = assistant.ask(question)

    assert answer.outcome is Outcome.NOT_FOUND
    assert answer.statements == answer.citations == ()
    assert says in answer.message
    assert 1 <= len(answer.nearest) <= 2
    assert any(document.title in answer.message for document in assistant.documents())
    assert answer.suggestions
    for citation in answer.nearest:
        page = assistant.document(citation.document_id).page(citation.page)
        assert page.text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize(
    "question", ["who won the football match", "Ngày mai trời có mưa không?", "hi there"]
)
def test_nothing_is_near_to_a_question_on_something_else(assistant, question):
    answer = assistant.ask(question)

    assert answer.outcome is Outcome.NOT_FOUND
    assert answer.nearest == ()
    assert assistant.documents()[0].title in answer.message


def test_programs_get_the_nearest_as_citations_and_the_questions_to_ask(assistant):
    found = answer_object(assistant.ask("What is the VNeID account target for 2035?"))

    assert found["citations"] == found["statements"] == []
    assert set(found["nearest"][0]) >= {"document_id", "page", "quote", "start", "end", "read"}
    assert found["suggestions"]


def test_the_questions_that_are_offered_are_answered(assistant):
    offered = assistant.ask("What is the VNeID account target for 2035?").suggestions

    assert {assistant.ask(question).outcome for question in offered} == {Outcome.ANSWERED}


def test_the_time_of_looking_for_them_is_a_step(assistant):
    timings = assistant.ask("What is the VNeID account target for 2035?").timings_ms

    assert list(timings)[-2:] == ["offer", "total"]
    assert timings["total"] == pytest.approx(sum(timings.values()) - timings["total"], abs=0.05)


def test_what_a_model_does_not_answer_is_offered_in_quotes(shipped_library):
    with chat_answerer(NO_ANSWER) as (answerer, _):
        answer = Assistant(shipped_library, model=answerer).ask("what is the VNeID account target")

    assert answer.outcome is Outcome.NOT_FOUND
    assert answer.statements == ()
    assert any("40 million" in citation.quote for citation in answer.nearest)
