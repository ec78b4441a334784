"""Search: vectors and words fused into one ranking of sentences.

The rank is ``similarity + a x sentence coverage + b x passage emphasis``: the cosine stays the
base, because word statistics alone ruin questions that paraphrase, and shared words lift questions
that use the words of the text.
"""

import logging
import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.contents import Contents, sentence_id
from knowledge.errors import DamagedSnapshot
from knowledge.filters import Filter
from knowledge.keywords import KeywordIndex, Term
from knowledge.stores.base import VectorStore
from knowledge.types import Document, Hit, Passage

if TYPE_CHECKING:
    import numpy as np

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Weights:
    """What the fusion counts, and how the rank becomes a score in [0, 1].

    ``unread_words`` is what shared words add to the cosine where the model does not read the
    language of a document: there the cosine says little, and only words can tell.
    Chosen on the ``tune`` questions by ``python -m evals tune``.
    """

    passage_similarity: float = 0.3
    sentence_words: float = 0.42
    passage_words: float = 0.32
    unread_words: float = 0.63
    middle: float = 0.37
    slope: float = 7.5


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it is searched for: a text for the vectors and terms for the words.

    ``original`` is the question in its own words where the text is a rendering of it in English,
    ``language`` that of these words. A model that reads that language reads both.
    """

    text: str
    terms: tuple[Term, ...]
    original: str = ""
    language: str = "en"


def sentence_words(contents: Contents) -> Iterator[tuple[str, str]]:
    """Yield the text under which each sentence's words are found, and its language."""
    language = {document.id: document.language for document in contents.documents}
    for passage, sentence in contents.sentences():
        yield passage.slice(sentence.start, sentence.end), language[passage.document_id]


def passage_words(contents: Contents) -> Iterator[tuple[str, str]]:
    """Yield the text under which each passage's words are found: with heading and title."""
    documents = {document.id: document for document in contents.documents}
    for passage in contents.passages:
        document = documents[passage.document_id]
        parts = [document.title, passage.heading or "", passage.text]
        yield "\n".join(parts), document.language


