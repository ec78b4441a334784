"""All that is known, in memory and as the files of a snapshot."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.errors import START_AGAIN, DamagedSnapshot
from knowledge.types import Document, Page, Passage, Sentence

if TYPE_CHECKING:
    import numpy as np

DAYS = ("published", "effective", "event_date")


@dataclass(frozen=True, slots=True)
class Contents:
    """All that is known.

    ``passage_vectors`` has a row a passage; ``sentence_vectors`` a row a sentence, in the order
    of ``passages`` and of their sentences. Both are unit vectors.
    """

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    passage_vectors: "np.ndarray"
    sentence_vectors: "np.ndarray"

    def sentences(self) -> Iterator[tuple[Passage, Sentence]]:
        """Yield every sentence with its passage, in the order of the rows of their vectors."""
        for passage in self.passages:
            for sentence in passage.sentences:
                yield passage, sentence


def sentence_id(sentence: Sentence) -> str:
    """Return the name of a sentence in the vector store."""
    return f"{sentence.passage_id}:{sentence.start}"


def save(folder: Path, contents: Contents) -> None:
    """Write the contents into a folder: two files of JSON lines and two of vectors."""
    import numpy as np

    write_lines(folder / "documents.jsonl", map(document_row, contents.documents))
    write_lines(folder / "passages.jsonl", map(passage_row, contents.passages))
    np.save(folder / "passage_vectors.npy", contents.passage_vectors)
    np.save(folder / "sentence_vectors.npy", contents.sentence_vectors)


def load(folder: Path) -> Contents:
    """Return the contents of a folder; raises ``DamagedSnapshot`` when a part is not as written.

    The vectors stay on the disk and are read as they are used.
    """
    import numpy as np

    try:
        documents = tuple(map(load_document, read_lines(folder / "documents.jsonl")))
        pages = {(each.id, page.number): page.text for each in documents for page in each.pages}
        contents = Contents(
            documents=documents,
            passages=tuple(
                load_passage(row, pages[row["document_id"], row["page"]])
                for row in read_lines(folder / "passages.jsonl")
            ),
            passage_vectors=np.load(folder / "passage_vectors.npy", mmap_mode="r"),
            sentence_vectors=np.load(folder / "sentence_vectors.npy", mmap_mode="r"),
        )
    except (OSError, EOFError, ValueError, KeyError, TypeError) as exc:
        raise DamagedSnapshot(f"{folder}: cannot be read ({exc}). {START_AGAIN}") from exc
    sentences = sum(len(passage.sentences) for passage in contents.passages)
    found = (len(contents.passage_vectors), len(contents.sentence_vectors))
    if found != (len(contents.passages), sentences):
        raise DamagedSnapshot(
            f"{folder}: has vectors of {found[0]} passages and {found[1]} sentences, and "
            f"{len(contents.passages)} passages with {sentences} sentences. {START_AGAIN}"
        )
    return contents


def document_row(document: Document) -> dict[str, Any]:
    """Return a document as JSON; what is unknown or as usual is left out."""
    row = {key: value for key, value in asdict(document).items() if value not in (None, (), "")}
    row["pages"] = [
        {key: value for key, value in page.items() if value is not None} for page in row["pages"]
    ]
    return row


def load_document(row: dict[str, Any]) -> Document:
    """Return the document that ``document_row`` wrote.

    Raises ``KeyError``, ``TypeError`` or ``ValueError`` when it is none.
    """
    days = {key: date.fromisoformat(row[key]) for key in DAYS if key in row}
    pages = tuple(Page(**page) for page in row["pages"])
    questions = tuple(row.get("questions", ()))
    return Document(**{**row, **days, "pages": pages, "questions": questions})


def passage_row(passage: Passage) -> dict[str, Any]:
    """Return a passage as JSON; its text stands in its page."""
    return {
        "document_id": passage.document_id,
        "page": passage.page,
        "heading": passage.heading,
        "start": passage.start,
        "end": passage.end,
        "sentences": [[sentence.start, sentence.end] for sentence in passage.sentences],
    }


def load_passage(row: dict[str, Any], page: str) -> Passage:
    """Return the passage that ``passage_row`` wrote, given the text of its page.

    Raises ``KeyError``, ``TypeError`` or ``ValueError`` when it is none.
    """
    name = passage_id(row["document_id"], row["page"], row["start"])
    start, end = row["start"], row["end"]
    if not 0 <= start < end <= len(page):
        raise ValueError(f"passage {name} ends at {end}, its page at {len(page)}")
    sentences = tuple(Sentence(name, a, b) for a, b in row["sentences"])
    if not sentences or any(not start <= each.start < each.end <= end for each in sentences):
        raise ValueError(f"passage {name} has a sentence that is not in it")
    return Passage(
        id=name,
        document_id=row["document_id"],
        page=row["page"],
        heading=row["heading"],
        start=start,
        end=end,
        text=page[start:end],
        sentences=sentences,
    )


def passage_id(document_id: str, page: int, start: int) -> str:
    """Return the name of the passage that starts at a place of a page."""
    return f"{document_id}:{page}:{start}"


def write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write one JSON object a line."""
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False, default=date.isoformat) + "\n")


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the JSON objects of a file."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
