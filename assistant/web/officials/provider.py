"""Signing in through an OpenID Connect provider, with the authorization code flow and PKCE.

The provider says who somebody is; whether that person may come in is said by the accounts alone.
"""

import logging
import secrets
from typing import Any

from authlib.integrations.starlette_client import OAuth
from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.middleware.sessions import SessionMiddleware
from starlette.responses import RedirectResponse, Response

from assistant.errors import AssistantError, BadSettings, NotThere
from assistant.records.opening import Records
from assistant.web.officials.door import give_cookie
from assistant.web.officials.settings import OfficialsSettings

logger = logging.getLogger("assistant.audit")

PATH = "/officials/provider"
MINUTES_AWAY = 10


def provider_app(records: Records, settings: OfficialsSettings) -> FastAPI:
    """Return the application to mount at ``PATH``; raises ``BadSettings`` where one is missing."""
    client = open_client(settings)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(
        SessionMiddleware,
        secret_key=settings.secret.get_secret_value() or secrets.token_urlsafe(32),
        session_cookie="assistant-provider",
        max_age=MINUTES_AWAY * 60,
        path=PATH,
        same_site="lax",
        https_only=settings.public_url.startswith("https:"),
    )

    @app.get("/start")
    async def start(request: Request) -> Response:
        base = settings.public_url or str(request.base_url.replace(path=""))
        try:
            found: Response = await client.authorize_redirect(
                request, f"{base.rstrip('/')}{PATH}/back"
            )
        except Exception:
            # Whatever the provider and what is between do wrong, nobody comes in by it.
            logger.exception("the provider cannot be asked")
            return refused()
        return found

    @app.get("/back")
    async def back(request: Request) -> Response:
        try:
            given = await client.authorize_access_token(request)
            name = name_of(given.get("userinfo") or {}, settings.oidc_claim)
            token = await run_in_threadpool(records.sign_ins.sign_in_as, name)
        except AssistantError as exc:
            logger.warning("signing in through the provider failed: %s", exc)
            return refused()
        except Exception:
            logger.exception("signing in through the provider failed")
            return refused()
        logger.info("signed in through the provider: %r", name)
        found = RedirectResponse("/officials", 303)
        return give_cookie(found, token, request, hours=records.settings.session_hours)

    return app


def open_client(settings: OfficialsSettings) -> Any:  # noqa: ANN401
    """Return Authlib's client of the provider, which asks for its addresses when first used."""
    if not settings.oidc_client_id:
        raise BadSettings("ASSISTANT_OIDC_ISSUER needs ASSISTANT_OIDC_CLIENT_ID beside it.")
    issuer = settings.oidc_issuer.rstrip("/")
    oauth = OAuth()
    return oauth.register(
        "provider",
        server_metadata_url=f"{issuer}/.well-known/openid-configuration",
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret.get_secret_value() or None,
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "timeout": 10,
        },
    )


def name_of(claims: dict[str, Any], claim: str) -> str:
    """Return the name of the account that the provider vouches for; raises ``NotThere``."""
    name = claims.get(claim)
    if not isinstance(name, str) or not name:
        raise NotThere(f"the provider gave no {claim}; set ASSISTANT_OIDC_CLAIM to what it gives.")
    # With some providers anyone may write anything as an address that is not confirmed.
    if claim == "email" and claims.get("email_verified") is not True:
        raise NotThere(
            "the provider does not say that it has confirmed the address; set ASSISTANT_OIDC_CLAIM "
            "to a claim that nobody can choose."
        )
    return name


def refused() -> Response:
    """Return to where one signs in; what went wrong is for the operator."""
    return RedirectResponse("/officials/sign-in?refused=1", 303)
