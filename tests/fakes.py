"""Stand-ins whose results can be worked out by hand, and builders of what is read and found."""

import json

import numpy as np

from knowledge.contents import Contents
from knowledge.encoder import MODEL_FILE, TOKENIZER_FILE, unit
from knowledge.model_card import ModelCard, write_card
from knowledge.types import Document, Hit, Page, Passage, Sentence
from knowledge.words import tokens

# The words that the fakes tell apart; a line holds words of one meaning. All others are one word.
MEANINGS = (
    "boat boats ship ships",
    "river rivers stream",
    "rain rains shower",
    "harbour port",
    "red",
    "green",
    "blue",
    "apple apples fruit",
    "bridge",
    "lamp lamps light",
)
MEANING_OF = {word: row for row, line in enumerate(MEANINGS, 1) for word in line.split()}
DIMENSIONS = len(MEANINGS) + 1


class FakeEncoder:
    """Counts meanings: the cosine of two texts is that of their counts. Remembers what it read."""

    dimensions = DIMENSIONS

    def __init__(self):
        self.read = []

    def questions(self, texts):
        self.read += texts
        counts = np.zeros((len(texts), DIMENSIONS), np.float32)
        for row, text in enumerate(texts):
            for word in tokens(text):
                counts[row, MEANING_OF.get(word, 0)] += 1
        return unit(counts)

    texts = questions

    def passages(self, texts, spans):
        return [
            self.questions([text, *(text[start:end] for start, end in wanted)])
            for text, wanted in zip(texts, spans, strict=True)
        ]


def fake_card(**facts):
    """Return the card of the compiled fake, with some facts of another."""
    made = {
        "kind": "onnx",
        "name": "sample/meanings",
        "weights": "0" * 64,
        "precision": "fp32",
        "pooling": "mean",
        "normalised": True,
        "query_prompt": "",
        "passage_prompt": "",
        "max_tokens": 512,
        "dimensions": DIMENSIONS,
        "unrelated": 0.0,
        "languages": ("en",),
    }
    return ModelCard(**{**made, **facts})


def compile_fake(folder, target, *_, **facts):
    """Write the same counting as a compiled model that the real ``Encoder`` reads."""
    from onnx import TensorProto, helper, numpy_helper, save
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    table = np.eye(DIMENSIONS, dtype=np.float32)[[0, *MEANING_OF.values()]]
    names = ["input_ids", "attention_mask", "token_type_ids"]
    axes = ["batch", "tokens"]
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["vectors"])],
        "meanings",
        [helper.make_tensor_value_info(name, TensorProto.INT64, axes) for name in names],
        [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, [*axes, DIMENSIONS])],
        [numpy_helper.from_array(table, "table")],
    )
    opset = [helper.make_opsetid("", 17)]
    target.mkdir(parents=True, exist_ok=True)
    save(helper.make_model(graph, opset_imports=opset, ir_version=8), target / MODEL_FILE)
    ids = {word: row for row, word in enumerate(["[UNK]", *MEANING_OF])}
    tokenizer = Tokenizer(models.WordLevel(ids, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(target / TOKENIZER_FILE))
    write_card(target, fake_card(**facts))


def make_sentences(passage_id, start, parts):
    """Return the sentences that ``parts``, joined by blanks, make from ``start`` on."""
    found = []
    for part in parts:
        found.append(Sentence(passage_id, start, start + len(part)))
        start += len(part) + 1
    return tuple(found)


def make_passage(*parts, document_id="sample", page=1, start=0, heading=None):
    """Return a passage of these sentences, a blank between each two."""
    text = " ".join(parts)
    name = f"{document_id}:{page}:{start}"
    sentences = make_sentences(name, start, parts)
    return Passage(name, document_id, page, heading, start, start + len(text), text, sentences)


def make_document(*passages, document_id="sample", title="Sample", **facts):
    """Return a document whose pages hold these passages where they say they are."""
    pages: dict[int, str] = {}
    for passage in passages:
        pages[passage.page] = pages.get(passage.page, "").ljust(passage.start) + passage.text
    made = {
        "id": document_id,
        "title": title,
        "source": f"{document_id}.txt",
        "pages": tuple(Page(number, text) for number, text in sorted(pages.items())),
    }
    return Document(**{**made, **facts})


def make_hit(text, score=0.9, similarity=0.8, coverage=0.7, **facts):
    """Return a hit on a document that is the one sentence ``text``."""
    passage = make_passage(text)
    document = make_document(passage, **facts)
    return Hit(passage.sentences[0], passage, document, score, similarity, coverage)


def make_contents(*texts, title="Sample", language="en"):
    """Return the contents of one document: each of ``texts`` a passage, given by its sentences."""
    encoder, passages, start = FakeEncoder(), [], 0
    for parts in texts:
        passages.append(make_passage(*parts, start=start))
        start = passages[-1].end + 2
    spans = [[(each.start - p.start, each.end - p.start) for each in p.sentences] for p in passages]
    rows = encoder.passages([passage.text for passage in passages], spans)
    return Contents(
        documents=(make_document(*passages, title=title, language=language),),
        passages=tuple(passages),
        passage_vectors=np.stack([row[0] for row in rows]),
        sentence_vectors=np.concatenate([row[1:] for row in rows]),
    )


def markdown(text, **facts):
    """Return a Markdown file that says these facts of itself."""
    front = "".join(f"{key}: {json.dumps(value)}\n" for key, value in facts.items())
    return f"---\n{front}---\n\n{text}\n" if facts else f"{text}\n"
