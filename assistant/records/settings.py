"""What an operator can set for the records, read once from the environment."""

from datetime import tzinfo
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class RecordsSettings(BaseSettings):
    """Settings of the records; each can be given as ``ASSISTANT_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", frozen=True, extra="ignore")

    database_url: SecretStr = SecretStr("")
    """The database that keeps the records, as SQLAlchemy writes it; empty: a file in the home."""

    keep_questions: bool = False
    """Whether questions asked on the public page and by programs are kept, with their outcome."""

    feedback: bool = True
    """Whether visitors of the public page can rate an answer."""

    retention_days: int = Field(default=90, ge=1)
    """After how many days questions and ratings are deleted."""

    conversation_days: int = Field(default=365, ge=1)
    """After how many days without a new question an official's conversation is deleted."""

    session_hours: int = Field(default=12, ge=1)
    """After how many hours an official has to sign in again."""

    sign_in_attempts: int = Field(default=5, ge=1)
    """After how many wrong passwords in a row a name is locked."""

    lock_minutes: int = Field(default=15, ge=1)
    """For how many minutes it is."""

    timezone: str = "Asia/Ho_Chi_Minh"
    """Whose days are counted."""

    @field_validator("timezone")
    @classmethod
    def known(cls, name: str) -> str:
        """Refuse the name of a time zone that there is not."""
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError) as exc:
            raise ValueError(f"{name!r} is no time zone; one is Asia/Ho_Chi_Minh") from exc
        return name

    @property
    def zone(self) -> tzinfo:
        """The time zone whose days are counted."""
        return ZoneInfo(self.timezone)
