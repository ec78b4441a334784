"""The nouns of an answer. All are immutable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal
from urllib.parse import urlencode

Language = Literal["en", "vi"]
ValueKind = Literal["target", "achieved"]


class Outcome(StrEnum):
    """How a question ended; a closed list that every consumer switches on."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NOT_FOUND = "not_found"
    CLARIFY = "clarify"
    REFUSED = "refused"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of a conversation and the answer that was given."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement comes from.

    ``quote`` is verbatim: it equals ``page_text[start:end]`` of the document's page, and stands
    inside ``passage``, the paragraph around it, which begins at ``passage_start``.
    """

    number: int
    document_id: str
    title: str
    publisher: str | None
    published: date | None
    url: str | None
    page: int
    page_count: int
    heading: str | None
    quote: str
    start: int
    end: int
    passage: str
    passage_start: int

    @property
    def read(self) -> str:
        """The address of the reading page, at the quote."""
        place = urlencode({"page": self.page, "start": self.start, "end": self.end})
        return f"/documents/{self.document_id}?{place}#quote"


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that is said, with the numbers of the citations that support it.

    ``marks`` are the spans of ``text`` that answer, in order; none where that is not clear.
    """

    text: str
    citations: tuple[int, ...]
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A statement of an answer that is still being made, with the citations that are new in it."""

    statement: Statement
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A value and when it held or is to hold, both verbatim from the quote of a citation.

    ``citation`` is its number, ``kind`` tells a target from what was achieved.
    """

    when: str
    value: str
    citation: int
    kind: ValueKind


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one indicator at different times, newest first.

    ``label`` says of what, in the words of the first row's source. ``differs`` tells that sources
    give different values for one time: both are rows then.
    """

    label: str
    rows: tuple[SeriesRow, ...]
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown for a question.

    With ``answered`` and ``partial`` there are statements, and ``message``, mostly empty, is a note
    on them; ``series``, mostly empty too, has the values of one indicator over time. With any other
    outcome ``message`` says why not and what to do next. ``suggestions`` are questions that the
    documents do answer. ``nearest`` are, with ``not_found``, quotes on what was asked about that do
    not answer it; they are numbered by themselves.
    """

    outcome: Outcome
    language: Language
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    message: str = ""
    suggestions: tuple[str, ...] = ()
    answerer: str = "extractive"
    series: tuple[Series, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    nearest: tuple[Citation, ...] = ()

    @property
    def text(self) -> str:
        """The answer as plain text: statements with their citation numbers, or the message."""
        if not self.statements:
            return self.message
        said = "\n".join(
            f"{statement.text} {''.join(f'[{number}]' for number in statement.citations)}"
            for statement in self.statements
        )
        return f"{self.message}\n{said}" if self.message else said
