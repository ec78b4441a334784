"""What an operator can set for the assistant, read once from the environment."""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class AssistantSettings(BaseSettings):
    """Settings of the assistant; each can be given as ``ASSISTANT_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", frozen=True, extra="ignore")

    max_question_length: int = Field(default=500, ge=20)
    """The longest question, in characters."""

    max_body_bytes: int = Field(default=65536, ge=1024)
    """The largest body of a request to the HTTP interface."""

    answer_score: float = Field(default=0.5, ge=0, le=1)
    """The lowest score of a sentence that is shown as an answer."""

    llm: str = ""
    """A chat model that words the answers, as ``PROVIDER:NAME``; empty: quotes alone."""

    llm_base_url: str = ""
    """Where the chat model is served; empty: at its provider."""

    llm_key: SecretStr = SecretStr("")
    """The key of the chat model; empty: the one in the provider's own variable."""

    llm_temperature: float | None = Field(default=None, ge=0, le=2)
    """How freely the chat model words; ``None``: as it does by itself."""

    llm_timeout: float = Field(default=60, gt=0)
    """How long a whole reply of the chat model may take, in seconds, a second try included."""

    llm_silence: float = Field(default=20, gt=0)
    """How long the chat model may say nothing, at first and in between, in seconds."""

    llm_max_tokens: int = Field(default=1024, ge=16)
    """The longest reply of the chat model, in tokens."""

    llm_calls: int = Field(default=8, ge=1)
    """How many questions the chat model is asked at once."""
