"""The part of a statement that answers: of the kind asked for, or nothing."""

import pytest

from assistant.marks import marks_of
from tests.assistant.builders import question_of

TWO = "It had 9 lamps and 7 boats, and paid 3 billion USD, or 12% of all."
MET = "In 2024 more than 55 million desks were red, above the target of 40 million desks."
ROW = "Edition: 2024 | Rank of Sample: 71 of 193 | Score of Sample: 0.77 | Source: Paper."


def marked(text, question):
    return [text[start:end] for start, end in marks_of(text, question_of(question))]


@pytest.mark.parametrize(
    ("text", "question", "found"),
    [
        (TWO, "what share of all was paid", "12%"),
        (TWO, "how much money in USD did it pay", "3 billion USD"),
        (TWO, "how many boats had it", "7"),
        (TWO, "how many lamps were there", "9"),
        (MET, "how many desks were actually red?", "more than 55 million"),
        (MET, "what was the target for red desks?", "40 million"),
        (ROW, "the rank of Sample in 2024", "71 of 193"),
        (ROW, "the score of Sample in 2024", "0.77"),
        ("It was 5 million in 2021 and 9 million in 2023.", "how much in 2023", "9 million"),
        ("It reached 0.79, a growth of 8.6% on 2023.", "by how much did it grow?", "8.6%"),
        ("The law was passed on 22 June 2023.", "When was the law passed?", "22 June 2023"),
        ("The sample was signed by Minister An Binh Chau.", "Who signed the sample?",
         "Minister An Binh Chau"),
    ],
    ids=[
        "share", "money", "counted", "counted first", "result", "target", "column", "other column",
        "year", "growth", "day", "name",
    ],
)  # fmt: skip
def test_what_is_asked_for_is_marked(text, question, found):
    assert marked(text, question) == [found]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("It was 5 and then 7 and at last 9.", "how much was it"),
        ("The sample has 45 red desks.", "Why does the sample have desks?"),
        ("The sample has 45 red desks.", "Which body reported the red desks?"),
        ("In 2024 the law came.", "when in 2024 did the law come?"),
        ("It was passed on 2 May 2023 and is in force from 1 July 2024.", "when did it begin?"),
        ("The desks are red.", "how many desks are red?"),
        ("An Binh and Chau Dung signed the sample.", "Who signed the sample?"),
        ("The National Committee on Boats decides.", "Who decides?"),
        ("Of the 76 desks asked for all are red.", "How many of the 76 desks are red?"),
    ],
    ids=[
        "several", "a reason", "a body", "a known year", "two days", "no figure", "two names",
        "part of a name", "a known figure",
    ],
)  # fmt: skip
def test_nothing_is_marked_when_it_is_not_clear(text, question):
    assert marked(text, question) == []


def test_of_several_times_each_value_is_marked():
    text = "It had a revenue of 13.7 billion USD in 2021, which grew to 20.5 billion USD in 2023."

    assert marked(text, "How did the revenue change from 2021 to 2023?") == [
        "13.7 billion USD",
        "20.5 billion USD",
    ]


def test_a_note_on_sources_is_never_marked():
    text = "It was passed (source: Paper of 2 May 2023, An Binh Chau)."

    assert marked(text, "When was it passed?") == []
    assert marked(text, "Who passed it?") == []
