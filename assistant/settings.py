"""What an operator can set for the assistant, read once from the environment."""

from pydantic import Field
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
