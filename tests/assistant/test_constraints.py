"""A sentence must not answer for another year, place, name or office."""

import pytest

from assistant.constraints import constraints_of, supports, years_of
from tests.assistant.builders import hit_with

TEXT = """# Sample report

In 2024 sample accounts reached 5 units nationwide. Their rate was 45%, up 2 times compared to 2023.

The target for 2030 is 9 units.

## Attendance

An Binh, Vice Chairman of Quang Binh, spoke for the United Nations project OCOP.
"""


def supported(question: str, words: str, **given: str) -> bool:
    return supports(hit_with(TEXT, words, **given), constraints_of(question))


@pytest.mark.parametrize(
    ("question", "words", "holds"),
    [
        ("sample accounts in 2024", "reached 5", True),
        ("sample accounts in 2023", "reached 5", False),
        ("the target for 2030", "9 units", True),
        ("the target for 2025", "9 units", False),
    ],
)
def test_a_year_must_be_the_one_the_sentence_speaks_of(question, words, holds):
    assert supported(question, words) is holds


def test_a_sentence_without_a_year_speaks_of_the_year_named_before_it():
    assert supported("the rate in 2024", "Their rate")


def test_a_year_that_is_only_compared_with_is_not_the_year_of_a_figure():
    assert not supported("the rate in 2023", "Their rate")
    assert supported("the rate compared to 2023", "Their rate")


def test_a_text_without_years_speaks_of_the_year_of_its_publication():
    hit = hit_with("Sample accounts grew.", "accounts", published="2021-05-04")

    assert years_of(hit) == {2021}


def test_a_place_must_stand_in_the_passage():
    assert supported("who spoke for quang binh", "Vice Chairman")
    assert not supported("who spoke for da nang", "Vice Chairman")


def test_what_is_said_of_the_whole_country_does_not_hold_for_the_place_in_the_title():
    assert not supported("accounts in Da Nang", "nationwide", title="Report of Da Nang")
    assert supported("target of Da Nang", "9 units", title="Report of Da Nang")


def test_the_home_country_need_not_be_named():
    assert supported("the target of Vietnam", "9 units")


def test_a_name_in_capitals_must_stand_in_the_passage_or_be_its_initials():
    assert supported("OCOP speaker", "Vice Chairman")
    assert supported("UN speaker", "Vice Chairman")
    assert not supported("ASEAN speaker", "Vice Chairman")


def test_a_question_in_capitals_throughout_has_no_names():
    assert not constraints_of("WHO SPOKE AT THE CONFERENCE").names


def test_a_vice_chairman_is_not_the_chairman():
    assert not supported("who is the chairman", "Vice Chairman")
    assert supported("who is the vice chairman", "Vice Chairman")
