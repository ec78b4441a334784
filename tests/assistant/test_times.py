"""Questions on several times, and on changes: each time asked for has its sentence."""

import pytest

from assistant.answerers.extractive import ExtractiveAnswerer
from assistant.periods import asked_times
from tests.assistant.builders import hits_of, question_of

TEXT = """# Sample digest

Sample had 3 red desks in 2021.

Sample had 7 red desks in 2024.

Sample had 5 red desks in 2022.

Sample had 80 blue lamps in 2021.

The target is that Sample has 9 red desks by 2022.
"""
TABLE = """# Sample digest

| Year | Red desks (achieved) | Source |
|---|---|---|
| 2021 | 3 | Paper |
| 2022 | 5 | Paper |
| 2024 | 7 | Paper |
"""
GOOD = {"red desks": 0.9, "blue": 0.85, "Red desks": 0.9}


def said(text, question, scores=GOOD):
    drafts = ExtractiveAnswerer().answer(question_of(question), hits_of(text, scores=scores))
    return [draft.text for draft in drafts]


def test_each_year_that_is_named_is_answered_in_the_order_of_the_question():
    assert said(TEXT, "How many red desks did Sample have in 2024 and in 2021?") == [
        "Sample had 7 red desks in 2024.",
        "Sample had 3 red desks in 2021.",
    ]


def test_a_change_is_told_from_the_oldest_to_the_newest_with_what_lies_between():
    assert said(TEXT, "How did the red desks of Sample change from 2021 to 2024?") == [
        "Sample had 3 red desks in 2021.",
        "Sample had 5 red desks in 2022.",
        "Sample had 7 red desks in 2024.",
    ]


def test_a_change_is_told_within_what_is_named():
    assert said(TEXT, "How did the red desks of Sample change since 2022?") == [
        "Sample had 5 red desks in 2022.",
        "Sample had 7 red desks in 2024.",
    ]


def test_a_sentence_that_has_all_stands_alone():
    whole = "Sample had 3 red desks in 2021 and 7 red desks in 2024."

    assert said(f"{TEXT}\n{whole}\n", "red desks of Sample in 2021 and 2024") == [whole]


def test_rows_of_a_table_answer_together():
    assert said(TABLE, "red desks over the years") == [
        "Year: 2021 | Red desks (achieved): 3 | Source: Paper.",
        "Year: 2022 | Red desks (achieved): 5 | Source: Paper.",
        "Year: 2024 | Red desks (achieved): 7 | Source: Paper.",
    ]


def test_a_target_is_no_value_of_a_change():
    text = TEXT.replace("Sample had 5 red desks in 2022.", "")

    assert said(text, "How did the red desks of Sample change from 2021 to 2024?") == [
        "Sample had 3 red desks in 2021.",
        "Sample had 7 red desks in 2024.",
    ]


def test_values_further_back_than_an_answer_reaches_are_found():
    filler = "\n".join(f"\nSample has {n} green boats near the river.\n" for n in range(20, 40))
    scores = {"2021": 0.9, "green": 0.89, "2024": 0.8}

    assert said(TEXT.split("Sample had 5")[0] + filler, "red desks in 2021 and 2024", scores) == [
        "Sample had 3 red desks in 2021.",
        "Sample had 7 red desks in 2024.",
    ]


def test_a_year_without_a_sentence_does_not_spoil_the_other():
    assert said(TEXT, "red desks of Sample in 2021 and 2035")[0] == (
        "Sample had 3 red desks in 2021."
    )


@pytest.mark.parametrize(
    ("question", "years", "change"),
    [
        ("the targets for 2025 and 2030", [2025, 2030], False),
        ("January 2022 and April 2025", [2022, 2025], False),
        ("How did it grow between 2021 and 2023?", [2021, 2023], True),
        ("Show the trend", [], True),
        ("chỉ số thay đổi thế nào từ 2017 đến 2019", [2017, 2019], True),
        ("doanh thu tang the nao qua cac nam", [], True),
        ("It was new in 2020. What is it in 2024?", [2020], False),
        ("the growth in 2024", [2024], False),
        ("the rank in the Government Development Index of 2024", [2024], False),
        ("năm 2024 doanh thu tăng bao nhiêu", [2024], False),
    ],
)
def test_the_times_of_a_question_are_read(question, years, change):
    asked = asked_times(question)

    assert ([time.year for time in asked.times], asked.change) == (years, change)


def test_a_span_is_no_question_for_its_two_ends():
    whole = "In the period 2021-2024 Sample bought 9 red desks and 4 lamps."

    assert asked_times("How many red desks did Sample buy in 2021-2024?").span
    assert said(f"{TEXT}\n{whole}\n", "red desks in 2021-2024", {"period": 0.9}) == [whole]


def test_a_year_in_the_name_of_a_plan_is_no_second_time():
    text = (
        "The plan of 2020 is 35 red desks by 2025.\n\nThe plan of 2019 is 30 red desks by 2025.\n"
    )
    scores = {"2020": 0.9, "2019": 0.89}

    assert said(text, "red desks of the 2020 plan for 2025", scores)[0] == (
        "The plan of 2020 is 35 red desks by 2025."
    )
