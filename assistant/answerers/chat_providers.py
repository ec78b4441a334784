"""Which chat models can be named in the settings, and how each is opened through LangChain."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from assistant.answerers.chat_model import ChatModelAnswerer
from assistant.answerers.model_calls import CallLimits, ModelCalls
from assistant.errors import BadSettings
from assistant.settings import AssistantSettings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

CONNECT_SECONDS = 5.0
Options = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Provider:
    """Where a chat model comes from: its package, the extra that installs it, how it is opened."""

    extra: str
    module: str
    options: Callable[[AssistantSettings], Options]


def openai_options(settings: AssistantSettings) -> Options:
    """Return what ``ChatOpenAI`` is made with; its time-outs are to connect and to read.

    Its own limit between two parts of a reply is off: ours holds for every provider.
    """
    timeout = (min(CONNECT_SECONDS, settings.llm_silence), settings.llm_silence)
    return {**common_options(settings), "timeout": timeout, "stream_chunk_timeout": None}


def common_options(settings: AssistantSettings) -> Options:
    """Return what most models are made with; they never try again by themselves."""
    return {
        **address_options(settings),
        "timeout": settings.llm_silence,
        "max_tokens": settings.llm_max_tokens,
        "max_retries": 0,
    }


def google_options(settings: AssistantSettings) -> Options:
    """Return what ``ChatGoogleGenerativeAI`` is made with; it counts tries, not repetitions."""
    return {**common_options(settings), "max_retries": 1}


def ollama_options(settings: AssistantSettings) -> Options:
    """Return what ``ChatOllama`` is made with; a key is for the proxy before it."""
    client: Options = {"timeout": settings.llm_silence}
    if key := settings.llm_key.get_secret_value():
        client["headers"] = {"Authorization": f"Bearer {key}"}
    options: Options = {"num_predict": settings.llm_max_tokens, "client_kwargs": client}
    if settings.llm_base_url:
        options["base_url"] = settings.llm_base_url
    return options


def address_options(settings: AssistantSettings) -> Options:
    """Return the address and the key, where they are set."""
    options: Options = {}
    if settings.llm_base_url:
        options["base_url"] = settings.llm_base_url
    if settings.llm_key.get_secret_value():
        options["api_key"] = settings.llm_key
    return options


PROVIDERS: Mapping[str, Provider] = {
    "openai": Provider("openai", "langchain_openai", openai_options),
    "anthropic": Provider("anthropic", "langchain_anthropic", common_options),
    "ollama": Provider("ollama", "langchain_ollama", ollama_options),
    "google_genai": Provider("google", "langchain_google_genai", google_options),
}


def open_answerer(settings: AssistantSettings) -> ChatModelAnswerer | None:
    """Return the answerer of the chat model that the settings name, ``None`` when they name none.

    Nothing is sent yet. Raises ``BadSettings`` with what to do when it cannot be made.
    """
    if not settings.llm:
        return None
    limits = CallLimits(
        silence=settings.llm_silence, max_tokens=settings.llm_max_tokens, calls=settings.llm_calls
    )
    calls = ModelCalls(open_model(settings), limits)
    return ChatModelAnswerer(settings.llm, calls, seconds=settings.llm_timeout)


def open_model(settings: AssistantSettings) -> "BaseChatModel":
    """Return the chat model that the settings name; raises ``BadSettings``."""
    name, _, model = settings.llm.partition(":")
    provider = PROVIDERS.get(name)
    if provider is None or not model:
        known = ", ".join(f"{each}:NAME" for each in PROVIDERS)
        raise BadSettings(f"ASSISTANT_LLM is {settings.llm!r}. Set it to one of {known}.")
    if find_spec(provider.module) is None:
        raise BadSettings(
            f"ASSISTANT_LLM is {settings.llm!r}, but {provider.module.replace('_', '-')} is not "
            f"installed. Install the extra {provider.extra!r}: scripts/setup {provider.extra}"
        )
    options = provider.options(settings)
    if settings.llm_temperature is not None:
        options["temperature"] = settings.llm_temperature
    from langchain.chat_models import init_chat_model

    try:
        return init_chat_model(model, model_provider=name, **options)
    except Exception as exc:
        # Each provider has errors of its own, whose texts may repeat what was set.
        raise BadSettings(
            f"The chat model {settings.llm!r} cannot be made ({type(exc).__name__}). Set its key "
            "in ASSISTANT_LLM_KEY, and look at ASSISTANT_LLM_BASE_URL."
        ) from exc
