"""The answerer that quotes: what leads, what is added, and when nothing is said."""

from dataclasses import replace

import pytest

from assistant.answerers.extractive import ExtractiveAnswerer
from tests.assistant.builders import hits_of, question_of

YEARS = """# Sample index

Sample revenue was 3 units in 2021.

Sample revenue was 7 units in 2024.
"""
LIST = """# Sample

The three sample rules are:

- walk slowly
- look twice
- speak once
"""
LONG = (
    "The sample report says that 90% of the people who took part in the sample survey have a "
    "sample book of their own; that 80% of all sample schools keep a sample record for every "
    "child; and that 70% of the sample clinics take sample cards."
)


def said(text, question, scores):
    drafts = ExtractiveAnswerer().answer(question_of(question), hits_of(text, scores=scores))
    return [draft.text for draft in drafts]


def test_the_best_sentence_answers_and_one_far_behind_is_left_out():
    assert said(YEARS, "revenue in units", {"2021": 0.6, "2024": 0.9}) == [
        "Sample revenue was 7 units in 2024."
    ]


@pytest.mark.parametrize(("coverage", "answers"), [(0.39, False), (0.4, True)])
def test_what_the_model_does_not_read_must_share_words_with_the_question(coverage, answers):
    (hit,) = hits_of("Sample revenue was 7 units.\n", scores={"revenue": 0.9})
    question = question_of("revenue")

    read = ExtractiveAnswerer().answer(question, [replace(hit, coverage=0.1)])
    unread = ExtractiveAnswerer().answer(question, [replace(hit, coverage=coverage, unread=True)])

    assert read
    assert bool(unread) == answers


def test_of_sentences_that_are_equally_good_the_newest_comes_first():
    found = said(YEARS.replace("3 units", "3 coins"), "revenue", {"2021": 0.9, "2024": 0.9})

    assert found[0].endswith("2024.")


def test_a_newer_sentence_that_is_less_near_does_not_come_first():
    text = "# Sample\n\nThe sample of 2020 is gold.\n\nThe sample of 2024 is a copy.\n"

    found = said(text, "the sample", {"gold": 0.95, "copy": 0.8})

    assert found[0] == "The sample of 2020 is gold."


def test_what_happened_once_has_no_newest():
    text = "# Sample\n\nThe sample opened in 2020.\n\nThe sample was painted in 2024.\n"

    found = said(text, "When was the sample opened?", {"opened": 0.95, "painted": 0.94})

    assert found[0] == "The sample opened in 2020."


def test_a_question_for_a_year_gets_that_year_even_when_another_scores_higher():
    assert said(YEARS, "revenue in 2021", {"2021": 0.8, "2024": 0.9}) == [
        "Sample revenue was 3 units in 2021."
    ]


def test_a_year_that_no_sentence_speaks_of_gets_no_answer():
    assert said(YEARS, "revenue in 2030", {"2021": 0.9, "2024": 0.9}) == []


def test_a_sentence_of_the_right_year_on_another_thing_does_not_stand_in():
    text = YEARS + "\nSample staff was 12 people in 2030.\n"

    assert said(text, "revenue in 2030", {"2024": 0.9, "2030": 0.8}) == []


def test_a_low_score_gets_no_answer():
    assert said(YEARS, "revenue", {"2024": 0.3}) == []


def test_a_list_that_is_asked_for_is_given_in_full():
    assert said(LIST, "what are the three sample rules", {"rules are": 0.9}) == [
        "The three sample rules are:",
        "Walk slowly.",
        "Look twice.",
        "Speak once.",
    ]


def test_an_item_is_shown_with_the_line_that_introduces_it():
    assert said(LIST, "should I look twice", {"look twice": 0.9}) == [
        "The three sample rules are: Look twice."
    ]


def test_of_a_long_enumeration_the_clause_that_answers_is_shown():
    (statement,) = said(LONG, "how many schools keep a record", {"schools": 0.9})

    assert statement == "That 80% of all sample schools keep a sample record for every child."


def test_without_sentences_nothing_is_said():
    assert said(YEARS, "revenue", {}) == []


def test_the_line_that_introduces_a_list_is_not_shown_without_its_items():
    assert said(LIST, "sample rules, how many in all", {"rules are": 0.9}) == [
        "The three sample rules are: Walk slowly. Look twice. Speak once."
    ]


def test_a_list_is_not_given_for_a_sentence_that_only_has_clauses_beside_it():
    found = said(LONG, "which schools keep a record", {"schools": 0.9})

    assert found == ["That 80% of all sample schools keep a sample record for every child."]


AIMS = """# Sample accounts

The target for sample accounts is 40 units.

Sample accounts reached 55 units.

Sample Gazette (sample accounts): https://example.org/sample-accounts
"""


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("what is the target for sample accounts", "40 units"),
        ("what have sample accounts actually reached", "55 units"),
        ("sample accounts reached, not the target", "55 units"),
    ],
)
def test_a_target_and_a_result_are_told_apart(question, first):
    found = said(AIMS, question, {"40 units": 0.9, "55 units": 0.9})

    assert first in found[0]


