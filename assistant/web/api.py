"""The HTTP interface for programs, and the application that serves it with the pages."""

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from assistant.contract import answer_object, document_object, error_object
from assistant.errors import AssistantError, BadQuestion, NotReady, QuestionTooLong
from assistant.service import Service
from assistant.types import Answer, Part, Turn
from assistant.web.limits import BodyLimit
from assistant.web.streaming import events_of

logger = logging.getLogger(__name__)
MOST_TURNS = 50


class TurnBody(BaseModel):
    """One earlier question and its answer."""

    question: Annotated[str, Field(max_length=20_000)]
    answer: Annotated[str, Field(max_length=60_000)] = ""


class AskBody(BaseModel):
    """What is sent to ``POST /api/ask``."""

    question: str
    history: Annotated[list[TurnBody], Field(max_length=MOST_TURNS)] = []
    language: Literal["auto", "en", "vi"] = "auto"

    @property
    def turns(self) -> list[Turn]:
        """The history, oldest first."""
        return [Turn(turn.question, turn.answer) for turn in self.history]


def create_api(service: Service) -> FastAPI:
    """Return the application with the interface for programs; pages are mounted onto it."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        try:
            await run_in_threadpool(service.warm_up)
        except NotReady as exc:
            logger.warning("%s", exc)
        yield

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.add_middleware(BodyLimit, limit=service.settings.max_body_bytes)
    app.add_exception_handler(AssistantError, assistant_error)
    app.add_exception_handler(RequestValidationError, invalid_body)
    app.add_exception_handler(HTTPException, http_error)
    app.include_router(routes(service))
    return app


def ask_routes(service: Service) -> APIRouter:
    """Return the routes that answer a question, at once or as it comes."""
    router = APIRouter()

    @router.post("/api/ask")
    def ask(body: AskBody) -> dict[str, Any]:
        return answer_object(service.ask(body.question, body.turns, body.language))

    # Faults that are known at once get their status: it is sent before the first event.
    def opened(body: AskBody) -> Iterator[Part | Answer]:
        return service.stream(body.question, body.turns, body.language)

    @router.post("/api/ask/stream", response_class=EventSourceResponse)
    async def ask_stream(
        parts: Annotated[Iterator[Part | Answer], Depends(opened)],
    ) -> AsyncIterator[ServerSentEvent]:
        async with aclosing(events_of(parts)) as events:
            async for event in events:
                yield event

    return router


def routes(service: Service) -> APIRouter:
    """Return the routes for programs."""
    router = APIRouter()
    router.include_router(ask_routes(service))

    @router.get("/healthz")
    def alive() -> dict[str, str]:
        return {"status": "alive"}

    @router.get("/readyz")
    def ready() -> dict[str, object]:
        return {"status": "ready", "documents": len(service.documents())}

    @router.get("/api/documents")
    def documents() -> list[dict[str, Any]]:
        return [document_object(document) for document in service.documents()]

    @router.get("/api/documents/{document_id}/pages/{number}")
    def page(document_id: str, number: int) -> dict[str, Any]:
        document = service.document(document_id)
        found = document.page(number) if document else None
        if found is None:
            raise HTTPException(404, f"there is no page {number} of a document {document_id!r}.")
        return {"document_id": document_id, "page": number, "text": found.text}

    @router.api_route("/api/{path:path}", methods=["GET", "POST", "PUT", "DELETE", "PATCH"])
    def unknown(path: str) -> None:
        raise HTTPException(404, f"there is no /api/{path}.")

    return router


def assistant_error(request: Request, exc: Exception) -> JSONResponse:
    """Answer a fault of the assistant with its message and a fitting status."""
    statuses = {NotReady: 503, QuestionTooLong: 413, BadQuestion: 422}
    status = next((code for kind, code in statuses.items() if isinstance(exc, kind)), 500)
    return JSONResponse(error_object(str(exc)), status)


def invalid_body(request: Request, exc: Exception) -> JSONResponse:
    """Answer a body that is not what it should be: 400 when it is not JSON, else 422."""
    errors = exc.errors() if isinstance(exc, RequestValidationError) else []
    if any(error["type"] == "json_invalid" for error in errors):
        return JSONResponse(error_object("the body is not valid JSON."), 400)
    told = "; ".join(
        f"{'.'.join(str(part) for part in error['loc'][1:]) or 'body'}: {error['msg']}"
        for error in errors
    )
    return JSONResponse(error_object(told or "the request is not valid."), 422)


def http_error(request: Request, exc: Exception) -> JSONResponse:
    """Answer any other fault of a request in the same form."""
    status = exc.status_code if isinstance(exc, HTTPException) else 500
    message = exc.detail if isinstance(exc, HTTPException) else "internal error"
    return JSONResponse(error_object(str(message)), status)
