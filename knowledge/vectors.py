"""Vectors of passages and sentences: those that are known are taken over, others are embedded."""

import hashlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from knowledge.contents import Contents
from knowledge.encoder import TextEncoder
from knowledge.sentences import Span
from knowledge.types import Passage

if TYPE_CHECKING:
    import numpy as np

# Passages of like length are embedded side by side, so that no core waits long for another.
BATCH = 64


def embedded_text(passage: Passage) -> tuple[str, list[Span]]:
    """Return what the model reads of a passage, its heading first, and where its sentences are."""
    head = f"{passage.heading}\n" if passage.heading else ""
    shift = len(head) - passage.start
    spans = [(each.start + shift, each.end + shift) for each in passage.sentences]
    return head + passage.text, spans


def passage_key(passage: Passage) -> bytes:
    """Return what two passages share whose vectors are the same: text, heading and sentences."""
    text, spans = embedded_text(passage)
    return hashlib.sha256(f"{spans}\n{text}".encode()).digest()


def embed(
    encoder: TextEncoder,
    passages: Sequence[Passage],
    known: Contents | None,
    advance: Callable[[int, int], None],
) -> tuple["np.ndarray", "np.ndarray", int]:
    """Return passage vectors, sentence vectors, and how many passages had to be embedded.

    The rows are in the order of the passages and their sentences. ``advance`` is told how many of
    how many passages are embedded.
    """
    import numpy as np

    keys = [passage_key(passage) for passage in passages]
    rows = known_rows(known, set(keys)) if known else {}
    fresh = {key: passage for key, passage in zip(keys, passages, strict=True) if key not in rows}
    order = sorted(fresh, key=lambda key: len(fresh[key].text), reverse=True)
    for start in range(0, len(order), BATCH):
        advance(start, len(order))
        batch = order[start : start + BATCH]
        texts, spans = zip(*(embedded_text(fresh[key]) for key in batch), strict=True)
        rows.update(zip(batch, encoder.passages(texts, spans), strict=True))
    advance(len(order), len(order))
    passage_vectors = np.empty((len(keys), encoder.dimensions), np.float32)
    sentences = sum(len(passage.sentences) for passage in passages)
    sentence_vectors = np.empty((sentences, encoder.dimensions), np.float32)
    at = 0
    for row, key in enumerate(keys):
        vectors = rows[key]
        passage_vectors[row] = vectors[0]
        sentence_vectors[at : at + len(vectors) - 1] = vectors[1:]
        at += len(vectors) - 1
    return passage_vectors, sentence_vectors, len(order)


def known_rows(known: Contents, wanted: set[bytes]) -> "dict[bytes, np.ndarray]":
    """Return the vectors of known passages by key: their own, then those of their sentences."""
    import numpy as np

    found: dict[bytes, np.ndarray] = {}
    at = 0
    for row, passage in enumerate(known.passages):
        size = len(passage.sentences)
        key = passage_key(passage)
        if key in wanted and key not in found:
            own = known.passage_vectors[row : row + 1]
            found[key] = np.concatenate([own, known.sentence_vectors[at : at + size]])
        at += size
    return found
