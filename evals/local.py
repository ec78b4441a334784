"""The assistant in this process, over an index of its own of some documents."""

import hashlib
import importlib
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import Answer, Turn
from evals.asking import AskFault, Found
from evals.corpus import Corpus, Place
from evals.errors import BadSettings
from knowledge import DamagedSnapshot, Document, Library, LibrarySettings, sync_folder

if TYPE_CHECKING:
    from assistant.assistant import Assistant

CORPUS = Path(__file__).parents[1] / "knowledge" / "corpus"
EXTRACTIVE = "extractive"


class LocalSystem:
    """Asks the assistant itself; what its search finds can be looked at."""

    def __init__(self, assistant: "Assistant") -> None:
        self.assistant = assistant

    def documents(self) -> tuple[Document, ...]:
        """Return the documents of the library."""
        return self.assistant.documents()

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Return the assistant's answer; raises ``AskFault`` when it refuses the question."""
        from assistant.errors import AssistantError

        try:
            return self.assistant.ask(question, history)
        except AssistantError as exc:
            raise AskFault(str(exc)) from exc

    def retrieve(self, question: str, history: Sequence[Turn] = ()) -> tuple[Found, ...] | None:
        """Return the sentences that the assistant chooses from."""
        hits = self.assistant.find(question, history)
        return tuple(
            Found(
                Place(hit.document.id, hit.passage.page, hit.sentence.start, hit.sentence.end),
                round(hit.score, 4),
            )
            for hit in hits
        )


def index_home(corpus: Path, settings: LibrarySettings) -> Path:
    """Return where the index of a folder is kept: another for each folder and model."""
    model = (settings.embedding_model, settings.embedding_precision)
    key = hashlib.sha256(repr((str(corpus.resolve()), model)).encode()).hexdigest()[:8]
    return settings.home / "evals" / f"{corpus.resolve().name}-{key}"


def open_index(corpus: Path, advance: Callable[[int, int], None]) -> LibrarySettings:
    """Make the index of a folder equal to the folder; return the settings that open it.

    It is kept from run to run; one that cannot be used any more is made anew. Raises
    ``BadSettings`` when there is no such folder.
    """
    if not corpus.is_dir():
        raise BadSettings(f"{corpus}: no such folder. Name one with documents.")
    settings = LibrarySettings()
    settings = settings.model_copy(update={"home": index_home(corpus, settings)})

    def index() -> None:
        sync_folder(settings, corpus, advance=lambda stage, done, total: advance(done, total))

    try:
        index()
    except DamagedSnapshot:
        shutil.rmtree(settings.home)
        index()
    return settings


def open_local(settings: LibrarySettings, answerer: str = EXTRACTIVE) -> LocalSystem:
    """Return the assistant over an index, with the answerer that is named.

    ``answerer`` is ``extractive``, the default of the assistant, or ``MODULE:NAME``, which is
    called without arguments and gives an ``Answerer``. With ``ASSISTANT_LLM`` the default has that
    chat model. Raises ``BadSettings`` for another, or a chat model that cannot be made.
    """
    from assistant.assistant import Assistant, build_assistant
    from assistant.errors import AssistantError

    try:
        assistant = build_assistant(settings)
    except AssistantError as exc:
        raise BadSettings(str(exc)) from exc
    if answerer != EXTRACTIVE:
        assistant = Assistant(assistant.library, make_answerer(answerer))
    return LocalSystem(assistant)


def make_answerer(name: str):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """Return the answerer that ``MODULE:NAME`` makes."""
    module, _, attribute = name.partition(":")
    try:
        return getattr(importlib.import_module(module), attribute)()
    except (ImportError, AttributeError, ValueError, TypeError) as exc:
        raise BadSettings(
            f"{name!r} is no answerer ({exc}). Say {EXTRACTIVE!r}, or MODULE:NAME of a class or "
            "function that makes one without arguments."
        ) from exc


def corpus_of(library: Library) -> Corpus:
    """Return the documents of a library and their sentences."""
    return Corpus(library.documents(), library.passages())
