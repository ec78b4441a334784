"""The assistant's own library as the benchmarks use it.

All that the benchmarks need to know of the inside of the library is in this module.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import Turn
from assistant.history import stand_alone
from assistant.language import detect, make_query
from evals.benchmarks.errors import BadBenchmark, BenchmarkFault
from evals.benchmarks.formats.base import page_id
from evals.benchmarks.ranking import first_of_each
from knowledge import (
    Document,
    Hit,
    LibrarySettings,
    Query,
    add_documents,
    normalise,
    open_library,
    snapshots,
)
from knowledge.contents import Contents
from knowledge.errors import BadMetadata, UnreadableDocument
from knowledge.parsing import LIMITS, Draft, parse_files
from knowledge.planning import find_files
from knowledge.types import FileOutcome

if TYPE_CHECKING:
    import numpy as np

# So many sentences that ten different documents are among them.
HITS = 200

Advance = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done and how much there is."""

EMBEDDING_AND_STORING = ("Embedding", "Storing")
"""The stages of an ingest that any pipeline has; the others are reading and checking."""

READING_LIMITS = LIMITS
"""What reading one file may cost in an ingest."""

PREPARING = "Preparing the model"
"""The stage of the very first ingest that compiles the model."""


def build_home(home: Path, documents: Sequence[Path], advance: Advance) -> tuple[str, ...]:
    """Take files and folders of documents in, as a librarian does; return what went wrong.

    Raises ``BenchmarkFault`` when nothing could be taken in.
    """
    report = add_documents(LibrarySettings(home=home), documents, advance=advance)
    if not report.documents:
        named = ", ".join(map(str, documents[:3]))
        raise BenchmarkFault(f"{named}: no document could be taken in.")
    return tuple(f"{Path(each.name).name}: {' '.join(each.notes)}" for each in report.refused)


class OurLibrary:
    """A library whose documents are contexts: each ranking is of the names of their files.

    With ``pages`` a ranking is of the pages of its documents.
    """

    def __init__(self, home: Path, *, pages: bool = False) -> None:
        self.library = open_library(LibrarySettings(home=home))
        self.pages = pages

    def query(self, question: str) -> Query:
        """Return what is searched for, made as for any question that is asked."""
        text = " ".join(normalise(question).split())
        return make_query(text, detect(text), self.library.frequency)

    def search(self, question: str, count: int) -> list[Hit]:
        """Return the best sentences for a question, found as for any question that is asked."""
        return self.library.search(self.query(question), count)

    def ours(self, question: str, history: Sequence[Turn] = ()) -> list[str]:
        """Rank by the search that serves: the first sentence of each document counts."""
        hits = self.search(stand_alone(question, history), HITS)
        return first_of_each([self.context_of(hit.document, hit.passage.page) for hit in hits])

    def context_of(self, document: Document, page: int) -> str:
        """Return the id of the context that a page of a document is or is in."""
        name = Path(document.source).stem
        return page_id(name, page) if self.pages else name

    def texts(self) -> dict[str, str]:
        """Return the text of each context, as it was read."""
        return {
            self.context_of(document, page.number): page.text
            for document in self.library.documents()
            for page in document.pages
        }

    def dense(self, question: str) -> list[str]:
        """Rank by the cosine of question and whole passage alone; the vectors are the same."""
        snapshot = self.library.current()
        vector = snapshot.encoder.questions([question])[0]
        return self.by_passage(snapshot.index.contents.passage_vectors @ vector)

    def words(self, question: str) -> list[str]:
        """Rank by the words that question and passage share alone."""
        index = self.library.current().index
        return self.by_passage(index.passage_words.coverage(self.query(question).terms))

    def by_passage(self, scores: "np.ndarray") -> list[str]:
        """Return the documents of the passages with the highest scores."""
        index = self.library.current().index
        order = (-scores).argsort(kind="stable")[:HITS]
        passages = [index.contents.passages[row] for row in order]
        return first_of_each(
            [self.context_of(index.document(each), each.page) for each in passages]
        )

    def recall(self, questions: Sequence[str], count: int) -> float:
        """Return which share of the truly nearest sentences the vector store finds."""
        from knowledge.stores.memory import MemoryStore

        snapshot = self.library.current()
        index = snapshot.index
        documents = [passage.document_id for passage, _ in index.rows]
        exact = MemoryStore(list(index.row_of), documents, index.contents.sentence_vectors)
        found = [
            len(set(index.store.nearest(vector, count)) & set(exact.nearest(vector, count))) / count
            for vector in snapshot.encoder.questions(questions)
        ]
        return sum(found) / len(found)

    def close(self) -> None:
        """Release the library."""
        self.library.close()


def first_answer(library: OurLibrary, question: str) -> None:
    """Answer a question, with all that the assistant does for it."""
    from assistant.assistant import Assistant

    Assistant(library.library).ask(question)


def known_contents(home: Path) -> Contents:
    """Return what the published snapshot of a home holds."""
    library = open_library(LibrarySettings(home=home))
    try:
        return library.current().index.contents
    finally:
        library.close()


def write_library(home: Path, contents: Contents, advance: Advance, *, real: bool) -> None:
    """Write and publish a snapshot of some contents by the code of an ingest.

    With ``real`` every passage is embedded and the snapshot is verified. Otherwise the vectors are
    those of the contents; verifying would find that they are not the model's, and is left out.
    """
    from knowledge import building
    from knowledge.manifest import Change

    settings = LibrarySettings(home=home)
    change = Change(action="add", added=len(contents.documents))
    given = (contents.documents, contents.passages)
    with snapshots.ingest_lock(home):
        if real:
            building.build(settings, *given, None, change, advance)
            return
        folder = snapshots.new_folder(home)
        building.fill(settings, folder, *given, contents, change, advance)
        snapshots.publish(home, folder)


def snapshot_bytes(home: Path) -> int:
    """Return how many bytes the files of the published snapshot have."""
    return sum(each.stat().st_size for each in snapshots.current(home).rglob("*") if each.is_file())


def files_to_read(folder: Path) -> list[Path]:
    """Return the files below a folder that an ingest would read.

    Raises ``BadBenchmark`` when there is no such folder, ``MissingDocument`` when nothing in it
    can be read.
    """
    if not folder.is_dir():
        raise BadBenchmark(f"{folder}: no such folder. Name one with documents.")
    return find_files([folder])


def outcome_of(path: Path) -> tuple[FileOutcome, str]:
    """Return what an ingest's report says of a file that is read alone, and why.

    Reading is behind the wall, in a process of its own. Raises what is not about the file.
    """
    (found,) = parse_files([path], {})
    match found:
        case Draft(warnings=warnings):
            return "ok_with_warnings" if warnings else "ok", " ".join(warnings)
        case UnreadableDocument(outcome=outcome):
            return outcome, str(found)
        case BadMetadata():
            return "failed", str(found)
    raise found
