"""The compiled embedding model: texts in, unit vectors out, without torch.

Sentence vectors come from the same pass as their passage: the mean of the sentence's own token
vectors ("late chunking", Günther et al. 2024, https://arxiv.org/abs/2409.04701), so that a clause
keeps the meaning that its passage gives it.
"""

import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.errors import START_AGAIN, ModelUnavailable

if TYPE_CHECKING:
    import numpy as np

    from knowledge.sentences import Span

MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
MAX_TOKENS = 512
MAX_CHARACTERS = 8000
BATCH = 16


class Encoder:
    """A compiled mean-pooling sentence encoder in a folder made by ``compile_model``."""

    def __init__(self, folder: Path) -> None:
        """Open the model; raises ``ModelUnavailable`` when it is not there or is damaged."""
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer

        if not (folder / MODEL_FILE).is_file() or not (folder / TOKENIZER_FILE).is_file():
            raise ModelUnavailable(f"{folder}: no compiled model. {START_AGAIN}")
        options = SessionOptions()
        options.intra_op_num_threads = 2
        try:
            self.session = InferenceSession(
                str(folder / MODEL_FILE), options, providers=["CPUExecutionProvider"]
            )
            self.tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        except Exception as exc:  # neither library has an error class of its own
            raise ModelUnavailable(f"{folder}: the model is damaged. {START_AGAIN}") from exc
        self.tokenizer.enable_truncation(MAX_TOKENS)
        self.tokenizer.enable_padding()
        # The tokenizer's padding state is shared between threads.
        self.lock = threading.Lock()

    @cached_property
    def dimensions(self) -> int:
        """The length of a vector."""
        return int(self.session.get_outputs()[0].shape[-1])

    def texts(self, texts: Sequence[str]) -> "np.ndarray":
        """Return a unit vector for each text, shape (texts, dimensions)."""
        import numpy as np

        found = [np.empty((0, self.dimensions), np.float32)]
        for start in range(0, len(texts), BATCH):
            vectors, encodings = self.tokens(texts[start : start + BATCH])
            masks = np.array([encoding.attention_mask for encoding in encodings], np.float32)
            found.append(unit((vectors * masks[:, :, None]).sum(axis=1)))
        return np.concatenate(found)

    def passages(
        self, texts: Sequence[str], spans: Sequence[Sequence["Span"]]
    ) -> list["np.ndarray"]:
        """Return for each text an array of unit vectors: its own, then one for each span.

        A span that lies wholly behind the model's last token gets the vector of the text.
        """
        import numpy as np

        found = []
        for start in range(0, len(texts), BATCH):
            vectors, encodings = self.tokens(texts[start : start + BATCH])
            for row, encoding, wanted in zip(
                vectors, encodings, spans[start : start + BATCH], strict=True
            ):
                offsets = np.array(encoding.offsets)
                real = np.array(encoding.attention_mask, bool)
                inside = [
                    real & (offsets[:, 0] >= a) & (offsets[:, 1] <= b) & (offsets[:, 1] > a)
                    for a, b in wanted
                ]
                masks = [real, *(mask if mask.any() else real for mask in inside)]
                found.append(unit(np.stack([row[mask].sum(axis=0) for mask in masks])))
        return found

    def tokens(self, texts: Sequence[str]) -> tuple["np.ndarray", list[Any]]:
        """Return the token vectors of some texts, padded alike, and their encodings."""
        import numpy as np

        with self.lock:
            encodings = self.tokenizer.encode_batch([text[:MAX_CHARACTERS] for text in texts])
        feed = {
            "input_ids": np.array([encoding.ids for encoding in encodings], np.int64),
            "attention_mask": np.array([each.attention_mask for each in encodings], np.int64),
            "token_type_ids": np.array([encoding.type_ids for encoding in encodings], np.int64),
        }
        (vectors,) = self.session.run(["vectors"], feed)
        return vectors, encodings


def unit(vectors: "np.ndarray") -> "np.ndarray":
    """Return the vectors scaled to length 1; a zero vector stays zero."""
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)
