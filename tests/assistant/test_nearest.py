"""What is near to a question that has no answer, and what is not."""

from dataclasses import replace

import pytest

from assistant.nearest import MOST_QUOTES, NEAR_COVERAGE, NEAR_SIMILARITY, near, nearest, quoted
from tests.assistant.builders import hits_of, question_of

TEXT = """\
Boats in the harbour in 2024: 40.

In the harbour of Hanoi there are 12 boats.

The river has a bridge of its own.

Boats of 2025:
"""
BOATS = question_of("How many boats are there?")
SCORES = {"2024": 0.9, "Hanoi": 0.88, "river": 0.86, "2025": 0.9}


@pytest.fixture
def hits():
    return hits_of(TEXT, scores=SCORES)


def texts(found):
    return [hit.text for hit in found]


@pytest.mark.parametrize(
    "facts", [{"similarity": NEAR_SIMILARITY - 0.01}, {"coverage": NEAR_COVERAGE - 0.01}]
)
def test_a_sentence_that_is_only_similar_or_only_shares_words_is_not_near(hits, facts):
    assert near(BOATS, [replace(hits[0], **facts)]) == ()


def test_nothing_is_near_where_the_best_sentence_is_not(hits):
    assert near(BOATS, [replace(hits[0], similarity=0.1), *hits[1:]]) == ()


def test_a_line_that_only_introduces_others_is_not_shown(hits):
    assert not any(text.endswith(":") for text in texts(near(BOATS, hits)))


def test_a_line_with_an_address_is_not_shown():
    found = hits_of("Boats: see https://example.org/boats\n", scores={"Boats": 0.9})

    assert near(BOATS, found) == ()


def test_what_has_fewer_words_of_the_question_is_not_shown(hits):
    best, second, *_ = [hit for hit in hits if not hit.text.endswith(":")]
    far = replace(second, coverage=0.5 * best.coverage)

    assert near(BOATS, [best, far]) == (best,)


def test_another_year_of_the_thing_is_nearer_than_the_year_of_another_thing():
    found = [
        *hits_of("In 2045 the target is 9 bridges.\n", scores={"2045": 0.95}, title="Bridges"),
        *hits_of("The VNeID target of 2024 is 3 boats.\n", scores={"2024": 0.7}, title="Boats"),
    ]

    shown = near(question_of("What is the VNeID target for 2045?"), found)

    assert texts(shown) == ["The VNeID target of 2024 is 3 boats."]


def test_what_lacks_least_comes_first(hits):
    found = nearest(question_of("How many boats are there in Hanoi?"), hits)

    assert "Hanoi" in found[0].text


def test_no_more_than_two_are_shown_and_none_twice(hits):
    found = nearest(question_of("How many boats are there?"), [*hits, *hits])

    assert len(found) == MOST_QUOTES
    assert len(set(texts(found))) == MOST_QUOTES


def test_each_quote_is_verbatim_in_its_page(hits):
    question = question_of("How many boats are there in 2030?")

    citations = quoted(question, nearest(question, hits))

    assert [citation.number for citation in citations] == [1, 2]
    page = hits[0].document.pages[0]
    for citation in citations:
        assert page.text[citation.start : citation.end] == citation.quote


def test_a_sentence_that_is_not_in_its_page_is_not_quoted(hits):
    question = question_of("How many boats are there?")
    other = replace(hits[0].document, pages=hits_of("Another page altogether.")[0].document.pages)

    assert quoted(question, [replace(hits[0], document=other)]) == ()
