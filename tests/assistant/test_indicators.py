"""What a sentence measures: which are of one indicator, and which only look like it."""

import pytest

from assistant.indicators import cells_of, measure_of
from assistant.notes import without_notes

LIKE = 0.7


def alike(first, second):
    return measure_of(first).is_like(measure_of(second), LIKE)


def values(text):
    return [text[value.start : value.end] for value in measure_of(text).values]


def times(text):
    return [time.order for time in measure_of(text).times]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("In 2021 the sample rate was 12%.", "By May 2024 the sample rate had reached over 15%."),
        ("Sample ranked 71st of 193 in 2024.", "In 2022 Sample ranked 86th of 193 (source: A)."),
        ("Năm 2022, mẫu có hơn 1,2 triệu lượt.", "Tháng 7/2024, mẫu đã có 16 triệu lượt."),
        (
            "Year: 2017 | Rank of Sample: 47 of 127 | Source: A",
            "2018 | Rank of Sample: 45 of 126 | Source: B",
        ),
    ],
    ids=["hedges", "denominators and notes", "Vietnamese", "rows"],
)
def test_the_same_words_apart_from_figures_and_days_are_one_indicator(first, second):
    assert alike(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Sample exports were 3 units in 2021.", "Sample imports were 4 units in 2022."),
        ("Hanoi had 3 sample desks in 2021.", "Hue had 4 sample desks in 2022."),
        ("The target is 40 sample desks by 2025.", "There were 40 sample desks in 2025."),
        ("Level 2 accounts: 3 million in 2024.", "Level 3 accounts: 4 million in 2025."),
        ("2021 | Sample rate: 3% | Kind: wood", "2022 | Sample rate: 4% | Kind: iron"),
        ("2021 | Sample rate: 3%", "2022 | Sample count: 4"),
        ("2021 | Sample rate: 3%", "The sample rate was 3% in 2021."),
    ],
    ids=["exports", "places", "target", "level", "kind in a row", "column", "row and sentence"],
)
def test_other_words_aims_or_columns_are_another_indicator(first, second):
    assert not alike(first, second)


def test_a_value_is_read_with_its_hedge_and_what_it_is_out_of():
    assert values("Sample ranked 71st of 193; over 40 million users; 260-285 USD each.") == [
        "71st of 193",
        "over 40 million",
        "260-285 USD",
    ]


@pytest.mark.parametrize(
    "text",
    ["services of level 4", "Project 06 of 2022", "Decision 749/QĐ-TTg", "dịch vụ mức độ 3 và 4"],
)
def test_a_number_in_a_name_is_no_value(text):
    assert values(text) == []


def test_a_number_behind_the_first_word_of_a_sentence_is_a_value():
    assert values("With 45 red desks it was open. In 12 rooms there were none.") == ["45", "12"]


def test_the_day_of_a_document_is_no_time_at_which_something_held():
    assert times("Decision 411/QĐ-TTg of 31 March 2022 sets 70% by 2030.") == [(2030, 0, 0)]


def test_a_year_that_is_only_compared_with_is_left_out():
    assert times("In 2024 it was 45%, up 2.5 times on 2023.") == [(2024, 0, 0)]


def test_notes_on_sources_say_nothing_on_time_or_value():
    text = "It was 5% in 2024 (one source only: Paper of May 2025, [2](x)) in all."

    assert times(text) == [(2024, 0, 0)]
    assert len(without_notes(text)) == len(text)


def test_the_cells_of_a_row_have_the_names_of_their_columns():
    row = "18 March 2025 | Sample, achieved: over 61 million | Source: one only: Paper"

    assert [(cell.name, row[cell.start : cell.end]) for cell in cells_of(row)] == [
        ("", "18 March 2025"),
        ("Sample, achieved", "over 61 million"),
        ("Source", "one only: Paper"),
    ]
