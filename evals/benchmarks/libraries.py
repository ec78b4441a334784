"""The library that a direction of a public benchmark is asked over."""

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.benchmarks.formats.base import Asked, Collection, Context, Direction, Split
from evals.benchmarks.ours import Advance, build_home


@dataclass(frozen=True, slots=True)
class Choice:
    """Which questions are asked, and over which texts.

    ``limit`` is how many questions a direction asks at most, ``contexts`` how many texts there are
    at most; those that the questions need come first, then others in their order. Libraries are
    built in ``home`` and found there again, or in a folder that is removed.
    """

    split: Split = "all"
    limit: int | None = None
    contexts: int | None = None
    home: Path | None = None


Task = tuple[Direction, tuple[Asked, ...]]
"""A direction with its questions."""


@dataclass(frozen=True, slots=True)
class Built:
    """A library: its folder, the texts in it, what is asked of it, and what it did not take in."""

    folder: Path
    collection: Collection
    tasks: tuple[Task, ...]
    refused: tuple[str, ...]

    @property
    def home(self) -> Path:
        """Where the library is."""
        return self.folder / "home"


@contextmanager
def working_folder(choice: Choice) -> Iterator[Path]:
    """Yield the folder for libraries."""
    with TemporaryDirectory() as temporary:
        yield choice.home or Path(temporary)


def built(
    collections: Mapping[str, Collection],
    directions: Sequence[Direction],
    choice: Choice,
    keep: Callable[[Asked], bool],
    folder: Path,
    advance: Advance,
) -> Iterator[Built]:
    """Build the library of each collection that is asked of, and yield it with its tasks.

    Asked are the questions that ``keep`` allows.
    """
    for key in dict.fromkeys(direction.contexts for direction in directions):
        tasks = tuple(
            (direction, questions_of(collections, direction, choice, keep))
            for direction in directions
            if direction.contexts == key
        )
        asked = [each for _, questions in tasks for each in questions]
        chosen = chosen_texts(collections[key], asked, choice.contexts)
        place = folder / f"{key.replace(' ', '-')}-{digest_of(chosen.contexts)}"
        documents = write_contexts(chosen.contexts, place / "contexts")
        refused = build_home(place / "home", documents, advance)
        yield Built(place, chosen, tasks, refused)


def questions_of(
    collections: Mapping[str, Collection],
    direction: Direction,
    choice: Choice,
    keep: Callable[[Asked], bool],
) -> tuple[Asked, ...]:
    """Return the questions of a direction as they are typed.

    Across languages what is right is what is right for the same question in the other.
    """
    questions = collections[direction.questions].part(choice.split).questions
    if direction.across:
        there = {asked.id: asked for asked in collections[direction.contexts].questions}
        questions = tuple(
            replace(there[asked.id], text=asked.text, article=asked.article)
            for asked in questions
            if asked.id in there
        )
    chosen = tuple(filter(keep, questions))[: choice.limit]
    if not direction.plain:
        return chosen
    return tuple(replace(asked, text=without_diacritics(asked.text)) for asked in chosen)


def chosen_texts(collection: Collection, asked: Iterable[Asked], count: int | None) -> Collection:
    """Return a collection with ``count`` texts at most; what the questions need is never left out.

    The right page of a document is given with its whole document.
    """
    if count is None:
        return collection
    needed = {name for each in asked for name in (*each.contexts, *each.given)}
    others = [each.id for each in collection.contexts if each.id not in needed]
    there = len(collection.contexts) - len(others)
    left_out = set(others[max(0, count - there) :])
    kept = tuple(each for each in collection.contexts if each.id not in left_out)
    return replace(collection, contexts=kept)


def write_contexts(contexts: Iterable[Context], folder: Path) -> list[Path]:
    """Write each text into a file named by its id; return the files of all contexts."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for context in contexts:
        files.append(context.file or folder / f"{context.id}.txt")
        if not context.file:
            files[-1].write_text(context.text + "\n", encoding="utf-8")
    return files


def digest_of(contexts: Iterable[Context]) -> str:
    """Return what tells apart libraries of other texts."""
    known = hashlib.sha256()
    for context in contexts:
        known.update(f"{context.id}\n{context.file}\n{context.text}\n".encode())
    return known.hexdigest()[:10]


def config_of(choice: Choice) -> dict[str, object]:
    """Return what was chosen, as a report's configuration."""
    return {"split": choice.split, "limit": choice.limit, "contexts": choice.contexts}


def choice_notes(choice: Choice) -> tuple[str, ...]:
    """Say what was left out on request."""
    notes = []
    if choice.limit is not None:
        notes.append(f"--limit {choice.limit}: a try, on the first questions alone.")
    if choice.contexts is not None:
        notes.append(f"--contexts {choice.contexts}: a try; among fewer texts more is found.")
    return tuple(notes)


def refused_notes(refused: Iterable[str]) -> tuple[str, ...]:
    """Say what could not be taken in, each once."""
    return tuple(f"Not taken in: {each}" for each in dict.fromkeys(refused))


def without_diacritics(text: str) -> str:
    """Return Vietnamese as it is typed without an input method; capitals stay.

    >>> without_diacritics("Đội Panthers đã thua bao nhiêu điểm?")
    'Doi Panthers da thua bao nhieu diem?'
    """
    marked = unicodedata.normalize("NFD", text)
    bare = "".join(char for char in marked if not unicodedata.combining(char))
    return bare.replace("đ", "d").replace("Đ", "D")