@pytest.mark.parametrize("question", ["the newest sample revenue", "sample revenue hien nay"])
def test_the_newest_value_leads_where_the_latest_is_asked_for(question):
    text = YEARS.replace("2021", "March 2024").replace("in 2024", "in June 2024")

    found = said(text, question, {"March": 0.93, "June": 0.9})

    assert found[0] == "Sample revenue was 7 units in June 2024."


def test_a_line_with_an_address_is_no_answer():
    assert said(AIMS, "sample gazette accounts", {"Gazette": 0.9}) == []


def test_a_target_for_a_later_year_does_not_come_before_the_newest_result():
    text = YEARS + "\nThe target for sample revenue is 9 coins in 2030.\n"

    found = said(text, "sample revenue", {"2024": 0.9, "2030": 0.9})

    assert found[0].endswith("2024.")


NEAR = """# Sample revenue

Sample revenue of the sample trade was 3 units nationwide in 2021.

Sample revenue of the sample trade came to 7 units in 2024.
"""


def test_a_sentence_of_the_right_year_stands_in_for_a_better_one_that_it_nearly_equals():
    scores = {"2021": 0.80, "2024": 0.82}

    assert said(NEAR, "nationwide revenue of the sample trade in 2024", scores) == [
        "Sample revenue of the sample trade came to 7 units in 2024."
    ]


def test_one_far_behind_does_not_stand_in():
    scores = {"2021": 0.99, "2024": 0.55}

    assert said(NEAR, "nationwide revenue of the sample trade in 2024", scores) == []


def test_good_scores_are_told_apart():
    text = "# Sample\n\nThe newest sample is of 2024.\n\nThe sample of gold is of 2020.\n"

    found = said(text, "Which sample is the newest?", {"newest": 0.999, "gold": 0.95})

    assert found == ["The newest sample is of 2024."]


FINES = """# Sample fines

One of the sample fines is 5% of the revenue.

One of the sample fines is 3 units a day.

One of the sample fines is 10 times the gains.
"""


def test_each_of_several_sentences_answers_a_question_for_several_things():
    scores = {"One of": 0.9}

    found = said(FINES, "What are the sample fines?", scores)

    assert [each.split(" is ")[1] for each in found] == [
        "5% of the revenue.",
        "3 units a day.",
        "10 times the gains.",
    ]


def test_a_figure_of_the_likely_kind_leads_among_equals():
    text = "# Trade\n\nSample revenue rose by 8% in 2022.\n\nSample revenue was 16 USD in 2022.\n"

    assert (
        said(text, "sample revenue 2022", {"2022": 0.9})[0] == "Sample revenue was 16 USD in 2022."
    )


def test_one_thing_is_not_answered_by_its_counterpart():
    text = "# Trade\n\nSample exports were 7 units in 2024.\n"

    assert said(text, "sample imports in 2024", {"2024": 0.9}) == []
    assert said(text, "sample exports in 2024", {"2024": 0.9}) != []


GOAL = """# Sample boats

The target is that 9 boats have sails by 2030.
"""


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("How many boats already have sails?", False),
        ("How many boats have sails today?", False),
        ("Which number of boats was actually reached?", False),
        ("How many boats should have sails?", True),
        ("How many boats have sails?", True),
    ],
)
def test_a_target_alone_is_no_answer_where_a_result_is_asked_for(question, answers):
    assert bool(said(GOAL, question, {"boats": 0.9})) == answers


def test_when_is_not_answered_by_the_year_of_the_question_itself():
    index = "# Boats\n\nThe Boat Index 2025 has rank 4.\n"

    assert said(index, "When was the Boat Index 2025 published?", {"rank": 0.9}) == []
    assert said(
        index.replace("has rank 4", "came out in May 2025"),
        "When was the Boat Index 2025 published?",
        {"came": 0.9},
    )


def test_a_rival_that_scores_higher_does_not_stand_in_the_way():
    laws = "# Laws\n\nThe Law on Sails came in 2021.\n\nThe Law on Boats came in 2024.\n"

    assert said(laws, "When did the Law on Boats come?", {"Sails": 0.9, "Boats": 0.6}) == [
        "The Law on Boats came in 2024."
    ]


def test_what_a_text_does_not_speak_of_it_says_nothing_about():
    law = "# Law\n\nThe law of the boats has rules for sails.\n"

    assert said(law, "What does the law say about sails?", {"law": 0.9})
    assert said(law, "What does the law say about engines?", {"law": 0.9}) == []


NEWEST = """# Sample app

Sample accounts were 7 in 2024.

Sample visits were 900 in 2025.
"""


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("What is the latest number of sample accounts?", "Sample accounts were 7 in 2024."),
        ("How many sample visits are there now?", "Sample visits were 900 in 2025."),
        ("What is the latest figure of the sample app?", "Sample visits were 900 in 2025."),
    ],
)
def test_the_newest_value_of_what_is_counted_leads(question, first):
    assert said(NEWEST, question, {"accounts": 0.9, "visits": 0.89})[0] == first
