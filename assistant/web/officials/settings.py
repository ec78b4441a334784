"""What an operator can set for the officials' desk, read once from the environment."""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class OfficialsSettings(BaseSettings):
    """Settings of the officials' desk; each can be given as ``ASSISTANT_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", frozen=True, extra="ignore")

    public_url: str = ""
    """The address under which visitors see the server; empty: the one that each of them names."""

    oidc_issuer: str = ""
    """The address of an OpenID Connect provider; empty: only passwords sign in."""

    oidc_client_id: str = ""
    """What the provider calls this application."""

    oidc_client_secret: SecretStr = SecretStr("")
    """The secret that it gave."""

    oidc_claim: str = "email"
    """Which of its claims is the name of the account."""

    oidc_name: str = "OpenID Connect"
    """What the button to it says."""

    secret: SecretStr = SecretStr("")
    """What signs the cookie on the way to the provider and back; empty: made at the start."""

    upload_bytes: int = Field(default=52_428_800, ge=1024)
    """The largest upload of documents, in bytes."""

    upload_files: int = Field(default=50, ge=1)
    """How many documents can be uploaded at once."""
