"""Saved web pages: the main text, without the page around it; also whole-page archives (MHTML)."""

import re
from pathlib import Path

from knowledge.errors import DamagedDocument, EmptyDocument
from knowledge.readers.assembly import Part, assemble
from knowledge.readers.base import ReadText
from knowledge.readers.encodings import decode_bytes
from knowledge.readers.html_main import main_parts
from knowledge.readers.html_metadata import is_web, metadata_of
from knowledge.readers.html_tree import keep_what_is_seen, parse, tables_to_lines, terms_to_lines
from knowledge.text import source_url
from knowledge.types import Page

# Where the standard has browsers look for the encoding.
DECLARATION = 1024
CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]+?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I
)


def read(path: Path) -> ReadText:
    """Read a saved web page.

    Raises ``BadEncoding`` when its bytes are in no encoding that is known, ``EmptyDocument`` when
    it has no text of its own (a page that scripts fill), ``TooBig`` when it is nested too deeply.
    """
    data = path.read_bytes()
    return read_markup(decode_bytes(data, path.name, charset_of(data)), path.name)


def read_archive(path: Path) -> ReadText:
    """Read the page of a web archive, a mail message whose first HTML part it is.

    Raises what ``read`` does, and ``DamagedDocument`` when there is no page in it.
    """
    from email import message_from_bytes
    from email.errors import MessageError

    try:
        message = message_from_bytes(path.read_bytes())
        page = next(
            (part for part in message.walk() if part.get_content_type() == "text/html"), None
        )
        data = page.get_payload(decode=True) if page is not None else None
    except (MessageError, ValueError, LookupError, RecursionError) as exc:
        raise DamagedDocument(f"{path.name}: is broken. Save the page again as HTML.") from exc
    if page is None or not isinstance(data, bytes):
        raise DamagedDocument(f"{path.name}: has no web page in it. Save the page again as HTML.")
    charset = page.get_content_charset() or charset_of(data)
    read = read_markup(decode_bytes(data, path.name, charset), path.name)
    url = str(page.get("Content-Location") or "").strip()
    known = {"url": url} if is_web(url) else {}
    return ReadText(read.pages, read.blocks, {**known, **read.metadata}, read.warnings)


def charset_of(data: bytes) -> str | None:
    """Return the encoding that a page declares in its head, ``None`` when it declares none."""
    declared = CHARSET.search(data, 0, DECLARATION)
    return declared.group(1).decode("ascii") if declared else None


def read_markup(markup: str, name: str) -> ReadText:
    """Return the main text of a page and what it says of itself."""
    if not markup.strip():
        raise EmptyDocument(f"{name}: is an empty file.")
    tree = parse(markup, name)
    metadata = metadata_of(tree, markup)
    keep_what_is_seen(tree)
    tables_to_lines(tree, name)
    terms_to_lines(tree)
    found, warnings = main_parts(tree)
    parts = [Part(part.kind, part.text) for part in found]
    text, blocks = assemble(parts)
    if not blocks:
        raise EmptyDocument(
            f"{name}: has no text. If a browser shows some, print the page to PDF and add that."
        )
    url = source_url("\n".join(part.text for part in parts))
    known = {"url": url, **metadata} if url else metadata
    return ReadText((Page(1, text),), blocks, known, warnings)
