"""Search: vectors and words fused into one ranking of sentences.

The rank is ``similarity + a x sentence coverage + b x passage coverage``: the cosine stays the
base, because word statistics alone ruin questions that paraphrase, and coverage lifts questions
that use the words of the text.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.keywords import KeywordIndex, Term
from knowledge.snapshots import Contents, sentence_id
from knowledge.stores.base import VectorStore
from knowledge.types import Document, Hit, Passage, Sentence

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class Weights:
    """What the fusion counts, and how the rank becomes a score in [0, 1].

    Chosen on the ``tune`` questions by ``python -m evals tune``.
    """

    passage_similarity: float = 0.3
    sentence_words: float = 0.4
    passage_words: float = 0.2
    middle: float = 0.4
    slope: float = 8.0


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it is searched for: a text for the vectors and terms for the words."""

    text: str
    terms: tuple[Term, ...]


class SearchIndex:
    """Contents, their word statistics and their vector store, ready to be searched."""

    def __init__(
        self, contents: Contents, store: VectorStore, weights: Weights | None = None
    ) -> None:
        import numpy as np

        self.contents, self.store, self.weights = contents, store, weights or Weights()
        self.documents = {document.id: document for document in contents.documents}
        self.rows: list[tuple[Passage, Sentence]] = [
            (passage, sentence) for passage in contents.passages for sentence in passage.sentences
        ]
        self.row_of = {sentence_id(sentence): row for row, (_, sentence) in enumerate(self.rows)}
        self.passage_row = np.repeat(
            np.arange(len(contents.passages)),
            [len(passage.sentences) for passage in contents.passages],
        )
        self.sentence_words = KeywordIndex(
            [
                (passage.slice(sentence.start, sentence.end), self.document(passage).language)
                for passage, sentence in self.rows
            ]
        )
        self.passage_words = KeywordIndex([self.passage_text(each) for each in contents.passages])

    def document(self, passage: Passage) -> Document:
        """Return the document of a passage."""
        return self.documents[passage.document_id]

    def passage_text(self, passage: Passage) -> tuple[str, str]:
        """Return the text under which a passage's words are found: with heading and title."""
        document = self.document(passage)
        parts = [document.title, passage.heading or "", passage.text]
        return "\n".join(parts), document.language

    def search(self, query: Query, vector: "np.ndarray", count: int, candidates: int) -> list[Hit]:
        """Return the best ``count`` sentences, best first."""
        import numpy as np

        sentence_cover = self.sentence_words.coverage(query.terms)
        passage_cover = self.passage_words.coverage(query.terms)[self.passage_row]
        words = self.weights.sentence_words * sentence_cover
        words += self.weights.passage_words * passage_cover
        near = [self.row_of[each] for each in self.store.nearest(vector, candidates)]
        worded = np.argsort(-words, kind="stable")[:candidates]
        rows = np.union1d(np.array(near, np.int64), worded)
        similarity = self.similarity(rows, vector)
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

    def similarity(self, rows: "np.ndarray", vector: "np.ndarray") -> "np.ndarray":
        """Return the cosine of the question with each sentence, mixed with its passage's."""
        share = self.weights.passage_similarity
        sentences = self.contents.sentence_vectors[rows] @ vector
        passages = self.contents.passage_vectors[self.passage_row[rows]] @ vector
        mixed: np.ndarray = (1 - share) * sentences + share * passages
        return mixed

    def hit(self, row: int, rank: float, similarity: float, coverage: float) -> Hit:
        """Return a row as a hit, its rank mapped to [0, 1] by a logistic curve."""
        passage, sentence = self.rows[row]
        score = 1 / (1 + math.exp(-self.weights.slope * (rank - self.weights.middle)))
        return Hit(sentence, passage, self.document(passage), score, similarity, coverage)

    def close(self) -> None:
        """Release the vector store."""
        self.store.close()
