"""The assistant's chat model over HTTP, and what a scripted one makes of what it is given."""

import re
from contextlib import contextmanager

from assistant.answerers.chat_providers import open_answerer
from assistant.settings import AssistantSettings
from tests.chat_server import chat_server

KEY = "sample-key-of-nobody"
GIVEN = re.compile(r"^\[(\d+)\] \([^)]*\) (.*)$", re.MULTILINE)


def chat_settings(address, **given):
    return AssistantSettings(
        llm="openai:sample", llm_base_url=address, llm_key=KEY, **{"llm_silence": 10, **given}
    )


@contextmanager
def chat_answerer(*replies, **given):
    """Yield the answerer of a scripted model, and what it was sent; it never really pauses."""
    with chat_server(replies) as (address, asked):
        answerer = open_answerer(chat_settings(address, **given))
        answerer.pause = lambda seconds: None
        yield answerer, asked


def sentences_in(messages):
    """Return the sentences that a model was given, by number."""
    return {int(number): text for number, text in GIVEN.findall(messages[-1]["content"])}
