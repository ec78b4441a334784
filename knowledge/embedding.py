"""The embedding model made ready for a snapshot.

It is loaded with sentence-transformers once and compiled; ``encoder.py`` then embeds documents
and questions without torch, which takes seconds to import. A model that cannot be compiled is
kept as it is, for ``torch_encoder.py``.
"""

import contextlib
import logging
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.agreement import agree, probe, reference, tolerable, unrelated
from knowledge.encoder import MODEL_FILE, TOKENIZER_FILE, Encoder
from knowledge.errors import ModelUnavailable
from knowledge.model_card import ModelCard, Precision, describe, write_card
from knowledge.models import weights_hash
from knowledge.unpacking import unpack

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

logger = logging.getLogger(__name__)

BUNDLED = "sentence-transformers/all-MiniLM-L6-v2"


@contextlib.contextmanager
def as_folder(source: Path) -> Iterator[Path]:
    """Give the folder of a model; that of a packed one is there for a while only."""
    if source.is_dir():
        yield source
        return
    with tempfile.TemporaryDirectory() as folder:
        unpack(source, Path(folder))
        yield Path(folder)


def compile_model(
    source: Path, target: Path, precision: Precision = "int8", name: str = ""
) -> None:
    """Make a model ready for serving in an empty folder ``target``.

    It is compiled, with its weights as 8 bits where that changes little, or kept for torch when
    it cannot be compiled. Raises ``ModelUnavailable`` when sentence-transformers cannot load it.
    """
    from knowledge.torch_encoder import load_model

    with as_folder(source) as folder:
        model = load_model(folder)
        card = describe(model, folder, name or BUNDLED, weights_hash(source))
        target.mkdir(parents=True, exist_ok=True)
        try:
            compile_onnx(model, card, target, precision)
        except ModelUnavailable as exc:
            logger.warning(
                "%s cannot be compiled (%s): torch will run it, which starts slowly and takes more "
                "memory.",
                card.name,
                exc,
            )
            keep_for_torch(model, folder, target, card)


def compile_onnx(
    model: "SentenceTransformer", card: ModelCard, target: Path, precision: Precision
) -> None:
    """Compile a model into ``target``; raises ``ModelUnavailable`` with the reason why not."""
    from knowledge.export import export, pooling, quantise, token_limit

    compiled = replace(card, kind="onnx", pooling=pooling(model), max_tokens=token_limit(model))
    own_limit = model.max_seq_length
    with tempfile.TemporaryDirectory() as name:
        plain = Path(name)
        try:
            export(model, plain)
            model.max_seq_length = compiled.max_tokens
            expected = reference(model, card)
        except Exception as exc:  # whatever torch raises for what it cannot trace
            raise ModelUnavailable(f"{type(exc).__name__}: {exc}".splitlines()[0]) from exc
        finally:
            model.max_seq_length = own_limit
        write_card(plain, compiled)
        exact = probe(Encoder(plain))
        if not agree(expected, exact):
            raise ModelUnavailable("the compiled model gives other vectors")
        compiled = replace(compiled, unrelated=unrelated(exact))
        shutil.copyfile(plain / TOKENIZER_FILE, target / TOKENIZER_FILE)
        if precision == "int8":
            quantise(plain / MODEL_FILE, target / MODEL_FILE)
            write_card(target, replace(compiled, precision="int8"))
            if tolerable(exact, probe(Encoder(target))):
                return
            logger.warning("%s loses too much with 8 bits: it keeps its own weights.", card.name)
        shutil.copyfile(plain / MODEL_FILE, target / MODEL_FILE)
        write_card(target, compiled)


def keep_for_torch(
    model: "SentenceTransformer", folder: Path, target: Path, card: ModelCard
) -> None:
    """Copy a model into ``target``; raises ``ModelUnavailable`` when the copy is not the same."""
    from knowledge.torch_encoder import TorchEncoder, keep_model

    for left in target.iterdir():
        left.unlink()
    keep_model(folder, target)
    expected = reference(model, card)
    write_card(target, replace(card, unrelated=unrelated(expected)))
    if not agree(expected, probe(TorchEncoder(target))):
        raise ModelUnavailable(
            f"{folder}: its copy gives other vectors; save it again with safetensors alone."
        )
