"""The JSON object that programs get for an answer: the same over HTTP and in the terminal."""

from typing import Any

from assistant.types import Answer, Citation, Part, Series, Statement
from knowledge import Document


def answer_object(answer: Answer) -> dict[str, Any]:
    """Return an answer as the JSON object of ``POST /api/ask``."""
    return {
        "outcome": answer.outcome.value,
        "answer": answer.text,
        "language": answer.language,
        "answerer": answer.answerer,
        "statements": [statement_object(statement) for statement in answer.statements],
        "series": [series_object(series) for series in answer.series],
        "citations": [citation_object(citation) for citation in answer.citations],
        "nearest": [citation_object(citation) for citation in answer.nearest],
        "suggestions": list(answer.suggestions),
        "timings_ms": dict(answer.timings_ms),
    }


def series_object(series: Series) -> dict[str, Any]:
    """Return values over time as JSON; ``when`` and ``value`` stand in the cited quote."""
    rows = [
        {"when": row.when, "value": row.value, "citation": row.citation, "kind": row.kind}
        for row in series.rows
    ]
    return {"label": series.label, "differs": series.differs, "rows": rows}


def part_object(part: Part) -> dict[str, Any]:
    """Return a part of an answer as JSON: a statement, and the citations that are new in it."""
    return {
        "statement": statement_object(part.statement),
        "citations": [citation_object(citation) for citation in part.citations],
    }


def statement_object(statement: Statement) -> dict[str, Any]:
    """Return a statement as JSON."""
    return {
        "text": statement.text,
        "citations": list(statement.citations),
        "marks": [list(mark) for mark in statement.marks],
    }


def citation_object(citation: Citation) -> dict[str, Any]:
    """Return a citation as JSON; ``quote`` is ``text[start:end]`` of the document's page."""
    return {
        "number": citation.number,
        "document_id": citation.document_id,
        "title": citation.title,
        "publisher": citation.publisher,
        "published": citation.published.isoformat() if citation.published else None,
        "url": citation.url,
        "page": citation.page,
        "heading": citation.heading,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "read": citation.read,
    }


def document_object(document: Document) -> dict[str, Any]:
    """Return what is known of a document, without its text, as JSON."""
    return {
        "id": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published.isoformat() if document.published else None,
        "event_date": document.event_date.isoformat() if document.event_date else None,
        "url": document.url,
        "language": document.language,
        "kind": document.kind,
        "pages": len(document.pages),
    }


def error_object(message: str) -> dict[str, str]:
    """Return a fault as JSON."""
    return {"outcome": "error", "message": message}
