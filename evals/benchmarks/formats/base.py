"""What a public benchmark is: texts, questions on them, what is asked of what, and others' figures.

To add one, write a module with a ``FORMAT`` beside this one and a line in ``FORMATS``.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, get_args

from assistant import Turn

Split = Literal["tune", "report", "all"]
SPLITS: tuple[str, ...] = get_args(Split)


@dataclass(frozen=True, slots=True)
class Context:
    """A text that is taken in as a document of its own.

    ``article`` is the title of what it stands in. A document that is there as a file has ``file``
    instead of ``text``.
    """

    id: str
    article: str
    text: str
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what is right for it.

    ``contexts`` are the ids of the texts that answer it; there is none when it cannot be answered.
    ``answers`` are groups of wordings: a quote is right when it has one of every group. Where a
    benchmark has no short answers, ``evidence`` are the sentences that answer. ``given`` are the
    texts that the makers of the benchmark hand over with the question.
    """

    id: str
    text: str
    article: str
    contexts: tuple[str, ...] = ()
    answers: tuple[tuple[str, ...], ...] = ()
    evidence: tuple[str, ...] = ()
    history: tuple[Turn, ...] = ()
    given: tuple[str, ...] = ()

    @property
    def answerable(self) -> bool:
        """Whether there is a text that answers the question."""
        return bool(self.contexts)


@dataclass(frozen=True, slots=True)
class Collection:
    """Texts, and questions on them.

    With ``pages`` the texts are documents with pages, and what answers a question is a page (see
    ``page_id``).
    """

    contexts: tuple[Context, ...]
    questions: tuple[Asked, ...] = ()
    pages: bool = False

    def part(self, split: Split = "all", limit: int | None = None) -> "Collection":
        """Return all texts with the first ``limit`` questions of one split (see ``split_of``)."""
        chosen = [each for each in self.questions if split in ("all", split_of(each.article))]
        return replace(self, questions=tuple(chosen[:limit]))


@dataclass(frozen=True, slots=True)
class Direction:
    """Questions of one collection asked over the texts of another; both are named by their keys.

    With ``plain`` they are typed without diacritics. With ``across`` both collections have the
    same questions in two languages, and what is right is what is right for the question of the
    same id among the texts' own.
    """

    name: str
    questions: str
    contexts: str
    plain: bool = False
    across: bool = False
    targets: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Published:
    """What another system reached, by the names of our measures, in one direction."""

    direction: str
    system: str
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Beside:
    """Others' figures: those that stand in our table, and sentences that name every source."""

    notes: tuple[str, ...]
    rows: tuple[Published, ...] = ()


NONE_FOUND = Beside(("Published: - (we know of no figure that could stand beside these).",))


@dataclass(frozen=True, slots=True)
class Format:
    """A public benchmark: how its files are read, what is asked, and what others reached.

    ``load`` raises ``BadBenchmark``. Without ``retrieval`` only whole answers are measured, each
    question over the texts that it is given.
    """

    summary: str
    path: str
    load: Callable[[Path], dict[str, Collection]]
    directions: Callable[[Mapping[str, Collection]], tuple[Direction, ...]]
    retrieval: Beside | None = NONE_FOUND
    answers: Beside = NONE_FOUND


class Texts:
    """Gives texts their ids, in their order; one that occurs twice is one context."""

    def __init__(self) -> None:
        self.known: dict[str, Context] = {}

    def add(self, text: str, article: str = "") -> str:
        """Return the id of a text."""
        text = text.strip()
        made = Context(f"c{len(self.known):05}", article, text)
        return self.known.setdefault(text, made).id

    def all(self) -> tuple[Context, ...]:
        """Return all contexts."""
        return tuple(self.known.values())


def each_alone(collections: Mapping[str, Collection]) -> tuple[Direction, ...]:
    """Return a direction for each collection: its questions over its own texts."""
    return tuple(Direction(name, name, name) for name in collections)


def page_id(document: str, number: int) -> str:
    """Return the id of a page, which are counted from 1, of a document."""
    return f"{document}#{number}"


def split_of(article: str) -> Split:
    """Return which split an article's questions are in, by the parity of its title's SHA-256.

    All questions on one article are in one split, and the translations of an article in the
    same: weights chosen on ``tune`` have seen nothing of what ``report`` asks.
    """
    even = hashlib.sha256(article.encode()).digest()[-1] % 2 == 0
    return "tune" if even else "report"


def one_line(text: str) -> str:
    """Return a question without line breaks and doubled blanks."""
    return " ".join(text.split())
