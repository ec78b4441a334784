"""Kept conversations and single answers as Word and Markdown files."""

from collections.abc import Sequence
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.responses import Response

from assistant.errors import NotThere
from assistant.export.content import Exchange, Setting
from assistant.export.markdown import as_markdown
from assistant.export.word import as_word
from assistant.records.conversations import Kept, KeptExchange
from assistant.records.opening import Records
from assistant.records.sign_in import SignedIn
from assistant.web.officials.door import signed_in
from assistant.web.officials.pages import language_of
from assistant.web.officials.settings import OfficialsSettings

Kind = Literal["docx", "md"]
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
}
WHO = Annotated[SignedIn, Depends(signed_in)]


def exports_router(records: Records, settings: OfficialsSettings) -> APIRouter:
    """Return the routes; what is another's, or is not there, is answered with 404."""
    router = APIRouter(include_in_schema=False)

    def found(who: SignedIn, name: str) -> tuple[Kept, tuple[KeptExchange, ...]]:
        try:
            return records.conversations.get(who.account.id, name)
        except NotThere as exc:
            raise HTTPException(404, str(exc)) from exc

    def file(
        request: Request, title: str, exchanges: Sequence[KeptExchange], kind: Kind
    ) -> Response:
        base = settings.public_url or str(request.base_url)
        setting = Setting(base, language_of(request), records.settings.zone)
        saved = [Exchange(each.question, each.answer, each.asked) for each in exchanges]
        make = as_word if kind == "docx" else as_markdown
        return Response(
            make(title, saved, setting),
            media_type=TYPES[kind],
            headers={"Content-Disposition": disposition(title, kind)},
        )

    @router.get("/officials/conversations/{name}.{kind}")
    def conversation(request: Request, who: WHO, name: str, kind: Kind) -> Response:
        kept, exchanges = found(who, name)
        return file(request, kept.title, exchanges, kind)

    @router.get("/officials/conversations/{name}/{number}.{kind}")
    def answer(request: Request, who: WHO, name: str, number: int, kind: Kind) -> Response:
        _, exchanges = found(who, name)
        if not 0 < number <= len(exchanges):
            raise HTTPException(404, "this conversation has no such answer.")
        chosen = exchanges[number - 1]
        return file(request, chosen.question, [chosen], kind)

    return router


def disposition(title: str, kind: Kind) -> str:
    """Return the header that names the file by its title (RFC 6266).

    >>> disposition("Mục tiêu: 40/100?", "md")
    "attachment; filename*=UTF-8''M%E1%BB%A5c%20ti%C3%AAu%2040%20100.md"
    """
    kept = "".join(char if char.isalnum() or char in "-_" else " " for char in title)
    name = " ".join(kept.split())[:80] or "answer"
    return f"attachment; filename*=UTF-8''{quote(name)}.{kind}"
