"""The document that carries the public page, made ours.

Gradio's document speaks of Gradio to search engines and link previews, and lets scripts add the
style after the page has appeared. This puts our own head in its place before it is sent.
"""

import re
from urllib.parse import quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.assets import read_asset
from assistant.web.headers import chat_policy
from assistant.web.rendering import escape
from assistant.web.texts import LANGUAGES, load_texts

FOREIGN = re.compile(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>|<link rel="manifest"[^>]*>')


class OwnIndex:
    """Passes everything through, and rewrites the head of the document where it is mounted."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the mounted Gradio application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["path"] != f"{scope.get('root_path', '')}/":
            await self.app(scope, receive, send)
            return
        # Compressed text could not be rewritten.
        headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        await self.app({**scope, "headers": headers}, receive, Rewriting(send))


class Rewriting:
    """Collects a response and sends it rewritten."""

    def __init__(self, send: Send) -> None:
        """Remember where the response goes."""
        self.send = send
        self.start: Message = {}
        self.body = b""

    async def __call__(self, message: Message) -> None:
        """Take one part of the response."""
        if message["type"] == "http.response.start":
            self.start = message
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self.finish()
        else:
            await self.send(message)

    async def finish(self) -> None:
        """Send the whole response with its new length."""
        headers = [pair for pair in self.start["headers"] if pair[0].lower() != b"content-length"]
        body = self.body
        if any(b"text/html" in value for name, value in headers if name == b"content-type"):
            document = own_head(body.decode())
            headers.append((b"content-security-policy", chat_policy(document).encode()))
            body = document.encode()
        headers.append((b"content-length", str(len(body)).encode()))
        await self.send({**self.start, "headers": headers})
        await self.send({"type": "http.response.body", "body": body})


def own_head(document: str) -> str:
    """Return Gradio's document with our head."""
    ours = FOREIGN.sub("", document).replace("</head>", f"{build_head()}</head>", 1)
    return ours.replace("</body>", f"{build_plea()}</body>", 1)


def build_head() -> str:
    """Return title, description, mark, style and script."""
    texts = load_texts("en")
    title, description = escape(f"{texts.name} – {texts.tagline}"), escape(texts.description)
    return (
        f"<title>{title}</title>"
        f'<meta name="description" content="{description}">'
        f'<meta property="og:title" content="{title}">'
        f'<meta property="og:description" content="{description}">'
        '<meta name="color-scheme" content="light dark">'
        '<meta name="referrer" content="no-referrer">'
        f'<link rel="icon" type="image/svg+xml" href="{mark_address()}">'
        f"<style>{read_asset('colours.css')}{read_asset('page.css')}</style>"
        f"<script>{read_asset('page.js')}</script>"
    )


def build_plea() -> str:
    """Return what a visitor without JavaScript reads, in every language."""
    pleas = "".join(
        f'<p lang="{texts.language}">{escape(texts.needs_javascript)}</p>'
        for texts in map(load_texts, LANGUAGES)
    )
    return f'<noscript><div class="plea">{pleas}</div></noscript>'


def mark_address() -> str:
    """Return the mark as an address that holds the picture itself."""
    return f"data:image/svg+xml,{quote(read_asset('mark.svg'))}"
