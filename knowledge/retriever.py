"""The library as a LangChain retriever, for chains that are built elsewhere.

``LibraryRetriever(library=open_library()).invoke("...")`` gives LangChain documents.
"""

from collections.abc import Callable

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from knowledge.filters import Filter
from knowledge.keywords import Term, english_terms
from knowledge.library import Library
from knowledge.metadata import language_of
from knowledge.search import Query
from knowledge.types import Hit
from knowledge.words import FUNCTION_SYLLABLES, pairs, stems, tokens

# Sentences looked at for each passage that is returned: several may be of one passage.
SENTENCES = 5


def plain_query(question: str) -> Query:
    """Return how a question is searched for as it stands, without translation.

    Of a Vietnamese question, syllables and pairs of syllables count; of another, its words.
    """
    if language_of(question) != "vi":
        return Query(question, english_terms(question))
    words = tokens(question, english=False)
    topical = [word for word in words if word not in FUNCTION_SYLLABLES]
    keys = dict.fromkeys([*stems(topical), *pairs(words)])
    return Query(question, tuple(Term(((key,),)) for key in keys))


class LibraryRetriever(BaseRetriever):
    """Finds passages; each comes once, at the place of its best sentence.

    ``count`` passages at most, of the documents that ``only`` allows; ``make_query`` says how a
    question is searched for. The metadata has what is known of the document, the page, the
    heading, the offsets of the passage and of its best sentence in the page, and the score.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    count: int = 4
    only: Filter | None = None
    make_query: Callable[[str], Query] = plain_query

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        """Return the passages for a question, best first."""
        hits = self.library.search(self.make_query(query), self.count * SENTENCES, self.only)
        best: dict[str, Hit] = {}
        for hit in hits:
            best.setdefault(hit.passage.id, hit)
        return [as_langchain(hit) for hit in list(best.values())[: self.count]]


def as_langchain(hit: Hit) -> LangChainDocument:
    """Return the passage of a hit as a LangChain document."""
    document, passage = hit.document, hit.passage
    metadata = {
        "document_id": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published.isoformat() if document.published else None,
        "url": document.url,
        "language": document.language,
        "page": passage.page,
        "heading": passage.heading,
        "start": passage.start,
        "end": passage.end,
        "sentence_start": hit.sentence.start,
        "sentence_end": hit.sentence.end,
        "score": hit.score,
    }
    return LangChainDocument(id=passage.id, page_content=passage.text, metadata=metadata)
