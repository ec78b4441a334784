"""The HTTP interface on a free port of a real server."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import uvicorn
from fastapi import FastAPI

from assistant.observed import Observed, Observer
from assistant.service import Service
from assistant.web.admission import Admission, Everyone
from assistant.web.allowed import PROGRAMS, AllowList
from assistant.web.api import add_api
from assistant.web.body_limit import BodyLimit
from assistant.web.callers import FindKey
from assistant.web.guard import Guard
from assistant.web.reference import reference_router


def build_api(
    service: Service,
    admission: Admission | None = None,
    find_key: FindKey | None = None,
    observers: tuple[Observer, ...] = (),
) -> FastAPI:
    """Return the application with the interface for programs alone, guarded as the whole one."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    add_api(app, Observed(service, "api", observers), admission or Everyone(), find_key)
    app.include_router(reference_router(app))
    app.add_middleware(BodyLimit, limit=service.settings.max_body_bytes)
    app.add_middleware(Guard, allowed=AllowList(PROGRAMS))
    return app


@contextmanager
def serving(service: Service) -> Iterator[httpx.Client]:
    """Serve, and yield a client."""
    with serving_app(build_api(service)) as client:
        yield client


@contextmanager
def serving_app(app: FastAPI) -> Iterator[httpx.Client]:
    """Serve an application, and yield a client."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        port = listening.getsockname()[1]
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join()
