"""What is remembered of a conversation."""

from assistant.types import Turn
from assistant.web.conversation import KEPT_EXCHANGES, Exchange, failed, history, settled
from tests.web.fake_assistant import answered, not_found


def test_an_open_question_is_not_kept() -> None:
    closed = Exchange("first", answered())

    assert settled((closed, Exchange("second"))) == (closed,)


def test_an_answer_that_is_still_coming_is_not_kept() -> None:
    assert settled((Exchange("first", answered(), whole=False),)) == ()


def test_a_long_conversation_loses_its_beginning() -> None:
    long = tuple(Exchange(str(number), answered()) for number in range(KEPT_EXCHANGES + 5))

    assert settled(long)[0].question == "5"


def test_what_was_not_found_is_told_to_the_assistant_but_not_what_failed() -> None:
    conversation = (
        Exchange("found?", not_found()),
        Exchange("failed?", failed("Out of order.", "en")),
        Exchange("open?"),
    )

    assert history(conversation) == (Turn("found?", not_found().message),)
