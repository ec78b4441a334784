"""What the pages on documents share: the library, where uploads wait, how changes begin."""

import logging
from collections.abc import Callable
from pathlib import Path

from fastapi import HTTPException
from starlette.responses import RedirectResponse, Response

from assistant.errors import AssistantError
from assistant.records.sign_in import SignedIn
from assistant.web.asks import Asks
from assistant.web.officials.pages import Pages
from assistant.web.officials.settings import OfficialsSettings
from assistant.web.officials.staging import Staging
from knowledge import (
    Document,
    LibraryChange,
    LibrarySettings,
    UnknownChange,
    files_folder,
    planned_change,
    start_change,
)

logger = logging.getLogger("assistant.audit")


class Curation:
    """What the routes need: the library, where uploads wait, and how pages are drawn."""

    def __init__(
        self,
        assistant: Asks,
        library: LibrarySettings,
        settings: OfficialsSettings,
        pages: Pages,
        refresh: Callable[[], None],
    ) -> None:
        """Take what is shared; ``refresh`` lets what was published serve at once."""
        self.assistant, self.library = assistant, library
        self.settings, self.pages, self.refresh = settings, pages, refresh
        self.staging = Staging(library.home)

    def documents(self) -> tuple[Document, ...]:
        """Return all documents, none while there is no index."""
        try:
            return self.assistant.documents()
        except AssistantError:
            return ()

    def document(self, name: str) -> Document:
        """Return a document; raises the status 404 when there is none of that id."""
        found = next((each for each in self.documents() if each.id == name), None)
        if found is None:
            raise HTTPException(404, "there is no such document; it may have been replaced.")
        return found

    def begin(self, who: SignedIn, change: LibraryChange, folder: Path | None = None) -> Response:
        """Start a change and go to the page that shows how far it is."""
        folder = folder or self.staging.new()
        names = [path.name for path in sorted(files_folder(folder).iterdir())]
        logger.info("%r begins: %s %s %s", who.account.name, change.action, change.target, names)
        start_change(self.library, folder, change)
        return RedirectResponse(f"/officials/documents/changes/{folder.name}", 303)

    def folder(self, name: str) -> Path:
        """Return the folder of a change; raises the status 404."""
        found = self.staging.find(name)
        if found is None:
            raise HTTPException(404, "there is no such change; changes are shown for a day.")
        return found

    def planned(self, folder: Path) -> LibraryChange:
        """Return the change that was begun in a folder; raises the status 404 where none was."""
        try:
            return planned_change(folder)
        except UnknownChange as exc:
            raise HTTPException(404, str(exc)) from exc
