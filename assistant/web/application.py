"""The whole web application, put together in one place."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import to_thread
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from assistant.errors import NotReady
from assistant.observed import Observed, Observer
from assistant.records.opening import Records
from assistant.service import Service
from assistant.web.allowed import AllowList
from assistant.web.api import add_api
from assistant.web.body_limit import BodyLimit
from assistant.web.guard import Guard
from assistant.web.logs import AnswerLog, RequestLog
from assistant.web.metrics import Metrics, metrics_router
from assistant.web.officials.mounting import mount_officials
from assistant.web.officials.settings import OfficialsSettings
from assistant.web.public import mount_public_page
from assistant.web.reference import reference_router
from assistant.web.settings import WebSettings
from assistant.web.turns import Turns

logger = logging.getLogger(__name__)

# Those that wait for their turn each hold a thread, beside those that work.
THREADS = 128


def build_application(
    service: Service,
    records: Records,
    settings: WebSettings | None = None,
    officials: OfficialsSettings | None = None,
    *,
    bound: str = "",
) -> FastAPI:
    """Return the application that answers for people and programs; raises ``BadSettings``.

    ``bound`` is the address on which it is served.
    """
    settings, officials = settings or WebSettings(), officials or OfficialsSettings()
    turns = Turns(settings, service.settings.llm_calls if service.settings.llm else 0)
    metrics = Metrics(service, turns)
    observers: list[Observer] = [records.questions, metrics, AnswerLog(settings)]
    app = FastAPI(
        docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan(service, records)
    )
    add_api(app, Observed(service, "api", observers), turns, records.keys.find)
    app.include_router(metrics_router(metrics, settings))
    app.include_router(reference_router(app))
    desk = Observed(service, "officials", observers)
    mount_officials(app, desk, records, officials, turns)
    feedback = records.ratings("page") if records.settings.feedback else None
    mount_public_page(app, Observed(service, "page", observers), feedback, turns)
    # The last one added stands in front.
    upload = {"/officials/documents/upload": officials.upload_bytes}
    app.add_middleware(BodyLimit, limit=service.settings.max_body_bytes, others=upload)
    hosts = settings.hosts(bound)
    app.add_middleware(Guard, allowed=AllowList(), hosts=hosts, hsts=settings.hsts)
    app.add_middleware(RequestLog)
    return app


def lifespan(service: Service, records: Records):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """Return what surrounds the serving: the index is opened first, old records go meanwhile."""

    @asynccontextmanager
    async def surround(app: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = THREADS
        records.retention.start()
        try:
            await run_in_threadpool(service.warm_up)
        except NotReady as exc:
            logger.warning("%s", exc)
        yield
        await run_in_threadpool(records.retention.stop)

    return surround
