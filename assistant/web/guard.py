"""In front of everything: what is not allowed is not reached, and every answer is guarded.

Decides by ``scope["path"]`` and never by the address that is put together from the request's
headers, which anyone can write.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.contract import error_object
from assistant.web.allowed import AllowList
from assistant.web.headers import with_headers

SAFE = ("GET", "HEAD")
# What looks after the server asks by its address, and learns nothing but that it lives.
PROBES = ("/healthz", "/readyz")


class Guard:
    """Answers 404, 405, 400 or 403 to what must not get in, and adds the security headers."""

    def __init__(
        self,
        app: ASGIApp,
        allowed: AllowList,
        hosts: frozenset[str] = frozenset(),
        *,
        hsts: bool = False,
    ) -> None:
        """Stand in front of an application; with no ``hosts`` it answers under any name."""
        self.app, self.allowed, self.hosts, self.hsts = app, allowed, hosts, hsts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = with_headers(message["headers"], hsts=self.hsts)
                message = {**message, "headers": headers}
            await send(message)

        refusal = self.refusal(scope)
        await (refusal or self.app)(scope, receive, guarded)

    def refusal(self, scope: Scope) -> JSONResponse | None:
        """Return why a request is not answered, ``None`` where it is."""
        headers, path, method = Headers(scope=scope), scope["path"], scope["method"]
        named = host_name(headers.get("host", "")) in self.hosts or path in PROBES
        if self.hosts and not named:
            return refused(400, "this server does not answer under that name.")
        methods = self.allowed.methods(path)
        if not methods:
            return refused(404, f"there is nothing at {path[:200]}.")
        if method not in methods:
            allow = {"allow": ", ".join(sorted(methods))}
            return refused(405, f"{path[:200]} answers to {allow['allow']} alone.", allow)
        if method not in SAFE and is_foreign(headers):
            return refused(403, "requests from other sites are not answered.")
        return None


def refused(status: int, message: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Return a fault in the form of the interface for programs."""
    return JSONResponse(error_object(message), status, headers)


def host_name(host: str) -> str:
    """Return the name in a ``Host`` header, without its port.

    >>> host_name("a.example:7860"), host_name("[::1]:7860"), host_name("A.example")
    ('a.example', '[::1]', 'a.example')
    """
    name, _, port = host.lower().rpartition(":")
    return name if port.isdigit() else host.lower()


def is_foreign(headers: Headers) -> bool:
    """Whether a browser says that the request comes from a page of another site.

    Programs say nothing of the kind; browsers of some years ago say the origin alone.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
