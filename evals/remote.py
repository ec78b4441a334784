"""A running server, asked over HTTP as any program would ask it."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from urllib.parse import quote

from assistant import Answer, Citation, Outcome, Statement, Turn
from evals.asking import AskFault, Found
from evals.errors import RemoteFault
from knowledge import Document, Page

TIMEOUT = 60
TRIES = 5
LONGEST_WAIT = 90


class RemoteSystem:
    """Asks a server through ``POST /api/ask``; how it searches cannot be seen."""

    def __init__(self, url: str) -> None:
        """Raise ``RemoteFault`` for an address that is none of a web server."""
        if not url.startswith(("http://", "https://")):
            raise RemoteFault(
                f"{url}: is no address of a server; it begins with http:// or https://."
            )
        self.url = url.rstrip("/")
        self.known: tuple[Document, ...] | None = None

    def documents(self) -> tuple[Document, ...]:
        """Return the server's documents with their texts; raises ``RemoteFault``."""
        if self.known is None:
            self.known = tuple(map(self.document, self.call("/api/documents")))
        return self.known

    def document(self, found: dict[str, Any]) -> Document:
        """Return one of the server's documents with its text."""
        name = quote(str(found["id"]))
        pages = tuple(
            Page(number, self.call(f"/api/documents/{name}/pages/{number}")["text"])
            for number in range(1, found["pages"] + 1)
        )
        return Document(id=found["id"], title=found["title"], source=found["id"], pages=pages)

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Return the server's answer.

        Raises ``AskFault`` when the server refuses this question, ``RemoteFault`` when it is away.
        """
        body = {"question": question, "history": [asdict(turn) for turn in history]}
        return answer_of(self.call("/api/ask", body))

    def retrieve(self, question: str, history: Sequence[Turn] = ()) -> tuple[Found, ...] | None:
        """Return nothing: a server shows only what it answers."""
        del question, history
        return None

    def call(self, path: str, body: dict[str, Any] | None = None) -> Any:  # noqa: ANN401
        """Return the JSON that the server answers."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"} if data else {}
        request = urllib.request.Request(f"{self.url}{path}", data, headers)
        try:
            return patient(request)
        except urllib.error.HTTPError as exc:
            if body is not None:
                raise AskFault(f"{self.url} answered {exc.code}.") from exc
            raise RemoteFault(f"{self.url}{path} answered {exc.code}.") from exc
        except (OSError, ValueError, KeyError) as exc:
            raise RemoteFault(
                f"{self.url} cannot be asked: {exc}. Is the server running there?"
            ) from exc


def patient(request: urllib.request.Request, tries: int = TRIES) -> Any:  # noqa: ANN401
    """Return what a server answers; one that is busy is asked again when it says."""
    for left in reversed(range(tries)):
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
                return json.load(response)
        except urllib.error.HTTPError as exc:
            wait = exc.headers.get("Retry-After", "")
            if not left or not wait.isdigit() or int(wait) > LONGEST_WAIT:
                raise
            time.sleep(int(wait))
    raise AssertionError("the last try returns or raises")


def answer_of(found: dict[str, Any]) -> Answer:
    """Return the answer that a JSON object of the HTTP interface holds."""
    statements = tuple(
        Statement(each["text"], tuple(each["citations"])) for each in found["statements"]
    )
    return Answer(
        outcome=Outcome(found["outcome"]),
        language=found["language"],
        statements=statements,
        citations=tuple(map(citation_of, found["citations"])),
        message="" if statements else found["answer"],
        answerer=found["answerer"],
        timings_ms=found["timings_ms"],
    )


def citation_of(found: dict[str, Any]) -> Citation:
    """Return a citation; the paragraph around its quote is not sent."""
    keys = ("number", "document_id", "title", "publisher", "url", "page", "heading", "quote")
    return Citation(
        **{key: found[key] for key in keys},
        published=date.fromisoformat(found["published"]) if found["published"] else None,
        page_count=found["page"],
        start=found["start"],
        end=found["end"],
        passage=found["quote"],
        passage_start=found["start"],
    )
