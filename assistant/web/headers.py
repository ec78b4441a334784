"""What every answer tells the browser."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable
from typing import Final

NOTHING: Final = "default-src 'none'; frame-ancestors 'none'"
SCRIPT: Final = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
COMMON: Final = {
    "content-security-policy": NOTHING,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
HSTS: Final = "max-age=31536000"


def chat_policy(document: str) -> str:
    """Return the content policy under which a document of Gradio's works.

    Scripts in the document run only when they are the ones that were sent, each told by its hash.
    Gradio makes functions of the code that our components give it, for which it needs eval; it
    writes style attributes.
    """
    scripts = " ".join(f"'sha256-{digest(text)}'" for text in SCRIPT.findall(document))
    return (
        f"default-src 'none'; script-src 'self' 'unsafe-eval' {scripts}; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'"
    )


def digest(text: str) -> str:
    """Return the SHA-256 of a text as content policies write it."""
    return b64encode(hashlib.sha256(text.encode()).digest()).decode()


def with_headers(
    sent: Iterable[tuple[bytes, bytes]], *, hsts: bool = False
) -> list[tuple[bytes, bytes]]:
    """Return the headers of an answer with ours, which give way to those of the same name.

    What allows other origins to read the answer is taken out: Gradio allows some by itself.
    """
    kept = [(name, value) for name, value in sent if not name.lower().startswith(b"access-control")]
    present = {name.lower() for name, _ in kept}
    ours = {**COMMON, **({"strict-transport-security": HSTS} if hsts else {})}
    added = [(name.encode(), value.encode()) for name, value in ours.items()]
    return [*kept, *(pair for pair in added if pair[0] not in present)]
