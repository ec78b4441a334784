"""What an operator can set for the library, read once from the environment."""

from pathlib import Path
from typing import Literal

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class LibrarySettings(BaseSettings):
    """Settings of the library; each can be given as ``ASSISTANT_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", frozen=True, extra="ignore")

    home: Path = Path(".assistant")
    """Where all state lives: the index, and what later rooms keep."""

    embedding_model: str = ""
    """``multilingual``, a folder with a sentence-transformers model, or a name on the hub.

    When it is empty it is the bundled one.
    """

    embedding_precision: Literal["int8", "fp32"] = "int8"
    """How the model's weights are kept: in 8 bits, twice as fast, or as they are."""

    search_candidates: int = 60
    """How many sentences each of the two rankings hands to the fusion."""

    chroma_url: str = ""
    """The address of a Chroma server (``chroma run``) that keeps the vectors; empty: a folder."""

    chroma_token: SecretStr = SecretStr("")
    """What the server's proxy wants as a bearer token."""
