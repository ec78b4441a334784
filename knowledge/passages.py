"""A document cut into passages under its headings, and passages into sentences.

A passage is a paragraph, a list with the line that introduces it, or a part of a long one.
"""

from collections.abc import Iterable, Iterator, Sequence

from knowledge.readers.base import Block
from knowledge.sentences import Span, searchable_spans
from knowledge.types import Document, Passage, Sentence

# About 200 word pieces of English: what the bundled model was trained to take in one piece.
PASSAGE_LENGTH = 1000
# A list stays together with the line that introduces it as far as the model reads at all.
LIST_LENGTH = 2400


def make_passages(document: Document, blocks: Sequence[Block]) -> tuple[Passage, ...]:
    """Return the passages of a document; offsets hold in its pages."""
    heading: str | None = None
    passages: list[Passage] = []
    for group in grouped(blocks):
        page = document.page(group[0].page)
        if page is None:
            raise ValueError(f"block on page {group[0].page}, which {document.id} does not have")
        if group[0].kind == "heading":
            heading = " ".join(page.text[group[0].start : group[0].end].split())
            continue
        limit = LIST_LENGTH if group[-1].kind == "item" else PASSAGE_LENGTH
        for spans in pieces(list(sentences_of(page.text, group)), limit):
            passages.append(make_passage(document.id, page.number, page.text, heading, spans))
    return tuple(passages)


def grouped(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Join the items of a list, and the paragraph before it, which introduces it."""
    group: list[Block] = []
    for block in blocks:
        joins = group and block.kind == "item" and group[-1].page == block.page
        if group and (not joins or group[0].kind == "heading"):
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def sentences_of(text: str, group: Sequence[Block]) -> Iterator[Span]:
    """Yield the searchable spans of some blocks of one page, as page offsets."""
    for block in group:
        for start, end in searchable_spans(text[block.start : block.end]):
            yield block.start + start, block.start + end


def pieces(spans: Sequence[Span], limit: int) -> Iterator[list[Span]]:
    """Cut a run of sentences where it grows longer than ``limit`` characters."""
    piece: list[Span] = []
    for span in spans:
        if piece and span[1] - piece[0][0] > limit:
            yield piece
            piece = []
        piece.append(span)
    if piece:
        yield piece


def make_passage(
    document_id: str, page: int, text: str, heading: str | None, spans: Sequence[Span]
) -> Passage:
    """Return the passage that reaches from the first sentence to the last."""
    start, end = spans[0][0], spans[-1][1]
    passage_id = f"{document_id}:{page}:{start}"
    return Passage(
        id=passage_id,
        document_id=document_id,
        page=page,
        heading=heading,
        start=start,
        end=end,
        text=text[start:end],
        sentences=tuple(Sentence(passage_id, a, b) for a, b in spans),
    )
