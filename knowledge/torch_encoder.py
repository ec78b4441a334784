"""The embedding model as sentence-transformers runs it: for models that cannot be compiled.

It gives what the compiled encoder gives, but takes torch to import, which is slow and large.
"""

import shutil
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import START_AGAIN, ModelUnavailable
from knowledge.model_card import read_card

if TYPE_CHECKING:
    import numpy as np
    from sentence_transformers import SentenceTransformer

    from knowledge.sentences import Span

MODEL_FOLDER = "model"
# Weights in formats that can carry code, or for other programs: never loaded, so not kept.
LEFT_OUT = ("*.bin", "*.h5", "*.msgpack", "*.ot", "*.pt", "*.pkl", "onnx", "openvino", ".*")
MAX_CHARACTERS = 8000
BATCH = 16


def load_model(folder: Path) -> "SentenceTransformer":
    """Return a model from a folder, on the processor, with weights of 32 bits.

    Nothing is downloaded and no code from the folder is run. Raises ``ModelUnavailable`` when
    sentence-transformers cannot load it.
    """
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(
            str(folder),
            device="cpu",
            local_files_only=True,
            trust_remote_code=False,
            # The plainest form of attention is the one that every exporter knows.
            model_kwargs={
                "use_safetensors": True,
                "dtype": "float32",
                "attn_implementation": "eager",
            },
        )
    except Exception as exc:  # whatever the modules of a folder raise
        raise ModelUnavailable(
            f"{folder}: sentence-transformers cannot load it: {' '.join(str(exc).split())[:300]}"
        ) from exc


def keep_model(source: Path, target: Path) -> None:
    """Copy a model into the folder of an encoder, so that the snapshot can go elsewhere."""
    shutil.copytree(source, target / MODEL_FOLDER, ignore=shutil.ignore_patterns(*LEFT_OUT))


class TorchEncoder:
    """A sentence-transformers model in a folder made by ``compile_model``; safe between threads.

    Each span is read by itself: how the tokens of such a model make a vector is not known here.
    """

    def __init__(self, folder: Path) -> None:
        """Open the model; raises ``ModelUnavailable`` when it is not there or is damaged."""
        self.card = read_card(folder)
        if not (folder / MODEL_FOLDER).is_dir():
            raise ModelUnavailable(f"{folder}: no model. {START_AGAIN}")
        self.model = load_model(folder / MODEL_FOLDER)
        self.lock = threading.Lock()

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return self.card.dimensions

    def questions(self, texts: Sequence[str]) -> "np.ndarray":
        """Return a unit vector for each question, shape (texts, dimensions)."""
        return self.embed(texts, self.card.query_prompt)

    texts = questions

    def passages(
        self, texts: Sequence[str], spans: Sequence[Sequence["Span"]]
    ) -> list["np.ndarray"]:
        """Return for each text an array of unit vectors: its own, then one for each span."""
        import numpy as np

        parts: list[str] = []
        for text, wanted in zip(texts, spans, strict=True):
            parts += [text, *(text[start:end] or text for start, end in wanted)]
        vectors = self.embed(parts, self.card.passage_prompt)
        sizes = [1 + len(wanted) for wanted in spans]
        return np.split(vectors, np.cumsum(sizes)[:-1]) if sizes else []

    def embed(self, texts: Sequence[str], prompt: str) -> "np.ndarray":
        """Return unit vectors of texts, each with the prompt in front."""
        import numpy as np

        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        with self.lock:
            return np.asarray(
                self.model.encode(
                    [text[:MAX_CHARACTERS] for text in texts],
                    prompt=prompt,
                    batch_size=BATCH,
                    normalize_embeddings=True,
                    show_progress_bar=False,
                ),
                np.float32,
            )
