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


@pytest.mark.parametrize(
    ("name", "text", "holds"),
    [
        ("Amazon", "Amazonian companies built the bridge.", True),
        ("Brazilian", "Companies of Brazil built the bridge.", True),
        ("Europe", "European companies built the bridge.", True),
        ("Lagoon", "Lago built the bridge.", False),
        ("Khoan", "Khoa built the bridge.", False),
    ],
)
def test_a_name_may_stand_as_its_adjective_and_the_reverse(name, text, holds):
    hit = hit_with(text, "bridge")

    assert supports(hit, constraints_of(f"Which bridge was built by {name} firms?")) is holds


def test_a_question_in_capitals_throughout_has_no_names():
    assert not constraints_of("WHO SPOKE AT THE CONFERENCE").names


def test_a_vice_chairman_is_not_the_chairman():
    assert not supported("who is the chairman", "Vice Chairman")
    assert supported("who is the vice chairman", "Vice Chairman")


MONTHS = """# Sample counts

On 8 March 2021 there were 5 units.

In May 2021 there were 7 units.

There are units of wood.

## Decision 7/QĐ-HO

Decision 7/QĐ-HO wants 12 units by 2025.
"""


def month_supported(question, words, **given):
    return supports(hit_with(MONTHS, words, **given), constraints_of(question))


@pytest.mark.parametrize(
    ("question", "words", "holds"),
    [
        ("units in March 2021", "5 units", True),
        ("den 8/3/2021 co bao nhieu units", "5 units", True),
        ("units in March 2021", "7 units", False),
        ("tháng 5 năm 2021 có bao nhiêu units", "7 units", True),
        ("units in 2021", "7 units", True),
        ("units from March 2021 to May 2021", "7 units", True),
        ("units after March 2021", "7 units", True),
    ],
)
def test_a_month_must_be_the_one_the_sentence_speaks_of(question, words, holds):
    assert month_supported(question, words) is holds


def test_a_sentence_without_a_month_speaks_of_the_month_of_its_event():
    given = {"event_date": "2021-03-08"}

    assert month_supported("units of wood in March 2021", "wood", **given)
    assert not month_supported("units of wood in April 2021", "wood", **given)


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("units in Decision 7", True),
        ("Quyết định số 7 muốn bao nhiêu units", True),
        ("units in 7/QĐ-HO", True),
        ("units in Decision 8", False),
        ("units in Decree 17/2023/NĐ-CP", False),
    ],
)
def test_a_decision_must_be_the_one_the_passage_speaks_of(question, holds):
    assert month_supported(question, "12 units") is holds


PLACES = """# Samples

In Hanoi there were 5 boats.

In Ho Chi Minh City there were 7 boats.

People of working age had 9 boats.
"""


@pytest.mark.parametrize(
    ("question", "words", "holds"),
    [
        ("ha noi co bao nhieu boats", "5 boats", True),
        ("Hà Nội có bao nhiêu boats", "7 boats", False),
        ("tp hcm co bao nhieu boats", "7 boats", True),
        ("boats in HCMC", "7 boats", True),
        ("người trong độ tuổi lao động có bao nhiêu boats", "9 boats", True),
        ("nguoi trong do tuoi lao dong co bao nhieu boats", "9 boats", True),
        ("Lào có bao nhiêu boats", "9 boats", False),
    ],
)
def test_a_place_has_all_its_names_and_a_syllable_of_another_word_is_none(question, words, holds):
    assert supports(hit_with(PLACES, words), constraints_of(question)) is holds


ROWS = """# Sample ranks

| Year | Sample rank |
| --- | --- |
| 2022 | 48, by the rise of 2 places in 2023 |
| 3/2020 | 90 |

The sample rank of 2019 was 60 (one source only: Sample Times of May 2021).
"""


@pytest.mark.parametrize(
    ("question", "words", "holds"),
    [
        ("the sample rank in 2022", "48", True),
        ("the sample rank in 2023", "48", False),
        ("the sample rank in 2020", "90", True),
        ("the sample rank in 2019", "60", True),
        ("the sample rank in 2021", "60", False),
        ("the sample rank in May 2021", "60", False),
    ],
)
def test_a_row_is_of_its_label_and_a_note_on_sources_is_of_no_time(question, words, holds):
    assert supports(hit_with(ROWS, words), constraints_of(question)) is holds


@pytest.mark.parametrize(
    ("question", "months"),
    [
        ("the rank in March 2022", {(2022, 3)}),
        ("the goal for 2025 in the strategy of March 2022", set()),
        ("from March 2022 to May 2022", set()),
    ],
)
def test_a_month_is_insisted_on_when_no_other_year_is_named(question, months):
    assert constraints_of(question).months == months


def test_the_letters_of_a_law_are_no_names():
    names = constraints_of("What does Decree 118/2025/NĐ-CP regulate?").names

    assert not {("cp",), ("nd",)} & {name for each in names for name in each}


def test_terms_of_unaccented_vietnamese_are_no_names():
    assert constraints_of("De an nay co bao nhieu Muc tieu?").names == frozenset()


def test_who_asks_for_the_chairman_and_the_vice_chairman_may_get_either():
    assert supported("Who is the chairman, and the vice chairman?", "An Binh")
