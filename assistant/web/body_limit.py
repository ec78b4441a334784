"""A limit on the size of what is sent to the server."""

import contextlib
from collections.abc import Mapping

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.contract import error_object


class TooLarge(Exception):
    """More was sent than is allowed."""


class BodyLimit:
    """Answers 413 to a request with more than ``limit`` bytes, without reading it all.

    ``others`` are paths with a limit of their own.
    """

    def __init__(self, app: ASGIApp, limit: int, others: Mapping[str, int] | None = None) -> None:
        self.app, self.limit, self.others = app, limit, others or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, counting its bytes."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self.others.get(scope["path"], self.limit)
        # The server itself cuts a body at the length that was announced for it.
        announced = dict(scope["headers"]).get(b"content-length", b"")
        counted = int(announced) if announced.isdigit() else 0
        started = False

        async def counting_receive() -> Message:
            nonlocal counted
            message = await receive()
            counted += len(message.get("body", b"")) if not announced.isdigit() else 0
            if counted > limit:
                raise TooLarge
            return message

        async def guarded_send(message: Message) -> None:
            nonlocal started
            # What the application makes of a body that was cut off is not what went wrong.
            if counted <= limit or started:
                started = True
                await send(message)

        if counted <= limit:
            with contextlib.suppress(TooLarge):
                await self.app(scope, counting_receive, guarded_send)
        if counted > limit and not started:
            message = f"the request is larger than {limit} bytes; send less at once."
            await JSONResponse(error_object(message), 413)(scope, receive, send)
