"""The compiled embedding model: texts in, unit vectors out, without torch.

Sentence vectors of a mean-pooled model come from the same pass as their passage: the mean of the
sentence's own token vectors ("late chunking", Günther et al. 2024,
https://arxiv.org/abs/2409.04701), so that a clause keeps the meaning that its passage gives it.
A model that was trained to put the meaning into its first token ("cls") never learned to make
the others comparable with a question, and one that wants a prompt in front of a text reads by it:
there every sentence is read by itself.
"""

import logging
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from knowledge.errors import START_AGAIN, ModelUnavailable
from knowledge.model_card import ModelCard, read_card

if TYPE_CHECKING:
    import numpy as np
    from onnxruntime import SessionOptions

    from knowledge.sentences import Span

logger = logging.getLogger(__name__)

MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
# Far more than any model takes in; a tokenizer need not read a book to cut it off.
MAX_CHARACTERS = 8000


class TextEncoder(Protocol):
    """What embeds questions, and passages with their sentences."""

    card: ModelCard

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        ...

    def questions(self, texts: Sequence[str]) -> "np.ndarray":
        """Return a unit vector for each question, shape (texts, dimensions)."""
        ...

    def passages(
        self, texts: Sequence[str], spans: Sequence[Sequence["Span"]]
    ) -> list["np.ndarray"]:
        """Return for each text an array of unit vectors: its own, then one for each span."""
        ...


def open_encoder(folder: Path) -> TextEncoder:
    """Return the encoder of a snapshot: compiled where the model allows, else that of torch.

    Raises ``ModelUnavailable`` when it is not there, or is damaged.
    """
    card = read_card(folder)
    if card.kind == "onnx":
        return Encoder(folder)
    from knowledge.torch_encoder import TorchEncoder

    logger.warning(
        "%s could not be compiled: torch runs it, which starts slowly and takes more memory.",
        card.name,
    )
    return TorchEncoder(folder)


class Encoder:
    """A compiled sentence encoder in a folder made by ``compile_model``; safe to share by threads.

    One text is run at a time, on one core, and as many texts side by side as there are cores.
    Nothing is padded so, the layers' results stay in the cache of the core, and, with weights of
    8 bits, a text has the same vector whatever it is embedded with.
    """

    def __init__(self, folder: Path) -> None:
        """Open the model; raises ``ModelUnavailable`` when it is not there or is damaged."""
        from onnxruntime import InferenceSession
        from tokenizers import Tokenizer

        self.card = read_card(folder)
        if not (folder / MODEL_FILE).is_file() or not (folder / TOKENIZER_FILE).is_file():
            raise ModelUnavailable(f"{folder}: no compiled model. {START_AGAIN}")
        try:
            self.session = InferenceSession(
                str(folder / MODEL_FILE), session_options(), providers=["CPUExecutionProvider"]
            )
            self.tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        except Exception as exc:  # neither library has an error class of its own
            raise ModelUnavailable(f"{folder}: the model is damaged. {START_AGAIN}") from exc
        self.tokenizer.enable_truncation(self.card.max_tokens)
        self.tokenizer.no_padding()
        self.inputs = {each.name for each in self.session.get_inputs()}

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return self.card.dimensions

    def questions(self, texts: Sequence[str]) -> "np.ndarray":
        """Return a unit vector for each question, shape (texts, dimensions)."""
        import numpy as np

        found = [self.whole(self.card.query_prompt + text) for text in texts]
        return unit(np.stack(found)) if found else np.empty((0, self.dimensions), np.float32)

    texts = questions

    def passages(
        self, texts: Sequence[str], spans: Sequence[Sequence["Span"]]
    ) -> list["np.ndarray"]:
        """Return for each text an array of unit vectors: its own, then one for each span.

        A span that lies wholly behind the model's last token gets the vector of the text.
        """
        alone = self.card.pooling == "cls" or self.card.passage_prompt
        embed = self.span_by_span if alone else self.in_one_pass
        if len(texts) == 1:
            return [embed(texts[0], spans[0])]
        with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
            return list(pool.map(embed, texts, spans))

    def in_one_pass(self, text: str, spans: Sequence["Span"]) -> "np.ndarray":
        """Return the vectors of a text and of its spans, pooled from one run of the model."""
        import numpy as np

        vectors, offsets = self.tokens(text)
        starts, ends = offsets[:, 0], offsets[:, 1]
        rows = [self.pool(vectors)]
        for start, end in spans:
            # Some tokenizers count the blank before a word as its own: what a token ends in counts.
            inside = (ends > start) & (ends <= end) & (ends > starts)
            rows.append(self.pool(vectors[inside]) if inside.any() else rows[0])
        return unit(np.stack(rows))

    def span_by_span(self, text: str, spans: Sequence["Span"]) -> "np.ndarray":
        """Return the vectors of a text and of its spans, each from a run of its own."""
        import numpy as np

        prompt = self.card.passage_prompt
        own = self.whole(prompt + text)
        parts = [text[start:end] for start, end in spans]
        rows = [self.whole(prompt + part) if part not in ("", text) else own for part in parts]
        return unit(np.stack([own, *rows]))

    def whole(self, text: str) -> "np.ndarray":
        """Return the vector of a text, of any length."""
        return self.pool(self.tokens(text)[0])

    def pool(self, vectors: "np.ndarray") -> "np.ndarray":
        """Return one vector for those of some tokens, in the way the model was trained for."""
        import numpy as np

        if self.card.pooling == "cls":
            return np.asarray(vectors[0])
        if self.card.pooling == "max":
            return np.asarray(vectors.max(axis=0))
        return np.asarray(vectors.mean(axis=0))

    def tokens(self, text: str) -> tuple["np.ndarray", "np.ndarray"]:
        """Return the vectors of a text's tokens and where in the text each begins and ends."""
        import numpy as np

        encoding = self.tokenizer.encode(text[:MAX_CHARACTERS])
        given = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
        }
        feed = {name: np.array([given[name]], np.int64) for name in self.inputs}
        (vectors,) = self.session.run(["vectors"], feed)
        return vectors[0], np.array(encoding.offsets).reshape(-1, 2)


def session_options() -> "SessionOptions":
    """Return how a model is run: on the core of the thread that asks."""
    from onnxruntime import SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return options


def unit(vectors: "np.ndarray") -> "np.ndarray":
    """Return the vectors scaled to length 1; a zero vector stays zero."""
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)
