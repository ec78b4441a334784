"""The nouns of the library: what is read, cut, stored and found. All are immutable.

Every offset is a character offset into the text of one page, so that for each passage and
each sentence ``page.text[start:end]`` is the text itself.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

FileOutcome = Literal[
    "ok",
    "ok_with_warnings",
    "empty_scanned",
    "encrypted",
    "too_big",
    "timeout",
    "unsupported",
    "bad_encoding",
    "low_text_quality",
    "duplicate",
    "failed",
]
"""Whether a file could be read, and if not, why: a closed list."""

FileAction = Literal["added", "replaced", "none"]
"""What a file did to the library."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a document; a document without pages has the single page 1.

    ``number`` counts from 1; ``label`` is what is printed on the page ("iv"), where the file says.
    """

    number: int
    text: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A text with what is known about it. What is unknown is ``None`` or empty, never guessed.

    ``published`` is the day the text came out, ``effective`` the day from which it holds,
    ``event_date`` the day of the event it reports, ``number`` what an office gave it
    (749/QĐ-TTg), ``questions`` are examples, given by its author, of what it answers.
    ``fingerprint`` tells whether its file, what the librarian said of it, and the readers are
    as they were.
    """

    id: str
    title: str
    source: str
    pages: tuple[Page, ...]
    url: str | None = None
    publisher: str | None = None
    published: date | None = None
    event_date: date | None = None
    language: str = "en"
    kind: str | None = None
    questions: tuple[str, ...] = ()
    issuer: str | None = None
    number: str | None = None
    effective: date | None = None
    fingerprint: str = ""

    def page(self, number: int) -> Page | None:
        """Return the page with this number, or ``None``."""
        return next((page for page in self.pages if page.number == number), None)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or, in a long enumeration, one clause or one list item."""

    passage_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or part of a long one, with the heading it stands under."""

    id: str
    document_id: str
    page: int
    heading: str | None
    start: int
    end: int
    text: str
    sentences: tuple[Sentence, ...] = ()

    def slice(self, start: int, end: int) -> str:
        """Return the text between two page offsets that lie inside this passage."""
        return self.text[start - self.start : end - self.start]


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that was found; ``score`` in [0, 1], higher is better.

    ``similarity`` is the cosine of question and sentence, raised by shared words where the model
    does not read the document's language; ``coverage`` the share of the question's word weight
    that the sentence and its passage contain; ``unread`` tells that the model does not.
    """

    sentence: Sentence
    passage: Passage
    document: Document
    score: float
    similarity: float
    coverage: float
    unread: bool = False

    @property
    def text(self) -> str:
        """The sentence, as it stands in the page."""
        return self.passage.slice(self.sentence.start, self.sentence.end)


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file: whether it could be read, and what that did to the library.

    ``notes`` are the reason of a refusal, or the warnings of a file that was taken in.
    """

    name: str
    outcome: FileOutcome
    action: FileAction = "none"
    document: Document | None = None
    notes: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the file could not be taken in."""
        return self.outcome not in ("ok", "ok_with_warnings", "duplicate")


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did, or, with ``dry_run``, would do.

    ``removed`` are documents that left without another taking their place; ``embedded`` counts
    the passages that were new to the model.
    """

    files: tuple[FileReport, ...] = ()
    removed: tuple[Document, ...] = ()
    documents: int = 0
    passages: int = 0
    embedded: int = 0
    dry_run: bool = False

    @property
    def added(self) -> tuple[Document, ...]:
        """The documents that are new."""
        return self.acted("added")

    @property
    def replaced(self) -> tuple[Document, ...]:
        """The documents that took the place of an earlier version."""
        return self.acted("replaced")

    def acted(self, action: FileAction) -> tuple[Document, ...]:
        """Return the documents of the files with which this was done."""
        return tuple(
            report.document for report in self.files if report.action == action and report.document
        )

    @property
    def refused(self) -> tuple[FileReport, ...]:
        """The reports of the files that could not be taken in."""
        return tuple(report for report in self.files if report.refused)

    @property
    def changed(self) -> bool:
        """Whether the library is, or would be, another than before."""
        return bool(self.added or self.replaced or self.removed)
