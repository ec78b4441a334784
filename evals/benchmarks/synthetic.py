"""Libraries of any size, made of sentences that look like those of a real one.

A sentence is one of the real ones with every third long word replaced by another of the
library, words that are frequent in it more often, and its figures by others. Its vector lies near
that of the sentence that it was made of, so that vectors come in clusters as real ones do.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.contents import Contents, passage_id
from knowledge.types import Document, Page, Passage, Sentence

if TYPE_CHECKING:
    import numpy as np

SENTENCES_A_PASSAGE = 4
PASSAGES_A_DOCUMENT = 50
SWAPPED = 1 / 3
# Length of the noise beside a unit vector: the cosine to the real sentence becomes about 0.8.
NOISE = 0.75
LONG_WORD = re.compile(r"\b[^\W\d_]{4,}\b")
FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Model:
    """Real sentences with their vectors, and all of their long words, with repetitions."""

    sentences: tuple[str, ...]
    words: tuple[str, ...]
    vectors: "np.ndarray"


def model_of(contents: Contents) -> Model:
    """Return what synthetic sentences are made of."""
    import numpy as np

    sentences = tuple(
        " ".join(passage.slice(sentence.start, sentence.end).split())
        for passage, sentence in contents.sentences()
    )
    words = tuple(word for sentence in sentences for word in LONG_WORD.findall(sentence))
    return Model(sentences, words, np.array(contents.sentence_vectors, np.float32))


def synthetic(model: Model, count: int, seed: int = 1) -> Contents:
    """Return contents of ``count`` sentences; the same seed gives the same contents."""
    import numpy as np

    source = random.Random(seed)
    chosen = [source.randrange(len(model.sentences)) for _ in range(count)]
    texts = [changed(model.sentences[row], model.words, source) for row in chosen]
    vectors = near(model.vectors[chosen], np.random.default_rng(seed))
    documents: list[Document] = []
    passages: list[Passage] = []
    size = SENTENCES_A_PASSAGE * PASSAGES_A_DOCUMENT
    for number, start in enumerate(range(0, count, size)):
        document, its_passages = document_of(number, texts[start : start + size])
        documents.append(document)
        passages += its_passages
    sizes = [len(passage.sentences) for passage in passages]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    means = np.add.reduceat(vectors, starts, axis=0)
    return Contents(tuple(documents), tuple(passages), unit(means), vectors)


def changed(sentence: str, words: Sequence[str], source: random.Random) -> str:
    """Return a sentence with some of its words and all of its figures replaced."""

    def other(found: re.Match[str]) -> str:
        return source.choice(words) if source.random() < SWAPPED else found[0]

    swapped = LONG_WORD.sub(other, sentence)
    return FIGURE.sub(lambda found: str(source.randrange(10)), swapped)


def near(vectors: "np.ndarray", source: "np.random.Generator") -> "np.ndarray":
    """Return unit vectors around some others."""
    noise = unit(source.standard_normal(vectors.shape).astype("float32"))
    return unit(vectors + NOISE * noise)


def document_of(number: int, texts: Sequence[str]) -> tuple[Document, list[Passage]]:
    """Return a document of some sentences, cut into passages."""
    name = f"synthetic-{number:06}"
    passages: list[Passage] = []
    page = ""
    for start in range(0, len(texts), SENTENCES_A_PASSAGE):
        page += "\n\n" if page else ""
        passages.append(passage_of(name, len(page), texts[start : start + SENTENCES_A_PASSAGE]))
        page += passages[-1].text
    title = f"Synthetic document {number + 1}"
    return Document(name, title, f"{name}.txt", (Page(1, page),)), passages


def passage_of(document: str, start: int, texts: Sequence[str]) -> Passage:
    """Return the passage of some sentences that starts at a place of the page."""
    name = passage_id(document, 1, start)
    spans = tuple(placed(name, start, texts))
    text = " ".join(texts)
    return Passage(name, document, 1, None, start, start + len(text), text, spans)


def placed(name: str, start: int, texts: Sequence[str]) -> Iterator[Sentence]:
    """Yield the sentences with their places in the page."""
    for text in texts:
        yield Sentence(name, start, start + len(text))
        start += len(text) + 1


def questions_of(contents: Contents, count: int, seed: int = 2) -> list[str]:
    """Return questions, each of up to eight words that follow one another in a sentence."""
    source = random.Random(seed)
    found = []
    for _ in range(count):
        passage = source.choice(contents.passages)
        sentence = source.choice(passage.sentences)
        words = passage.slice(sentence.start, sentence.end).split()
        start = source.randrange(max(1, len(words) - 8))
        found.append(f"What about {' '.join(words[start : start + 8])}?")
    return found


def unit(vectors: "np.ndarray") -> "np.ndarray":
    """Return the vectors scaled to length 1."""
    import numpy as np

    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)
