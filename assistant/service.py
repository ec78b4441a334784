"""The assistant of a running server: there as soon as there is an index."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Literal

from assistant.answerers.chat_providers import open_answerer
from assistant.assistant import Assistant, build_assistant
from assistant.errors import NotReady
from assistant.settings import AssistantSettings
from assistant.types import Answer, Language, Part, Turn
from knowledge import Document, Filter, LibrarySettings


class Service:
    """Answers with the assistant of the settings, which is built when it is first needed.

    Until there is an index every question raises ``NotReady``; once one is published the next
    question is answered, without a restart. Making it raises ``BadSettings`` for a chat model that
    cannot be made: the operator is to see that, not the first visitor.
    """

    def __init__(
        self,
        library_settings: LibrarySettings | None = None,
        settings: AssistantSettings | None = None,
    ) -> None:
        self.library_settings = library_settings or LibrarySettings()
        self.settings = settings or AssistantSettings()
        self.model = open_answerer(self.settings)
        self.built: Assistant | None = None
        self.lock = threading.Lock()

    def assistant(self) -> Assistant:
        """Return the assistant; raises ``NotReady`` while there is no index."""
        with self.lock:
            if self.built is None:
                self.built = build_assistant(self.library_settings, self.settings, self.model)
                # No visitor waits for a new index to open.
                self.built.library.watch()
            return self.built

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        language: Literal["auto", "en", "vi"] = "auto",
        only: Filter | None = None,
    ) -> Iterator[Part | Answer]:
        """Yield the parts of the answer as they come, then all of it (see ``Assistant.stream``)."""
        return self.assistant().stream(question, history, language, only)

    def suggestions(self, language: Language) -> tuple[str, ...]:
        """Return questions that the documents answer."""
        return self.assistant().suggestions(language)

    def documents(self) -> tuple[Document, ...]:
        """Return all documents."""
        return self.assistant().documents()

    def document(self, document_id: str) -> Document | None:
        """Return one document, ``None`` when there is none of that id."""
        return self.assistant().document(document_id)

    def picture(self, document_id: str, number: int) -> bytes | None:
        """Return a page of a document as a JPEG picture, ``None`` where there is none."""
        return self.assistant().library.picture(document_id, number)

    def has_pictures(self, document_id: str) -> bool:
        """Whether the pages of a document can be shown as they look."""
        return self.assistant().library.has_pictures(document_id)

    def refresh(self) -> None:
        """Answer from what has just been published, without waiting for the next look at it."""
        with suppress(NotReady):
            self.assistant().library.refresh()

    def warm_up(self) -> None:
        """Open the index and work out the suggestions, so that the first visitor need not wait."""
        self.suggestions("en")
        self.suggestions("vi")
