"""A chat model as an answerer, over HTTP from a scripted server: what it says, and every fault."""

import threading
from contextlib import suppress

import pytest

from assistant.answerers.base import AnswererFault
from assistant.answerers.breaker import Breaker
from assistant.answerers.chat_model import MOST_LINES
from tests.assistant.builders import hits_of, question_of
from tests.assistant.chat import KEY, chat_answerer
from tests.chat_server import Reply

TEXT = "Ships reached the harbour in 2020.\n\nThe bridge over the harbour opened in 2021.\n"
ASKED = "What happened in the harbour?"
SAID = "Ships reached the harbour in 2020. [1]\nThe bridge opened in 2021. [2]"
FIRST = "Ships reached the harbour in 2020. [1]\n"


@pytest.fixture(scope="module")
def hits():
    return sorted(hits_of(TEXT), key=lambda hit: hit.sentence.start)


def texts(answerer, hits):
    return [draft.text for draft in answerer.stream(question_of(ASKED), hits)]


def test_statements_rest_on_the_sentences_that_they_name(hits):
    with chat_answerer(SAID) as (answerer, _):
        first, second = answerer.stream(question_of(ASKED), hits)

    assert first.text == "Ships reached the harbour in 2020."
    assert [quote.text for quote in first.quotes] == [hits[0].text]
    assert [quote.text for quote in second.quotes] == [hits[1].text]


def test_the_model_sees_the_question_and_the_sentences_alone(hits):
    with chat_answerer(SAID) as (answerer, asked):
        texts(answerer, hits)

    ((_, material),) = asked
    sentences = f"[1] (undated) {hits[0].text}\n[2] (undated) {hits[1].text}"
    assert material["content"] == f"Question: {ASKED}\n\nSentences:\n{sentences}"


def test_a_statement_is_given_while_the_model_goes_on(hits):
    with chat_answerer(Reply(FIRST, silent=True)) as (answerer, _):
        drafts = answerer.stream(question_of(ASKED), hits)

        assert next(drafts).text == "Ships reached the harbour in 2020."
        drafts.close()


def until_fault(answerer, hits):
    """Return the statements that came before a fault, and the fault."""
    given = []
    try:
        for draft in answerer.stream(question_of(ASKED), hits):
            given.append(draft)  # what came before the fault is kept
    except AnswererFault as fault:
        return given, str(fault)
    raise AssertionError("there was no fault")


@pytest.mark.parametrize("reply", ["NO_ANSWER", "NO_ANSWER.", "**NO_ANSWER**\nNothing. [1]"])
def test_a_model_that_finds_no_answer_says_nothing(hits, reply):
    with chat_answerer(reply) as (answerer, _):
        assert texts(answerer, hits) == []


def test_without_a_sentence_that_holds_the_model_is_not_asked(hits):
    with chat_answerer(SAID) as (answerer, asked):
        assert list(answerer.stream(question_of("What happened in 1999?"), hits)) == []

    assert asked == []


@pytest.mark.parametrize(
    "reply", ["", "\n \n", "Ships came.", "[1]", "Ships came. [7]", '{"a": 1}']
)
def test_a_reply_without_a_statement_is_a_fault(hits, reply):
    with (
        chat_answerer(reply) as (answerer, asked),
        pytest.raises(AnswererFault, match="no statement in it"),
    ):
        texts(answerer, hits)

    assert len(asked) == 1


def test_lines_that_are_no_statements_are_left_out_and_counted(hits, caplog):
    with chat_answerer(f"Here you are:\n{FIRST}I hope that helps!") as (answerer, _):
        assert texts(answerer, hits) == ["Ships reached the harbour in 2020."]

    assert "2 line(s) dropped" in caplog.text


@pytest.mark.parametrize("status", [401, 403, 404, 400])
def test_a_refusal_is_a_fault_that_is_not_tried_again(hits, status):
    with (
        chat_answerer(status) as (answerer, asked),
        pytest.raises(AnswererFault, match=f"answered {status}"),
    ):
        texts(answerer, hits)

    assert len(asked) == 1


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_a_fault_that_may_pass_is_tried_once_more(hits, status):
    with chat_answerer(status, SAID) as (answerer, asked):
        assert len(texts(answerer, hits)) == 2

    assert len(asked) == 2


@pytest.mark.parametrize("status", [429, 500])
def test_it_is_not_tried_a_third_time(hits, status):
    with (
        chat_answerer(status, status, SAID) as (answerer, asked),
        pytest.raises(AnswererFault, match=f"answered {status}"),
    ):
        texts(answerer, hits)

    assert len(asked) == 2


@pytest.mark.parametrize("fault", [{"finish": None}, {"broken": True}], ids=["ends", "breaks"])
def test_a_reply_that_is_cut_off_before_a_statement_is_tried_once_more(hits, fault):
    with chat_answerer(Reply("Ships reached the har", **fault), SAID) as (answerer, asked):
        assert len(texts(answerer, hits)) == 2

    assert len(asked) == 2


