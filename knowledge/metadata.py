"""From what a file says of itself, and what the librarian adds, to a ``Document``."""

import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from knowledge.errors import BadMetadata
from knowledge.headlines import facts_of_text
from knowledge.kinds import kind_of
from knowledge.readers.base import ReadText
from knowledge.sentences import sentence_spans
from knowledge.text import VIETNAMESE_LETTER, fold, normalise
from knowledge.types import Document, Page

TITLE_LENGTH = 90
LANGUAGE_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]\w+)*")


def make_document(path: Path, read: ReadText, given: Mapping[str, str]) -> Document:
    """Return the document of a file that was read.

    ``given`` (title, publisher, issuer, number, kind, language, url, published, effective) comes
    from the librarian and wins over what the file says in its metadata, which wins over what its
    text says. Raises ``BadMetadata`` for a date or an address that cannot be used.
    """
    text = "\n".join(page.text for page in read.pages)
    said = combined(facts_of_text(text), read.metadata, given)
    url = address(said.get("url"), path)
    identity = url or hashlib.sha256(text.encode()).hexdigest()
    stem = re.sub(r"[^a-z0-9]+", "-", fold(path.stem)).strip("-")[:60] or "document"
    return Document(
        id=f"{stem}-{hashlib.sha256(identity.encode()).hexdigest()[:6]}",
        title=words(said.get("title")) or title_of(read),
        source=normalise(path.name),
        pages=read.pages,
        url=url,
        publisher=words(said.get("publisher")) or publisher_of(url),
        published=day(said.get("published"), "published", path),
        event_date=day(said.get("event_date"), "event_date", path),
        language=language(said.get("language")) or language_of(text),
        kind=kind(said.get("kind")),
        questions=questions(said),
        # Who wrote a file may be a clerk; it counts where nobody else is named.
        issuer=words(said.get("issuer")) or words(said.get("author")),
        number=words(said.get("number")),
        effective=day(said.get("effective"), "effective", path),
    )


def combined(*sources: Mapping[str, object]) -> dict[str, object]:
    """Return the facts of several sources, each stronger than those before it.

    A source that says nothing of something, as an empty field does, hides nothing.
    """
    return {
        key: value
        for source in sources
        for key, value in source.items()
        if words(value) is not None
    }


def kind(value: object) -> str | None:
    """Return a kind by its name in the closed list, or as it is given when it is not in it."""
    given = words(value)
    return (kind_of(given) or given) if given else None


def language(value: object) -> str | None:
    """Return the language of a tag like vi-VN without its country, other names as they are."""
    given = words(value)
    tag = LANGUAGE_TAG.fullmatch(given) if given else None
    return tag[1].lower() if tag else given


def content_hash(pages: tuple[Page, ...]) -> str:
    """Return what identifies a text whatever its file is called."""
    return hashlib.sha256("\f".join(page.text for page in pages).encode()).hexdigest()


def words(value: object) -> str | None:
    """Return a metadata value as one line of text, or ``None`` when there is none."""
    return " ".join(normalise(str(value)).split()) or None if value is not None else None


def day(value: object, key: str, path: Path) -> date | None:
    """Return a date given as YYYY-MM-DD, ``None`` when it is not given."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError as exc:
        raise BadMetadata(f"{path.name}: {key} {value!r} is not a date like 2025-02-06.") from exc


def address(value: object, path: Path) -> str | None:
    """Return a web address, ``None`` when it is not given."""
    url = words(value)
    if url and not is_address(url):
        raise BadMetadata(f"{path.name}: url {url!r} is not an http or https address.")
    return url


def is_address(url: str) -> bool:
    """Whether a text is an http or https address with a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def publisher_of(url: str | None) -> str | None:
    """Return the host of an address: it is what is surely known of the publisher."""
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None


def title_of(read: ReadText) -> str:
    """Return the first heading or sentence of a text, shortened when it is long."""
    first = read.blocks[0]
    page = next(page for page in read.pages if page.number == first.page)
    block = page.text[first.start : first.end]
    sentences = sentence_spans(block) or [(0, len(block))]
    line = " ".join(block[slice(*sentences[0])].split())
    if len(line) <= TITLE_LENGTH:
        return line
    return line[:TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:.-") + " …"


def language_of(text: str) -> str:
    """Return "vi" when letters that only Vietnamese has are common, else "en"."""
    letters = sum(char.isalpha() for char in text) or 1
    return "vi" if len(VIETNAMESE_LETTER.findall(text)) / letters > 0.05 else "en"


def questions(said: Mapping[str, object]) -> tuple[str, ...]:
    """Return the example questions that the author of a document gives, all languages."""
    given = [said.get("questions"), said.get("questions_vi")]
    return tuple(
        line for each in given if isinstance(each, list) for item in each if (line := words(item))
    )
