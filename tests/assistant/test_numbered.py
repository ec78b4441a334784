"""What a chat model gets to see: numbered sentences that hold for the question, and no more."""

from datetime import date

from assistant.answerers.holding import NEAREST
from assistant.answerers.numbered import MOST_SENTENCES, as_lines, numbered_sentences
from assistant.prompts import NO_ANSWER, messages
from tests.assistant.builders import hits_of, question_of

LIST = """# Harbours

The plan has these tasks:

- Build a harbour of 40 berths.
- Paint the red bridge.
- Light every lamp.
"""


def texts(question, hits):
    return [quote.text for quote in numbered_sentences(question_of(question), hits)]


def test_sentences_of_another_year_are_not_given():
    hits = hits_of("Ships came in 2020.\n\nThe bridge opened in 2021.\n")

    assert texts("What opened in 2021?", hits) == ["The bridge opened in 2021."]


def test_a_clause_is_given_with_its_whole_sentence():
    long = "; ".join(
        f"harbour {name} was built for {name} ships by the province" for name in "abcdef"
    )
    hits = hits_of(f"{long[:1].upper()}{long[1:]}.\n")

    assert len(hits) > 1
    assert len(texts("harbours", hits)) == 1


def test_the_list_that_a_best_hit_stands_in_is_given_in_full_with_what_introduces_it():
    best = hits_of(LIST, scores={"red bridge": 0.9})[:1]

    assert texts("tasks of the plan", best) == [
        "The plan has these tasks:",
        "Build a harbour of 40 berths.",
        "Paint the red bridge.",
        "Light every lamp.",
    ]


def test_no_sentence_is_given_twice():
    assert len(texts("tasks of the plan", hits_of(LIST) * 2)) == 4


def test_there_is_a_limit_to_what_is_given():
    many = "\n\n".join(f"Harbour number {number} has ships." for number in range(100))

    assert len(texts("harbours over the years", hits_of(many))) == MOST_SENTENCES
    assert len(texts("harbours", hits_of(many))) == NEAREST


def test_each_sentence_is_one_line_with_its_number_and_the_day_of_its_document():
    hits = hits_of("Ships came\nto the harbour.\n", published=date(2020, 5, 1))

    quotes = numbered_sentences(question_of("ships"), hits)

    assert as_lines(quotes) == "[1] (2020-05-01) Ships came to the harbour."


def test_what_is_sent_is_the_instructions_and_the_material_apart():
    quotes = numbered_sentences(question_of("ships"), hits_of("# Title\n\nShips came.\n"))

    (role, rules), (other, material) = messages(question_of("Which\nships came?"), quotes)

    assert (role, other) == ("system", "human")
    assert NO_ANSWER in rules
    assert "Ships came" not in rules
    assert material == "Question: Which ships came?\n\nSentences:\n[1] (undated) Ships came."
