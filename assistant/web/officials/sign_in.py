"""Signing in and out."""

import hmac
import logging
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.errors import LockedOut, RecordsUnavailable, SignInRefused
from assistant.records.opening import Records
from assistant.records.sign_in import SignedIn
from assistant.web.officials.door import (
    give_cookie,
    safe_target,
    signed_in,
    take_cookie,
    token_of,
)
from assistant.web.officials.pages import Pages

logger = logging.getLogger("assistant.audit")


def sign_in_router(records: Records, pages: Pages, provider: str = "") -> APIRouter:
    """Return the routes; ``provider`` is what the button to OpenID Connect says."""
    router = APIRouter(include_in_schema=False)

    def show(request: Request, to: str, fault: str = "", status: int = 200) -> HTMLResponse:
        if not records.accounts.any():
            return pages.show(request, "closed", status=403)
        return pages.show(
            request, "sign_in", status=status, to=safe_target(to), fault=fault, provider=provider
        )

    @router.get("/officials/sign-in")
    def ask(request: Request, to: str = "", refused: str = "") -> HTMLResponse:
        return show(request, to, "refused" if refused else "")

    @router.post("/officials/sign-in")
    def enter(
        request: Request,
        name: Annotated[str, Form()] = "",
        password: Annotated[str, Form()] = "",
        to: Annotated[str, Form()] = "",
    ) -> Response:
        try:
            token = records.sign_ins.sign_in(name, password)
        except LockedOut:
            return show(request, to, "locked", 429)
        except SignInRefused:
            return show(request, to, "wrong", 403)
        except RecordsUnavailable:
            return show(request, to, "unavailable", 503)
        logger.info("signed in: %r", name)
        # What was sent must not be sent again by going back.
        found = RedirectResponse(safe_target(to), 303)
        return give_cookie(found, token, request, hours=records.settings.session_hours)

    @router.post("/officials/sign-out", dependencies=[Depends(from_our_form)])
    def leave(request: Request) -> Response:
        records.sign_ins.sign_out(token_of(request.scope))
        return take_cookie(RedirectResponse("/officials/sign-in", 303))

    return router


def from_our_form(
    who: Annotated[SignedIn, Depends(signed_in)], form_token: Annotated[str, Form()] = ""
) -> None:
    """Refuse what does not come from one of the session's own forms."""
    check_form(who, form_token)


def check_form(who: SignedIn, form_token: str) -> None:
    """Raise the status 403 for a token that is not the session's."""
    if not hmac.compare_digest(form_token.encode(), who.form_token.encode()):
        raise HTTPException(403, "the page is no longer valid; load it again and repeat the step.")
