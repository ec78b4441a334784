"""Peers that answer a question with the passage that their search finds first.

Both cut texts as the stock pipeline does. ``StockSystem`` is that pipeline: the nearest chunk by
its vectors. ``WordSystem`` is word matching alone: BM25 [1] with English stems, by bm25s [2].

[1] Robertson & Zaragoza 2009, https://doi.org/10.1561/1500000019
[2] Lù 2024, https://arxiv.org/abs/2407.03618
"""

import hashlib
from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from assistant import Answer, Citation, Outcome, Statement, Turn
from evals.asking import Found
from evals.benchmarks.errors import MissingExtra
from evals.corpus import Place
from evals.peers import stock
from knowledge import Document

if TYPE_CHECKING:
    from langchain_chroma import Chroma

DEPTH = 10
# How a page is named as the source of a chunk: document, a sign that ids do not have, number.
PAGE = "#"


class Finds(Protocol):
    """A search for chunks."""

    def __call__(self, question: str, count: int) -> list[tuple[Place, float]]:
        """Return the places of the best chunks with their scores, best first."""
        ...


class PassageSystem:
    """Answers with the best chunk, whatever its score; it never declines."""

    def __init__(self, documents: Sequence[Document], finds: Finds, name: str) -> None:
        self.known = {document.id: document for document in documents}
        self.name = name
        # A question is asked, and then what was found for it is looked at.
        self.finds = lru_cache(maxsize=1)(finds)

    def documents(self) -> tuple[Document, ...]:
        """Return the documents."""
        return tuple(self.known.values())

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Return the best chunk as the answer to the question as typed."""
        del history
        found = self.finds(question, DEPTH)
        if not found:
            return Answer(Outcome.NOT_FOUND, "en", answerer=self.name)
        citation = self.citation(found[0][0])
        statement = Statement(citation.quote, (1,))
        return Answer(Outcome.ANSWERED, "en", (statement,), (citation,), answerer=self.name)

    def retrieve(self, question: str, history: Sequence[Turn] = ()) -> tuple[Found, ...] | None:
        """Return the best chunks."""
        del history
        return tuple(Found(place, score) for place, score in self.finds(question, DEPTH))

    def citation(self, place: Place) -> Citation:
        """Return the citation of a chunk."""
        document = self.known[place.document]
        page = document.page(place.page)
        quote = page.text[place.start : place.end] if page else ""
        return Citation(
            number=1,
            document_id=document.id,
            title=document.title,
            publisher=document.publisher,
            published=document.published,
            url=document.url,
            page=place.page,
            page_count=len(document.pages),
            heading=None,
            quote=quote,
            start=place.start,
            end=place.end,
            passage=quote,
            passage_start=place.start,
        )


def page_texts(documents: Sequence[Document]) -> dict[str, str]:
    """Return every page by its name as a source."""
    return {
        f"{document.id}{PAGE}{page.number}": page.text
        for document in documents
        for page in document.pages
        if page.text.strip()
    }


def place_of_chunk(chunk: Any) -> Place:  # noqa: ANN401
    """Return where a chunk of the splitter stands."""
    document, _, page = chunk.metadata["source"].rpartition(PAGE)
    start = chunk.metadata["start_index"]
    return Place(document, int(page), start, start + len(chunk.page_content))


def stock_system(documents: Sequence[Document], folder: Path) -> PassageSystem:
    """Return the stock pipeline over some documents; its store is kept in a folder of its own.

    Raises ``MissingExtra`` when the extra ``benchmark`` is not installed.
    """
    texts = page_texts(documents)
    digest = hashlib.sha256(repr(sorted(texts.items())).encode()).hexdigest()[:12]
    home = folder / digest
    done = home / "complete"
    try:
        quiet()
        store = stock.open_stock(home)
        if not done.exists():
            store.reset_collection()  # a run that was stopped may have left a part
            stock.add_texts(store, texts)
            done.touch()
        one_thread()
    except ImportError as exc:
        raise MissingExtra(exc) from exc
    return PassageSystem(documents, nearest_in(store), "stock")


def quiet() -> None:
    """Keep the loading of the model from drawing a bar of its own."""
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]


def one_thread() -> None:
    """Keep torch to one thread.

    A short question gains nothing by two, and beside a busy process each step waits for the second.
    """
    import torch

    torch.set_num_threads(1)


def nearest_in(store: "Chroma") -> Finds:
    """Return the search of the stock pipeline; its score is 1 minus the distance."""

    def finds(question: str, count: int) -> list[tuple[Place, float]]:
        found = store.similarity_search_with_score(question, k=count)
        return [(place_of_chunk(chunk), round(1 - float(far), 4)) for chunk, far in found]

    return finds


def word_system(documents: Sequence[Document]) -> PassageSystem:
    """Return word matching alone over some documents.

    Raises ``MissingExtra`` when the extra ``benchmark`` is not installed.
    """
    try:
        return PassageSystem(documents, WordIndex(documents), "words")
    except ImportError as exc:
        raise MissingExtra(exc) from exc


class WordIndex:
    """BM25 over the chunks of some documents."""

    def __init__(self, documents: Sequence[Document]) -> None:
        import bm25s

        chunks = stock.split(page_texts(documents))
        self.places = [place_of_chunk(chunk) for chunk in chunks]
        self.index = bm25s.BM25()
        self.index.index(self.keys([chunk.page_content for chunk in chunks]), show_progress=False)

    def __call__(self, question: str, count: int) -> list[tuple[Place, float]]:
        """Return the places of the chunks that share most with the question."""
        rows, scores = self.index.retrieve(
            self.keys([question]), k=min(count, len(self.places)), show_progress=False
        )
        return [
            (self.places[int(row)], round(float(score), 4))
            for row, score in zip(rows[0], scores[0], strict=True)
        ]

    def keys(self, texts: list[str]) -> Any:  # noqa: ANN401
        """Return the stems of some texts, as bm25s takes them."""
        import bm25s

        return bm25s.tokenize(texts, stopwords="en", stemmer=self.stemmer, show_progress=False)

    @cached_property
    def stemmer(self) -> Any:  # noqa: ANN401
        """The English stemmer."""
        import Stemmer

        return Stemmer.Stemmer("english")
