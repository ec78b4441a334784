"""A document from the web, saved as a file that a reader can read."""

import asyncio
import hashlib
import zlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import (
    LibraryNotWritable,
    TooBig,
    UnreachableAddress,
    UnreadableDocument,
)
from knowledge.metadata import is_address
from knowledge.replies import TEXTS, Reply, in_utf8, stem_of, suffix_of

if TYPE_CHECKING:
    import httpx

USER_AGENT = "policy-assistant/0.1 (document ingest; asks once for each address)"
MAX_BYTES = 50_000_000
MAX_SECONDS = 60.0
MAX_REDIRECTS = 5
CHUNK = 2**16

BY_HAND = "Save it with a browser and add the file."


def download(
    url: str,
    folder: Path,
    *,
    max_bytes: int = MAX_BYTES,
    max_seconds: float = MAX_SECONDS,
    max_redirects: int = MAX_REDIRECTS,
) -> tuple[Path, str]:
    """Save what is at an address into a folder; return the file and the address it came from.

    ``max_bytes`` limits what is sent and what it decodes to, ``max_seconds`` all of it together.
    Raises ``UnreachableAddress`` when nothing can be had, ``TooBig``, ``UnsupportedFormat`` for
    what no reader reads, and ``LibraryNotWritable``. It runs an event loop of its own.
    """
    if not is_address(url):
        raise UnreachableAddress(f"{url}: is not an http or https address.")
    try:
        reply = asyncio.run(fetch(url, max_bytes, max_seconds, max_redirects))
    except TimeoutError as exc:
        raise UnreachableAddress(
            f"{url}: was not sent within {max_seconds:g} s. {BY_HAND}"
        ) from exc
    suffix = suffix_of(url, reply)
    content = in_utf8(reply) if suffix in TEXTS else reply.content
    address = str(reply.url.copy_with(userinfo=b"", fragment=None))
    path = (
        folder / f"{stem_of(reply.url)}-{hashlib.sha256(address.encode()).hexdigest()[:6]}{suffix}"
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as exc:
        raise LibraryNotWritable(f"{folder}: cannot be written ({exc.strerror or exc}).") from exc
    return path, address


async def fetch(url: str, max_bytes: int, max_seconds: float, max_redirects: int) -> Reply:
    """Return what is at an address; raises ``TimeoutError`` when it is not sent in time."""
    import httpx

    headers = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "gzip"}
    try:
        async with (
            asyncio.timeout(max_seconds),
            httpx.AsyncClient(headers=headers, timeout=max_seconds) as client,
        ):
            address = httpx.URL(url)
            for _ in range(max_redirects + 1):
                async with client.stream("GET", address) as response:
                    if response.next_request is None:
                        refuse_status(url, response)
                        content = await received(url, response, max_bytes)
                        return Reply(response.url, response.headers, content)
                    address = response.next_request.url
                if not is_address(str(address)):
                    raise UnreachableAddress(f"{url}: leads to {address}, which is no web address.")
    except (httpx.HTTPError, httpx.InvalidURL) as exc:
        if isinstance(exc, httpx.TimeoutException):
            raise TimeoutError from exc
        raise UnreachableAddress(
            f"{url}: cannot be reached ({exc or type(exc).__name__}). Check the address."
        ) from exc
    raise UnreachableAddress(f"{url}: leads on more than {max_redirects} times. {BY_HAND}")


def refuse_status(url: str, response: "httpx.Response") -> None:
    """Raise ``UnreachableAddress`` unless the server gave what was asked for."""
    code = response.status_code
    if code == 200:
        return
    advice = "Check the address."
    if code in {401, 402, 403, 407, 451}:
        advice = f"It does not give it to programs, or asks for a sign-in. {BY_HAND}"
    elif code == 429 or code >= 500:
        advice = "Try again later."
    raise UnreachableAddress(
        f"{url}: the server answered {code} {response.reason_phrase}".rstrip() + f". {advice}"
    )


async def received(url: str, response: "httpx.Response", max_bytes: int) -> bytes:
    """Return the decoded body; raises ``TooBig`` before more than ``max_bytes`` are in memory."""
    declared = response.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > max_bytes:
        raise too_big(url, max_bytes)
    content = bytearray()
    async for chunk in decoded(url, response):
        content += chunk
        if len(content) > max_bytes:
            raise too_big(url, max_bytes)
    return bytes(content)


async def decoded(url: str, response: "httpx.Response") -> AsyncIterator[bytes]:
    """Yield the body in small pieces, so that a body that unpacks to a lot is seen in time."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding in {"identity", ""}:
        async for chunk in response.aiter_raw(CHUNK):
            yield chunk
        return
    if encoding not in {"gzip", "x-gzip"}:
        raise UnreachableAddress(f"{url}: is sent packed as {encoding}, unasked. {BY_HAND}")
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    async for chunk in response.aiter_raw(CHUNK):
        while chunk:
            try:
                yield unpacker.decompress(chunk, CHUNK)
            except zlib.error as exc:
                raise UnreachableAddress(f"{url}: its gzip is damaged. {BY_HAND}") from exc
            chunk = unpacker.unconsumed_tail
    yield unpacker.flush()
    if not unpacker.eof:
        raise UnreachableAddress(f"{url}: was cut off on its way. Try again.")


def too_big(url: str, max_bytes: int) -> UnreadableDocument:
    """Return the error of an address that sends too much."""
    return TooBig(f"{url}: sends more than {max_bytes / 1e6:g} MB. Add a smaller part of it.")
