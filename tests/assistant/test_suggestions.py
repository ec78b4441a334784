"""Suggested questions come from the documents, and each is answered by them."""

from assistant.suggestions import MOST, nearest, suggest
from assistant.types import Answer, Citation, Outcome
from knowledge import Document, Page


def document(name: str, text: str = "Sample.", questions: tuple[str, ...] = ()) -> Document:
    return Document(name, name, name, (Page(1, text),), questions=questions)


def answered_by(*known: str):
    """Return an ``ask`` that answers some questions, each with a quote of its own."""

    def ask(question: str) -> Answer:
        if question not in known:
            return Answer(Outcome.NOT_FOUND, "en")
        citation = Citation(
            1, "d", "t", None, None, None, 1, 1, None, f"quote of {question}", 0, 1, "p", 0
        )
        return Answer(Outcome.ANSWERED, "en", citations=(citation,))

    return ask


def test_the_questions_of_the_authors_are_taken_in_turn():
    documents = [document("a", questions=("A1?", "A2?")), document("b", questions=("B1?",))]

    assert suggest(documents, "en", answered_by("A1?", "A2?", "B1?")) == ("A1?", "B1?", "A2?")


def test_a_question_that_is_not_answered_is_not_suggested():
    documents = [document("a", questions=("A1?", "A2?"))]

    assert suggest(documents, "en", answered_by("A2?")) == ("A2?",)


def test_questions_of_the_other_language_are_not_suggested():
    documents = [document("a", questions=("A1?", "Câu hỏi một?"))]

    assert suggest(documents, "vi", answered_by("A1?", "Câu hỏi một?")) == ("Câu hỏi một?",)


def test_a_document_without_questions_is_asked_for_what_it_measures():
    text = "The share of sample households reached 40%. Nothing of the rest is measured."

    found = suggest(
        [document("a", text)],
        "en",
        answered_by("What do the documents say about the share of sample households?"),
    )

    assert found == ("What do the documents say about the share of sample households?",)


def test_no_more_than_six_are_suggested():
    many = tuple(f"Question {number}?" for number in range(20))

    assert len(suggest([document("a", questions=many)], "en", answered_by(*many))) == MOST


def test_the_nearest_are_those_that_share_most_words():
    assert nearest(["about apples?", "about pears and plums?"], "pears or plums", 1) == (
        "about pears and plums?",
    )
