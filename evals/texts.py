"""Texts that are asked about and do not ship: which they are, and whether they are at hand.

A set of questions about such texts has a file beside it, ``originals.toml`` for ``originals-tune``
and ``originals-report``, which tells each text by the hash of its file.
"""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals import cases
from evals.cases import BadCase
from evals.errors import BadSettings
from knowledge import Document

NOT_HERE = "name the folder that has it with --corpus"
NOT_THERE = "add it to the server's documents"


@dataclass(frozen=True, slots=True)
class Text:
    """A text by the SHA-256 of its file, how many characters are read from it, and what it is."""

    sha256: str
    characters: int
    about: str
    address: str


def load_texts(split: str) -> Mapping[str, Text]:
    """Return the texts that a split needs by the names of their documents; none for most.

    Raises ``BadCase`` when the file that names them cannot be used.
    """
    path = cases.QUESTIONS / f"{split.rpartition('-')[0]}.toml"
    if not path.is_file():
        return {}
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        return {name: Text(**row) for name, row in found.items()}
    except (ValueError, TypeError) as exc:
        raise BadCase(f"{path.name}: is no file of texts ({exc}).") from exc


def check_texts(split: str, documents: Sequence[Document], folder: Path | None) -> None:
    """Raise ``BadSettings`` when a text that a split needs is missing, or is another one.

    ``folder`` has the files of the documents; ``None`` when they are a server's, of which only
    the lengths can be compared.
    """
    known = {document.id.rpartition("-")[0]: document for document in documents}
    for name, text in load_texts(split).items():
        if name not in known:
            raise BadSettings(
                f"{name}: is not among the documents. It is {text.about}. It does not ship: "
                f"{NOT_HERE if folder else NOT_THERE}."
            )
        for problem in text_problems(text, known[name], folder):
            raise BadSettings(f"{name}: {problem}")


def text_problems(text: Text, document: Document, folder: Path | None) -> Iterator[str]:
    """Yield why a document is not the text that was asked about."""
    if folder is not None:
        hashes = [sha256_of(path) for path in sorted(folder.rglob(document.source))]
        if text.sha256 not in hashes:
            found = ", ".join(hashes) or "none"
            yield (
                f"{document.source} is another text than the one asked about: its SHA-256 is "
                f"{found}, not {text.sha256}."
            )
    length = len(document.pages[0].text)
    if length != text.characters:
        yield (
            f"{document.source} is read as {length} characters, not {text.characters}: the places "
            "of its sentences do not hold in it."
        )


def sha256_of(path: Path) -> str:
    """Return the hash of a file in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
