"""The documents of the library, seen: the table, one document, earlier indexes, a change."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from assistant.web.officials.changes import FACTS, add_changes, add_uploads
from assistant.web.officials.curation import Curation
from knowledge import READERS, Document, change_state, fold, index_history

ON_A_PAGE: Final = 50
ORDERS: Final = ("newest", "title")


def documents_router(curation: Curation) -> APIRouter:
    """Return the routes of the documents' pages."""
    router = APIRouter(include_in_schema=False, prefix="/officials/documents")
    add_views(router, curation)
    add_uploads(router, curation)
    add_changes(router, curation)
    return router


def add_views(router: APIRouter, curation: Curation) -> None:
    """Add the pages that only show."""
    pages = curation.pages

    @router.get("")
    def table(request: Request, find: str = "", order: str = "newest", page: str = "1") -> Response:
        found = ordered(matching(curation.documents(), find), order)
        last = max(1, -(-len(found) // ON_A_PAGE))
        here = page_number(page, last)
        return pages.show(
            request,
            "documents",
            documents=found[(here - 1) * ON_A_PAGE : here * ON_A_PAGE],
            total=len(found),
            find=find,
            order=order,
            orders=ORDERS,
            number=here,
            last=last,
            suffixes=sorted(READERS),
            facts=FACTS,
            most_files=curation.settings.upload_files,
            most_megabytes=curation.settings.upload_bytes // 1_000_000,
            today=date.today(),
        )

    @router.get("/history")
    def history(request: Request) -> HTMLResponse:
        versions = index_history(curation.library.home)
        return pages.show(request, "documents_history", versions=versions)

    @router.get("/changes/{name}")
    def change(request: Request, name: str) -> HTMLResponse:
        folder = curation.folder(name)
        action = curation.planned(folder).action
        state = change_state(folder)
        if state.status == "done":
            curation.refresh()
        return pages.show(request, "documents_change", name=name, action=action, state=state)

    @router.get("/changes/{name}/state")
    def state(name: str) -> JSONResponse:
        found = change_state(curation.folder(name))
        told = {"status": found.status, "stage": found.stage, "done": found.done}
        return JSONResponse({**told, "total": found.total})

    @router.get("/{document_id}")
    def one(request: Request, document_id: str) -> HTMLResponse:
        found = curation.document(document_id)
        return pages.show(
            request, "documents_one", document=found, suffixes=sorted(READERS), today=date.today()
        )


def page_number(text: str, last: int) -> int:
    """Return the number of a page that there is.

    >>> page_number("2", 3), page_number("9", 3), page_number("x", 3)
    (2, 3, 1)
    """
    return max(1, min(int(text), last)) if text.isascii() and text.isdigit() else 1


def matching(documents: Sequence[Document], find: str) -> list[Document]:
    """Return the documents that have all the words, with or without diacritics."""
    words = fold(find).split()

    def text(document: Document) -> str:
        facts = (document.title, document.publisher, document.number, document.kind, document.id)
        return fold(" ".join(filter(None, facts)))

    return [each for each in documents if all(word in text(each) for word in words)]


def ordered(documents: Sequence[Document], order: str) -> list[Document]:
    """Return documents by title, or the newest first."""
    if order == "title":
        return sorted(documents, key=lambda each: fold(each.title))
    return sorted(documents, key=lambda each: each.published or date.min, reverse=True)
