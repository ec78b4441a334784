"""What an operator can set for the web server, read once from the environment."""

from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class WebSettings(BaseSettings):
    """Settings of the server; each can be given as ``ASSISTANT_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", frozen=True, extra="ignore")

    allowed_hosts: str = ""
    """The names under which the server answers, with commas between; empty: see ``hosts``."""

    proxies: str = "127.0.0.1"
    """The addresses of reverse proxies that are believed who asks, with commas between."""

    hsts: bool = False
    """Whether browsers are told to come by https alone from now on."""

    questions_per_minute: int = Field(default=20, ge=0)
    """How many questions one address may ask a minute; 0: any number."""

    questions_per_day: int = Field(default=500, ge=0)
    """How many questions one address may ask a day; 0: any number."""

    questions_each: int = Field(default=2, ge=1)
    """How many questions of one address or key are taken at once: one runs, the other waits."""

    answers_at_once: int = Field(default=0, ge=0)
    """How many questions are answered at once; 0: as many as there are processors."""

    waiting: int = Field(default=48, ge=0)
    """How many more may wait for their turn."""

    patience: float = Field(default=3.0, gt=0)
    """How many seconds a question waits at most before it is told that the server is busy."""

    limits_url: str = "memory://"
    """Where the counts are kept: in the process, or as redis://HOST:PORT for several of them."""

    metrics_token: SecretStr = SecretStr("")
    """What reads the figures at /metrics; empty: only this machine does."""

    log_format: Literal["text", "json"] = "text"
    """How the log is written."""

    log_level: Literal["debug", "info", "warning", "error"] = "warning"
    """From which level on; each request and each answer is told at ``info``."""

    log_questions: bool = False
    """Whether the log has the texts of questions."""

    def hosts(self, bound: str) -> frozenset[str]:
        """Return the names to answer to, none for any, for a server bound to an address.

        Those that are set, and this machine's own. On this machine alone, only these: another site
        could otherwise have a visitor's browser ask here under its own name (DNS rebinding).
        """
        named = listed(self.allowed_hosts)
        if not named and bound not in LOOPBACK:
            return frozenset()
        return frozenset({*named, *LOOPBACK})


LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")


def listed(text: str) -> frozenset[str]:
    """Return the parts between commas.

    >>> sorted(listed("a.example, b.example,"))
    ['a.example', 'b.example']
    """
    return frozenset(filter(None, (part.strip().lower() for part in text.split(","))))
