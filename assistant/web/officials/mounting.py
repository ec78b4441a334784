"""The officials' desk as a whole, mounted below ``/officials``."""

from typing import cast

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from assistant.observed import Observed
from assistant.records.opening import Records
from assistant.web.admission import Admission
from assistant.web.officials.chat import OfficialsPage
from assistant.web.officials.curation import Curation
from assistant.web.officials.documents import documents_router
from assistant.web.officials.door import Door, inside
from assistant.web.officials.exports import exports_router
from assistant.web.officials.insights import insights_router
from assistant.web.officials.pages import Pages
from assistant.web.officials.settings import OfficialsSettings
from assistant.web.officials.sign_in import sign_in_router
from assistant.web.public import mount_chat


def mount_officials(
    app: FastAPI,
    assistant: Observed,
    records: Records,
    settings: OfficialsSettings,
    admission: Admission | None = None,
) -> None:
    """Add the desk, with the door in front of it; raises ``BadSettings``."""
    pages = Pages(records.settings.zone)
    app.add_middleware(Door, sign_ins=records.sign_ins)
    provider = settings.oidc_name if settings.oidc_issuer else ""
    app.include_router(sign_in_router(records, pages, provider))
    app.include_router(insights_router(records, pages))
    app.include_router(exports_router(records, settings))
    service = assistant.service
    curation = Curation(assistant, service.library_settings, settings, pages, service.refresh)
    app.include_router(documents_router(curation))
    if provider:
        from assistant.web.officials.provider import PATH, provider_app

        app.mount(PATH, provider_app(records, settings))

    told = app.exception_handlers[HTTPException]

    @app.exception_handler(HTTPException)
    def say(request: Request, exc: HTTPException) -> Response:
        """Tell a fault as a page of the desk where a page was asked for there."""
        if inside(request.url.path) and "text/html" in request.headers.get("accept", ""):
            return pages.show(request, "error", status=exc.status_code)
        return cast("Response", told(request, exc))

    @app.get("/officials", include_in_schema=False)
    def chat(request: Request) -> RedirectResponse:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/officials/{query}", 307)

    mount_chat(app, OfficialsPage(assistant, records, admission), "/officials")
