"""What an operator can set for the library, read once from the environment."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class LibrarySettings(BaseSettings):
    """Settings of the library; each can be given as ``ASSISTANT_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", frozen=True, extra="ignore")

    home: Path = Path(".assistant")
    """Where all state lives: the index, and what later rooms keep."""

    embedding_model: str = ""
    """A folder with a sentence-transformers model; empty means the bundled one."""

    search_candidates: int = 60
    """How many sentences each of the two rankings hands to the fusion."""
