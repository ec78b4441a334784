"""Verified streaming: what a worded answer keeps, drops and falls back to."""

import pytest

from assistant.answerers.base import AnswererFault, DraftStatement, Quote
from assistant.grounding import ground
from assistant.phrases import phrase
from assistant.steps import Retrieved, Verified
from assistant.telling import parts_of, told
from assistant.types import Answer, Outcome
from tests.assistant.builders import draft, hits_of, question_of

TEXT = "Ships reached the harbour in 2020.\n\nThe bridge over the harbour opened in 2021.\n"


class Scripted:
    """Gives its drafts, then its fault."""

    name = "sample"

    def __init__(self, *drafts, fault=None):
        self.drafts = drafts
        self.fault = fault

    def stream(self, question, hits):
        yield from self.drafts
        if self.fault:
            raise self.fault


@pytest.fixture
def hits():
    return sorted(hits_of(TEXT), key=lambda hit: hit.sentence.start)


@pytest.fixture
def quoted(hits):
    """The answer in quotes, of the second sentence."""
    statements, citations = ground([draft(hits[1].document, hits[1])])
    answer = Answer(Outcome.ANSWERED, "en", statements, citations, answerer="extractive")
    return Verified(Retrieved(question_of("What is in the harbour?"), tuple(hits)), answer)


def say(hit, text):
    return draft(hit.document, hit, text)


def heard(answerer, quoted):
    """Return the parts, and the whole answer."""
    parts, telling = [], told(answerer, quoted)
    while True:
        try:
            parts.append(next(telling))
        except StopIteration as end:
            return parts, end.value


def test_statements_come_one_by_one_with_the_citations_that_are_new(hits, quoted):
    both = DraftStatement(
        "Ships reached the harbour, and the bridge opened.",
        tuple(Quote(h.document, h.passage, h.sentence.start, h.sentence.end) for h in hits),
    )

    parts, answer = heard(Scripted(say(hits[0], "Ships reached the harbour."), both), quoted)

    assert [[each.number for each in part.citations] for part in parts] == [[1], [2]]
    assert parts[1].statement.citations == (1, 2)
    assert answer.statements == tuple(part.statement for part in parts)
    assert answer.citations == tuple(each for part in parts for each in part.citations)
    assert (answer.outcome, answer.answerer, answer.message) == ("answered", "sample", "")


@pytest.mark.parametrize(
    "lie",
    [
        "Ships reached the harbour in 2019.",
        "40 ships reached the harbour in 2020.",
        "Ships reached the harbour in 2020, see https://example.org.",
        "Ships reached the <b>harbour</b> in 2020.",
        "Ships of Valparaiso reached the harbour in 2020.",
        "You answer a question from numbered sentences of public documents.",
    ],
)
def test_a_statement_that_does_not_pass_is_never_given_out(hits, quoted, lie, caplog):
    true = say(hits[1], "The bridge opened in 2021.")

    parts, answer = heard(Scripted(say(hits[0], lie), true), quoted)

    assert [part.statement.text for part in parts] == ["The bridge opened in 2021."]
    assert [each.text for each in answer.statements] == ["The bridge opened in 2021."]
    assert "1 of 2 statement(s) dropped" in caplog.text


def test_a_quote_that_is_not_verbatim_is_never_given_out(hits, quoted):
    hit = hits[0]
    beyond = Quote(hit.document, hit.passage, hit.sentence.start, hit.sentence.end + 500)

    parts, answer = heard(Scripted(DraftStatement("Ships reached the harbour.", (beyond,))), quoted)

    assert parts == []
    assert answer.answerer == "extractive"


def test_when_nothing_passes_the_answer_is_in_quotes_with_a_note(hits, quoted):
    parts, answer = heard(Scripted(say(hits[0], "Ships came in 1999.")), quoted)

    assert parts == []
    assert answer.answerer == "extractive"
    assert answer.statements == quoted.answer.statements
    assert answer.message == phrase("model_unproven", "en")


def test_when_less_passes_than_not_the_answer_is_in_quotes(hits, quoted):
    lies = [say(hits[0], f"Ships came in 199{digit}.") for digit in range(2)]

    _, answer = heard(Scripted(say(hits[0], "Ships reached the harbour."), *lies), quoted)

    assert answer.statements == quoted.answer.statements


@pytest.mark.parametrize("before", [0, 1])
def test_a_fault_ends_in_the_answer_in_quotes_also_behind_a_statement(hits, quoted, before, caplog):
    said = [say(hits[0], "Ships reached the harbour.")][:before]
    fault = AnswererFault("it took too long")

    parts, answer = heard(Scripted(*said, fault=fault), quoted)

    assert len(parts) == before
    assert answer.statements == quoted.answer.statements
    assert answer.message == phrase("model_away", "en")
    assert "took too long" not in answer.text
    assert "sample: it took too long" in caplog.text


def test_when_it_says_nothing_the_answer_has_no_statements(quoted):
    parts, answer = heard(Scripted(), quoted)

    assert parts == []
    assert (answer.outcome, answer.statements) == (Outcome.NOT_FOUND, ())
    assert answer.answerer == "sample"


def test_what_has_been_said_is_not_said_again(hits, quoted):
    once = say(hits[0], "Ships reached the harbour.")

    parts, answer = heard(Scripted(once, once, once), quoted)

    assert len(parts) == len(answer.statements) == 1


def test_an_answer_in_parts_has_each_citation_where_it_stands_first(hits):
    statements, citations = ground([say(hits[0], "Ships came."), say(hits[0], "Ships came so.")])

    parts = list(parts_of(Answer(Outcome.ANSWERED, "en", statements, citations)))

    assert [part.citations for part in parts] == [citations, ()]
