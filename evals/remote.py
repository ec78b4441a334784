"""A running server, asked over HTTP as any program would ask it."""

import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from assistant import Answer, Citation, Outcome, Statement, Turn

TIMEOUT = 60


class RemoteFault(Exception):
    """The server cannot be asked; the message says why."""


class RemoteAssistant:
    """Asks a server through ``POST /api/ask``."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Return the server's answer; raises ``RemoteFault`` when there is none."""
        body = {"question": question, "history": [asdict(turn) for turn in history]}
        request = urllib.request.Request(
            f"{self.url}/api/ask", json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
                return answer_of(json.load(response))
        except urllib.error.HTTPError as exc:
            raise RemoteFault(f"{self.url} answered {exc.code} to {question!r}.") from exc
        except (OSError, ValueError, KeyError) as exc:
            raise RemoteFault(f"{self.url} cannot be asked: {exc}") from exc


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
