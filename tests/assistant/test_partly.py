"""Answers to a part of what was asked, and what is said to be missing in them."""

from dataclasses import replace

import pytest

from assistant.assistant import Assistant
from assistant.constraints import constraints_of
from assistant.grounding import ground
from assistant.partly import partly, without_one, years_asked, years_missing
from assistant.types import Answer, Outcome
from tests.assistant.builders import draft, hits_of, question_of


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("the target for 2025 and for 2030", (2025, 2030)),
        ("in 2021, 2022 and 2023", (2021, 2022, 2023)),
        ("mục tiêu năm 2025 và năm 2030", (2025, 2030)),
        ("the plan for 2021-2025", ()),
        ("the target for 2025", ()),
        ("the decision of 2021 on what is to be reached in 2025", ()),
    ],
)
def test_years_are_asked_for_where_they_stand_side_by_side(text, years):
    assert years_asked(text) == years


def answer_of(hits):
    statements, citations = ground([draft(hit.document, hit) for hit in hits])
    return Answer(Outcome.ANSWERED, "en", statements, citations)


def test_a_year_that_no_quote_holds_is_missing():
    hits = hits_of("Ships in 2024: 40.\n\nShips in 2030: 60.\n", scores={"2024": 0.9})

    assert years_missing("ships in 2024 and 2030", answer_of(hits[:1]), hits) == (2030,)
    assert years_missing("ships in 2024 and 2030", answer_of(hits), hits) == ()
    assert years_missing("ships in 2035 and 2040", answer_of(hits), hits) == ()


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("the rank of Da Nang and Can Tho", ["Da Nang", "Can Tho"]),
        ("the rank of Da Nang in a plan of Can Tho", []),
        ("the GII and the DTI", ["GII", "DTI"]),
        ("the Ministry of Information and Communications", []),
        ("the rank of Da Nang", []),
    ],
)
def test_only_what_stands_side_by_side_may_be_left_out(text, left_out):
    question = replace(question_of(text), constraints=constraints_of(text))

    assert [one.said for _, one in without_one(question)] == left_out


def test_a_note_that_is_there_stays_before_what_is_missing():
    found = partly(Answer(Outcome.ANSWERED, "en", message="A note."), "year", "2030")

    assert found.outcome is Outcome.PARTIAL
    assert found.message.startswith("A note. This answers only a part")
    assert "for 2030" in found.message


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("share of the digital economy in GDP in 2024 and 2039", "for 2039"),
        ("rank of Hanoi and Ca Mau in the DTI 2023", "for Ca Mau"),
    ],
)
def test_the_part_that_is_found_is_answered_and_the_other_named(shipped_library, question, says):
    answer = Assistant(shipped_library).ask(question)

    assert answer.outcome is Outcome.PARTIAL
    assert answer.statements
    assert says in answer.message
    assert answer.text.startswith(answer.message)
