"""The nouns of the library: what is read, cut, stored and found. All are immutable.

Every offset is a character offset into the text of one page, so that for each passage and
each sentence ``page.text[start:end]`` is the text itself.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a document; a document without pages has the single page 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text with what is known about it. What is unknown is ``None`` or empty, never guessed.

    ``published`` is the day the text came out, ``event_date`` the day of the event it reports,
    ``questions`` are examples, given by its author, of what it answers.
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

    ``similarity`` is the cosine of question and sentence, ``coverage`` the share of the
    question's word weight that the sentence and its passage contain.
    """

    sentence: Sentence
    passage: Passage
    document: Document
    score: float
    similarity: float
    coverage: float

    @property
    def text(self) -> str:
        """The sentence, as it stands in the page."""
        return self.passage.slice(self.sentence.start, self.sentence.end)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken in, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did. ``embedded`` counts the passages that were new to the model."""

    added: tuple[Document, ...] = ()
    replaced: tuple[Document, ...] = ()
    unchanged: tuple[Document, ...] = ()
    refused: tuple[Refusal, ...] = ()
    documents: int = 0
    passages: int = 0
    embedded: int = 0

    @property
    def changed(self) -> bool:
        """Whether a new index was published."""
        return bool(self.added or self.replaced)
