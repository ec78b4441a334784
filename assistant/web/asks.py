"""What the pages need from an assistant, and nothing more."""

from collections.abc import Iterator, Sequence
from typing import Literal, Protocol

from assistant.types import Answer, Part, Turn
from knowledge import Filter
from knowledge.types import Document


class Asks(Protocol):
    """Answers questions and knows the documents it answers from; safe to call from threads."""

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        language: Literal["auto", "en", "vi"] = "auto",
        only: Filter | None = None,
    ) -> Iterator[Part | Answer]:
        """Yield the parts of an answer as they come, then all of it, which takes their place.

        With ``only`` no other documents are quoted. Raises ``AssistantError`` with a message that
        a user can read.
        """
        ...

    def suggestions(self, language: Literal["en", "vi"]) -> tuple[str, ...]:
        """Return questions that the documents do answer."""
        ...

    def documents(self) -> tuple[Document, ...]:
        """Return all documents."""
        ...

    def document(self, document_id: str) -> Document | None:
        """Return one document, or ``None``."""
        ...

    def has_pictures(self, document_id: str) -> bool:
        """Whether the pages of a document can be shown as they look."""
        ...

    def picture(self, document_id: str, number: int) -> bytes | None:
        """Return a page of a document as a JPEG picture, ``None`` where there is none."""
        ...
