"""Which chat models can be named, and what is said of those that cannot be made."""

import sys
import types

import pytest

from assistant.answerers.chat_providers import PROVIDERS, open_answerer
from assistant.errors import BadSettings
from assistant.settings import AssistantSettings
from tests.assistant.chat import KEY


def test_without_a_name_there_is_no_chat_model():
    assert open_answerer(AssistantSettings()) is None


@pytest.mark.parametrize("name", ["gpt", "openai:", "nobody:sample", ":sample"])
def test_a_name_that_is_none_is_said_with_those_there_are(name):
    with pytest.raises(BadSettings, match=r"openai:NAME, anthropic:NAME, ollama:NAME"):
        open_answerer(AssistantSettings(llm=name))


@pytest.mark.parametrize("name", sorted(PROVIDERS))
def test_a_package_that_is_missing_is_said_with_its_extra(monkeypatch, name):
    monkeypatch.setattr("assistant.answerers.chat_providers.find_spec", lambda module: None)

    with pytest.raises(BadSettings, match=f"not installed.*setup {PROVIDERS[name].extra}$"):
        open_answerer(AssistantSettings(llm=f"{name}:sample"))


def test_a_key_that_is_missing_is_said_without_the_providers_text(monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)

    with pytest.raises(BadSettings, match="ASSISTANT_LLM_KEY") as raised:
        open_answerer(AssistantSettings(llm="openai:sample"))

    assert "OPENAI_API_KEY" not in str(raised.value)


def test_the_settings_reach_the_model():
    settings = AssistantSettings(
        llm="openai:sample",
        llm_base_url="http://127.0.0.1:9/v1",
        llm_key=KEY,
        llm_temperature=0.25,
        llm_max_tokens=99,
        llm_silence=7,
        llm_calls=3,
        llm_timeout=11,
    )

    answerer = open_answerer(settings)

    model = answerer.calls.model
    assert answerer.name == "openai:sample"
    assert answerer.seconds == 11
    assert (answerer.calls.limits.calls, answerer.calls.limits.silence) == (3, 7)
    assert (model.model_name, model.max_tokens, model.temperature) == ("sample", 99, 0.25)
    assert (model.openai_api_base, model.max_retries) == ("http://127.0.0.1:9/v1", 0)
    assert model.request_timeout == (5, 7)


@pytest.mark.parametrize(
    ("name", "model", "expected"),
    [
        ("anthropic", "ChatAnthropic", {"max_tokens": 1024, "max_retries": 0, "timeout": 20}),
        ("google_genai", "ChatGoogleGenerativeAI", {"max_tokens": 1024, "max_retries": 1}),
        (
            "ollama",
            "ChatOllama",
            {
                "num_predict": 1024,
                "client_kwargs": {"timeout": 20, "headers": {"Authorization": f"Bearer {KEY}"}},
            },
        ),
    ],
)
def test_each_provider_is_made_with_its_own_names_of_the_limits(monkeypatch, name, model, expected):
    made = {}
    module = types.ModuleType(PROVIDERS[name].module)
    setattr(module, model, lambda **options: made.update(options))
    monkeypatch.setitem(sys.modules, PROVIDERS[name].module, module)
    monkeypatch.setattr("assistant.answerers.chat_providers.find_spec", lambda module: module)

    open_answerer(
        AssistantSettings(llm=f"{name}:sample:7b", llm_key=KEY, llm_base_url="http://127.0.0.1:9")
    )

    assert made["model"] == "sample:7b"
    assert made["base_url"] == "http://127.0.0.1:9"
    assert expected.items() <= made.items()


def test_the_key_is_never_shown():
    assert KEY not in repr(AssistantSettings(llm_key=KEY))
