"""Who comes in: a session cookie is looked up for each request below ``/officials``."""

from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.errors import RecordsUnavailable
from assistant.records.sign_in import SignedIn, SignIns

COOKIE: Final = "assistant-session"
ROOT: Final = "/officials"
# What must answer before somebody has signed in.
OPEN: Final = ("/officials/sign-in", "/officials/provider/")


class Door:
    """Lets those pass who have signed in, and sends all others to the page to do so."""

    def __init__(self, app: ASGIApp, sign_ins: SignIns) -> None:
        self.app, self.sign_ins = app, sign_ins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request; the account is put where ``signed_in`` finds it."""
        if scope["type"] != "http" or not inside(scope["path"]):
            await self.app(scope, receive, send)
            return
        try:
            who = await run_in_threadpool(self.sign_ins.signed_in, token_of(scope))
        except RecordsUnavailable as exc:
            await Response(f"{exc}\n", 503, media_type="text/plain")(scope, receive, send)
            return
        if who is None and not scope["path"].startswith(OPEN):
            await turned_away(scope)(scope, receive, send)
            return
        await self.app({**scope, "assistant.signed_in": who}, receive, send)


def inside(path: str) -> bool:
    """Whether a path is one of the desk's."""
    return path == ROOT or path.startswith(f"{ROOT}/")


def token_of(scope: Scope) -> str:
    """Return the token of the session that a request names."""
    try:
        cookies = SimpleCookie(HTTPConnection(scope).headers.get("cookie", ""))
    except CookieError:
        return ""
    return cookies[COOKIE].value if COOKIE in cookies else ""


def turned_away(scope: Scope) -> Response:
    """Return the way to the page where one signs in, or for a program that there is none."""
    accepted = HTTPConnection(scope).headers.get("accept", "")
    if scope["method"] not in ("GET", "HEAD") or "text/html" not in accepted:
        return Response("sign in first.\n", 401, media_type="text/plain")
    return RedirectResponse(f"/officials/sign-in?to={quote(scope['path'], safe='/')}", 303)


def signed_in(request: Request) -> SignedIn:
    """Return who has signed in; only for routes behind the door."""
    who = request.scope["assistant.signed_in"]
    if not isinstance(who, SignedIn):
        raise TypeError("a route of the desk was reached without a session")
    return who


def give_cookie(response: Response, token: str, request: Request, *, hours: int) -> Response:
    """Put the token of a session into the browser, for the desk's paths alone."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=hours * 3600,
        path=ROOT,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
    return response


def take_cookie(response: Response) -> Response:
    """Take it out again."""
    response.delete_cookie(COOKIE, path=ROOT, httponly=True, samesite="lax")
    return response


def safe_target(target: str) -> str:
    """Return a path of the desk to go on to; anything else becomes its first page.

    >>> safe_target("/officials/documents"), safe_target("//a.example")
    ('/officials/documents', '/officials')
    """
    plain = all(" " < char != "\\" for char in target)
    return target if plain and inside(target) and "//" not in target else ROOT
