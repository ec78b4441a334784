"""The HTTP interface for programs."""

import math
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.exceptions import HTTPException

from assistant.contract import answer_object, document_object, error_object
from assistant.errors import AssistantError, BadQuestion, NotReady, QuestionTooLong
from assistant.observed import Observed
from assistant.types import Answer, Part
from assistant.web.admission import Admission, TooMany, TurnedAway
from assistant.web.callers import Callers, FindKey
from assistant.web.schema import (
    AliveObject,
    AnswerObject,
    AskBody,
    DocumentObject,
    PageObject,
    ReadyObject,
    faults,
)
from assistant.web.streaming import events_of


def add_api(
    app: FastAPI, assistant: Observed, admission: Admission, find_key: FindKey | None = None
) -> None:
    """Add the routes for programs, and how every fault of the application is told."""
    app.add_exception_handler(AssistantError, assistant_error)
    app.add_exception_handler(TurnedAway, turned_away)
    app.add_exception_handler(RequestValidationError, invalid_body)
    app.add_exception_handler(HTTPException, http_error)
    app.include_router(ask_routes(assistant, Callers(admission, find_key)))
    app.include_router(routes(assistant))


def ask_routes(assistant: Observed, callers: Callers) -> APIRouter:
    """Return the routes that answer a question, at once or as it comes."""
    router = APIRouter(tags=["ask"], responses=faults(400, 401, 403, 413, 422, 429, 503))

    # What surrounds the answer ends when it has been sent; a fault gets its status before that.
    def turn(request: Request) -> Iterator[None]:
        with callers.turn(request):
            yield

    @router.post("/api/ask", response_model=AnswerObject, dependencies=[Depends(turn)])
    def ask(body: AskBody) -> Any:  # noqa: ANN401
        """Answer a question with statements, each with the sentences it rests on."""
        return JSONResponse(answer_object(assistant.ask(body.question, body.turns, body.language)))

    def opened(body: AskBody, _: Annotated[None, Depends(turn)]) -> Iterator[Part | Answer]:
        return assistant.stream(body.question, body.turns, body.language)

    @router.post("/api/ask/stream", response_class=EventSourceResponse)
    async def ask_stream(
        parts: Annotated[Iterator[Part | Answer], Depends(opened)],
    ) -> AsyncIterator[ServerSentEvent]:
        """Send each statement once it has been checked, and at last the whole answer.

        Events: `statement`, then `answer`, or `error` where it breaks.
        """
        async with aclosing(events_of(parts)) as events:
            async for event in events:
                yield event

    return router


def routes(assistant: Observed) -> APIRouter:
    """Return the routes that tell what there is."""
    router = APIRouter()

    @router.get("/healthz", tags=["health"], response_model=AliveObject)
    def alive() -> dict[str, str]:
        """Tell that the server runs."""
        return {"status": "alive"}

    @router.get("/readyz", tags=["health"], response_model=ReadyObject, responses=faults(503))
    def ready() -> dict[str, object]:
        """Tell that an index is loaded."""
        return {"status": "ready", "documents": len(assistant.documents())}

    @router.get(
        "/api/documents",
        tags=["documents"],
        response_model=list[DocumentObject],
        responses=faults(503),
    )
    def documents() -> list[dict[str, Any]]:
        """List the documents."""
        return [document_object(document) for document in assistant.documents()]

    @router.get(
        "/api/documents/{document_id}/pages/{number}",
        tags=["documents"],
        response_model=PageObject,
        responses=faults(404, 422, 503),
    )
    def page(document_id: str, number: int) -> dict[str, Any]:
        """Give the text of a page: each quote is `text[start:end]` of it."""
        document = assistant.document(document_id)
        found = document.page(number) if document else None
        if found is None:
            raise HTTPException(404, f"there is no page {number} of a document {document_id!r}.")
        return {"document_id": document_id, "page": number, "text": found.text}

    return router


def assistant_error(request: Request, exc: Exception) -> JSONResponse:
    """Answer a fault of the assistant with its message and a fitting status."""
    statuses = {NotReady: 503, QuestionTooLong: 413, BadQuestion: 422}
    status = next((code for kind, code in statuses.items() if isinstance(exc, kind)), 500)
    return JSONResponse(error_object(str(exc)), status)


def turned_away(request: Request, exc: Exception) -> JSONResponse:
    """Answer who asks too much, or when the server has too much to do."""
    seconds = exc.seconds if isinstance(exc, TurnedAway) else 1
    if isinstance(exc, TooMany):
        status, reason = 429, "too many questions"
    else:
        status, reason = 503, "the server is busy"
    message = f"{reason}; ask again in {math.ceil(seconds)} s."
    return JSONResponse(error_object(message), status, {"Retry-After": str(seconds)})


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
    headers = exc.headers if isinstance(exc, HTTPException) else None
    return JSONResponse(error_object(str(message)), status, headers)