@pytest.mark.parametrize("fault", [{"finish": None}, {"broken": True}], ids=["ends", "breaks"])
def test_a_reply_that_is_cut_off_behind_a_statement_is_a_fault(hits, fault):
    reply = Reply(f"{FIRST}The bridge opened in 2021", **fault)
    with chat_answerer(reply, SAID) as (answerer, asked):
        given, said = until_fault(answerer, hits)

    assert len(given) == 1
    assert "cannot be asked" in said
    assert len(asked) == 1


@pytest.mark.parametrize("reason", ["length", "content_filter"])
def test_a_reply_that_a_limit_has_cut_is_a_fault(hits, reason):
    with (
        chat_answerer(Reply(SAID, finish=reason)) as (answerer, asked),
        pytest.raises(AnswererFault, match="not whole"),
    ):
        texts(answerer, hits)

    assert len(asked) == 1


def test_a_reply_without_an_end_is_ended(hits):
    with (
        chat_answerer(Reply("and so on ", endless=True), llm_max_tokens=64) as (answerer, _),
        pytest.raises(AnswererFault, match="no end"),
    ):
        texts(answerer, hits)


def test_a_reply_with_statements_without_an_end_is_ended(hits):
    with chat_answerer(Reply(FIRST, endless=True)) as (answerer, _):
        given, said = until_fault(answerer, hits)

    assert len(given) == MOST_LINES
    assert "too many lines" in said


@pytest.mark.parametrize("limits", [{"llm_silence": 0.3}, {"llm_timeout": 0.3}])
def test_a_model_that_says_nothing_is_not_waited_for(hits, limits):
    with (
        chat_answerer(Reply(silent=True), SAID, **limits) as (answerer, asked),
        pytest.raises(AnswererFault, match="too long"),
    ):
        texts(answerer, hits)

    assert len(asked) == 1


def test_a_model_that_falls_silent_is_not_waited_for(hits):
    with chat_answerer(Reply(FIRST, silent=True), llm_silence=0.3) as (answerer, _):
        given, said = until_fault(answerer, hits)

    assert len(given) == 1
    assert "too long" in said


def test_a_server_that_is_away_is_tried_twice(hits):
    with chat_answerer(SAID) as (answerer, _):
        pass
    pauses = []
    answerer.pause = pauses.append

    with pytest.raises(AnswererFault, match="cannot be asked"):
        texts(answerer, hits)

    assert len(pauses) == 1


def test_neither_the_question_nor_the_key_is_logged(hits, caplog):
    for script in ([401], [500], [Reply(finish=None)], ["nothing"]):
        with (
            chat_answerer(*script) as (answerer, _),
            suppress(AnswererFault),
        ):
            answerer.answer(question_of(ASKED), hits)

    assert caplog.records
    assert KEY not in caplog.text
    assert ASKED not in caplog.text


def test_as_a_plain_answerer_it_gives_no_statements_for_a_fault(hits, caplog):
    with chat_answerer(401) as (answerer, _):
        assert answerer.answer(question_of(ASKED), hits) == ()

    assert "401" in caplog.text


def test_no_more_calls_run_at_once_than_allowed(hits):
    free = threading.Event()
    with chat_answerer(Reply(SAID, after=free), SAID, llm_calls=1, llm_timeout=20) as (answerer, _):
        first = threading.Thread(target=texts, args=(answerer, hits))
        first.start()
        while answerer.calls.places.acquire(blocking=False):
            answerer.calls.places.release()
        answerer.seconds = 0.1

        with pytest.raises(AnswererFault, match="1 calls are running"):
            texts(answerer, hits)

        free.set()
        first.join()
        answerer.seconds = 20
        assert len(texts(answerer, hits)) == 2


def test_a_call_that_is_given_up_makes_room_for_the_next(hits):
    with chat_answerer(Reply(FIRST, silent=True), SAID, llm_calls=1) as (answerer, _):
        drafts = answerer.stream(question_of(ASKED), hits)
        next(drafts)
        drafts.close()

        assert len(texts(answerer, hits)) == 2


def test_a_server_that_fails_again_and_again_is_not_asked_any_more(hits):
    with chat_answerer(401) as (answerer, asked):
        answerer.calls.breaker = Breaker(faults=3)
        for _ in range(3):
            with pytest.raises(AnswererFault, match="401"):
                texts(answerer, hits)

        with pytest.raises(AnswererFault, match="left alone"):
            texts(answerer, hits)

    assert len(asked) == 3


def test_replies_of_no_use_are_not_held_against_the_server(hits):
    with chat_answerer("nothing", "nothing", Reply(SAID, finish="length"), SAID) as (answerer, _):
        answerer.calls.breaker = Breaker(faults=2)
        for _ in range(3):
            answerer.answer(question_of(ASKED), hits)

        assert len(texts(answerer, hits)) == 2
