"""What a web server sent, as a file: which reader it is for, its name, its encoding."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from knowledge.errors import UnsupportedFormat
from knowledge.readers import READERS
from knowledge.text import fold

if TYPE_CHECKING:
    import httpx

SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/markdown": ".md",
}
# Types that servers send for anything: the name of the file says more.
GENERIC = {
    *("", "text/plain", "application/octet-stream", "binary/octet-stream"),
    *("application/download", "application/force-download", "application/x-download"),
}
# Suffixes of text, whose encoding a server may say.
TEXTS = frozenset({".html", ".md", ".markdown", ".txt"})


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server sent in the end: from where, with which headers, and the bytes decoded."""

    url: "httpx.URL"
    headers: Mapping[str, str]
    content: bytes


def suffix_of(url: str, reply: Reply) -> str:
    """Return the suffix of the reader for what was sent; raises ``UnsupportedFormat``."""
    kind = content_type(reply).get_content_type() if "content-type" in reply.headers else ""
    suffix = SUFFIXES.get(kind, "")
    if kind in GENERIC:
        named = [file_name(reply), PurePosixPath(unquote(reply.url.path)).name]
        suffixes = [PurePosixPath(name).suffix.lower() for name in named]
        known = TEXTS - {".html"} if kind == "text/plain" else READERS
        suffix = next((each for each in suffixes if each in known), "")
        suffix = suffix or (".txt" if kind == "text/plain" else "")
    if suffix not in READERS:
        raise UnsupportedFormat(
            f"{url}: is {kind or 'of a type that is not said'}, which cannot be read; "
            f"use {', '.join(sorted(READERS))}."
        )
    return suffix


def content_type(reply: Reply) -> Message:
    """Return the Content-Type header, parsed."""
    message = Message()
    message["Content-Type"] = reply.headers.get("content-type", "")
    return message


def file_name(reply: Reply) -> str:
    """Return the name that the server gives the file, or ""."""
    message = Message()
    message["Content-Disposition"] = reply.headers.get("content-disposition", "")
    return message.get_filename("") or ""


def in_utf8(reply: Reply) -> bytes:
    """Return text in UTF-8 with its mark, when the server says in which other encoding it is.

    A file has no headers, and a web page believes them before what it says itself.
    """
    charset = content_type(reply).get_content_charset() if "content-type" in reply.headers else None
    try:
        if not charset or codecs.lookup(charset).name == "utf-8":
            return reply.content
        return reply.content.decode(charset).encode("utf-8-sig")
    except (LookupError, UnicodeError):
        return reply.content


def stem_of(url: "httpx.URL") -> str:
    """Return a file name for an address: its last part, else its host."""
    last = PurePosixPath(unquote(url.path)).stem
    return re.sub(r"[^a-z0-9]+", "-", fold(last or url.host)).strip("-")[:60] or "document"
