"""A sentence-transformers model written as ONNX [1], its weights as they are or as 8 bits [2].

Eight bits halve the time and quarter the memory. They are taken with seven of them in use, so
that sums do not overflow on processors without instructions for 8 bits, as they else may.

[1] https://docs.pytorch.org/docs/stable/onnx.html
[2] https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html
"""

import logging
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.encoder import MODEL_FILE, TOKENIZER_FILE
from knowledge.errors import ModelUnavailable

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

# A passage need not be longer, and attention takes memory by the square of the tokens.
MAX_TOKENS = 512
POOLING = {"mean": "mean", "mean_sqrt_len_tokens": "mean", "cls": "cls", "max": "max"}
INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def pooling(model: "SentenceTransformer") -> str:
    """Return how a model makes one vector of many: "mean", "cls" or "max".

    Raises ``ModelUnavailable`` when it has parts or ways of its own, which are not compiled.
    """
    names = [type(module).__name__ for module in model]
    if names[:2] != ["Transformer", "Pooling"] or names[2:] not in ([], ["Normalize"]):
        raise ModelUnavailable(f"it has the parts {', '.join(names)}")
    mode, whole = getattr(model[1], "pooling_mode", None), getattr(model[1], "include_prompt", True)
    if not isinstance(mode, str) or mode not in POOLING or not whole:
        raise ModelUnavailable(f"it pools by {mode}" + ("" if whole else ", without its prompt"))
    return POOLING[mode]


def token_limit(model: "SentenceTransformer") -> int:
    """Return how many tokens a model takes: as many as it has positions for, 512 at most.

    Many models are published with fewer than they have positions for; what lies behind is lost
    with those, while with these it only is a little less exact.
    """
    transformer: Any = model[0]
    embeddings = getattr(getattr(transformer, "auto_model", None), "embeddings", None)
    positions = getattr(embeddings, "position_embeddings", None)
    if positions is None:
        return min(MAX_TOKENS, model.max_seq_length or MAX_TOKENS)
    # Some count positions from behind that of the padding.
    first = 0 if positions.padding_idx is None else positions.padding_idx + 1
    return min(MAX_TOKENS, int(positions.num_embeddings) - first)


def export(model: "SentenceTransformer", target: Path) -> None:
    """Write the transformer of a model, whose output is a vector a token, and its tokenizer.

    Raises whatever torch raises for a model that it cannot export.
    """
    import torch

    transformer: Any = model[0].auto_model.eval()  # type: ignore[union-attr]
    tokenizer: Any = model.tokenizer
    tokenizer.backend_tokenizer.save(str(target / TOKENIZER_FILE))
    names = [name for name in INPUTS if name in tokenizer("a")]
    one = torch.ones(2, 8, dtype=torch.long)
    examples = {"input_ids": one, "attention_mask": one, "token_type_ids": one * 0}
    axes = {name: {0: "batch", 1: "tokens"} for name in [*names, "vectors"]}
    with warnings.catch_warnings(), torch.no_grad():
        # torch announces that this exporter will be replaced; the pinned version has it.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            token_vectors(transformer, names),
            tuple(examples[name] for name in names),
            str(target / MODEL_FILE),
            input_names=names,
            output_names=["vectors"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
    if {file.name for file in target.iterdir()} != {MODEL_FILE, TOKENIZER_FILE}:
        raise RuntimeError("it is too large for one file")


def token_vectors(transformer: object, names: list[str]) -> "torch.nn.Module":
    """Return a module that takes tensors in the order of their names, and gives the last states."""
    import torch

    class TokenVectors(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, *tensors: object) -> object:
            given = dict(zip(names, tensors, strict=True))
            return self.transformer(**given).last_hidden_state  # type: ignore[operator]

    return TokenVectors()


def quantise(source: Path, target: Path) -> None:
    """Write a compiled model again with weights of 8 bits, each output channel on its own scale."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    root = logging.getLogger()
    level = root.level
    # It advises, on the root logger, steps that are for images.
    root.setLevel(logging.ERROR)
    try:
        quantize_dynamic(
            str(source),
            str(target),
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
        )
    finally:
        root.setLevel(level)
