"""Which requests are answered at all.

Gradio brings some sixty routes; a page uses ten of them. Whatever is not in this list is not
there: no upload, no file of the server, no relay to other hosts, no second way to ask.
"""

import re
from dataclasses import dataclass
from typing import Final

READ: Final = frozenset({"GET", "HEAD"})
SEND: Final = frozenset({"POST"})
PART: Final = r"[\w.~@%:+!$&'()*,;=-]+"
FILE: Final = r"[\w-]+(?:[./][\w-]+)*"


@dataclass(frozen=True, slots=True)
class Route:
    """Paths, as a pattern of all of them, and the methods with which they answer."""

    methods: frozenset[str]
    pattern: str


def chat_routes(prefix: str) -> tuple[Route, ...]:
    """Return what a chat page of Gradio needs that is mounted below a prefix."""
    return (
        Route(READ, f"{prefix}/"),
        Route(READ, f"{prefix}/assets/{FILE}"),
        Route(READ, f"{prefix}/static/(?:fonts|js)/{FILE}"),
        Route(READ, f"{prefix}/theme.css"),
        Route(SEND, f"{prefix}/gradio_api/queue/join"),
        Route(READ, f"{prefix}/gradio_api/queue/data"),
        Route(READ, rf"{prefix}/gradio_api/heartbeat/\w+"),
        # Asked when a connection was lost: whether the server is still the same one.
        Route(READ, f"{prefix}/gradio_api/app_id"),
    )


PUBLIC: Final = (
    *chat_routes(""),
    Route(READ, f"/documents/{PART}"),
    Route(READ, rf"/documents/{PART}/pages/\d{{1,9}}\.jpg"),
    Route(READ, r"/favicon\.ico"),
)
PROGRAMS: Final = (
    Route(SEND, "/api/ask"),
    Route(SEND, "/api/ask/stream"),
    Route(READ, "/api/documents"),
    Route(READ, rf"/api/documents/{PART}/pages/\d{{1,9}}"),
    Route(READ, "/api/docs"),
    Route(READ, r"/api/openapi\.json"),
    Route(READ, "/healthz"),
    Route(READ, "/readyz"),
    Route(READ, "/metrics"),
)
OFFICIALS: Final = (
    *chat_routes("/officials"),
    Route(READ, "/officials"),
    Route(READ | SEND, "/officials/sign-in"),
    Route(SEND, "/officials/sign-out"),
    Route(READ, "/officials/provider/(?:start|back)"),
    Route(READ, "/officials/insights"),
    Route(READ, r"/officials/insights/[a-z]+\.csv"),
    Route(READ, r"/officials/conversations/[0-9a-f]{32}(?:/\d{1,6})?\.(?:docx|md)"),
    Route(READ, "/officials/documents"),
    Route(SEND, "/officials/documents/upload"),
    Route(READ, "/officials/documents/history"),
    Route(SEND, r"/officials/documents/history/\w+/publish"),
    Route(READ, "/officials/documents/changes/[0-9a-f]{32}(?:/state)?"),
    Route(SEND, "/officials/documents/changes/[0-9a-f]{32}/(?:publish|discard)"),
    Route(READ, f"/officials/documents/{PART}"),
    Route(SEND, f"/officials/documents/{PART}/remove"),
)
ALL: Final = (*PUBLIC, *PROGRAMS, *OFFICIALS)


class AllowList:
    """Tells which requests are answered."""

    def __init__(self, routes: tuple[Route, ...] = ALL) -> None:
        self.routes = [(route.methods, re.compile(route.pattern)) for route in routes]

    def methods(self, path: str) -> frozenset[str]:
        """Return the methods with which a path answers, none where there is nothing.

        ``path`` is decoded, so that a slash or a dot in another spelling is what it stands for.
        """
        if "//" in path or ".." in path or "\\" in path:
            return frozenset()
        found = (methods for methods, pattern in self.routes if pattern.fullmatch(path))
        return frozenset().union(*found)
