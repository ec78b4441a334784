"""The sentences of the documents that are asked about, and where gold sentences stand in them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from evals.cases import Case, Evidence, Span
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
        """Each document by its id without the hash at the end: the name of its file, folded."""
        return {document.id.rpartition("-")[0]: document for document in self.documents}

    def sentences(self) -> Iterator[tuple[Place, str]]:
        """Yield every sentence that can be quoted, with its place."""
        for passage in self.passages:
            for sentence in passage.sentences:
                start, end = sentence.start, sentence.end
                place = Place(passage.document_id, passage.page, start, end)
                yield place, passage.slice(start, end)

    def find(self, name: str, sentence: str | Span) -> tuple[Place, ...]:
        """Return every place of a sentence in a document, wherever its lines break.

        One that is given by its place has that place alone, and none beyond the end of the text.
        """
        document = self.names.get(name)
        if document is None:
            return ()
        if isinstance(sentence, Span):
            fits = sentence.end <= len(document.pages[0].text)
            return (Place(document.id, 1, sentence.start, sentence.end),) if fits else ()
        if not sentence.strip():
            return ()
        pattern = re.compile(r"\s+".join(map(re.escape, sentence.split())))
        return tuple(
            Place(document.id, page.number, *found.span())
            for page in document.pages
            for found in pattern.finditer(page.text)
        )

    def words(self, name: str, sentence: str | Span) -> str:
        """Return a sentence in its words, whether it is given by them or by its place.

        Raises ``KeyError`` when the document that a place is in is not there.
        """
        if isinstance(sentence, str):
            return sentence
        return self.names[name].pages[0].text[sentence.start : sentence.end]

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
