"""The questions that are offered instead of one that is not answered."""

from dataclasses import dataclass, field

import pytest

from assistant.offers import MOST_TRIED, Offers, candidates
from assistant.types import Answer, Outcome, Statement
from knowledge import Document
from tests.fakes import make_hit

BOATS = ("How many boats are in the harbour?", "Có bao nhiêu tàu trong cảng?")
FRUIT = ("Which apples are red?", "How many apples are there in the harbour?")


@dataclass
class Shelf:
    """A library of no text, whose documents have each word as often as said."""

    name: str = "first"
    often: dict[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    unanswered: set[str] = field(default_factory=set)

    def documents(self) -> tuple[Document, ...]:
        return (make_hit("Boats.", questions=BOATS).document,)

    def frequency(self, key: str) -> int:
        return self.often.get(key, 0)

    def ask(self, question: str, language: str) -> Answer:
        self.asked.append(question)
        given = question not in self.unanswered
        return Answer(
            Outcome.ANSWERED if given else Outcome.NOT_FOUND,
            "en",
            statements=(Statement(question, ()),) if given else (),
        )


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def offers(shelf):
    return Offers(shelf, shelf.ask)


HITS = (make_hit("Boats.", questions=BOATS), make_hit("Apples.", id="fruit", questions=FRUIT))


def test_the_questions_of_the_documents_that_were_found_are_offered(offers):
    found = offers.near("How many boats are in Da Nang?", HITS, "en")

    assert found == (BOATS[0],)


def test_they_are_in_the_language_of_the_question(offers):
    assert offers.near("Có bao nhiêu tàu?", HITS, "vi") == (BOATS[1],)


def test_only_what_is_answered_is_offered(offers, shelf):
    shelf.unanswered = {BOATS[0]}

    assert BOATS[0] not in offers.near("How many boats are in Da Nang?", HITS, "en")


def test_a_rare_word_that_is_shared_counts_more_than_a_common_one():
    often = {"harbour": 400}

    found = candidates("apples by the harbour bridge?", HITS, "en", lambda word: often.get(word, 0))

    assert found[0] == FRUIT[1]
    assert BOATS[0] not in found


def test_the_question_itself_is_not_offered():
    assert BOATS[0] not in candidates("how many boats in the harbour", HITS, "en", lambda _: 1)


def test_without_a_near_one_there_are_those_to_begin_with(offers):
    assert offers.near("Where is the bridge?", (), "en") == (BOATS[0],)


def test_documents_without_questions_are_asked_for_their_figures():
    hits = [make_hit("The number of harbour boats reached 40 in the year 2024.", questions=())]

    (found,) = candidates("harbour boats in 2030?", hits, "en", lambda _: 1)

    assert found == "What do the documents say about the number of harbour boats?"


def test_a_question_is_tried_once_an_index(offers, shelf):
    for _ in range(2):
        offers.near("How many boats are in Da Nang?", HITS, "en")
    assert shelf.asked == [BOATS[0]]

    shelf.name = "second"
    offers.near("How many boats are in Da Nang?", HITS, "en")
    assert shelf.asked == [BOATS[0]] * 2


def test_no_more_than_a_few_are_tried(offers, shelf):
    many = tuple(f"How many boats are in harbour {letter}?" for letter in "abcdefgh")
    shelf.unanswered = set(many)

    offers.near("How many boats?", [make_hit("Boats.", questions=many)], "en")

    assert len(set(shelf.asked) & set(many)) == MOST_TRIED