class SearchIndex:
    """Contents, their word statistics and their vector store, ready to be searched."""

    def __init__(
        self,
        contents: Contents,
        store: VectorStore,
        weights: Weights | None = None,
        words: tuple[KeywordIndex, KeywordIndex] | None = None,
        languages: Collection[str] = (),
        unrelated: float = 0.0,
    ) -> None:
        """Put the parts together; ``words`` (of sentences, of passages) are made when not given.

        ``languages`` are those that the embedding model reads, all when none are given;
        ``unrelated`` is the cosine that it gives to what has nothing in common.
        """
        import numpy as np

        self.contents, self.store, self.weights = contents, store, weights or Weights()
        self.unrelated = unrelated
        self.documents = {document.id: document for document in contents.documents}
        self.rows = list(contents.sentences())
        self.row_of = {sentence_id(sentence): row for row, (_, sentence) in enumerate(self.rows)}
        sizes = [len(passage.sentences) for passage in contents.passages]
        self.passage_row = np.repeat(np.arange(len(sizes)), sizes)
        number = {document.id: row for row, document in enumerate(contents.documents)}
        documents = [number[passage.document_id] for passage in contents.passages]
        self.document_row = np.array(documents, np.int64)[self.passage_row]
        unread = [bool(languages) and each.language not in languages for each in contents.documents]
        self.unread = np.array(unread, bool)[self.document_row]
        self.sentence_words, self.passage_words = words or (
            KeywordIndex.of(sentence_words(contents)),
            KeywordIndex.of(passage_words(contents)),
        )

    def search(
        self,
        query: Query,
        vector: "np.ndarray",
        count: int,
        candidates: int,
        only: Filter | None = None,
    ) -> list[Hit]:
        """Return the best ``count`` sentences, best first, of the documents that ``only`` allows.

        ``candidates`` sentences of each ranking, by vector and by words, are fused.
        """
        import numpy as np

        sentence_cover = self.sentence_words.coverage(query.terms)
        passage_cover = self.passage_words.coverage(query.terms)[self.passage_row]
        emphasis = self.passage_words.emphasis(query.terms)[self.passage_row]
        words = self.weights.sentence_words * sentence_cover
        words += self.weights.passage_words * emphasis
        allowed = self.allowed(only)
        near = self.near(vector, candidates, allowed)
        worded = top_rows(words, candidates, self.allowed_rows(allowed))
        rows = np.union1d(near, worded)
        similarity = self.similarity(rows, vector)
        cover = np.maximum(sentence_cover, passage_cover)[rows]
        similarity += self.weights.unread_words * self.unread[rows] * cover
        ranks = similarity + words[rows]
        best = np.argsort(-ranks, kind="stable")[:count]
        return [
            self.hit(
                int(rows[i]),
                float(ranks[i]),
                float(similarity[i]),
                float(max(sentence_cover[rows[i]], passage_cover[rows[i]])),
            )
            for i in best
        ]

    def allowed(self, only: Filter | None) -> "np.ndarray | None":
        """Return for each document whether it may be quoted, ``None`` when all may."""
        import numpy as np

        if only is None or only == Filter():
            return None
        return np.array([only.allows(each) for each in self.contents.documents], bool)

    def allowed_rows(self, allowed: "np.ndarray | None") -> "np.ndarray | None":
        """Return for each sentence whether it may be quoted, ``None`` when all may."""
        return None if allowed is None else allowed[self.document_row]

    def near(self, vector: "np.ndarray", count: int, allowed: "np.ndarray | None") -> "np.ndarray":
        """Return the rows of the sentences nearest to a vector, in no order.

        A store that fails although its files are whole is bypassed: all vectors are compared.
        """
        import numpy as np

        within = None
        if allowed is not None:
            named = zip(self.contents.documents, allowed, strict=True)
            within = [document.id for document, is_allowed in named if is_allowed]
        try:
            found = self.store.nearest(vector, count, within)
        except DamagedSnapshot as exc:
            logger.warning("searching without the vector store: %s", exc)
            cosines = np.asarray(self.contents.sentence_vectors @ vector)
            return top_rows(cosines, count, self.allowed_rows(allowed))
        rows = (self.row_of.get(each) for each in found)
        return np.array([row for row in rows if row is not None], np.int64)

    def similarity(self, rows: "np.ndarray", vector: "np.ndarray") -> "np.ndarray":
        """Return the cosine of the question with each sentence, mixed with its passage's.

        It is scaled so that what has nothing in common has 0 whatever the model, and the same 1.
        """
        share = self.weights.passage_similarity
        sentences = self.contents.sentence_vectors[rows] @ vector
        passages = self.contents.passage_vectors[self.passage_row[rows]] @ vector
        mixed: np.ndarray = (1 - share) * sentences + share * passages
        return (mixed - self.unrelated) / (1 - self.unrelated)

    def document(self, passage: Passage) -> Document:
        """Return the document of a passage."""
        return self.documents[passage.document_id]

    def hit(self, row: int, rank: float, similarity: float, coverage: float) -> Hit:
        """Return a row as a hit, its rank mapped to [0, 1] by a logistic curve."""
        passage, sentence = self.rows[row]
        score = 1 / (1 + math.exp(-self.weights.slope * (rank - self.weights.middle)))
        unread = bool(self.unread[row])
        return Hit(sentence, passage, self.document(passage), score, similarity, coverage, unread)

    def close(self) -> None:
        """Release the vector store."""
        self.store.close()


def top_rows(values: "np.ndarray", count: int, allowed: "np.ndarray | None" = None) -> "np.ndarray":
    """Return the rows of the ``count`` highest values, in rising order; of equals the first."""
    import numpy as np

    rows = np.arange(len(values)) if allowed is None else np.flatnonzero(allowed)
    if len(rows) <= count:
        return rows
    values = values[rows]
    least = np.partition(values, -count)[-count]
    above = np.flatnonzero(values > least)
    equal = np.flatnonzero(values == least)[: count - len(above)]
    best: np.ndarray = rows[np.sort(np.concatenate([above, equal]))]
    return best
