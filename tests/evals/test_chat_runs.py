"""An evaluation of the assistant with a chat model says so."""

import pytest

from evals.errors import BadSettings
from evals.evaluate import Plan, config_of
from evals.local import open_local
from knowledge import LibrarySettings


@pytest.mark.parametrize(
    ("plan", "named", "expected"),
    [
        (Plan(), "", "extractive"),
        (Plan(), "openai:sample", "openai:sample"),
        (Plan(answerer="a:b"), "openai:sample", "a:b"),
        (Plan(url="http://x"), "openai:sample", "the server's"),
    ],
    ids=["none", "of the settings", "another answerer", "of a server"],
)
def test_a_run_says_what_made_the_answers(monkeypatch, plan, named, expected):
    monkeypatch.setenv("ASSISTANT_LLM", named)

    assert config_of(plan, [])["answerer"] == expected


def test_the_key_of_a_chat_model_is_not_kept_with_a_run(monkeypatch):
    monkeypatch.setenv("ASSISTANT_LLM_KEY", "sample")

    assert config_of(Plan(), [])["settings"]["ASSISTANT_LLM_KEY"] == "(set)"


def test_a_chat_model_that_cannot_be_made_is_a_fault_of_the_settings(monkeypatch):
    monkeypatch.setenv("ASSISTANT_LLM", "nobody:sample")

    with pytest.raises(BadSettings, match="ASSISTANT_LLM is 'nobody:sample'"):
        open_local(LibrarySettings())
