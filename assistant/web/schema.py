"""The objects of the HTTP interface as its description shows them; ``contract`` makes them."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from assistant.types import Turn

MOST_TURNS = 50


class TurnBody(BaseModel):
    """One earlier question and its answer."""

    question: Annotated[str, Field(max_length=20_000)]
    answer: Annotated[str, Field(max_length=60_000)] = ""


class AskBody(BaseModel):
    """A question, the conversation before it, and the language to answer in."""

    question: Annotated[str, Field(examples=["what is the VNeID account target"])]
    history: Annotated[list[TurnBody], Field(max_length=MOST_TURNS)] = []
    language: Literal["auto", "en", "vi"] = "auto"

    @property
    def turns(self) -> list[Turn]:
        """The history, oldest first."""
        return [Turn(turn.question, turn.answer) for turn in self.history]


class StatementObject(BaseModel):
    """A statement; ``marks`` are the spans of ``text`` that answer."""

    text: str
    citations: list[int]
    marks: list[list[int]]


class CitationObject(BaseModel):
    """A source: ``quote`` is the text of the page from ``start`` to ``end``."""

    number: int
    document_id: str
    title: str
    publisher: str | None
    published: str | None
    url: str | None
    page: int
    heading: str | None
    quote: str
    start: int
    end: int
    read: str


class RowObject(BaseModel):
    """A value and its time, both verbatim from the quote of ``citation``."""

    when: str
    value: str
    citation: int
    kind: Literal["target", "achieved"]


class SeriesObject(BaseModel):
    """Values of one indicator over time, newest first."""

    label: str
    differs: bool
    rows: list[RowObject]


class AnswerObject(BaseModel):
    """An answer. With ``not_found`` the ``nearest`` quotes are offered, and are no answer."""

    outcome: Literal["answered", "partial", "not_found", "clarify", "refused", "error"]
    answer: str
    language: Literal["en", "vi"]
    answerer: str
    statements: list[StatementObject]
    series: list[SeriesObject]
    citations: list[CitationObject]
    nearest: list[CitationObject]
    suggestions: list[str]
    timings_ms: dict[str, float]


class DocumentObject(BaseModel):
    """What is known of a document."""

    id: str
    title: str
    publisher: str | None
    published: str | None
    event_date: str | None
    url: str | None
    language: str
    kind: str | None
    pages: int


class PageObject(BaseModel):
    """The text of a page, into which the offsets of citations point."""

    document_id: str
    page: int
    text: str


class ReadyObject(BaseModel):
    """That an index is loaded, and of how many documents."""

    status: Literal["ready"]
    documents: int


class AliveObject(BaseModel):
    """That the server runs."""

    status: Literal["alive"]


class ErrorObject(BaseModel):
    """A fault: what is wrong and what to do."""

    outcome: Literal["error"]
    message: str


REASONS = {
    400: "the body is not JSON, or the server does not answer under this name",
    401: "the key is none",
    403: "the request comes from a page of another site, or may not see this",
    404: "there is nothing at this address",
    413: "the question or the body is too long",
    422: "a field is wrong",
    429: "too many questions; `Retry-After` says after how many seconds to ask again",
    503: "there is no index yet, or the server is busy; `Retry-After` says for how long",
}


def faults(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return how the description names the faults of a route."""
    return {status: {"model": ErrorObject, "description": REASONS[status]} for status in statuses}
