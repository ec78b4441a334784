"""A sentence on another index, law or ministry than the one that is named is no answer."""

import pytest

from assistant.rivals import is_of_a_rival, names_asked
from tests.assistant.builders import hit_with, hits_of

INDICES = """# Sample indices

In the Global Ferry Index of May 2024 the town had rank 4.

In the Global Harbour Index of 2024 the town had a score of 9.5.

The town rose in the Global Ferry Index and the Global Harbour Index.
"""
LAWS = """# Sample laws

The Law on Boats has 7 chapters.

The Law on Old Harbours has 9 chapters.
"""


def kept(text, question):
    hits = hits_of(text)
    names = names_asked(question, hits)
    return [hit.text for hit in hits if not is_of_a_rival(hit, names)]


@pytest.mark.parametrize(
    "question",
    ["Which score has the Global Harbour Index?", "score in the global harbour index"],
)
def test_a_sentence_on_an_index_that_differs_in_one_word_is_left_out(question):
    assert kept(INDICES, question) == [
        "In the Global Harbour Index of 2024 the town had a score of 9.5.",
        "The town rose in the Global Ferry Index and the Global Harbour Index.",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "How did the Global Harbour Index and the Global Ferry Index change?",
        "How did the index change?",
    ],
)
def test_where_both_or_none_are_named_nothing_is_left_out(question):
    assert len(kept(INDICES, question)) == 3


@pytest.mark.parametrize("question", ["What is in the Law on Boats?", "the boats law"])
def test_a_sentence_on_a_law_on_other_things_is_left_out(question):
    assert kept(LAWS, question) == ["The Law on Boats has 7 chapters."]


def test_a_law_that_no_sentence_names_is_not_answered_by_another():
    assert kept(LAWS, "How many chapters has the Law on Sails?") == []


def test_the_same_law_in_other_words_is_no_rival():
    hit = hit_with("The Law on Electronic Boats has 7 chapters.\n", "chapters")

    assert not is_of_a_rival(hit, names_asked("the Law on E-Boats", [hit]))
