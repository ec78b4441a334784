"""The sentences of the documents that are asked about, and where gold sentences stand in them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from evals.cases import Case, Evidence
from knowledge import Document, Passage


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a page of a document: ``page.text[start:end]``."""

    document: str
    page: int
    start: int
    end: int

    def touches(self, other: "Place") -> bool:
        """Whether the two share a character."""
        same = (self.document, self.page) == (other.document, other.page)
        return same and self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Corpus:
    """The documents of a library and their sentences."""

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]

    @cached_property
    def names(self) -> dict[str, Document]:
        """Each document by the name of its file, which its id begins with."""
        return {document.id.rpartition("-")[0]: document for document in self.documents}

    def sentences(self) -> Iterator[tuple[Place, str]]:
        """Yield every sentence that can be quoted, with its place."""
        for passage in self.passages:
            for sentence in passage.sentences:
                start, end = sentence.start, sentence.end
                place = Place(passage.document_id, passage.page, start, end)
                yield place, passage.slice(start, end)

    def find(self, name: str, sentence: str) -> tuple[Place, ...]:
        """Return every place of a sentence in a document, wherever its lines break."""
        document = self.names.get(name)
        if document is None or not sentence.strip():
            return ()
        pattern = re.compile(r"\s+".join(map(re.escape, sentence.split())))
        return tuple(
            Place(document.id, page.number, *found.span())
            for page in document.pages
            for found in pattern.finditer(page.text)
        )

    def places(self, evidence: Evidence) -> tuple[Place, ...]:
        """Return where the sentences of an evidence stand, each at its first place."""
        return tuple(
            found[0]
            for sentence in evidence.sentences
            if (found := self.find(evidence.document, sentence))
        )


def gold_places(corpus: Corpus, cases: Iterable[Case]) -> dict[str, tuple[tuple[Place, ...], ...]]:
    """Return the places of each case's evidences, by the case's id."""
    return {case.id: tuple(corpus.places(each) for each in case.gold) for case in cases}
