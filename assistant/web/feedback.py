"""What visitors think of an answer."""

from dataclasses import dataclass
from typing import Literal, Protocol

from assistant.types import Answer

Verdict = Literal["up", "down"]
LONGEST_COMMENT = 1000


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating that has been kept under ``id``; ``commented`` once a comment was sent with it."""

    id: str
    verdict: Verdict
    commented: bool = False


class Feedback(Protocol):
    """Keeps ratings; safe to call from threads."""

    @property
    def keeps_question(self) -> bool:
        """Whether the question is kept beside the rating: the visitor is told."""
        ...

    def rate(
        self,
        question: str,
        answer: Answer,
        verdict: Verdict,
        comment: str = "",
        previous: str | None = None,
    ) -> str:
        """Keep a rating and return its id; given that as ``previous``, the rating is changed.

        Raises ``AssistantError`` when it cannot be kept.
        """
        ...
